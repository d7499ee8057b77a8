"""A step between two tiers that is out of proportion to the neighbouring steps (W421): mostly a digit too many.

In: ladders of at least three steps. A step counts as out of proportion when it is more than three times every other step, and also
more than three times as steep (points by width of the wider adjoining tier) as every other. The first and the last tier take in all
that is left and have no width to speak of. Steps to nought, to the cap of the clause or to the full points of its item are
all-or-nothing by intention and are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Unit, effect_points
from compiler.measures.ladder import Rung, Step, sample, steps
from compiler.measures.tiers import is_whole
from compiler.problems import checks as problems
from compiler.words.amounts import show_number, show_value
from dsl.diagnostics import Diagnostic

FACTOR = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the steps that stand out."""
    for clause in subject.clauses:
        for effect, ladder in subject.ladders(clause):
            yield from _of(subject, clause, effect, ladder)


def _of(subject: Subject, clause: core.Clause, effect: core.Effect, ladder: tuple[Rung, ...]) -> Iterator[Diagnostic]:
    ends = _ends(subject, clause)
    found = steps(ladder)
    for step in found:
        if step.low.points in ends or step.high.points in ends:
            continue
        rest = [other for other in found if other is not step]
        if len(rest) >= 2 and all(_stands_out(step, other, ladder, whole=is_whole(effect)) for other in rest):
            yield _reported(subject, clause, effect, step, max(abs(other.rise) for other in rest))


def _ends(subject: Subject, clause: core.Clause) -> set[Fraction]:
    """Return the points at which all is lost or won, or nothing has happened yet."""
    item = subject.items.get(clause.id)
    full = {points for _, points in item.points} if item is not None else set()
    limits = {limit for limit in (clause.lowest, clause.highest) if limit is not None}
    return {Fraction(0), *full, *(-points for points in full), *limits}


def _stands_out(step: Step, other: Step, ladder: tuple[Rung, ...], *, whole: bool) -> bool:
    if abs(step.rise) <= FACTOR * abs(other.rise):
        return False
    mine, its = (_width(each, ladder, whole=whole) for each in (step, other))
    return mine is None or its is None or abs(step.rise) * its > FACTOR * abs(other.rise) * mine


def _width(step: Step, ladder: tuple[Rung, ...], *, whole: bool) -> Fraction | None:
    """Return the width of the wider tier at a step, for whole numbers how many it holds; None where neither has one."""
    inner = [rung.interval for rung in (step.low, step.high) if rung not in (ladder[0], ladder[-1])]
    widths = [each.high - each.low for each in inner if each.low is not None and each.high is not None]
    return max((width + whole for width in widths), default=None)


def _reported(subject: Subject, clause: core.Clause, effect: core.Effect, step: Step, most: Fraction) -> Diagnostic:
    worse = step.low if step.rise > 0 else step.high
    value = sample(worse, effect)
    assert value is not None and effect.measure is not None, "a rung holds a value"
    at = show_value(step.boundary, effect.measure_type)
    branch = effect.branches[worse.branch if worse.branch >= 0 else max(step.low.branch, step.high.branch)]
    found = problems.jump(subject.source, branch.span, at, show_number(abs(step.rise)), show_number(most))

    def gives(unit: Unit) -> bool:
        return effect_points(effect, unit)[0] == worse.points

    unit = subject.example(clause, gives, aims=((effect.measure, value),))
    return found if unit is None else subject.shown(found, clause, unit)
