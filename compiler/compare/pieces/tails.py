"""How a clause goes on for ever: behind some value of the number it repeats itself, period by period, each time higher by as much.

In: a clause over one number. Out: a ``Tail``, or None where nothing is known. 每满 20 万元 加 1 分 turns at every 200,000 up to no end;
but f(x + period) = f(x) + slope × period behind ``start``, so the first period, and one far away, tell all of it. Sums and
multiples of such functions are such functions, steps and roundings of them too; of two that drift apart one is the larger in the end.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import lcm

from attrs import evolve, frozen

from compiler import core
from compiler.compare.pieces.one_number import X
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Missing, Undefined, Unit, holds, number
from compiler.measures.intervals import Interval
from dsl.nodes import Node

_NOUGHT = Fraction(0)


@frozen(repr=False, eq=False)
class Tail(Node):
    """From ``start`` on f(x + period) = f(x) + slope × period, and f lies within ``off`` of slope × x. No period: any will do."""

    start: Fraction
    period: Fraction | None
    slope: Fraction
    off: Fraction

    def settled(self) -> Fraction | None:
        """Return from where on the value is never nought again; None where it may be for ever."""
        return None if self.slope == 0 else max(self.start, self.off / abs(self.slope) + 1)


def windows(old: core.Clause, new: core.Clause, unit: Unit, domain: Interval, *, whole: bool) -> list[Interval] | None:
    """Return the parts of a domain that show every way in which two clauses differ on it; None where that is not known."""
    inner: list[Fraction] = []
    found: list[Interval] = []
    for sign in (-1, 1):
        way = _Way(unit, sign)
        first, second = way.clause(old), way.clause(new)
        if first is None or second is None:
            return None
        end, other = (domain.high, domain.low) if sign > 0 else (domain.low, domain.high)
        near, far = _ahead(_minus(second, first), end, other, sign, whole=whole)
        inner.append(sign * near)
        found += [] if far is None else [Interval(far[0], True, far[1], True) if sign > 0 else _turned(far)]
    low, high = inner
    low = low if domain.low is None else max(low, domain.low)
    high = high if domain.high is None else min(high, domain.high)
    return [Interval(low, True, max(low, high), True), *found]


def _ahead(
    apart: Tail, end: Fraction | None, other: Fraction | None, sign: int, *, whole: bool
) -> tuple[Fraction, tuple[Fraction, Fraction] | None]:
    """Return up to where to look from the middle, and where once more far away; all as seen in the one direction."""
    period = Fraction(1) if apart.period is None else apart.period
    if whole:
        period *= period.denominator
    start = apart.start if other is None else max(apart.start, sign * other)
    near = Fraction(-(-(start + period) // 1))
    if end is not None:
        last = sign * end
        return near, (max(min(start, last), last - period), last)
    far = apart.settled()
    at = None if far is None else Fraction(-(-max(far, start) // 1))
    return near, None if at is None else (at, at + 1)


def _turned(far: tuple[Fraction, Fraction]) -> Interval:
    return Interval(-far[1], True, -far[0], True)


# -------------------------------------------------------------------------------------------------------------- clauses


@frozen(repr=False, eq=False)
class _Way:
    """One of the two directions in which the number goes on: upwards (1), or downwards (−1), as if it were turned over."""

    unit: Unit
    sign: int

    def clause(self, clause: core.Clause) -> Tail | None:
        if not self._apart(clause.applies) or clause.zeroed is not None or clause.rounding is not None:
            return None
        effects = [self._effect(effect) for effect in clause.effects]
        known = [each for each in effects if each is not None]
        if len(known) < len(effects):
            return None
        found = _together(known, clause.pick)
        for limit, pick in ((clause.highest, -1), (clause.lowest, 1)):
            if limit is not None:
                found = _extreme(found, _constant(limit), pick)
        return found

    def _apart(self, test: core.Test) -> bool:
        """Whether the number has nothing to do with a test."""
        return X not in facts_in(test) and self._truth(test, _NOUGHT) is not None

    def _effect(self, effect: core.Effect) -> Tail | None:
        """Return the tail of the branch that counts in the end."""
        start = _NOUGHT
        for branch in effect.branches:
            settled = self._settles(branch.test)
            if settled is None:
                return None
            start = max(start, settled)
            answer = self._truth(branch.test, start + 1)
            if answer is None:
                return None
            if answer:
                found = self._expr(branch.points)
                return None if found is None else evolve(found, start=max(found.start, start + 1))
        return evolve(_constant(_NOUGHT), start=start + 1)

    def _settles(self, test: core.Test) -> Fraction | None:
        """Return behind which value of the number a test always gives the same answer; None where it never settles."""
        match test:
            case core.Compare(left, _, right):
                first, second = self._expr(left), self._expr(right)
                if first is None or second is None:
                    return None
                apart = _minus(first, second)
                return apart.start if apart.slope == 0 and apart.period is None else apart.settled()
            case core.Both(tests) | core.Either(tests):
                found = [self._settles(each) for each in tests]
                known = [each for each in found if each is not None]
                return max(known, default=_NOUGHT) if len(known) == len(found) else None
            case core.Negate(inner):
                return self._settles(inner)
            case _:
                return _NOUGHT  # flags, grades, kinds, whether there is a number at all

    def _truth(self, test: core.Test, at: Fraction) -> bool | None:
        try:
            return holds(test, evolve(self.unit, facts={**self.unit.facts, X: self.sign * at}))
        except (Missing, Undefined):
            return None

    def _expr(self, expr: core.Expr) -> Tail | None:
        if X not in facts_in(expr):
            value = self._value(expr)
            return None if value is None else _constant(value)
        match expr:
            case core.Read():
                return Tail(_NOUGHT, None, Fraction(self.sign), _NOUGHT)
            case core.Add(left, right):
                return self._two(left, right, Fraction(1))
            case core.Subtract(left, right):
                return self._two(left, right, Fraction(-1))
            case core.Multiply(left, right):
                by, of = (left, right) if X not in facts_in(left) else (right, left)
                factor, found = self._value(by), self._expr(of)
                return None if factor is None or found is None else _times(found, factor)
            case core.Divide(left, right):
                factor, found = self._value(right), self._expr(left)
                return None if not factor or found is None else _times(found, 1 / factor)
            case core.WholeUnits(amount, step):
                inner = self._expr(amount)
                return None if inner is None else _steps(inner, step)
            case core.Least(left, right) | core.Greatest(left, right):
                first, second = self._expr(left), self._expr(right)
                pick = -1 if isinstance(expr, core.Least) else 1
                return None if first is None or second is None else _extreme(first, second, pick)
            case _:
                return None  # a rounded number goes by its sign

    def _value(self, expr: core.Expr) -> Fraction | None:
        if X in facts_in(expr):
            return None
        try:
            return number(expr, self.unit)
        except (Missing, Undefined):
            return None

    def _two(self, left: core.Expr, right: core.Expr, sign: Fraction) -> Tail | None:
        first, second = self._expr(left), self._expr(right)
        return None if first is None or second is None else _sum(first, _times(second, sign))


# ---------------------------------------------------------------------------------------------------------------- tails


def _together(effects: list[Tail], pick: core.Pick) -> Tail:
    nought = _constant(_NOUGHT)
    if pick is core.Pick.SUM:
        return reduce(_sum, effects, nought)
    gain = reduce(lambda a, b: _extreme(a, b, 1), effects, nought)
    return _sum(gain, reduce(lambda a, b: _extreme(a, b, -1), effects, nought))


def _constant(value: Fraction) -> Tail:
    return Tail(_NOUGHT, None, _NOUGHT, abs(value))


def _times(tail: Tail, factor: Fraction) -> Tail:
    return evolve(tail, slope=tail.slope * factor, off=tail.off * abs(factor))


def _sum(a: Tail, b: Tail) -> Tail:
    return Tail(max(a.start, b.start), _both(a.period, b.period), a.slope + b.slope, a.off + b.off)


def _minus(a: Tail, b: Tail) -> Tail:
    return _sum(a, _times(b, Fraction(-1)))


def _both(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """Return the least period that holds a whole number of both."""
    if a is None or b is None:
        return b if a is None else a
    under = lcm(a.denominator, b.denominator)
    return Fraction(lcm(int(a * under), int(b * under)), under)


def _steps(tail: Tail, step: Fraction) -> Tail:
    """Return whole steps of a tail: after a period they have risen by a whole number."""
    slope = tail.slope / step
    period = tail.period
    if slope and period is None:
        period = 1 / abs(slope)
    if period is not None:
        period *= (slope * period).denominator
    return Tail(tail.start, period, slope, tail.off / step + 1)


def _extreme(a: Tail, b: Tail, pick: int) -> Tail:
    """Return the tail of the larger of two (``pick`` 1), of the smaller (−1)."""
    apart = _minus(a, b)
    if apart.slope == 0:
        return Tail(apart.start, apart.period, a.slope, max(a.off, b.off))
    settled = apart.settled()
    assert settled is not None
    return evolve(a if apart.slope * pick > 0 else b, start=settled)
