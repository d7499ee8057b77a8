"""Cells that hold a date.

Accepted: 2021-7-5, 2021/7/5, 2021.7.5, 2021年7月5日, 20210705 and a spreadsheet's own date. A time of day behind it
is dropped, with a note unless it is midnight, because exports add 00:00:00 to every date; 24:00 ends its own day
(民法典第二百零三条). A clock does not show 25:99, so that is refused. A day is one of Beijing: a time of another zone
counts only where its day is the same there, else it is asked, because many exports write Z behind a local time. A
year of two digits or at the end is refused (21-7-5 may be 1921 or, read the other way round, 2005), and so is a day
that no calendar has.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from compiler import core
from compiler.gate.checker import abroad
from dsl.diagnostics import Diagnostic
from dsl.patterns import regex
from zhunsheng.engine import problems
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.sheets.tables import as_text
from zhunsheng.engine.text import fold_cell
from zhunsheng.engine.units import Value

_TIME = r"(?:\s*[ T]\s*(?P<time>[0-9]+(?::[0-9]*)*(?:\.[0-9]+)?)\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-][0-9:]+)?)?"
_SPELLINGS = (
    regex(r"([0-9]{4})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})" + _TIME),
    regex(r"([0-9]{4})\s*(年)\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?" + _TIME),
    regex(r"([0-9]{4})()([0-9]{2})([0-9]{2})" + _TIME),
)
_CLOCK = regex(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?")
_ZONE = regex(r"([+-])([0-9]{1,2})(?::?([0-9]{2}))?")
_SHORT_YEAR = regex(r"[0-9]{2}\s*(?:[-/.]\s*[0-9]{1,2}\s*[-/.]|年)\s*[0-9]{1,2}(?![0-9]).*", re.DOTALL)
_YEAR_LAST = regex(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}).*", re.DOTALL)
_YEARS = range(1900, 2200)
_BEFORE, _AFTER = 5, 1  # years around the assessed period in which a date is nothing to ask about
_FIRST = date(1899, 12, 30)  # day nought of a spreadsheet


def read_date(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read a date in one of its spellings."""
    raw = cell.raw
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            tell(problems.time_dropped(cell.place, cell.text))
        raw = raw.date()
    if isinstance(raw, date):
        return _typed(cell, raw)
    if isinstance(raw, (str, int, float, Decimal)) and not isinstance(raw, bool):
        return _date_of_text(cell, fold_cell(as_text(raw)), tell)
    return problems.not_a_date(cell.place, cell.text)


def is_far(day: date, period: tuple[date, date] | None) -> bool:
    """Whether a day is so far from the assessed period that its year looks misprinted (2012 for 2021)."""
    return period is not None and not period[0].year - _BEFORE <= day.year <= period[1].year + _AFTER


def _date_of_text(cell: Cell, text: str, tell: Tell) -> Value | Diagnostic:
    match = next((found for spelling in _SPELLINGS if (found := spelling.fullmatch(text))), None)
    if match is None:
        return _no_date(cell, text)
    year = int(match[1])
    if year not in _YEARS:
        return problems.year_beyond(cell.place, cell.text, _YEARS)
    try:
        day = date(year, int(match[3]), int(match[4]))
    except ValueError:
        return problems.impossible_date(cell.place, cell.text)
    if match["time"] is None:
        return _typed(cell, day)
    return _timed(cell, day, match["time"], match["zone"] or "", tell)


def _typed(cell: Cell, day: date) -> Value | Diagnostic:
    """Return a day, unless it is what a spreadsheet makes of a year: 2021 typed into a cell of dates is its day 2021."""
    year = (day - _FIRST).days
    return problems.year_as_day(cell.place, day, year) if year in _YEARS else day


def _timed(cell: Cell, day: date, clock: str, zone: str, tell: Tell) -> Value | Diagnostic:
    """Return the day of a time of day, if a clock shows it and the day is no other one in Beijing."""
    parts, offset = _clock(clock), _offset(zone)
    if parts is None or offset is None:
        return problems.impossible_time(cell.place, cell.text)
    if zone:
        there = abroad(datetime.combine(day, parts, timezone(offset)))
        if there is not None:
            return problems.time_zone(cell.place, cell.text, there)
    if parts != time(0):
        tell(problems.time_dropped(cell.place, cell.text))
    return day


def _clock(text: str) -> time | None:
    """Return a time of day; 24:00 is the last moment of its day."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return time.max if (hour, minute, second) == (24, 0, 0) else time(hour, minute, second)
    except ValueError:
        return None


def _offset(zone: str) -> timedelta | None:
    """Return how far a zone is from Greenwich; None where there is no such zone."""
    match = _ZONE.fullmatch(zone.removeprefix("UTC").removeprefix("GMT"))
    if match is None:
        return None if zone.strip("ZUTCGM") else timedelta(0)
    found = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if found > timedelta(hours=14) or int(match[3] or 0) > 59:
        return None
    return found if match[1] == "+" else -found


def _no_date(cell: Cell, text: str) -> Diagnostic:
    """Say what keeps a text from being a date."""
    last = _YEAR_LAST.fullmatch(text)
    if last is not None:
        return problems.month_or_day(cell.place, cell.text, int(last[1]), int(last[3]), int(last[4]))
    short = _SHORT_YEAR.fullmatch(text)
    return (problems.two_digit_year if short else problems.not_a_date)(cell.place, cell.text)
