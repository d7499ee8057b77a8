"""The rank of every unit among all units of a sheet (language.md §5, “Rank”).

In: the units and a fact whose role is 名次. Out: the same units, each with its rank. The rank is 1 + the number of units strictly
better, so units that tie share it. A unit that lacks data may stand anywhere that its missing facts allow: where that can shift a rank,
the rank is a range. A unit whose ratio is 0 of 0 takes no part, and shifts nobody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.meaning.ranges import World, spread
from compiler.meaning.result import Points
from zhunsheng.scoring.assessed import Assessed

_NAMED = 3  # units that a note names
_ANYWHERE = Points(None, None)


@frozen
class _Idle:
    """A unit that takes no part, and the ratio that it lacks."""

    ratio: str


def ranked(fact: core.Fact, policy: core.Policy, units: Sequence[Assessed], unknown: int = 0) -> list[Assessed]:
    """Return the units with their ranks. ``unknown`` units are assessed, too, but nothing is known of them."""
    assert fact.ranks is not None
    # The best comes first: 1 + how many stand before the first of the same value.
    turned = fact.ascending is fact.from_bottom
    places = [_place(fact.ranks, policy, each.unit, turned) for each in units]
    field = _Field([each for each in places if isinstance(each, Points)] + [_ANYWHERE] * unknown)
    sharing: dict[Fraction, list[str]] = {}
    for each, place in zip(units, places, strict=True):
        if isinstance(place, Points) and place.exact is not None:
            sharing.setdefault(place.exact, []).append(each.unit.name)
    return [_given(fact, each, place, field, sharing) for each, place in zip(units, places, strict=True)]


def _place(measure: core.Expr, policy: core.Policy, unit: Unit, turned: bool) -> Points | _Idle:
    """Return where a unit stands: a number, the smaller the better, or its ends."""
    try:
        found = Points.exactly(number(measure, unit))
    except Undefined as ratio:
        return _Idle(ratio.name)
    except Missing:
        found = spread(measure, World(policy, unit))
    except UnknownYear:
        found = _ANYWHERE
    if not turned:
        return found
    return Points(None if found.high is None else -found.high, None if found.low is None else -found.low)


class _Field:
    """All units that take part, sorted once."""

    def __init__(self, places: Sequence[Points]) -> None:
        self.exact = sorted(each.exact for each in places if each.exact is not None)
        open_ones = [each for each in places if each.exact is None]
        self.absent = len(open_ones)
        self.unlimited = sum(each.low is None for each in open_ones)
        self.lows = sorted(each.low for each in open_ones if each.low is not None)

    def rank(self, place: Points) -> tuple[int, int]:
        """Return the best and the worst rank that a unit can have."""
        best = 1 + (0 if place.low is None else bisect_left(self.exact, place.low))
        if place.exact is not None:
            return best, best + self.unlimited + bisect_left(self.lows, place.exact)
        before = len(self.exact) if place.high is None else bisect_right(self.exact, place.high)
        return best, before + self.absent  # itself is one of the absent


def _given(
    fact: core.Fact, each: Assessed, place: Points | _Idle, field: _Field, sharing: dict[Fraction, list[str]]
) -> Assessed:
    where = "倒数第" if fact.from_bottom else "第"
    if isinstance(place, _Idle):
        return each.without(fact.name, f"没有“{fact.name}”：“{place.ratio}”的分母为 0，不参与排名")
    low, high = field.rank(place)
    if place.exact is None:
        note = f"“{fact.name}”无法排名：缺少排名所依据的数，可能{where} {low} 名至{where} {high} 名"
        return each.without(fact.name).between(fact.name, low, high, note)
    if low != high:
        note = f"“{fact.name}”还不能确定：{field.absent} 个单位缺数，可能{where} {low} 名至{where} {high} 名"
        return each.without(fact.name).between(fact.name, low, high, note)
    return each.given(fact.name, low, *_tie(fact.name, where, low, sharing[place.exact], each.unit.name))


def _tie(fact: str, where: str, rank: int, names: Sequence[str], own: str) -> tuple[str, ...]:
    if len(names) == 1:
        return ()
    others = [name for name in names[: _NAMED + 1] if name != own][:_NAMED]
    more = f"等 {len(names) - 1} 个单位" if len(names) - 1 > _NAMED else ""
    return (f"“{fact}”与{'、'.join(others)}{more}并列{where} {rank} 名",)
