"""Dates as they stand to the period: the policy of last year as it would be written for this year.

In: two policies. Out: the old one, its dates moved by as many years as its period; 2021 年 7 月 5 日前 of a policy for 2021 is 7 月 5 日前
of 2022 in one for 2022. Only where the periods begin and end on the same days of the year; else no date has a counterpart.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.compare.pairs.rewrite import rewritten
from compiler.core.walk import facts_in
from dsl.nodes import Node
from dsl.types import Kind

_DATES = range(date(1900, 1, 1).toordinal(), date(2200, 1, 1).toordinal())  # no number of days is that large


def years_apart(old: core.Policy, new: core.Policy) -> int:
    """Return by how many years the period moved, its days of the year the same; 0 where it did otherwise, or not at all."""
    if old.period is None or new.period is None:
        return 0
    years = new.period[0].year - old.period[0].year
    return years if all(_same_day(*days) for days in zip(old.period, new.period, strict=True)) else 0


def in_the_period_of(old: core.Policy, new: core.Policy) -> core.Policy:
    """Return the old policy with its dates in the period of the new one."""
    years = years_apart(old, new)
    if not years:
        return old
    named = old.named

    def change(node: Node) -> Node:
        match node:
            case core.Compare(left, _, right) | core.Add(left, right) | core.Subtract(left, right):
                return evolve(node, left=_end(left, right), right=_end(right, left))
            case core.Least(left, right) | core.Greatest(left, right):
                return evolve(node, left=_end(left, right), right=_end(right, left))
            case core.Fact() if node.type.kind is Kind.DATE:
                return evolve(node, low=_bound(node.low), high=_bound(node.high), value=_bound(node.value))
        return node

    def _end(node: core.Expr, beside: core.Expr) -> core.Expr:
        """Return a date where a date of the year stands beside it; any other node as it is."""
        reads = any(named[name].type.kind is Kind.DATE for name in facts_in(beside) if name in named)
        return core.Const(_day(node.value, years)) if reads and isinstance(node, core.Const) else node

    def _bound(value: Fraction | None) -> Fraction | None:
        return None if value is None else _day(value, years)

    return evolve(
        old,
        period=new.period,
        root=rewritten(old.root, change),
        vetoes=tuple(rewritten(veto, change) for veto in old.vetoes),
        checks=tuple(rewritten(check, change) for check in old.checks),
        facts=tuple(rewritten(fact, change) for fact in old.facts),
    )


def _day(value: Fraction, years: int) -> Fraction:
    if value.denominator != 1 or int(value) not in _DATES:
        return value
    return Fraction(_moved(date.fromordinal(int(value)), years).toordinal())


def _same_day(one: date, other: date) -> bool:
    """Tell whether two days are the same day of the year; the last of February is one, with 28 days or 29."""
    return (one.month, one.day) == (other.month, other.day) or all(
        day.month == 2 and (day + timedelta(days=1)).month == 3 for day in (one, other)
    )


def _moved(day: date, years: int) -> date:
    """Return the same day of another year; for 2 月 29 日 of a year without one, the day before."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
