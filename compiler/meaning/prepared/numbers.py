"""Expressions as functions of the facts. A whole number stays an int: the same value, and much less work than a Fraction.

In: ``core.Expr``. Out: a function that gives what ``interpret.number`` gives, or raises ``Unsettled`` wherever that raises
``Missing`` or ``Undefined``; which of the two, and of what, is for the interpreter to say.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from compiler import core
from compiler.meaning.interpret import Value, round_to
from compiler.meaning.result import Points

Facts = Mapping[str, Value]
Number = int | Fraction
Give = Callable[[Facts], Number]

MOST = 256  # results remembered of a clause or a heading: enough for steps, no hoard where every unit has points of its own


class Unsettled(Exception):
    """A fact is missing or a denominator is 0: the interpreter is to say what then holds."""


def whole(value: Number) -> Number:
    """Return a number as an int where it is one."""
    return value.numerator if value.denominator == 1 else value


def whole_or_none(value: Fraction | None) -> Number | None:
    """Return a limit as an int where it is one; None where there is none."""
    return None if value is None else whole(value)


def held(value: Number, lowest: Number | None, highest: Number | None) -> Number:
    """Return a number held between two limits, as ``Points.held``."""
    if lowest is not None and value < lowest:
        return lowest
    return highest if highest is not None and value > highest else value


def key_of(value: Number) -> Hashable:
    """Return what to remember a number by; the hash of a Fraction would cost more than all the rest."""
    return value if value.__class__ is int else (value.numerator, value.denominator)


_SHARED: dict[int, Points] = {}  # the points that official texts give and take
_SMALL = range(-1000, 1001)


def points_of(value: Number) -> Points:
    """Return exact points; small whole ones are shared."""
    if value.__class__ is not int:
        return Points.exactly(value)
    found = _SHARED.get(value)
    if found is None:
        found = Points.exactly(value)
        if value in _SMALL:
            _SHARED[value] = found
    return found


def number_of(expr: core.Expr) -> Give:
    """Return the function that gives the value of an expression."""
    match expr:
        case core.Const(value):
            constant = whole(value)
            return lambda facts: constant
        case core.Read(fact):
            return _read(fact)
        case core.Multiply(core.Const(factor), inner) | core.Multiply(inner, core.Const(factor)):
            return _times(whole(factor), inner)
        case core.Divide(left, right):
            return _quotient(number_of(left), number_of(right))
        case core.WholeUnits(amount, step, started):
            return _steps(number_of(amount), whole(step), started)
        case core.Rounded(inner, digits, mode):
            unrounded = number_of(inner)
            return lambda facts: whole(round_to(Fraction(unrounded(facts)), digits, mode))
        case _:
            return _of_two(expr, number_of(expr.left), number_of(expr.right))


def _of_two(
    expr: core.Add | core.Subtract | core.Multiply | core.Least | core.Greatest, left: Give, right: Give
) -> Give:
    match expr:
        case core.Add():
            return lambda facts: left(facts) + right(facts)
        case core.Subtract():
            return lambda facts: left(facts) - right(facts)
        case core.Multiply():
            return lambda facts: left(facts) * right(facts)
        case core.Least():
            return lambda facts: min(left(facts), right(facts))
        case core.Greatest():
            return lambda facts: max(left(facts), right(facts))
    assert_never(expr)


def _read(name: str) -> Give:
    def give(facts: Facts) -> Number:
        value = facts.get(name)
        return value if value.__class__ is int else exact(value)

    return give


def _times(factor: Number, inner: core.Expr) -> Give:
    """Return the function of so many times a value: what every “每 … 扣 … 分” comes to."""
    if not isinstance(inner, core.Read):
        give = number_of(inner)
        return lambda facts: factor * give(facts)
    name = inner.fact

    def times(facts: Facts) -> Number:
        value = facts.get(name)
        return factor * (value if value.__class__ is int else exact(value))

    return times


def exact(value: Value) -> Number:
    """Return a fact as a number, as ``interpret.read``: a date as its ordinal, 是 as 1."""
    if value is None or isinstance(value, str):
        raise Unsettled
    return value.toordinal() if isinstance(value, date) else whole(Fraction(value))


def _quotient(over: Give, under: Give) -> Give:
    def give(facts: Facts) -> Number:
        divisor = under(facts)
        if not divisor:
            raise Unsettled
        return Fraction(over(facts), divisor)

    return give


def _steps(amount: Give, step: Number, started: bool) -> Give:
    if started:
        return lambda facts: -(-amount(facts) // step)
    return lambda facts: amount(facts) // step
