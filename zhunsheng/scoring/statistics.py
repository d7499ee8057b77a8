"""Statistics over a whole sheet of units: how many there are, the mean, the highest and the lowest value (language.md §5).

In: the units and a fact whose role is 统计. Out: the same units, each with that fact. A statistic of which one value is not known is
not known either: the absent value could change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, number
from zhunsheng.scoring.assessed import Assessed


def taken(fact: core.Fact, units: Sequence[Assessed], unknown: int = 0) -> list[Assessed]:
    """Return the units with a statistic of all of them; without it, and a note, where some value is not known."""
    if fact.aggregate is core.Aggregate.COUNT:
        return [each.given(fact.name, len(units) + unknown) for each in units]
    assert fact.ranks is not None
    values, absent = [], unknown
    for each in units:
        try:
            values.append(number(fact.ranks, each.unit))
        except Undefined:
            continue  # a unit without the ratio takes no part
        except (Missing, UnknownYear):
            absent += 1
    if absent or not values:
        lacking = f"{absent} 个单位缺少所依据的数" if absent else "没有一个单位有所依据的数"
        why = f"“{fact.name}”无法计算：{lacking}"
        return [each.without(fact.name, why) for each in units]
    value = _of(fact, values)
    return [each.given(fact.name, value) for each in units]


def _of(fact: core.Fact, values: Sequence[Fraction]) -> Fraction:
    assert fact.aggregate is not None
    match fact.aggregate:
        case core.Aggregate.COUNT:
            return Fraction(len(values))
        case core.Aggregate.MEAN:
            return sum(values, Fraction(0)) / len(values)
        case core.Aggregate.MOST:
            return max(values)
        case core.Aggregate.LEAST:
            return min(values)
    assert_never(fact.aggregate)
