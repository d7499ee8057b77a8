"""Amounts against types: a number with its unit becomes an exact constant in the unit of what it is compared with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from compiler.lowering.names.scope import Measure, Scope
from compiler.problems import units
from dsl import surface
from dsl.diagnostics import Label
from dsl.source import Span
from dsl.types import Kind, Type
from dsl.words.lexicon import lexicon
from dsl.words.tokens import PartialDate


def describe(kind: Type, name: str = "") -> str:
    """Return how messages call a value of a type."""
    title = f"{kind.kind}（{kind.unit}）" if kind.unit and kind.kind is not Kind.POINTS else str(kind.kind)
    return f"“{name}”（{title}）" if name else title


def constant(
    amount: surface.Amount, against: Measure, scope: Scope, borrowed: surface.Amount | None = None
) -> Fraction | None:
    """Return an amount in the unit of the measure; None when they do not go together (reported).

    ``borrowed`` lends its unit to an amount that has none: the 50 in 50—100 平方米.
    """
    if isinstance(amount.value, PartialDate):
        return _date(amount, against, scope)
    unit = amount.unit or (borrowed.unit if borrowed else None)
    kind = against.type
    if unit is None:
        return _bare(amount, amount.value, kind, scope)
    value = amount.value * unit.scale
    if kind.kind is Kind.RATIO and unit.kind is Kind.RATIO:
        return value
    same_unit = unit.kind is kind.kind and unit.canonical == kind.unit
    if same_unit or (kind.kind is Kind.PERCENT_POINT and unit.kind is Kind.PERCENT_POINT):
        return value
    if kind.kind is Kind.RANK and unit.canonical in ("名", "位"):
        return value
    found = describe(Type(unit.kind, unit.canonical))
    shown = scope.source.slice(amount.span)
    declared = Label(scope.source, against.span, "在这里声明") if against.span.end else None
    scope.bag.add(
        units.mismatch(scope.source, amount.span, describe(kind, against.name), f"“{shown}”（{found}）", declared)
    )
    return None


def unit_word(kind: Type) -> str:
    """Return the unit as it follows a number: 5 个工作日, 3 个月."""
    counted = kind.kind is Kind.DURATION and lexicon().units.get(f"个{kind.unit}") is not None
    return f"个{kind.unit}" if counted else kind.unit


def _bare(amount: surface.Amount, value: Fraction, kind: Type, scope: Scope) -> Fraction | None:
    if kind.kind is Kind.PLAIN:
        return value
    needed = "%" if kind.kind is Kind.RATIO else unit_word(kind)
    if kind.kind is Kind.RATIO and value in (0,):
        return value
    scope.bag.add(units.missing_unit(scope.source, amount.span, needed))
    return None


def _date(amount: surface.Amount, against: Measure, scope: Scope) -> Fraction | None:
    assert isinstance(amount.value, PartialDate)
    if against.type.kind is not Kind.DATE:
        shown = scope.source.slice(amount.span)
        scope.bag.add(units.mismatch(scope.source, amount.span, describe(against.type, against.name), f"日期“{shown}”"))
        return None
    day = full_date(amount.value, scope, amount.span)
    if day is None:
        scope.bag.add(units.bad_date(scope.source, amount.span))
        return None
    return Fraction(day.toordinal())


def full_date(value: PartialDate, scope: Scope, place: Span | None = None) -> date | None:
    """Return a written date; a missing year is that in which the day lies within the period. None if there is no such day, or two.

    次年1月10日 is no day of the period, whatever a name has taken along of it.
    """
    if value.year is not None:
        return _day(value.year, value)
    other = place is not None and scope.source.text[: place.start].rstrip().endswith(lexicon().speech["another_year"])
    if scope.period is None or other:
        return None
    first, last = scope.period
    days = [day for year in range(first.year, last.year + 1) if (day := _day(year, value)) is not None]
    inside = [day for day in days if first <= day <= last]
    found = inside or (days if first.year == last.year else [])
    return found[0] if len(found) == 1 else None


def _day(year: int, value: PartialDate) -> date | None:
    try:
        return date(year, value.month, value.day)
    except ValueError:
        return None


def points(amount: surface.Amount, scope: Scope) -> Fraction | None:
    """Return an amount of points; anything that is not points is reported."""
    if isinstance(amount.value, PartialDate):
        scope.bag.add(units.not_points(scope.source, amount.span, scope.source.slice(amount.span)))
        return None
    if amount.unit is None:
        scope.bag.add(units.missing_points_unit(scope.source, amount.span))
        return None
    if amount.unit.kind is not Kind.POINTS:
        scope.bag.add(units.not_points(scope.source, amount.span, amount.unit.spelling))
        return None
    return amount.value


def type_of(written: surface.TypeName, scope: Scope) -> Type | None:
    """Return a declared type; an incomplete one is reported."""
    word = {"占比": "比率", "分值": "分"}.get(written.word, written.word)
    kind = Kind(word)
    if kind in (Kind.GRADE, Kind.CATEGORY):
        if len(written.members) >= 2 and len(set(written.members)) == len(written.members):
            return Type(kind, "", written.members)
    elif kind in (Kind.COUNT, Kind.DURATION, Kind.MONEY, Kind.QUANTITY):
        unit = lexicon().units.get(written.unit)
        # Any measure word will do for pieces; 万元 is a number of 元, and as a unit of its own would compare with nothing.
        fits = kind in (Kind.COUNT, Kind.QUANTITY) if unit is None else unit.kind is kind
        if written.unit and fits:
            return Type(kind, unit.canonical if unit else written.unit)
    elif not written.unit:
        return Type(kind, "分" if kind is Kind.POINTS else ("名" if kind is Kind.RANK else ""))
    scope.bag.add(units.bad_type(scope.source, written.span, scope.source.slice(written.span)))
    return None
