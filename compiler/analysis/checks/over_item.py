"""W446: one sentence takes or gives more points at once than its item has, so that part of them can never count.

In: the clauses of items with points. Out: findings, each with a unit that gets the points.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.checks import idle
from compiler.analysis.checks.caps import cap_span, reaching
from compiler.analysis.checks.heading_caps import heading_cap_span
from compiler.analysis.checks.kinds import groups_of
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import effect_points
from compiler.meaning.scoring import items_of
from compiler.measures.single import aim_at, single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches that are beyond their item for every kind of unit."""
    yield from _at_once(subject)
    yield from _headings(subject)
    if subject.thorough:
        yield from idle.sentences(subject)


def _at_once(subject: Subject) -> Iterator[Diagnostic]:
    items = items_of(subject.policy)
    for clause in subject.clauses:
        item = items.get(clause.id)
        if item is None or not item.points:
            continue
        most = max(points for _, points in item.points)
        yield from _caps(subject, clause, most)
        for effect in clause.effects:
            for branch in effect.branches:
                once = single(branch.points)
                if once is not None and abs(once) > most and not _capped(subject, branch):
                    yield from _shown(subject, clause, effect, branch, show_number(abs(once)), show_number(most))


def _capped(subject: Subject, branch: core.Branch) -> bool:
    """Whether it has been said already that one piece is beyond its cap: one number is wrong, not two."""
    capped = (each for each in subject.found if each.code == "E440-cap-below-one")
    return any(label.span == branch.span for each in capped for label in each.related)


def _headings(subject: Subject) -> Iterator[Diagnostic]:
    """本项合计最多扣 8 分 under a heading of 5."""
    for group in groups_of(subject.policy.root):
        most = max((points for _, points in group.points), default=Fraction(0))
        for limit in (group.lowest, group.highest):
            if limit and group.points and abs(limit) > most:
                span = heading_cap_span(subject, subject.clauses_below(group), limit) or group.span
                if not subject.told_of(span):
                    found = problems.cap_over_item(subject.source, span, show_number(abs(limit)), show_number(most))
                    yield evolve(found, clause=group.id)


def _caps(subject: Subject, clause: core.Clause, most: Fraction) -> Iterator[Diagnostic]:
    """最高扣 8 分 in an item of 5: the item ends before the cap does."""
    for limit in (clause.lowest, clause.highest):
        if limit and abs(limit) > most and not subject.told_of(span := cap_span(subject, clause, limit)):
            found = problems.cap_over_item(subject.source, span, show_number(abs(limit)), show_number(most))
            unit = reaching(subject, clause, limit)
            yield found if unit is None else subject.shown(found, clause, unit)


def _shown(
    subject: Subject, clause: core.Clause, effect: core.Effect, branch: core.Branch, points: str, most: str
) -> Iterator[Diagnostic]:
    once = single(branch.points)
    aim = aim_at(branch.points, once) if once is not None else None
    unit = subject.example(
        clause,
        lambda unit: effect_points(effect, unit)[0] == once,
        tests=(branch.test,),
        aims=(aim,) if aim is not None else (),
    )
    found = problems.over_item(subject.source, branch.span, points, most)
    if unit is not None:
        yield subject.shown(found, clause, unit)
    else:
        yield subject.undecided(clause, branch.span, f"{points} 分超过本项的 {most} 分", "没有找到用到这一句的单位")
