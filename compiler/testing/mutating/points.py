"""Mistakes in points: one more or less, the other sign, a flat sum for a rate, another step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.words.wording import show_number


def points_like(points: core.Expr) -> Iterator[tuple[str, str, core.Expr]]:
    """Yield points with one mistake: of what kind, what was changed, the changed points."""
    match points:
        case core.Const(value):
            yield "分值", f"{show_number(value)} 分改为 {show_number(value + 1)} 分", core.Const(value + 1)
            if value:
                yield "分值", f"{show_number(value)} 分改为 {show_number(value - 1)} 分", core.Const(value - 1)
                yield "正负", f"{show_number(value)} 分改为 {show_number(-value)} 分", core.Const(-value)
        case core.Multiply(core.Const(value), times):
            for changed in (value + 1, value - 1, -value):
                says = f"每单位 {show_number(value)} 分改为 {show_number(changed)} 分"
                yield "分值", says, core.Multiply(core.Const(changed), times)
            if isinstance(times, core.Divide) or not (isinstance(times, core.Read | core.WholeUnits | core.Greatest)):
                yield "按比例", "按比例改为全额", core.Const(value)
            else:
                flat = core.Multiply(core.Const(value), core.Least(times, core.Const(Fraction(1))))
                yield "按量", "按量改为定额", flat
            yield from _steps(core.Const(value), times)
        case core.Subtract(core.Const(value), times) if value == 0:
            yield "正负", "扣改为加", times
        case core.Greatest(inner, core.Const(limit)) | core.Least(inner, core.Const(limit)) if limit:
            yield from _held(points, inner, limit)
        case core.Add(left, right):
            yield from ((kind, says, core.Add(one, right)) for kind, says, one in points_like(left))
            yield from ((kind, says, core.Add(left, one)) for kind, says, one in points_like(right))
        case core.Read():
            yield "正负", "加改为扣", core.Subtract(core.Const(Fraction(0)), points)
        case _:
            return


def _held(points: core.Expr, inner: core.Expr, limit: Fraction) -> Iterator[tuple[str, str, core.Expr]]:
    """A cap on one sentence, or on some of them: forgotten, a point higher or lower; and mistakes in what it holds."""
    hold = core.Greatest if isinstance(points, core.Greatest) else core.Least
    shown, away = show_number(abs(limit)), 1 if limit > 0 else -1
    yield "封顶", f"去掉封顶 {shown} 分", inner
    for moved in (limit + away, limit - away):
        yield "封顶", f"封顶 {shown} 分改为 {show_number(abs(moved))} 分", hold(inner, core.Const(moved))
    for kind, says, changed in points_like(inner):
        yield kind, says, hold(changed, core.Const(limit))


def _steps(rate: core.Const, times: core.Expr) -> Iterator[tuple[str, str, core.Expr]]:
    match times:
        case core.WholeUnits(amount, step, started):
            changed = core.WholeUnits(amount, step, not started)
            yield "步长", "不足的不计改为不足的计一个", core.Multiply(rate, changed)
            longer = core.WholeUnits(amount, step * 2, started)
            yield "步长", f"步长 {show_number(step)} 改为 {show_number(step * 2)}", core.Multiply(rate, longer)
        case core.Greatest(core.Subtract(core.Const(limit), what), floor):
            for moved in (limit + 1, limit - 1):
                changed_expr = core.Greatest(core.Subtract(core.Const(moved), what), floor)
                says = f"起算的 {show_number(limit)} 改为 {show_number(moved)}"
                yield "界限", says, core.Multiply(rate, changed_expr)
        case _:
            return
