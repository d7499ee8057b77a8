"""Declarations and formulas."""

from __future__ import annotations

from typing import Any

from lark import Transformer, v_args

from dsl import surface
from dsl.building.reading import items_of, name_of, says_of, span_of


@v_args(inline=True)
class Declarations(Transformer[Any, Any]):
    """Builds declarations and the formulas in them."""

    def fact(self, word: Any, name: Any, _: Any, kind: Any, facets: Any) -> surface.Fact:
        return surface.Fact("事实", name_of(name), kind, facets, span_of(word, name, kind, facets))

    def parameter(self, word: Any, name: Any, _: Any, kind: Any, facets: Any) -> surface.Fact:
        return surface.Fact("参数", name_of(name), kind, facets, span_of(word, name, kind, facets))

    def indicator(self, *children: Any) -> surface.Indicator:
        name, expression, facets = children[-4], children[-2], children[-1]
        return surface.Indicator(name_of(name), expression, facets, span_of(*children))

    def roster(self, word: Any, kind: Any, _: Any, items: Any) -> surface.Roster:
        return surface.Roster(name_of(kind), items_of(items), span_of(word, items))

    def involves(self, word: Any, _: Any, items: Any) -> surface.Involves:
        return surface.Involves(items_of(items), span_of(word, items))

    def group(self, word: Any, name: Any, _: Any, members: Any) -> surface.GroupOf:
        return surface.GroupOf(name_of(name), members, span_of(word, members))

    def band(self, word: Any, name: Any, _: Any, bound: Any) -> surface.Band:
        return surface.Band(says_of(name), bound, span_of(word, bound))

    def check(self, word: Any, agreement: Any) -> surface.Check:
        left, op, right = agreement
        return surface.Check(left, op, right, None, span_of(word, left, right))

    def check_where(self, word: Any, where: Any, _: Any, agreement: Any) -> surface.Check:
        left, op, right = agreement
        return surface.Check(left, op, right, where, span_of(word, left, right))

    def agreement(self, left: Any, op: Any, right: Any) -> tuple[Any, str, Any]:
        return left, says_of(op), right

    def sum_of(self, names: Any, word: Any) -> surface.Operation:
        first, *rest = names
        for each in rest:
            first = surface.Operation("+", (first, each), span_of(first, each))
        return first  # type: ignore[no-any-return]  # names are two at least

    def type(self, word: Any, *rest: Any) -> surface.TypeName:
        span = span_of(word, *rest)
        if not rest:
            return surface.TypeName(says_of(word), span=span)
        if isinstance(rest[1], tuple):
            return surface.TypeName(says_of(word), "", tuple(name for name, _ in items_of(rest[1])), span)
        return surface.TypeName(says_of(word), says_of(rest[1]), (), span)

    def facets(self, *children: Any) -> tuple[Any, ...]:
        return (*children[0], children[2]) if children else ()

    def facet_bound(self, op: Any, amount: Any) -> surface.FacetBound:
        span = span_of(op, amount)
        return surface.FacetBound(surface.Bound(says_of(op), amount, span=span), span)

    def facet_at_most(self, op: Any, name: Any) -> surface.FacetAtMost:
        return surface.FacetAtMost(name_of(name), says_of(op), span_of(op, name))

    def facet_between(self, low: Any, _: Any, high: Any) -> surface.FacetBound:
        span = span_of(low, high)
        return surface.FacetBound(surface.Bound(">=", low, high, span=span), span)

    def facet_optional(self, word: Any) -> surface.FacetOptional:
        return surface.FacetOptional(span_of(word))

    def facet_meaning(self, word: Any, text: Any) -> surface.FacetMeaning:
        return surface.FacetMeaning(says_of(text), span_of(word, text))

    def facet_levels(self, word: Any, items: Any) -> surface.FacetLevels:
        return surface.FacetLevels(tuple(name for name, _ in items_of(items)), span_of(word, items))

    def facet_direction(self, word: Any) -> surface.Direction:
        return surface.Direction(says_of(word), span_of(word))

    def items(self, *children: Any) -> tuple[Any, ...]:
        return (children[0],) if len(children) == 1 else (*children[0], children[2])

    def table_row(self, word: Any, name: Any, _open: Any, columns: Any, *rest: Any) -> surface.TableRow:
        row, amounts = rest[2], rest[3]
        names = tuple(name for name, _ in items_of(columns))
        return surface.TableRow(name_of(name), names, says_of(row), amounts, span_of(word, amounts))

    def members(self, *children: Any) -> tuple[surface.Name, ...]:
        return (name_of(children[0]),) if len(children) == 1 else (*children[0], name_of(children[2]))

    def expression(self, child: Any) -> Any:
        return child

    def term(self, child: Any) -> Any:
        return child

    def _operation(self, op: str, left: Any, right: Any) -> surface.Operation:
        return surface.Operation(op, (left, right), span_of(left, right))

    def add(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("+", left, right)

    def subtract(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("−", left, right)

    def multiply(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("×", left, right)

    def divide(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("÷", left, right)

    def expression_name(self, name: Any) -> surface.Name:
        return name_of(name)

    def expression_amount(self, amount: Any) -> surface.Amount:
        return amount  # type: ignore[no-any-return]  # made by amount() above

    def expression_bracketed(self, _open: Any, inner: Any, _close: Any) -> Any:
        return inner

    def expression_function(self, word: Any, _open: Any, arguments: Any, close: Any) -> surface.Operation:
        return surface.Operation(says_of(word), arguments, span_of(word, close))

    def arguments(self, *children: Any) -> tuple[Any, ...]:
        return (children[0],) if len(children) == 1 else (*children[0], children[2])
