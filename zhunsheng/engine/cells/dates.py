"""Cells that hold a date.

Accepted: 2021-7-5, 2021/7/5, 2021.7.5, 2021年7月5日, 20210705 and a spreadsheet's own date. A time of day behind it
is dropped, with a note unless it is midnight, because exports add 00:00:00 to every date. A year of two digits is
refused (21-7-5 may be 1921 or, read the other way round, 2005), and so is a day that no calendar has.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from compiler import core
from dsl.diagnostics import Diagnostic
from zhunsheng.engine import problems
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.sheets.tables import as_text
from zhunsheng.engine.text import fold_cell
from zhunsheng.engine.units import Value

_TIME = r"(?:[ T]+([0-9:.]+)(?:Z|[+-][0-9:]+)?)?"
_SPELLINGS = (
    re.compile(r"([0-9]{4})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})" + _TIME),
    re.compile(r"([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?" + _TIME),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})" + _TIME),
)
_SHORT_YEAR = re.compile(r"[0-9]{2}\s*(?:[-/.]\s*[0-9]{1,2}\s*[-/.]|年)\s*[0-9]{1,2}.*", re.DOTALL)
_YEARS = range(1900, 2200)


def read_date(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read a date in one of its spellings."""
    raw = cell.raw
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            tell(problems.time_dropped(cell.place, cell.text))
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, (str, int, float, Decimal)) and not isinstance(raw, bool):
        return _date_of_text(cell, fold_cell(as_text(raw)), tell)
    return problems.not_a_date(cell.place, cell.text)


def _date_of_text(cell: Cell, text: str, tell: Tell) -> Value | Diagnostic:
    match = next((found for spelling in _SPELLINGS if (found := spelling.fullmatch(text))), None)
    if match is None:
        short = _SHORT_YEAR.fullmatch(text)
        return (problems.two_digit_year if short else problems.not_a_date)(cell.place, cell.text)
    if match[5] and match[5].strip("0:."):
        tell(problems.time_dropped(cell.place, cell.text))
    day = _day(int(match[1]), int(match[3]), int(match[4]))
    return problems.impossible_date(cell.place, cell.text) if day is None else day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
