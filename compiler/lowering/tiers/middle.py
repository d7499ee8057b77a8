"""其间按比例: on the straight line between two tiers. In: the two tiers before. Out: where they leave room, and the points there."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.lowering.names.scope import number
from compiler.lowering.tiers.groups import Tier
from dsl.nodes import Node

RATIO_NAME = "其间的比例"  # its denominator is never nought where it is looked at: the ends are apart
_BELOW = {core.Op.LT: core.Op.GE, core.Op.LE: core.Op.GT}
_ABOVE = {core.Op.GT: core.Op.LE, core.Op.GE: core.Op.LT}
End = tuple[core.Op, core.Expr]  # what holds beyond the end of a tier, and the end


@frozen(repr=False, eq=False)
class Room(Node):
    """What lies between two tiers: the test that holds there, and the points."""

    test: core.Test
    points: core.Expr


def room(before: list[Tier], measure: core.Expr) -> Room | None:
    """Return the room between a tier with an upper end and one with a lower end, both of fixed points; None without them."""
    pair = before[-2:]
    lower, upper = _ending(pair, measure, _BELOW), _ending(pair, measure, _ABOVE)
    if (lower is None) is not (upper is None):
        lower, upper = _both_reached(before, measure) or (None, None)  # between which of three nobody can tell
    if lower is None or upper is None:
        return None
    (low_op, low), (high_op, high) = lower[0], upper[0]
    if isinstance(low, core.Const) and isinstance(high, core.Const) and low.value >= high.value:
        return None
    inside = core.Both((core.Compare(measure, low_op, low), core.Compare(measure, high_op, high)))
    return Room(inside, _line(measure, (low, lower[1]), (high, upper[1])))


def _ending(pair: list[Tier], measure: core.Expr, ops: dict[core.Op, core.Op]) -> tuple[End, Fraction] | None:
    """The end of the tier that has one on that side, and its points."""
    for tier in pair:
        match tier.test:
            case core.Compare(left, op, right) if left == measure and op in ops and tier.points is not None:
                return (ops[op], right), tier.points
            case _:
                continue
    return None


def _both_reached(pair: list[Tier], measure: core.Expr) -> tuple[tuple[End, Fraction], tuple[End, Fraction]] | None:
    """60% 得 6 分，90% 得 10 分，其间: two tiers that are reached, or kept; from the limit of the one the line goes to the other's."""
    limits: list[tuple[core.Const, Fraction]] = []
    ops: set[core.Op] = set()
    for tier in pair:
        match tier.test:
            case core.Compare(left, op, core.Const() as limit) if left == measure and tier.points is not None:
                limits.append((limit, tier.points))
                ops.add(op)
            case _:
                return None
    if len(limits) != 2 or ops not in ({core.Op.GE}, {core.Op.LE}):
        return None
    (low, least), (high, most) = sorted(limits, key=lambda each: each[0].value)
    return ((core.Op.GT, low), least), ((core.Op.LT, high), most)


def _line(measure: core.Expr, low: tuple[core.Expr, Fraction], high: tuple[core.Expr, Fraction]) -> core.Expr:
    rise = high[1] - low[1]
    way = core.Subtract(measure, low[0])
    if isinstance(low[0], core.Const) and isinstance(high[0], core.Const):
        slope = rise / (high[0].value - low[0].value)
        return core.Add(number(low[1]), core.Multiply(number(slope), way))
    length = core.Greatest(core.Subtract(high[0], low[0]), number(0))
    return core.Add(number(low[1]), core.Multiply(number(rise), core.Divide(way, length, RATIO_NAME)))
