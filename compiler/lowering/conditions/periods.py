"""Days: before a date, within a period after another day (language.md §5, “Days”). Surface in, Core tests out."""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.lowering.conditions.bounds import bound
from compiler.lowering.conditions.named import of_fact
from compiler.lowering.conditions.speaking import Condition, Speaking, lookup, measure_named
from compiler.lowering.names.amount_types import full_date
from compiler.lowering.names.scope import number
from compiler.problems import names, units
from dsl import surface
from dsl.types import Kind
from dsl.words.tokens import PartialDate

_MOST_DAYS = 36_500  # a hundred years


def deadline(written: surface.Deadline, at: Speaking) -> Condition | None:
    """Return the test that something happened within a period."""
    period = written.period
    assert isinstance(period.value, Fraction)
    if period.unit is None:  # 5 内 未 报送: of what
        at.scope.bag.add(units.missing_unit(at.scope.source, period.span, "个工作日"))
        return None
    unit = period.unit.canonical
    descriptive = _already_judged(written, at)
    if descriptive is not None:
        return descriptive
    if written.start is None:
        return _took(written, at)
    start, end = _date_fact(written.start, at), _date_fact(written.end, at)
    if start is None or end is None:
        return None
    if unit not in ("工作日", "自然日"):
        wrong = units.period_in_days(at.scope.source, period.span) if unit else None
        at.scope.bag.add(wrong or units.missing_unit(at.scope.source, period.span, "个工作日"))
        return None
    if period.value.denominator != 1:
        at.scope.bag.add(units.not_whole(at.scope.source, period.span, "天数"))
        return None
    if period.value > _MOST_DAYS:
        at.scope.bag.add(units.period_too_long(at.scope.source, period.span, _MOST_DAYS))
        return None
    test = core.Within(start.name, int(period.value), unit, end.name)
    return Condition(core.Negate(test) if written.negated else test, written.span)


def _already_judged(written: surface.Deadline, at: Speaking) -> Condition | None:
    """A count or a flag that was taken with the period in mind: 20 个工作日内 未报送 每次 扣 3 分. The period is its wording."""
    found = at.scope.find(written.end.text, at.clause)
    fact = found.fact if found is not None else None
    if fact is None or fact.type.kind not in (Kind.COUNT, Kind.FLAG):
        return None
    return of_fact(fact, surface.Named(written.end, written.negated, written.span), at)


def _took(written: surface.Deadline, at: Speaking) -> Condition | None:
    """A duration: 20 个工作日内 报送 where 报送 says how long it took."""
    measure = measure_named(written.end, at)
    if measure is None:
        return None
    limits = surface.Bound("<=", written.period, negated=written.negated, span=written.period.span)
    return bound(measure, limits, written.span, at)


def _date_fact(name: surface.Name, at: Speaking) -> core.Fact | None:
    found = lookup(name, at)
    if found is None:
        return None
    if found.fact is None or found.fact.type.kind is not Kind.DATE:
        what = str(found.fact.type) if found.fact else "算出的数"
        at.scope.bag.add(names.wrong_use(at.scope.source, name.span, name.text, what, "日期型的事实"))
        return None
    return found.fact


def dated(written: surface.Dated, at: Speaking) -> Condition | None:
    """Return the test that something happened by a date."""
    fact = _date_fact(written.name, at)
    if fact is None:
        return None
    assert isinstance(written.limit.value, PartialDate | Fraction)
    day = (
        full_date(written.limit.value, at.scope, written.limit.span)
        if isinstance(written.limit.value, PartialDate)
        else None
    )
    if day is None:
        at.scope.bag.add(units.bad_date(at.scope.source, written.limit.span))
        return None
    early = core.Compare(core.Read(fact.name), core.Op.LE, number(day.toordinal()))
    test: core.Test = core.Both((core.Given(fact.name), early)) if fact.optional else early
    return Condition(core.Negate(test) if written.negated else test, written.span)
