"""Formulas: + − × ÷ and functions over facts and indicators, with their types (language.md §4). In: surface. Out: expressions.

A formula may use an indicator that stands further down; it is worked out on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.declarations.lists import not_a_unit
from compiler.lowering.names import references
from compiler.lowering.names.amount_types import describe
from compiler.lowering.names.denominators import never_negative
from compiler.lowering.names.parts import is_reference
from compiler.lowering.names.population_facts import statistic
from compiler.lowering.names.scope import Measure, Scope, number
from compiler.problems import names, units
from dsl import limits, surface
from dsl.folding import fold
from dsl.types import PLAIN, RATIO, Kind, Type, quotient

_NUMERIC_SIGN: dict[str, Callable[[core.Expr, core.Expr], core.Expr]] = {
    "+": core.Add,
    "−": core.Subtract,
    "×": core.Multiply,
    "最大": core.Greatest,
    "最小": core.Least,
}


def formula(written: surface.Expression, clause: str, scope: Scope, own: str = "") -> tuple[core.Expr, Type] | None:
    """Return an expression and its type; what has no meaning is reported."""
    match written:
        case surface.Name():
            return _operand(written, clause, scope, own)
        case surface.Amount():
            return _literal(written, scope)
        case surface.Operation(op, terms):
            found = [formula(term, clause, scope, own) for term in terms]
            if op in _OVER_ALL:
                return _over_all(op, found, written, clause, scope)
            result = found[0]
            for right in found[1:]:
                if result is None or right is None:
                    return None
                result = _apply("+" if op in ("平均", "合计") else op, result, right, written, scope)
            if op == "平均" and result is not None:
                return core.Divide(result[0], number(len(terms)), scope.source.slice(written.span)), _mean(result[1])
            return result


def _mean(kind: Type) -> Type:
    """A mean of counts is no count."""
    return Type(Kind.QUANTITY, kind.unit) if kind.kind is Kind.COUNT else kind


_OVER_ALL = {
    "全体平均": core.Aggregate.MEAN,
    "全体最高": core.Aggregate.MOST,
    "全体最低": core.Aggregate.LEAST,
}


def _over_all(
    op: str,
    found: Sequence[tuple[core.Expr, Type] | None],
    at: surface.Operation,
    clause: str,
    scope: Scope,
) -> tuple[core.Expr, Type] | None:
    """全体平均（办结率）: a statistic over all assessed units."""
    if len(found) != 1 or found[0] is None:
        if len(found) != 1:
            text = scope.source.slice(at.span)
            scope.bag.add(names.wrong_use(scope.source, at.span, text, "几个数", "一个数"))
        return None
    expr, kind = found[0]
    name = scope.source.slice(at.terms[0].span)
    fact = scope.add_extra(statistic(_OVER_ALL[op], Measure(expr, kind, name, at.span), clause, at.span, scope))
    return core.Read(fact.name), kind


def _operand(name: surface.Name, clause: str, scope: Scope, own: str) -> tuple[core.Expr, Type] | None:
    if own and fold(name.text) == fold(own):
        scope.bag.add(names.circular(scope.source, name.span, name.text))
        return None
    if is_reference(name.text):
        measure = references.resolved(name, scope)
        return None if measure is None else (measure.expr, measure.type)
    found = scope.find(name.text, clause)
    if found is None or (found.measure is not None and (clause, fold(name.text)) in scope.indicators.pending):
        if any((each[1] == fold(name.text)) for each in scope.indicators.resolving):
            scope.bag.add(names.circular(scope.source, name.span, name.text))
            return None
        if _resolve_pending(name, clause, scope):
            found = scope.find(name.text, clause)
            if found is None:
                return None
    if found is None:
        scope.report_missing(name)
        return None
    if found.measure is not None:
        return found.measure.expr, found.measure.type
    if found.fact is not None and found.fact.type.numeric:
        return core.Read(found.fact.name), found.fact.type
    what = str(found.fact.type) if found.fact else "取值或集合"
    scope.bag.add(names.wrong_use(scope.source, name.span, name.text, what, "可以计算的数"))
    return None


def _literal(amount: surface.Amount, scope: Scope) -> tuple[core.Expr, Type] | None:
    if not isinstance(amount.value, Fraction):
        text = scope.source.slice(amount.span)
        scope.bag.add(names.wrong_use(scope.source, amount.span, text, "日期", "可以计算的数"))
        return None
    unit = amount.unit
    if unit is None:
        return number(amount.value), PLAIN
    kind = RATIO if unit.kind is Kind.RATIO else Type(unit.kind, unit.canonical)
    return number(amount.value * unit.scale), kind


def _apply(
    op: str, left: tuple[core.Expr, Type], right: tuple[core.Expr, Type], at: surface.Operation, scope: Scope
) -> tuple[core.Expr, Type] | None:
    a, b = left[1], right[1]
    if op == "÷":
        return _quotient(left, right, at, scope)
    if op == "×":
        # Anything times a share or a plain number stays what it is; points for each piece times pieces are points.
        so_many = {a.kind, b.kind} == {Kind.POINTS, Kind.COUNT}
        kind = b if a == PLAIN else (a if b in (PLAIN, RATIO) else (b if a == RATIO else None))
        kind = (a if a.kind is Kind.POINTS else b) if so_many else kind
    else:
        ratio_and_one = {a.kind, b.kind} == {Kind.RATIO, Kind.PLAIN}
        kind = RATIO if ratio_and_one else (a if a == b else None)
    if kind is None:
        scope.bag.add(units.cannot_compute(scope.source, at.span, op, describe(a), describe(b)))
        return None
    return _within_limits(_NUMERIC_SIGN[op](left[0], right[0]), kind, at, scope)


def _within_limits(made: core.Expr, kind: Type, at: surface.Operation, scope: Scope) -> tuple[core.Expr, Type] | None:
    """Refuse what would be too large once every indicator in it is written out: 数2 = 数1 + 数1, and so on, doubles with each line."""
    size, depth = scope.indicators.weight(made)
    if size <= limits.FORMULA.most and depth <= limits.DEPTH.most:
        return made, kind
    beyond = (size, limits.FORMULA) if size > limits.FORMULA.most else (depth, limits.DEPTH)
    scope.bag.add(units.formula_too_large(scope.source, at.span, beyond[0], beyond[1].most, beyond[1].unit))
    return None


def _quotient(
    left: tuple[core.Expr, Type], right: tuple[core.Expr, Type], at: surface.Operation, scope: Scope
) -> tuple[core.Expr, Type] | None:
    a, b = left[1], right[1]
    kind = quotient(a, b)
    if kind is None:
        scope.bag.add(units.cannot_compute(scope.source, at.span, "÷", describe(a), describe(b)))
        return None
    if not never_negative(right[0], scope):
        scope.bag.add(units.denominator(scope.source, at.terms[-1].span, scope.source.slice(at.terms[-1].span)))
        return None
    return _within_limits(core.Divide(left[0], right[0], scope.source.slice(at.span)), kind, at, scope)


def _resolve_pending(name: surface.Name, clause: str, scope: Scope) -> bool:
    """Resolve an indicator that is declared elsewhere; False where there is none, or it depends on itself."""
    key = fold(name.text)
    own = (
        [(clause, key)]
        if (clause, key) in scope.indicators.pending
        else [each for each in scope.indicators.pending if each[1] == key]
    )
    if len(own) != 1:
        return False
    if own[0] in scope.indicators.resolving:
        scope.bag.add(names.circular(scope.source, name.span, name.text))
        return False
    indicator(own[0][0], scope.indicators.pending[own[0]], scope)
    return True


def indicator(clause: str, written: surface.Indicator, scope: Scope) -> tuple[str, str] | None:
    """Take an indicator and return its key; None where it was declared before, or its formula has no meaning (reported)."""
    key = (clause, fold(written.name.text))
    if key in scope.indicators.declared and scope.indicators.declared[key].span == written.span:
        return key  # another indicator needed it before
    if key in scope.indicators.declared or key[1] in scope.facts:
        first = scope.indicators.declared[key].span if key in scope.indicators.declared else scope.facts[key[1]].span
        scope.bag.add(names.declared_twice(scope.source, written.name.span, written.name.text, first))
        return None
    not_a_unit(written.name, scope)
    scope.indicators.pending.pop(key, None)
    scope.indicators.resolving.append(key)
    found = formula(written.expression, clause, scope, written.name.text)
    scope.indicators.resolving.pop()
    if found is None:
        return None
    expr, kind = found
    way = next((facet.way for facet in written.facets if isinstance(facet, surface.Direction)), "")
    if isinstance(expr, core.Divide):
        expr = evolve(expr, name=written.name.text)
    scope.indicators.declare(key, Measure(expr, kind, written.name.text, written.span, None, way))
    return key
