"""W446: one sentence takes or gives more points at once than its item has, so that part of them can never count.

In: the clauses of items with points. Out: findings, each with a unit that gets the points.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import effect_points
from compiler.meaning.scoring import items_of
from compiler.measures.single import aim_at, single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches that are beyond their item for every kind of unit."""
    items = items_of(subject.policy)
    for clause in subject.clauses:
        item = items.get(clause.id)
        if item is None or item.outside or not item.points:
            continue
        most = max(points for _, points in item.points)
        for effect in clause.effects:
            for branch in effect.branches:
                once = single(branch.points)
                if once is not None and abs(once) > most:
                    yield from _shown(subject, clause, effect, branch, show_number(abs(once)), show_number(most))


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
