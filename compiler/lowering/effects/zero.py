"""Zero denominators: what the policy says then holds, or the warning that it says nothing (language.md §4)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.denominators import never_zero
from compiler.lowering.names.scope import Measure, Scope, number
from compiler.lowering.tiers.middle import RATIO_NAME
from compiler.meaning.interpret import compare
from compiler.measures.intervals import IntervalSet, closed
from compiler.problems import names, rules, units
from dsl import formatter, surface
from dsl.folding import fold
from dsl.source import Span
from dsl.types import Kind


@define
class Empties:
    """The 无…时 of one clause and of the indicators it uses."""

    scope: Scope
    own: list[surface.WhenEmpty] = field(factory=list)
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
            over = "、".join(facts_in(ratio.right))
            self.scope.bag.add(rules.zero_denominator(self.scope.source, span, name, over))
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
        for index, written in enumerate(self.own):
            rest = iter(fold(known))
            if all(char in rest for char in fold(written.noun)):
                self.used.add(index)
                return written
        return None

    def _points(self, written: surface.WhenEmpty) -> core.Expr | None:
        award = written.award
        if isinstance(award, surface.Nothing):
            return number(0)
        if isinstance(award, surface.Give) and award.to is None:
            value = points_of(award.amount, self.scope)
            return None if value is None else number(-value if award.sign == "-" else value)
        self.scope.bag.add(rules.no_base(self.scope.source, award.span, self.scope.source.slice(award.span)))
        return None

    def guard(self, test: core.Test, span: Span) -> None:
        """Warn of a denominator under a duty, a consequence or a veto: no 无…时 says what then holds, the test has to."""
        ratios = [node for node in nodes(test) if isinstance(node, core.Divide)]
        for ratio in dict.fromkeys(ratios):
            if self._may_be_zero(ratio.right) and _at_zero(test, ratio.right) is _UNDEFINED:
                over = "、".join(facts_in(ratio.right))
                unit = self.scope.fact_named(ratio.right.fact).type.unit if isinstance(ratio.right, core.Read) else ""
                self.scope.bag.add(rules.unguarded_ratio(self.scope.source, span, ratio.name, over, unit))

    def finish(self) -> None:
        """Report a 无…时 that belongs to no denominator of the clause."""
        for index, written in enumerate(self.own):
            if index not in self.used:
                self.scope.bag.add(names.empty_noun(self.scope.source, written.span, written.noun, "本条的比率"))

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
