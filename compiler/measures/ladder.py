"""The ladder of a tiered effect: its points from the smallest value of the measure to the largest, and which way they go.

In: effects of Core. Out: ``Rung`` values and directions, no diagnostics. Points that depend on facts make no ladder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from attrs import evolve, frozen

from compiler import core
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.measures.intervals import Interval, IntervalSet
from compiler.measures.tiers import is_whole, partition
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Rung(Node):
    """An interval of the measure and the points it gives; ``branch`` -1: no tier holds there."""

    interval: Interval
    points: Fraction
    branch: int


@frozen(repr=False, eq=False)
class Step(Node):
    """Two neighbouring rungs with different points, in ascending order of the measure."""

    low: Rung
    high: Rung

    @property
    def rise(self) -> Fraction:
        """What the points gain when the measure grows across the boundary."""
        return self.high.points - self.low.points

    @property
    def boundary(self) -> Fraction:
        """The number at which the points change."""
        edge = self.high.interval.low if self.high.interval.low is not None else self.low.interval.high
        assert edge is not None, "two rungs meet somewhere"
        return edge


def rungs(effect: core.Effect, domain: IntervalSet) -> tuple[Rung, ...]:
    """Return the rungs of an effect, ascending, without the holes between tiers; none where there is no ladder."""
    found: list[Rung] = []
    pieces = partition(effect, domain) if effect.measure is not None else ()
    for place, piece in enumerate(pieces):
        if piece.branch < 0:
            if 0 < place < len(pieces) - 1:
                continue  # a hole is reported as such
            found.append(Rung(piece.interval, Fraction(0), -1))
            continue
        points = effect.branches[piece.branch].points
        if not isinstance(points, core.Const):
            return ()
        found.append(Rung(piece.interval, points.value, piece.branch))
    return tuple(found)


def steps(ladder: Sequence[Rung]) -> tuple[Step, ...]:
    """Return where the points change."""
    return tuple(Step(a, b) for a, b in pairwise(ladder) if a.points != b.points)


def turns(rises: Sequence[Fraction]) -> int:
    """Return how often points that rose begin to fall, or the other way round."""
    return sum((a > 0) != (b > 0) for a, b in pairwise(rises))


def sample(rung: Rung, effect: core.Effect) -> Fraction | None:
    """Return a value of a rung."""
    return IntervalSet((rung.interval,)).sample(whole=is_whole(effect))


def slope(points: core.Expr, measure: core.Expr, whole: Callable[[core.Expr], bool] = lambda _: False) -> int | None:
    """Return whether points grow (1) or fall (-1) with a measure, 0 if it plays no part; None where that cannot be told.

    ``whole`` tells of a factor that it is never negative.
    """
    if points == measure:
        return 1
    match points:
        case core.Const() | core.Read():
            return 0
        case core.Add(left, right) | core.Least(left, right) | core.Greatest(left, right):
            return _joined(slope(left, measure, whole), slope(right, measure, whole))
        case core.Subtract(left, right):
            return _joined(slope(left, measure, whole), _turned(slope(right, measure, whole)))
        case core.Multiply(left, right):
            return _times(left, right, measure, whole)
        case core.WholeUnits(amount, _, _):
            return slope(amount, measure, whole)
        case core.Rounded(value, _, _):
            return slope(value, measure, whole)
        case core.Divide(left, right):  # no denominator is negative
            return slope(left, measure, whole) if slope(right, measure, whole) == 0 else None
        case _:
            assert_never(points)


def _times(left: core.Expr, right: core.Expr, measure: core.Expr, whole: Callable[[core.Expr], bool]) -> int | None:
    for by, inner in ((left, right), (right, left)):
        if isinstance(by, core.Const):
            way = slope(inner, measure, whole)
            return 0 if not by.value else way if by.value > 0 else _turned(way)
    ways = slope(left, measure, whole), slope(right, measure, whole)
    if ways == (0, 0) or not (whole(left) and whole(right)):
        return 0 if ways == (0, 0) else None
    return _joined(*ways)


def _turned(way: int | None) -> int | None:
    return None if way is None else -way


def _joined(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return None
    return a or b if 0 in (a, b) or a == b else None


def directions(effect: core.Effect, ladder: Sequence[Rung]) -> Iterator[int]:
    """Yield whether the points of an effect grow or fall with its measure, each way once; nothing where it cannot be told."""
    if ladder:
        yield from sorted({1 if step.rise > 0 else -1 for step in steps(ladder)})
    elif effect.measure is not None:
        ways = {slope(branch.points, effect.measure) for branch in effect.branches}
        yield from sorted(way for way in ways if way)


def value_at(points: core.Expr, measure: core.Expr, value: Fraction) -> Fraction | None:
    """Return some points where the measure has a value; None where they look at anything besides."""

    def replaced(expr: core.Expr) -> core.Expr:
        if expr == measure:
            return core.Const(value)
        match expr:
            case core.Add(left, right) | core.Subtract(left, right) | core.Multiply(left, right):
                return evolve(expr, left=replaced(left), right=replaced(right))
            case core.Least(left, right) | core.Greatest(left, right) | core.Divide(left, right):
                return evolve(expr, left=replaced(left), right=replaced(right))
            case core.WholeUnits(amount, _, _):
                return evolve(expr, amount=replaced(amount))
            case core.Rounded(inner, _, _):
                return evolve(expr, value=replaced(inner))
            case _:
                return expr

    try:
        return number(replaced(points), Unit("", "", {}))
    except (Missing, Undefined):
        return None


def meeting(low: Interval, high: Interval, *, whole: bool) -> tuple[Fraction, Fraction] | None:
    """Return a value near the upper end of one interval and one near the lower end of the next."""
    if low.high is None or high.low is None:
        return None
    near = Fraction(1) if whole else Fraction(1, 1000)
    first = low.high if low.high_in else low.high - near
    second = high.low if high.low_in else high.low + near
    return (first, second) if low.contains(first) and high.contains(second) else None
