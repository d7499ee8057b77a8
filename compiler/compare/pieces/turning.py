"""Where the arithmetic of a clause turns: comparisons, minima, steps, rounding, caps, as values that are 0 or a multiple there.

In: nodes of Core, a clause. Out: ``Turn`` values; and where a straight line meets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from attrs import evolve, frozen

from compiler import core
from compiler.meaning.interpret import Missing, Undefined, Unit, clause_points, effect_points, number
from compiler.measures.intervals import Interval

STEPS = 3000  # places where a step or a rounding turns, on one piece; more is for the solver


class TooMany(Exception):
    """There are more cuts than can be looked at one by one."""


@frozen(repr=False, eq=False)
class Turn:
    """Something that turns where its value is a multiple of ``step`` plus ``start``; where it is 0, with no step."""

    value: Callable[[Unit], Fraction | None]
    step: Fraction | None = None
    start: Fraction = Fraction(0)


def turn_of(node: core.Expr | core.Test) -> Turn | None:
    """Return where a node of Core turns; None where it never does by itself."""
    match node:
        case core.Compare(left, _, right) | core.Least(left, right) | core.Greatest(left, right):
            return Turn(_number(core.Subtract(left, right)))
        case core.WholeUnits(amount, step):
            return Turn(_number(amount), step)
        case core.Rounded(value, digits):
            return _rounding(_number(value), digits)
        case _:
            return None


def _rounding(value: Callable[[Unit], Fraction | None], digits: int) -> Turn:
    step = Fraction(1, 10**digits)
    return Turn(value, step, step / 2)


def turns_of(clause: core.Clause) -> Iterator[Turn]:
    """Yield where a clause as a whole turns: which effect counts most, its rounding, its caps."""
    effects = [_effect(effect) for effect in clause.effects]
    if clause.pick is not core.Pick.SUM:
        yield from (Turn(each) for each in effects)
        yield from (Turn(_minus(a, b)) for a, b in combinations(effects, 2))
    if clause.rounding is not None:
        yield _rounding(_together(evolve(clause, rounding=None)), clause.rounding[0])
    for limit in (clause.lowest, clause.highest):
        if limit is not None:
            yield Turn(_together(clause), None, limit)


def _number(expr: core.Expr) -> Callable[[Unit], Fraction | None]:
    return lambda unit: _known(lambda: number(expr, unit))


def _effect(effect: core.Effect) -> Callable[[Unit], Fraction | None]:
    return lambda unit: _known(lambda: effect_points(effect, unit)[0])


def _together(clause: core.Clause) -> Callable[[Unit], Fraction | None]:
    return lambda unit: _known(lambda: clause_points(clause, unit)[0])


def _minus(
    a: Callable[[Unit], Fraction | None], b: Callable[[Unit], Fraction | None]
) -> Callable[[Unit], Fraction | None]:
    def value(unit: Unit) -> Fraction | None:
        first, second = a(unit), b(unit)
        return None if first is None or second is None else first - second

    return value


def _known(get: Callable[[], Fraction]) -> Fraction | None:
    try:
        return get()
    except (Missing, Undefined):
        return None


def line_through(
    value: Callable[[Fraction], Fraction | None], first: Fraction, second: Fraction
) -> tuple[Fraction, Fraction] | None:
    """Return slope and height at 0 of the straight line through two points; None where it has no value."""
    a, b = value(first), value(second)
    if a is None or b is None:
        return None
    slope = (b - a) / (second - first)
    return slope, a - slope * first


def crossings(line: tuple[Fraction, Fraction], piece: Interval, turn: Turn) -> Iterator[Fraction]:
    """Yield where a straight line turns on a piece; ``TooMany`` where that is beyond counting."""
    slope, height = line
    if turn.step is None:
        yield (turn.start - height) / slope
        return
    if piece.low is None or piece.high is None:
        raise TooMany
    ends = sorted(slope * end + height for end in (piece.low, piece.high))
    first, last = ((end - turn.start) / turn.step for end in ends)
    if last - first > STEPS:
        raise TooMany
    for count in range(int(-(-first // 1)), int(last // 1) + 1):
        yield (count * turn.step + turn.start - height) / slope
