"""A higher level that wins less, or loses less, than a lower one (W420): 国家级 加 1 分，省级 加 3 分.

In: the sentences of a clause about levels that are certain (省级, 市级; 较大, 重大): grades of one fact, or facts that are named alike but
for the level. Out: the first pair of neighbours that stands the wrong way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in, parts
from compiler.meaning.interpret import Unit, holds, number
from compiler.measures.single import single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.words.levels import level

Said = tuple[int, str, core.Branch, Fraction]  # how high, the name, the sentence, its points


def levels_turned(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """Yield the first level that is worth less than a lower one."""
    rows: dict[object, list[Said]] = {}
    for effect in clause.effects:
        for branch in effect.branches:
            points = single(branch.points)
            name = _about(branch)
            found = None if name is None else level(name[1])
            if points and name is not None and found is not None and not found.open:
                key = (name[0], found.scale, found.before, found.behind, points > 0, effect.kind)
                rows.setdefault(key, []).append((found.low, name[1], branch, points))
    for row in rows.values():
        for (low, under, easy, less), (high, over, branch, points) in pairwise(sorted(row, key=lambda each: each[0])):
            if low < high and abs(points) < abs(less):
                gap = f"{'少加' if points > 0 else '少扣'} {show_number(abs(less - points))} 分"
                found_ = problems.level_gets_less(subject.source, branch.span, easy.span, (over, under), gap)

                def gives(unit: Unit) -> bool:
                    return holds(branch.test, unit) and number(branch.points, unit) != 0  # noqa: B023

                unit = subject.example(clause, gives, tests=(branch.test,), aims=subject.nonzero(branch.points))
                yield found_ if unit is None else subject.shown(found_, clause, unit)
                return


def _about(branch: core.Branch) -> tuple[object, str] | None:
    """Return what a sentence is about, and the name that says its level: a grade, a flag, a count of pieces."""
    tests = parts(branch.test)
    grades = [test for test in tests if isinstance(test, core.IsMember)]
    rest = frozenset(test for test in tests if test not in grades)
    if len(grades) == 1:
        return (grades[0].fact, rest), grades[0].member
    names = {*facts_in(branch.points), *(name for test in tests for name in facts_in(test))}
    plain = all(isinstance(test, core.Holds | core.Always) for test in tests)
    return ("", names.pop()) if len(names) == 1 and plain else None
