"""The reference interpreter: Core and one unit's facts in, exact values out. Slow, obvious, and the meaning of the language.

Every backend must agree with it. A fact that is absent raises ``Missing``, a zero denominator raises ``Undefined``; what a
unit with missing facts can still score is computed in ``compiler/meaning/ranges.py``. Source: language.md §4 and §5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen

from compiler import core
from compiler.meaning.calendar import add_days
from dsl.nodes import Node

Value = int | Fraction | bool | str | date | None


class Missing(Exception):
    """A fact that the value depends on was not given."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class Undefined(Exception):
    """A denominator is 0 and the policy does not say what then holds."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@frozen(repr=False, eq=False)
class Unit(Node):
    """An assessed unit: its name, its kind (对象类别, "" where the policy has none) and its facts; absent = missing. ``reach`` has
    the ends of what is known of a missing fact all the same: of a rank, where other units lack data."""

    name: str
    kind: str
    facts: Mapping[str, Value]
    reach: Mapping[str, tuple[Fraction, Fraction]] = field(factory=dict)


def number(expr: core.Expr, unit: Unit) -> Fraction:
    """Return the exact value of an expression for one unit."""
    match expr:
        case core.Const(value):
            return value
        case core.Read(fact):
            return read(fact, unit)
        case core.Add(left, right):
            return number(left, unit) + number(right, unit)
        case core.Subtract(left, right):
            return number(left, unit) - number(right, unit)
        case core.Multiply(left, right):
            return number(left, unit) * number(right, unit)
        case core.Divide(left, right, name):
            over = number(right, unit)
            if over == 0:
                raise Undefined(name)
            return number(left, unit) / over
        case core.Least(left, right):
            return min(number(left, unit), number(right, unit))
        case core.Greatest(left, right):
            return max(number(left, unit), number(right, unit))
        case core.WholeUnits(amount, step, started):
            steps = number(amount, unit) / step
            return Fraction(-(-steps // 1) if started else steps // 1)
        case core.Rounded(value, digits, mode):
            return round_to(number(value, unit), digits, mode)
    assert_never(expr)


def read(fact: str, unit: Unit) -> Fraction:
    """Return a fact as a number: a date as its ordinal, 是 as 1, everything else as it stands."""
    value = unit.facts.get(fact)
    if value is None or isinstance(value, str):
        raise Missing(fact)
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return Fraction(value)


def round_to(value: Fraction, digits: int, mode: core.Rounding) -> Fraction:
    """Round to decimal places by GB/T 8170—2008: half away from zero, or half to even."""
    scale = 10**digits
    scaled = value * scale
    if mode is core.Rounding.HALF_EVEN:
        return Fraction(round(scaled), scale)
    whole = (abs(scaled) * 2 + 1) // 2
    return Fraction(int(whole) if scaled >= 0 else -int(whole), scale)


def holds(test: core.Test, unit: Unit) -> bool:
    """Tell whether a test holds; conditions are looked at in their written order and only as far as needed."""
    match test:
        case core.Always():
            return True
        case core.Compare(left, op, right):
            return compare(number(left, unit), op, number(right, unit))
        case core.Holds(fact):
            return _known(fact, unit) is True
        case core.IsMember(fact, member):
            return _known(fact, unit) == member
        case core.OfKind(kinds):
            return unit.kind in kinds
        case core.Listed(_, units):
            return unit.name in units
        case core.Given(fact):
            if fact not in unit.facts:
                raise Missing(fact)
            return unit.facts[fact] is not None
        case core.Within(start, days, day_unit, end):
            return _within(start, days, day_unit, end, unit)
        case core.Both(tests):
            return all(holds(each, unit) for each in tests)
        case core.Either(tests):
            return any(holds(each, unit) for each in tests)
        case core.Negate(inner):
            return not holds(inner, unit)
    assert_never(test)


def _known(fact: str, unit: Unit) -> Value:
    value = unit.facts.get(fact)
    if value is None:
        raise Missing(fact)
    return value


def _within(start: str, days: int, day_unit: str, end: str, unit: Unit) -> bool:
    first = _known(start, unit)
    if end not in unit.facts:
        raise Missing(end)
    last = unit.facts[end]
    if last is None:
        return False
    assert isinstance(first, date) and isinstance(last, date)
    return last <= add_days(first, days, day_unit)


def compare(left: Fraction, op: core.Op, right: Fraction) -> bool:
    """Compare two exact numbers."""
    match op:
        case core.Op.LT:
            return left < right
        case core.Op.LE:
            return left <= right
        case core.Op.EQ:
            return left == right
        case core.Op.GE:
            return left >= right
        case core.Op.GT:
            return left > right
    assert_never(op)


def effect_points(effect: core.Effect, unit: Unit) -> tuple[Fraction, int]:
    """Return the points of an effect and the index of the branch that gave them (-1: none held, 0 points)."""
    for index, branch in enumerate(effect.branches):
        if holds(branch.test, unit):
            return number(branch.points, unit), index
    return Fraction(0), -1


def combined(points: Sequence[Fraction], pick: core.Pick) -> Fraction:
    """Return what several effects give together: their sum, or the largest gain and the largest loss."""
    if pick is core.Pick.SUM:
        return sum(points, Fraction(0))
    return max([*points, Fraction(0)]) + min([*points, Fraction(0)])


def clause_points(clause: core.Clause, unit: Unit) -> tuple[Fraction, tuple[tuple[Fraction, int], ...]]:
    """Return what a clause's effects give together before its cap, and what each gave."""
    given = tuple(effect_points(effect, unit) for effect in clause.effects)
    total = combined([points for points, _ in given], clause.pick)
    if clause.rounding is not None:
        total = round_to(total, *clause.rounding)
    return total, given
