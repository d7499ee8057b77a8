"""Days as the law counts them: the first day is not counted (民法典第二百零一条), 工作日 follow the State Council's calendar.

A year that the published calendar does not cover raises ``UnknownYear``; nothing is ever guessed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


class UnknownYear(Exception):
    """The holiday calendar of this year is not known here."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def version() -> str:
    """Return which edition of the published holiday calendar is at hand: the version of the package that holds it."""
    import chinese_calendar

    return str(chinese_calendar.__version__)


@lru_cache(maxsize=4096)  # the days of a period are asked for again and again
def is_workday(day: date) -> bool:
    """Tell whether a day is a 工作日, 调休 included; ``UnknownYear`` where no notice of the State Council is at hand."""
    # Imported here: only policies with 工作日 need the table.
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise UnknownYear(day.year) from error


def add_days(first: date, days: int, unit: str) -> date:
    """Return the last day of a period of ``days`` 工作日 or 自然日 that begins the day after ``first``."""
    if unit == "自然日":
        return first + timedelta(days=days)
    day, left = first, days
    while left > 0:
        day += timedelta(days=1)
        left -= is_workday(day)
    return day
