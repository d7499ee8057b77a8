"""Points for a trace: exact strings and ranges for programs, the same in words for people."""

from __future__ import annotations

from fractions import Fraction

from compiler.meaning.result import Points
from compiler.words.amounts import show_number

Amount = str | dict[str, str | None]


def amount(points: Points) -> Amount:
    """Return points for JSON: an exact string, or the two ends of a range."""
    if points.exact is not None:
        return show_number(points.exact)
    return {"low": end(points.low), "high": end(points.high)}


def end(value: Fraction | None) -> str | None:
    """Return a number for JSON; null where there is none."""
    return None if value is None else show_number(value)


def show_range(points: Points) -> str:
    """Return a score in words: 85 分, 80 分至 85 分, 至少 80 分."""
    if points.exact is not None:
        return f"{show_number(points.exact)} 分"
    low, high = end(points.low), end(points.high)
    if low is None:
        return "不能确定" if high is None else f"至多 {high} 分"
    return f"至少 {low} 分" if high is None else f"{low} 分至 {high} 分"
