"""Zero denominators: what the policy says then holds, or the warning that it says nothing (language.md §4)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.lowering.effects.combination import Combination, Role
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.denominators import never_zero
from compiler.lowering.names.scope import Measure, Scope, number
from compiler.lowering.tiers.middle import RATIO_NAME
from compiler.meaning.interpret import compare
from compiler.measures.intervals import IntervalSet, closed
from compiler.problems import denominators, rules, units
from compiler.words.amounts import show_number
from dsl import formatter, surface
from dsl.folding import fold
from dsl.source import Span
from dsl.types import Kind


def base_of(combined: Combination) -> Fraction | None:
    """Return the points that every unit has before others are taken from them; None where they depend on anything."""
    bases = [part.sentence for part in combined.alone if part.role is Role.BASE]
    fixed = [None if each.condition_of_kinds else each.fixed for each in bases]
    known = [each for each in fixed if each is not None]
    return sum(known, Fraction(0)) if len(known) == len(fixed) else None


@define(repr=False, eq=False)
class Empties:
    """The 无…时 of one clause and of the indicators it uses."""

    scope: Scope
    own: list[surface.WhenEmpty] = field(factory=list)
    full: tuple[tuple[str, Fraction], ...] = ()  # what 记满分 gives, by kind of unit
    awards: bool = False  # whether the clause 记分: nothing happened is full points there and no deduction elsewhere
    losing: bool = False  # whether it only 扣分: 不得分 would have two readings
    base: Fraction | None = Fraction(0)  # what every unit has and others take from; None where that is no number
    seen: list[str] = field(factory=list)  # the denominators of the clause
    used: set[int] = field(factory=set)
    given: set[Span] = field(
        factory=set
    )  # those whose points an effect of the clause gives; said once, they count once

    def branches(self, clause: str, branches: tuple[core.Branch, ...], span: Span) -> tuple[core.Branch, ...]:
        """Return the branches for zero denominators of an effect, one for each denominator that can be zero."""
        made: dict[core.Expr, core.Branch] = {}
        for branch in branches:
            for node in self._nodes(branch):
                if (
                    isinstance(node, core.Divide)
                    and node.name != RATIO_NAME
                    and node.right not in made
                    and self._may_be_zero(node.right)
                ):
                    found = self._branch(node, span)
                    if found is not None:
                        made[node.right] = found
        return tuple(made.values())

    def _nodes(self, branch: core.Branch) -> Iterator[core.Test | core.Expr]:
        """Yield the nodes of a branch, and of what its ranks are taken from: without a ratio there is no rank either."""
        ranks = {fact.name: fact.ranks for fact in self.scope.extra if fact.ranks is not None}
        for node in (*nodes(branch.test), *nodes(branch.points)):
            yield node
            if isinstance(node, core.Read) and node.fact in ranks:
                yield from nodes(ranks[node.fact])

    def _may_be_zero(self, expr: core.Expr) -> bool:
        return not never_zero(expr, self.scope)

    def _branch(self, ratio: core.Divide, span: Span) -> core.Branch | None:
        if isinstance(ratio.right, core.Const):
            self.scope.bag.add(units.divided_by_nought(self.scope.source, span))
            return None
        written = self._stated(ratio)
        name = ratio.name
        if written is None and len(self.used) < len(self.own):
            return None  # a 无…时 with a wrong noun is reported as such
        if written is None:
            over = list(dict.fromkeys(facts_in(ratio.right)))
            self.scope.bag.add(denominators.zero_denominator(self.scope.source, span, name, over, awards=self.awards))
            return None
        points = self._points(written)
        if points is None:
            return None
        points = number(0) if written.span in self.given else points
        self.given.add(written.span)
        test = core.Compare(ratio.right, core.Op.EQ, number(0))
        return core.Branch(test, points, formatter.show_when_empty(written), written.span)

    def _stated(self, ratio: core.Divide) -> surface.WhenEmpty | None:
        stated = self.scope.indicators.index.with_empty
        found = [stated[node] for node in nodes(ratio) if isinstance(node, core.Expr) and node in stated]
        if found:
            return min(found, key=lambda pair: pair[0])[1].empty
        known = "".join(facts_in(ratio.right))
        self.seen += [name for name in facts_in(ratio.right) if name not in self.seen]
        for index, written in enumerate(self.own):
            rest = iter(fold(known))
            if all(char in rest for char in fold(written.noun)):
                self.used.add(index)
                return written
        return None

    def _points(self, written: surface.WhenEmpty) -> core.Expr | None:
        award = written.award
        if isinstance(award, surface.Nothing) and award.sign == "award" and self.losing:
            full = show_number(self.full[0][1]) if len(self.full) == 1 else "…"
            shown = self.scope.source.slice(award.span)
            self.scope.bag.add(denominators.nothing_of_losses(self.scope.source, award.span, shown, full))
            return None
        if isinstance(award, surface.Nothing):
            return number(0) if award.sign != "award" else self._in_all(Fraction(0), award)
        if isinstance(award, surface.Give) and award.to is None:
            value = points_of(award.amount, self.scope)
            if value is None or award.sign != "award":
                return None if value is None else number(-value if award.sign == "-" else value)
            return self._in_all(value, award)
        if isinstance(award, surface.Full) and not self.awards and self.full:
            return number(0)  # nothing is lost of the points of the item
        if isinstance(award, surface.Full) and len(self.full) == 1 and not self.full[0][0]:
            return self._in_all(self.full[0][1], award)
        wrong = rules.full_by_kind if self.full else rules.no_base
        self.scope.bag.add(wrong(self.scope.source, award.span, self.scope.source.slice(award.span)))
        return None

    def _in_all(self, value: Fraction, award: surface.Award) -> core.Expr | None:
        """无结案时 得 10 分 is what the clause gives in all: what every unit has of it before is taken off."""
        if self.base is not None:
            return number(value - self.base)
        self.scope.bag.add(rules.full_by_kind(self.scope.source, award.span, self.scope.source.slice(award.span)))
        return None

    def guard(self, test: core.Test, span: Span) -> None:
        """Warn of a denominator under a duty, a consequence or a veto: no 无…时 says what then holds, the test has to."""
        ratios = [node for node in nodes(test) if isinstance(node, core.Divide)]
        for ratio in dict.fromkeys(ratios):
            if self._may_be_zero(ratio.right) and _at_zero(test, ratio.right) is _UNDEFINED:
                over = "、".join(facts_in(ratio.right))
                unit = self.scope.fact_named(ratio.right.fact).type.unit if isinstance(ratio.right, core.Read) else ""
                self.scope.bag.add(denominators.unguarded_ratio(self.scope.source, span, ratio.name, over, unit))

    def finish(self) -> None:
        """Report a 无…时 that belongs to no denominator of the clause."""
        for index, written in enumerate(self.own):
            if index not in self.used:
                self.scope.bag.add(denominators.empty_noun(self.scope.source, written.span, written.noun, self.seen))

    def domain(self, measure: Measure) -> IntervalSet:
        """Return the values that a measure can take."""
        expr = measure.expr
        if isinstance(expr, core.Divide) and measure.type.kind is Kind.RATIO:
            part = isinstance(expr.left, core.Read) and isinstance(expr.right, core.Read)
            inside = part and self._part_of(expr.left, expr.right)
            return closed(number(0).value, number(1).value if inside else None)
        if isinstance(expr, core.Read):
            fact = self.scope.fact_named(expr.fact)
            return closed(fact.low, fact.high)
        low, high = measure.type.domain
        return closed(low, high if measure.type.kind is not Kind.RATIO else None)

    def _part_of(self, left: core.Expr, right: core.Expr) -> bool:
        assert isinstance(left, core.Read) and isinstance(right, core.Read)
        name, seen = left.fact, set()
        while name and name not in seen:
            if name == right.fact:
                return True
            seen.add(name)
            name = self.scope.fact_named(name).at_most
        return False


_UNDEFINED = "undefined"


def _at_zero(test: core.Test, zero: core.Expr) -> bool | str | None:
    """Return what a test comes to where a denominator is 0: known, ``None`` where other facts decide, or undefined.

    Parts are looked at in their written order and only as far as needed, as everywhere.
    """
    match test:
        case core.Both(tests) | core.Either(tests):
            decides = isinstance(test, core.Either)
            known = [_at_zero(each, zero) for each in tests]
            first = next((each for each in known if each is decides or each is _UNDEFINED), None)
            return (not decides) if first is None and None not in known else first
        case core.Negate(inner):
            inside = _at_zero(inner, zero)
            return not inside if isinstance(inside, bool) else inside
        case core.Compare(left, op, core.Const(value)) if left == zero:
            return compare(Fraction(0), op, value)
        case _:
            undefined = any(isinstance(node, core.Divide) and node.right == zero for node in nodes(test))
            return _UNDEFINED if undefined else None
