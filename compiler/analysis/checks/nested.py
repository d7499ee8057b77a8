"""Who meets the harder of two conditions gets less than who meets the easier one (W420): 前 3 名 6 分，前 5 名 10 分.

In: effects of several branches. Out: findings. Two conditions are of one kind where they set bounds of one direction to the same things:
days, ranks, one figure or several that must all reach theirs. The harder one lies within the easier one, so it is the one that counts;
that it wins less, or, where points are lost, loses less, is what nobody means – unless who meets neither wins, or loses, too: 95%以上
扣 1 分，90%以上 扣 3 分，低于 90% 扣 5 分.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import parts
from compiler.meaning.interpret import Unit, effect_points
from compiler.measures.choosing import threshold_of
from compiler.measures.intervals import mirrored
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic

_UP, _DOWN = (core.Op.GE, core.Op.GT), (core.Op.LE, core.Op.LT)
Bounded = tuple[core.Expr, bool]  # what is bounded, and whether from below


class Asked(NamedTuple):
    """A branch: its bounds, the tests besides, its points."""

    branch: core.Branch
    bounds: Mapping[Bounded, tuple[Fraction, bool]]  # the number, and whether it is left out itself
    besides: frozenset[core.Test]
    points: Fraction

    def within(self, other: Asked) -> bool:
        """Whether this one asks more of the same things than another."""
        if self.bounds.keys() != other.bounds.keys() or self.besides != other.besides:
            return False
        pairs = [(key[1], bound, other.bounds[key]) for key, bound in self.bounds.items()]
        closer = [bound == its or _closer(bound, its, low=low) for low, bound, its in pairs]
        return all(closer) and self.bounds != other.bounds


def nested(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the first branch that gives the wrong side of a harder condition."""
    asked = [each for branch in effect.branches if (each := _asked(branch)) is not None]
    for place, easy in enumerate(asked):
        for hard in asked[:place]:  # the harder is tried first, or it would never count
            if hard.branch.span == easy.branch.span or hard.points * easy.points <= 0:
                continue
            if (easy.points - hard.points) * easy.points > 0 and hard.within(easy) and not _elsewhere(effect, easy):
                gap = f"{'少得' if easy.points > 0 else '少扣'} {show_number(abs(easy.points - hard.points))} 分"
                found = problems.harder_gets_less(subject.source, hard.branch.span, easy.branch.span, gap)

                def gives(unit: Unit) -> bool:
                    return effect_points(effect, unit)[0] == hard.points  # noqa: B023

                unit = subject.example(clause, gives, tests=(hard.branch.test,))
                yield found if unit is None else subject.shown(found, clause, unit)
                return


def _elsewhere(effect: core.Effect, easy: Asked) -> bool:
    """Whether units that do not meet the easier condition win, or lose, as much and more, or may do so."""
    for branch in effect.branches:
        other = _asked(branch)
        if other is not None and (other.within(easy) or other.branch is easy.branch):
            continue
        value = branch.points.value if isinstance(branch.points, core.Const) else None
        if value is None or (value * easy.points > 0 and abs(value) >= abs(easy.points)):
            return True
    return False


def _asked(branch: core.Branch) -> Asked | None:
    if not isinstance(branch.points, core.Const) or not branch.points.value:
        return None
    bounds: dict[Bounded, tuple[Fraction, bool]] = {}
    besides: list[core.Test] = []
    for test in parts(branch.test):
        bound = _bound(test)
        if bound is None or bound[0] in bounds:
            besides.append(test)
        else:
            bounds[bound[0]] = bound[1]
    return Asked(branch, bounds, frozenset(besides), branch.points.value) if bounds else None


def _bound(test: core.Test) -> tuple[Bounded, tuple[Fraction, bool]] | None:
    match test:
        case core.Compare(measure, op, core.Multiply(core.Const(value), whole)) if op is not core.Op.EQ:
            return (core.Divide(measure, whole), op in _UP), (
                value,
                op in (core.Op.GT, core.Op.LT),
            )  # a share of all ranks
        case core.Compare(left, op, right) if op is not core.Op.EQ and core.Const in (type(left), type(right)):
            measure, value = threshold_of(test)
            op = op if test.left == measure else mirrored(op)
            return (measure, op in _UP), (value, op in (core.Op.GT, core.Op.LT))
        case _:
            return None


def _closer(bound: tuple[Fraction, bool], other: tuple[Fraction, bool], *, low: bool) -> bool:
    (value, out), (its, left_out) = bound, other
    if value == its:
        return out and not left_out
    return value > its if low else value < its
