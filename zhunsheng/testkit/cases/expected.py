"""What a case expects: a cell of the case table in, an exact expectation out.

Accepted: a decimal or a fraction (-5, 2.5, -10/3, with or without 分), 无法计算, 不适用, 拒收, and the range that a unit with
missing facts can still get (-5—0; 不限 for an end that the text leaves open). Points are never rounded and never
compared with a tolerance, so a number with the tail of a binary calculation is refused.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler.meaning.result import Points
from dsl.diagnostics import Diagnostic
from dsl.documents.policy_file import Cell
from dsl.source import Source
from zhunsheng.engine.numbers import show, show_points
from zhunsheng.engine.text import fold_name
from zhunsheng.testkit.cases import problems

EXACT_DIGITS = 15  # a decimal with more significant digits was not written by hand


class Measured(StrEnum):
    """What the points of a case are measured on; the string is the column."""

    CLAUSE = "得分"
    ITEM = "本项得分"
    TOTAL = "总分"


class State(StrEnum):
    """Why there is no number."""

    UNDEFINED = "无法计算"
    NOT_APPLICABLE = "不适用"
    REFUSED = "拒收"  # the facts contradict what is declared (不超过, 核对): no unit has them


@frozen
class Expected:
    """Points, exact or as a range, or the reason why there are none."""

    points: Points | None = None
    state: State | None = None

    def __str__(self) -> str:
        if self.state is not None or self.points is None:
            return str(self.state)
        return show(self.points.exact) if self.points.exact is not None else show_points(self.points).replace("至", "—")


_UNSIGNED = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:/[0-9]+)?"
_NUMBER = re.compile(rf"[+-]?{_UNSIGNED}")
_RANGE = re.compile(rf"([+-]?{_UNSIGNED}|不限)分?(?:[—–~至到]+|-)([+-]?{_UNSIGNED}|不限)")
_BINARY = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")


def read_expected(cell: Cell, source: Source) -> Expected | Diagnostic:
    """Read the expected points of one case; the cell is not empty."""
    text = fold_name(cell.text).removesuffix("分")
    if text in tuple(State):
        return Expected(state=State(text))
    if _NUMBER.fullmatch(text) or _BINARY.fullmatch(text):
        value = _exact(text)
        return _refused(cell, source, text) if value is None else Expected(Points.exactly(value))
    match = _RANGE.fullmatch(text)
    if match is None or match[1] == match[2] == "不限":
        return problems.not_points(source, cell.span, cell.text)
    return _range(cell, source, match[1], match[2])


def _range(cell: Cell, source: Source, first: str, last: str) -> Expected | Diagnostic:
    ends = [None if text == "不限" else _exact(text) for text in (first, last)]
    if any(end is None and text != "不限" for end, text in zip(ends, (first, last), strict=True)):
        return _refused(cell, source, first if ends[0] is None and first != "不限" else last)
    low, high = ends
    if low is not None and high is not None and low > high:
        return problems.empty_range(source, cell.span, cell.text)
    return Expected(Points(low, high))


def _exact(text: str) -> Fraction | None:
    """Return the exact value; None where the text is no number (1/0) or not one that a person wrote."""
    digits = text.lstrip("+-").partition("/")[0].replace(".", "").lstrip("0")
    if _BINARY.fullmatch(text) or ("." in text and len(digits) > EXACT_DIGITS):
        return None
    over, _, under = text.partition("/")
    if under and int(under) == 0:
        return None
    return Fraction(over) / int(under or 1)


def _refused(cell: Cell, source: Source, text: str) -> Diagnostic:
    broken = "/" in text
    return (problems.not_points if broken else problems.float_points)(source, cell.span, cell.text)
