"""One figure that pays both ways (W422): more of it costs points in one place and earns points in another.

In: all effects of the policy. Directions that the policy declares are another check's; here one effect is held against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import parts
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.ladder import directions
from compiler.measures.single import sign
from compiler.problems import checks as problems
from compiler.words.wording import show_expr
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Pull(Node):
    """An effect and which way its points go with its measure."""

    clause: core.Clause
    effect: core.Effect
    way: int


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the effects that reward what an earlier one punishes, or the other way round."""
    first: dict[core.Expr, Pull] = {}
    for clause in subject.clauses:
        for effect, ladder in subject.ladders(clause):
            ways = list(directions(effect, ladder))
            if effect.measure is None or len(ways) != 1:
                continue
            pull = first.setdefault(effect.measure, Pull(clause, effect, ways[0]))
            if pull.way != ways[0] and effect.better is None:
                yield _reported(subject, pull, Pull(clause, effect, ways[0]))
    yield from _both_ends(subject)


@frozen(repr=False, eq=False)
class End(Node):
    """A sentence about the first or the last so many of all units."""

    clause: core.Clause
    branch: core.Branch
    rank: core.Fact
    places: Fraction


def _both_ends(subject: Subject) -> Iterator[Diagnostic]:
    """前 3 名 加 2 分，倒数 3 名 扣 2 分 among five units: the third is both."""
    ends = [
        End(clause, branch, fact, limit)
        for clause in subject.clauses
        for effect in clause.effects
        for branch in effect.branches
        for fact, limit in _places(subject, branch)
    ]
    for first, last in combinations(ends, 2):
        a, b = first.rank, last.rank
        if a.ranks != b.ranks or a.from_bottom == b.from_bottom or a.high is None:
            continue
        if first.places + last.places > a.high and sign(first.branch.points) * sign(last.branch.points) < 0:
            found = problems.both_ends(subject.source, last.branch.span, first.branch.span, str(a.high))
            place = min(first.places, a.high)

            def both(unit: Unit, first: End = first, last: End = last, place: Fraction = place) -> bool:
                return unit.facts.get(first.rank.name) == place and holds(first.branch.test, unit)

            unit = subject.example(first.clause, both, tests=(first.branch.test,))
            yield found if unit is None else subject.shown(found, first.clause, unit)
            return


def _places(subject: Subject, branch: core.Branch) -> Iterator[tuple[core.Fact, Fraction]]:
    for part in parts(branch.test):
        match part:
            case core.Compare(core.Read(name), core.Op.LE, core.Const(limit)):
                if subject.facts[name].role is core.Role.RANK:
                    yield subject.facts[name], limit


def _reported(subject: Subject, before: Pull, now: Pull) -> Diagnostic:
    assert now.effect.measure is not None, "a pull has a measure"
    name = now.effect.measure_name or show_expr(now.effect.measure)
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
