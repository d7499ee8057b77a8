"""The holiday table that a generated module carries for 工作日: the years of the policy's period and their neighbours.

The table comes from the State Council's notices as the compiler knows them; a year of the period that it does not know
is a refusal, and a day outside the carried years stops the generated code (``UnknownYear``), never a guess.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta

from compiler.backends.python.text import build
from compiler.meaning.calendar import UnknownYear, is_workday


def covered(year: int) -> bool:
    """Tell whether the published calendar of a year is known."""
    try:
        is_workday(date(year, 1, 1))
    except UnknownYear:
        return False
    return True


def years(period: tuple[date, date]) -> list[int]:
    """Return the years that the module carries: those of the period, and their neighbours where they are known."""
    first, last = period[0].year, period[1].year
    return [year for year in range(first - 1, last + 2) if first <= year <= last or covered(year)]


def table(carried: list[int]) -> list[ast.stmt]:
    """Return the constants for the helpers of the prelude."""
    days = [day for year in carried for day in _days(year)]
    off = [day for day in days if day.weekday() < 5 and not is_workday(day)]
    shifted = [day for day in days if day.weekday() >= 5 and is_workday(day)]
    return [
        build.Comment("国务院办公厅公布的放假安排：平日放假、周末补班"),
        build.assign("_年份", ast.Tuple([build.number(year) for year in carried], ast.Load())),
        build.assign("_放假", _listed(off)),
        build.assign("_补班", _listed(shifted)),
    ]


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _listed(days: list[date]) -> ast.expr:
    return build.call("_各日", build.text(" ".join(day.isoformat() for day in days)))
