"""What a branch gives at once: its fixed points, or those of one piece. In: Core branches. Out: numbers with their sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from compiler import core


def single(points: core.Expr) -> Fraction | None:
    """Return the points that a branch gives at once, fixed or for one piece; None where an assessor or a formula decides."""
    match points:
        case core.Const(value):
            return value
        case core.Multiply(core.Const(value), _):
            return value
        case _:
            return None


def aim_at(points: core.Expr, total: Fraction) -> tuple[core.Expr, Fraction] | None:
    """Return what must have which value so that some points come to a total; None for fixed points.

    Whole steps are turned back into what they count: 加 4 分 at 每满 10 篇 加 2 分 are 20 篇.
    """
    match points:
        case core.Const():
            return None
        case core.Multiply(core.Const(once), core.WholeUnits(amount, step)) if once:
            return amount, -(-(total / once) // 1) * step
        case _:
            return points, total


def sign(points: core.Expr) -> int:
    """Return whether points are a gain (1) or a loss (-1); 0 where they are nought or cannot be told."""
    at_once = single(points)
    if at_once is not None:
        return (at_once > 0) - (at_once < 0)
    match points:
        case core.Read():
            return 1
        case core.Subtract():
            return -1
        case core.Greatest(left, right) | core.Least(left, right):  # held by a cap
            return sign(left) or sign(right)
        case _:
            return 0


def signs(effects: Iterable[core.Effect]) -> tuple[bool, bool]:
    """Tell whether any branch of some effects gives points, and whether any takes them."""
    found = {sign(points) for effect in effects for points in _points(effect)}
    return 1 in found, -1 in found


def _points(effect: core.Effect) -> Iterator[core.Expr]:
    return (branch.points for branch in effect.branches)
