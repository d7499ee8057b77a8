"""Values of one fact at random, within what its declaration allows.

In: a fact. Out: a ``Draw`` that takes the next value from a random source; its grids are worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from random import Random

from attrs import field, frozen

from compiler import core
from compiler.meaning.interpret import Value
from dsl.types import Kind

EMPTY = 0.15  # share of the empty 可空 facts
WIDTHS = (1, 3, 10, 100, 3000)  # how far values without a highest one are spread
STEPS = (1, 2, 10, 100, 10_000)  # parts of one that values are drawn in


@frozen(repr=False, eq=False)
class Draw:
    """What drawing a fact needs to know of it."""

    fact: core.Fact
    members: tuple[str, ...]
    days: tuple[int, int]  # the first and the last day of the period, as ordinals
    divisor: bool  # whether something is divided by it: then it is seldom nought
    low: Fraction | None = field(init=False)
    high: Fraction | None = field(init=False)
    whole: bool = field(init=False)
    is_date: bool = field(init=False)
    value: Callable[[Random], Value] = field(init=False)
    _ends: dict[int, tuple[Fraction, Fraction]] = field(factory=dict)  # the range for each width
    _grids: dict[tuple[int, int], tuple[int, int]] = field(factory=dict)  # and in steps of such a part of one

    def __attrs_post_init__(self) -> None:
        """Work out what does not change."""
        fact = self.fact
        low, high = fact.type.domain
        known = {
            "low": low if fact.low is None else fact.low,
            "high": high if fact.high is None else fact.high,
            "whole": fact.type.whole,
            "is_date": fact.type.kind is Kind.DATE,
            "value": self._by_kind(),
        }
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __call__(self, random: Random) -> Value:
        """Return a value."""
        if self.fact.optional and random.random() < EMPTY:
            return None
        return self.value(random)

    def tidy(self, value: Fraction | int) -> Value:
        """Return a number as the type of the fact has it: whole numbers as int."""
        return value.numerator if self.whole or value.denominator == 1 else value

    def allows(self, value: Fraction) -> bool:
        """Whether a number is one that the fact can have."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def _by_kind(self) -> Callable[[Random], Value]:
        match self.fact.type.kind:
            case Kind.FLAG:
                return lambda random: random.random() < 0.4
            case Kind.GRADE | Kind.CATEGORY:
                return lambda random: random.choice(self.members or ("其他",))
            case Kind.DATE:
                return lambda random: date.fromordinal(random.randint(*self.days))
        return self._number

    def _number(self, random: Random) -> Value:
        width = random.choice(WIDTHS) if self.high is None else 0
        step = 1 if self.whole else random.choice(STEPS)
        # The limits of the range are on the grid only by chance; they are drawn outright now and then.
        if random.random() < 0.1:
            return self.tidy(random.choice(self._range(width)))
        grid = self._grids.get((width, step))
        if grid is None:
            bottom, top = self._range(width)
            grid = self._grids[width, step] = -int(-bottom * step // 1), int(top * step // 1)
        number = random.randint(*grid)
        return number if step == 1 else self.tidy(Fraction(number, step))

    def _range(self, width: int) -> tuple[Fraction, Fraction]:
        found = self._ends.get(width)
        if found is None:
            bottom = -(self.high or Fraction(0)) - 10 if self.low is None else self.low
            top = bottom + width if self.high is None else self.high
            if self.divisor:
                bottom = max(bottom, min(top, Fraction(1)))
            found = self._ends[width] = bottom, top
        return found
