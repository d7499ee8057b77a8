"""Dates that do not fit the assessment period (W491)."""

from __future__ import annotations

from datetime import date

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def outside_period(source: Source, days: list[tuple[date, Span]], period: tuple[date, date]) -> Diagnostic:
    """2022年7月5日前 in a period of 2021."""
    labels = tuple(Label(source, span, _how_far(day, period)) for day, span in days)
    day = days[0][0]
    return finding(
        "W491-outside-period",
        f"{day.year}年{day.month}月{day.day}日不在考核期间之内",
        labels[0],
        related=labels[1:],
        hint="核对年份；考核期间写错的，改文头的「考核期间」；原文如此的，在文头「接受」并写明理由",
        authority="考核期间：文头",
    )


def _how_far(day: date, period: tuple[date, date]) -> str:
    ahead = day < period[0]
    far = (period[0] - day if ahead else day - period[1]).days
    return f"比考核期间的{'第一天早' if ahead else '最后一天晚'} {far} 天：{period[0]} 至 {period[1]}"
