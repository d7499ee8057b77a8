"""Exact numbers as text: decimals where they end, fractions where they do not."""

from __future__ import annotations

from fractions import Fraction

from compiler.gate.checker import decimal as show  # as the gate writes numbers in its messages
from compiler.meaning.result import Points
from dsl.types import Kind, Type

SPREADSHEET_DIGITS = 15  # what Excel keeps of a number


def decimals(value: Fraction) -> int | None:
    """Return how many decimal places the value needs; None where it has no end."""
    rest, counts = value.denominator, []
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        counts.append(count)
    return max(counts) if rest == 1 else None


def fits_spreadsheet(value: Fraction) -> bool:
    """Whether a spreadsheet's number shows this value exactly (at most 15 significant digits)."""
    if decimals(value) is None:
        return False
    return len(show(value).lstrip("-").replace(".", "").strip("0")) <= SPREADSHEET_DIGITS


def show_points(points: Points) -> str:
    """Return exact points, or the range as "60至75"; 不限 where the text sets no limit."""
    if points.exact is not None:
        return show(points.exact)
    low, high = ("不限" if end is None else show(end) for end in (points.low, points.high))
    return f"{low}至{high}"


def show_typed(value: Fraction | int, kind: Type) -> str:
    """Return the value with its unit, the way a clerk writes it: "97%", "12件"."""
    if kind.kind is Kind.RATIO:
        return show(Fraction(value) * 100) + "%"
    if kind.kind is Kind.PERCENT_POINT:
        return show(Fraction(value) * 100) + "个百分点"
    return show(value) + kind.unit


__all__ = ["SPREADSHEET_DIGITS", "decimals", "fits_spreadsheet", "show", "show_points", "show_typed"]
