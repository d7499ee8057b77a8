"""Statistics over a whole sheet of units: how many there are, the mean, the highest and the lowest value (language.md §5).

In: the units and a fact whose role is 统计. Out: the same units, each with that fact. A statistic of which one value is not known is
not known either: the absent value could change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from zhunsheng.scoring.assessed import Assessed, Counted


def taken(fact: core.Fact, units: Sequence[Assessed], unknown: int = 0) -> list[Assessed]:
    """Return the units with a statistic of all of them; without it, and a note, where some value is not known."""
    found = Statistic.of(fact, [each.unit for each in units], unknown)
    return [found.given(each) for each in units]


@frozen(eq=False)
class Statistic:
    """What all units together give; without a value, why there is none."""

    fact: core.Fact
    value: Fraction | int | None
    why: str = ""

    @classmethod
    def of(cls, fact: core.Fact, units: Iterable[Unit], unknown: int = 0, counted: Counted | None = None) -> Statistic:
        """Return the statistic of units, and of those that are ``counted`` already; ``unknown`` ones are assessed, too."""
        units, counted = tuple(units), counted or Counted()
        if fact.aggregate is core.Aggregate.COUNT:
            return cls(fact, len(units) + unknown + counted.units)
        assert fact.ranks is not None
        values, absent = [(value, count) for value, count, _ in counted.groups], unknown
        for each in units:
            try:
                values.append((number(fact.ranks, each), 1))
            except Undefined:
                continue  # a unit without the ratio takes no part
            except (Missing, UnknownYear):
                absent += 1
        if absent or not values:
            lacking = f"{absent} 个单位缺少所依据的数" if absent else "没有一个单位有所依据的数"
            return cls(fact, None, f"“{fact.name}”无法计算：{lacking}")
        return cls(fact, _of(fact, values))

    def given(self, each: Assessed) -> Assessed:
        """Return a unit with the statistic; without it, and why, where it is not known."""
        if self.value is None:
            return each.without(self.fact.name, self.why)
        return each.given(self.fact.name, self.value)


def _of(fact: core.Fact, values: Sequence[tuple[Fraction, int]]) -> Fraction:
    """Return a statistic of values, each with how many units have it."""
    assert fact.aggregate is not None
    count = sum(count for _, count in values)
    match fact.aggregate:
        case core.Aggregate.COUNT:
            return Fraction(count)
        case core.Aggregate.MEAN:
            return sum((value * many for value, many in values), Fraction(0)) / count
        case core.Aggregate.MOST:
            return max(value for value, _ in values)
        case core.Aggregate.LEAST:
            return min(value for value, _ in values)
    assert_never(fact.aggregate)
