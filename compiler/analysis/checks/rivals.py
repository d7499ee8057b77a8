"""One figure that pays both ways (W422): more of it costs points in one place and earns points in another.

In: all effects of the policy. Directions that the policy declares are another check's; here one effect is held against the other: two
on one figure, one on a figure and one on a sum it is part of, two on one condition, the first and the last ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import evolve, frozen

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import parts
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.ladder import directions
from compiler.measures.single import sign
from compiler.measures.specialise import decided
from compiler.problems import checks as problems
from compiler.words.wording import show_expr, show_test
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node
from dsl.source import Span


@frozen(repr=False, eq=False)
class Pull(Node):
    """An effect and which way its points go with its measure."""

    clause: core.Clause
    effect: core.Effect
    way: int


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the effects that reward what an earlier one punishes, or the other way round."""
    first: dict[core.Expr, Pull] = {}
    sums: list[tuple[core.Read, Pull]] = []
    for clause in subject.clauses:
        for effect, ladder in subject.ladders(clause):
            ways = list(directions(effect, ladder))
            if effect.measure is None or len(ways) != 1:
                continue
            now = Pull(clause, effect, ways[0])
            sums += [(each, now) for each in _summed(effect.measure)]
            pull = first.setdefault(effect.measure, now)
            if pull.way != now.way and effect.better is None:
                yield _reported(subject, pull, now)
    for figure, now in sums:
        alone = first.get(figure)
        if alone is not None and alone.way != now.way and now.effect.better is alone.effect.better is None:
            before, after = sorted((alone, now), key=lambda each: each.effect.span.start)
            yield _reported(subject, before, after, figure.fact)
    yield from _conditions(subject)
    yield from _both_ends(subject)


def _summed(measure: core.Expr) -> Iterator[core.Read]:
    """Yield the figures of which a measure is the sum: 信息 加 简报."""
    match measure:
        case core.Add(left, right):
            for side in (left, right):
                yield from (side,) if isinstance(side, core.Read) else _summed(side)


@frozen(repr=False, eq=False)
class Said(Node):
    """A sentence that pays for a condition (``true``) or for its opposite."""

    clause: core.Clause
    branch: core.Branch
    true: bool


def _conditions(subject: Subject) -> Iterator[Diagnostic]:
    """合署办公 加 2 分 here and 合署办公 扣 1 分 there: what happened earns points and costs points."""
    told: set[tuple[Span, Span]] = set()
    for unit in subject.units if subject.thorough else ():
        first: dict[core.Test, Said] = {}
        for clause in subject.clauses:
            if decided(clause.applies, unit) != core.Always():
                continue
            for effect in clause.effects:
                branch = effect.branches[0]
                test = decided(branch.test, unit)
                if effect.measure is not None or not sign(branch.points) or isinstance(test, core.Always):
                    continue
                now = Said(clause, branch, not isinstance(test, core.Negate))
                before = first.setdefault(test.test if isinstance(test, core.Negate) else test, now)
                if before.clause.id != clause.id and _against(subject, before, now):
                    spans = before.branch.span, branch.span
                    if spans not in told:
                        told.add(spans)
                        yield _of_condition(subject, before, now)


def _against(subject: Subject, before: Said, now: Said) -> bool:
    """Whether two sentences pull a condition two ways; two items of which nobody gets both in full are W465."""
    alike = sign(before.branch.points) == sign(now.branch.points)
    if before.true != now.true:
        return alike and not {before.clause.id, now.clause.id} <= subject.items.keys()
    return not alike


def _of_condition(subject: Subject, before: Said, now: Said) -> Diagnostic:
    name = show_test(before.branch.test, subject.policy)
    words = [
        ("成立" if each.true is before.true else "不成立") + ("的加分" if sign(each.branch.points) > 0 else "的扣分")
        for each in (now, before)
    ]
    found = problems.both_ways(subject.source, now.branch.span, before.branch.span, name, words[0], words[1])
    unit = subject.example(now.clause, lambda unit: holds(now.branch.test, unit), tests=(now.branch.test,))
    return found if unit is None else subject.shown(found, now.clause, unit)


@frozen(repr=False, eq=False)
class End(Node):
    """A sentence about the first or the last so many of all units."""

    clause: core.Clause
    branch: core.Branch
    rank: core.Fact
    places: Fraction  # how many places, or which share of them
    share: bool = False

    def among(self, units: Fraction) -> Fraction:
        """Return how many places those are among so many units."""
        return Fraction(self.places * units // 1) if self.share else self.places


def _both_ends(subject: Subject) -> Iterator[Diagnostic]:
    """前 3 名 加 2 分，倒数 3 名 扣 2 分 among five units: the third is both."""
    ends = [
        End(clause, branch, fact, limit, share)
        for clause in subject.clauses
        for effect in clause.effects
        for branch in effect.branches
        for fact, limit, share in _places(subject, branch)
    ]
    for first, last in combinations(ends, 2):
        a, b = first.rank, last.rank
        if (
            a.ranks != b.ranks
            or a.from_bottom == b.from_bottom
            or sign(first.branch.points) * sign(last.branch.points) >= 0
        ):
            continue
        if a.high is None and first.share and last.share and first.places + last.places > 1:
            yield evolve(problems.ends_meet(subject.source, last.branch.span, first.branch.span), clause=last.clause.id)
            return
        if a.high is not None and first.among(a.high) + last.among(a.high) > a.high:
            found = problems.both_ends(subject.source, last.branch.span, first.branch.span, str(a.high))
            place = min(first.among(a.high), a.high)

            def both(unit: Unit, first: End = first, last: End = last, place: Fraction = place) -> bool:
                return unit.facts.get(first.rank.name) == place and holds(first.branch.test, unit)

            unit = subject.example(first.clause, both, tests=(first.branch.test,))
            yield found if unit is None else subject.shown(found, first.clause, unit)
            return


def _places(subject: Subject, branch: core.Branch) -> Iterator[tuple[core.Fact, Fraction, bool]]:
    for part in parts(branch.test):
        match part:
            case core.Compare(core.Read(name), core.Op.LE, core.Const(limit)):
                if subject.facts[name].role is core.Role.RANK:
                    yield subject.facts[name], limit, False
            case core.Compare(core.Read(name), core.Op.LE, core.Multiply(core.Const(limit), core.Read())):
                if subject.facts[name].role is core.Role.RANK:
                    yield subject.facts[name], limit, True


def _reported(subject: Subject, before: Pull, now: Pull, name: str = "") -> Diagnostic:
    assert now.effect.measure is not None, "a pull has a measure"
    name = name or now.effect.measure_name or show_expr(now.effect.measure)
    words = {1: "越高得分越多", -1: "越高得分越少"}
    found = problems.both_ways(
        subject.source, now.effect.span, before.effect.span, name, words[now.way], words[before.way]
    )

    def acts(unit: Unit) -> bool:
        return effect_points(now.effect, unit)[0] != 0

    for branch in now.effect.branches:
        unit = subject.example(now.clause, acts, tests=(branch.test,), aims=subject.nonzero(branch.points))
        if unit is not None:
            return subject.shown(found, now.clause, unit)
    return found
