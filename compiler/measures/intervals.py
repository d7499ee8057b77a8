"""Exact sets of numbers on one line: finite unions of intervals over ``Fraction``, and the set for which a test holds.

In: ``core.Test`` and the measure it cuts. Out: ``IntervalSet``, always in canonical form (ascending, apart, not
empty), so that equal sets compare equal. Source: language.md §3 (which bound words include the number itself).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, count
from typing import Literal

from attrs import field, frozen

from compiler import core
from dsl.nodes import Node

# A cut lies between numbers: (0, v, 0) just before v, (0, v, 1) just after it. An interval is the space between two
# cuts, so that open and closed ends need no cases of their own.
Cut = tuple[Literal[-1, 0, 1], Fraction, Literal[0, 1]]
_BOTTOM: Cut = (-1, Fraction(0), 0)
_TOP: Cut = (1, Fraction(0), 0)


@frozen(repr=False, eq=False)
class Interval(Node):
    """The numbers between two ends, each with or without the end itself; ``None`` = unlimited on that side."""

    low: Fraction | None = None
    low_in: bool = False
    high: Fraction | None = None
    high_in: bool = False

    def __attrs_post_init__(self) -> None:
        if (self.low is None and self.low_in) or (self.high is None and self.high_in):
            raise ValueError("an unlimited side has no end to include")

    @property
    def start(self) -> Cut:
        """The cut before the first number."""
        return _BOTTOM if self.low is None else (0, self.low, 0 if self.low_in else 1)

    @property
    def end(self) -> Cut:
        """The cut after the last number."""
        return _TOP if self.high is None else (0, self.high, 1 if self.high_in else 0)

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.start >= self.end

    def contains(self, value: Fraction) -> bool:
        """Tell whether a number lies in it."""
        return self.start <= (0, value, 0) and (0, value, 1) <= self.end


def _between(start: Cut, end: Cut) -> Interval:
    low = None if start[0] else start[1]
    high = None if end[0] else end[1]
    return Interval(low, low is not None and start[2] == 0, high, high is not None and end[2] == 1)


def _canonical(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    merged: list[tuple[Cut, Cut]] = []
    for start, end in sorted((each.start, each.end) for each in intervals if not each.is_empty):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(_between(start, end) for start, end in merged)


@frozen(repr=False, eq=False)
class IntervalSet(Node):
    """A set of numbers; ``parts`` are its maximal intervals in ascending order."""

    parts: tuple[Interval, ...] = field(default=(), converter=_canonical)

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in the set."""
        return not self.parts

    def contains(self, value: Fraction) -> bool:
        """Tell whether a number lies in the set."""
        return any(part.contains(value) for part in self.parts)

    def union(self, other: IntervalSet) -> IntervalSet:
        """Return the numbers that lie in either set."""
        return IntervalSet((*self.parts, *other.parts))

    def intersection(self, other: IntervalSet) -> IntervalSet:
        """Return the numbers that lie in both sets."""
        shared = [(max(a.start, b.start), min(a.end, b.end)) for a in self.parts for b in other.parts]
        return IntervalSet(tuple(_between(start, end) for start, end in shared if start < end))

    def complement(self) -> IntervalSet:
        """Return the numbers that do not lie in the set."""
        starts = [_BOTTOM, *(part.end for part in self.parts)]
        ends = [*(part.start for part in self.parts), _TOP]
        pairs = zip(starts, ends, strict=True)
        return IntervalSet(tuple(_between(start, end) for start, end in pairs if start < end))

    def minus(self, other: IntervalSet) -> IntervalSet:
        """Return the numbers of this set that do not lie in the other."""
        return self.intersection(other.complement())

    def hull(self) -> IntervalSet:
        """Return the smallest single interval that covers the set."""
        return IntervalSet((_between(self.parts[0].start, self.parts[-1].end),)) if self.parts else NOTHING

    def sample(self, *, whole: bool = False) -> Fraction | None:
        """Return a simple member, an end point if there is one; ``whole``: a whole number; None if none is there."""
        ends = (end for part in self.parts for end in _ends(part) if not whole or end.denominator == 1)
        inside = (value for part in self.parts if (value := _inside(part, whole=whole)) is not None)
        return next(chain(ends, inside), None)

    def nearest_whole(self, value: Fraction) -> Fraction | None:
        """Return the whole number of the set that lies nearest to a value (the smaller of two); None if it has none."""
        found = [near for part in self.parts if (near := _clamped(part, value)) is not None]
        return min(found, key=lambda near: (abs(near - value), near), default=None)


NOTHING = IntervalSet()
EVERYTHING = IntervalSet((Interval(),))


def nearest_end(domain: IntervalSet, values: IntervalSet) -> Fraction | None:
    """Return the end of a domain that lies nearest to values beyond it; None where it has none."""
    if domain.is_empty or values.is_empty:
        return None
    low, high, first = domain.parts[0].low, domain.parts[-1].high, values.parts[0].low
    above = high is not None and first is not None and first >= high
    return high if above or low is None else low


def closed(low: Fraction | None, high: Fraction | None) -> IntervalSet:
    """Return the numbers from ``low`` to ``high``, both included; ``None`` = unlimited."""
    return IntervalSet((Interval(low, low is not None, high, high is not None),))


def _ends(part: Interval) -> Iterator[Fraction]:
    if part.low is not None and part.low_in:
        yield part.low
    if part.high is not None and part.high_in:
        yield part.high


def _inside(part: Interval, *, whole: bool) -> Fraction | None:
    """Return the simplest number inside: whole where the part is unlimited, else with as few decimals as possible."""
    if whole or part.low is None or part.high is None:
        return _clamped(part, Fraction(0))
    middle = (part.low + part.high) / 2
    rounded = (Fraction(round(middle * 10**digits), 10**digits) for digits in count())
    return next(value for value in rounded if part.contains(value))


def _clamped(part: Interval, value: Fraction) -> Fraction | None:
    """Return the whole number of a part that lies nearest to a value; None if the part holds none."""
    near = Fraction(round(value))
    if part.low is not None:
        near = max(near, Fraction(-(-part.low // 1) if part.low_in else part.low // 1 + 1))
    if part.high is not None:
        near = min(near, Fraction(part.high // 1 if part.high_in else -(-part.high // 1) - 1))
    return near if part.contains(near) else None


_MIRRORED = {
    core.Op.LT: core.Op.GT,
    core.Op.LE: core.Op.GE,
    core.Op.EQ: core.Op.EQ,
    core.Op.GE: core.Op.LE,
    core.Op.GT: core.Op.LT,
}


def ray(op: core.Op, bound: Fraction) -> IntervalSet:
    """Return the numbers that stand in this relation to a bound."""
    if op is core.Op.EQ:
        return closed(bound, bound)
    if op in (core.Op.LT, core.Op.LE):
        return IntervalSet((Interval(None, False, bound, op is core.Op.LE),))
    return IntervalSet((Interval(bound, op is core.Op.GE, None, False),))


def mirrored(op: core.Op) -> core.Op:
    """Return the comparison that says the same with its sides exchanged."""
    return _MIRRORED[op]


def set_of(test: core.Test, measure: core.Expr) -> IntervalSet | None:
    """Return the values of ``measure`` for which the test holds; None if the test looks at anything else."""
    match test:
        case core.Always():
            return EVERYTHING
        case core.Compare(left, op, core.Const(bound)) if left == measure:
            return ray(op, bound)
        case core.Compare(core.Const(bound), op, right) if right == measure:
            return ray(mirrored(op), bound)
        case core.Negate(inner):
            inside = set_of(inner, measure)
            return None if inside is None else inside.complement()
        case core.Both(tests):
            return _combined(tests, measure, EVERYTHING, IntervalSet.intersection)
        case core.Either(tests):
            return _combined(tests, measure, NOTHING, IntervalSet.union)
        case _:
            return None


def _combined(
    tests: tuple[core.Test, ...],
    measure: core.Expr,
    start: IntervalSet,
    join: Callable[[IntervalSet, IntervalSet], IntervalSet],
) -> IntervalSet | None:
    found = start
    for test in tests:
        each = set_of(test, measure)
        if each is None:
            return None
        found = join(found, each)
    return found
