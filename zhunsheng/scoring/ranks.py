"""The rank of every unit among all units of a sheet (language.md §5, “Rank”).

In: the units and a fact whose role is 名次. Out: the same units, each with its rank. The rank is 1 + the number of units strictly
better, so units that tie share it. A unit that lacks data may stand anywhere that its missing facts allow: where that can shift a rank,
the rank is a range. A unit whose ratio is 0 of 0 takes no part, and shifts nobody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate

from attrs import frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.meaning.ranges import World, spread
from compiler.meaning.result import Points
from zhunsheng.scoring.assessed import Assessed, Counted

_NAMED = 3  # units that a note names
FIRST = _NAMED + 1  # of those that share a rank, for one of them is the unit itself
_ANYWHERE = Points(None, None)


@frozen
class _Idle:
    """A unit that takes no part, and the ratio that it lacks."""

    ratio: str


Place = Points | _Idle


def ranked(fact: core.Fact, policy: core.Policy, units: Sequence[Assessed], unknown: int = 0) -> list[Assessed]:
    """Return the units with their ranks. ``unknown`` units are assessed, too, but nothing is known of them."""
    places = [place_of(fact, policy, each.unit) for each in units]
    named = [(order, each.unit.name, place) for order, (each, place) in enumerate(zip(units, places, strict=True))]
    ranking = Ranking.of(fact, policy, named, unknown)
    return [ranking.given(each, place) for each, place in zip(units, places, strict=True)]


def turned(fact: core.Fact) -> bool:
    """Whether the greatest value comes first: the best one does, or from the bottom the worst."""
    return fact.ascending is fact.from_bottom


def place_of(fact: core.Fact, policy: core.Policy, unit: Unit) -> Place:
    """Return where a unit stands: a number, the smaller the better, or its ends."""
    assert fact.ranks is not None
    try:
        found = Points.exactly(number(fact.ranks, unit))
    except Undefined as ratio:
        return _Idle(ratio.name)
    except Missing:
        found = spread(fact.ranks, World(policy, unit))
    except UnknownYear:
        found = _ANYWHERE
    if not turned(fact):
        return found
    return Points(None if found.high is None else -found.high, None if found.low is None else -found.low)


@frozen(eq=False)
class Ranking:
    """All units that take part: the different values in order, how many units stand before each, and the first units of each."""

    fact: core.Fact
    policy: core.Policy
    values: list[Fraction]
    before: list[int]  # one longer than the values
    first: dict[Fraction, list[str]]
    lows: list[Fraction]  # of the units that lack data
    unlimited: int  # of these may stand before everybody
    absent: int  # units that lack data

    @classmethod
    def of(
        cls,
        fact: core.Fact,
        policy: core.Policy,
        units: Iterable[tuple[int, str, Place]],
        unknown: int = 0,
        counted: Counted | None = None,
    ) -> Ranking:
        """Return the ranking of units, each with its place in the sheet, and of those that are ``counted`` already."""
        count: dict[Fraction, int] = {}
        first: dict[Fraction, list[tuple[int, str]]] = {}
        for given, many, names in () if counted is None else counted.groups:
            value = -given if turned(fact) else given
            count[value], first[value] = many, list(names)
        open_ones = [_ANYWHERE] * unknown
        for order, name, place in units:
            if isinstance(place, Points) and place.exact is None:
                open_ones.append(place)
            elif isinstance(place, Points) and place.exact is not None:
                count[place.exact] = count.get(place.exact, 0) + 1
                sharing = first.setdefault(place.exact, [])
                if (
                    len(sharing) < 2 * FIRST
                ):  # the first ones of the columns, and of the units, which come in their order
                    sharing.append((order, name))
        values = sorted(count)
        return cls(
            fact,
            policy,
            values,
            [0, *accumulate(count[value] for value in values)],
            {value: [name for _, name in sorted(names)[:FIRST]] for value, names in first.items()},
            sorted(each.low for each in open_ones if each.low is not None),
            sum(each.low is None for each in open_ones),
            len(open_ones),
        )

    @property
    def turned(self) -> bool:
        """Whether a place is a value with its sign turned."""
        return turned(self.fact)

    def rank(self, place: Points) -> tuple[int, int]:
        """Return the best and the worst rank that a unit can have."""
        best = 1 + (0 if place.low is None else self.before[bisect_left(self.values, place.low)])
        if place.exact is not None:
            return best, best + self.unlimited + bisect_left(self.lows, place.exact)
        before = self.before[-1 if place.high is None else bisect_right(self.values, place.high)]
        return best, before + self.absent  # itself is one of the absent

    def given(self, each: Assessed, place: Place | None = None) -> Assessed:
        """Return a unit with its rank, or with the ends of it, and what is to be said of it."""
        fact = self.fact
        place = place_of(fact, self.policy, each.unit) if place is None else place
        if isinstance(place, _Idle):
            return each.without(fact.name, idle(fact, place.ratio))
        low, high = self.rank(place)
        where = f"可能{_where(fact)} {low} 名至{_where(fact)} {high} 名"
        if place.exact is None:
            note = f"“{fact.name}”无法排名：缺少排名所依据的数，{where}"
            return each.without(fact.name).between(fact.name, low, high, note)
        if low != high:
            note = f"“{fact.name}”还不能确定：{self.absent} 个单位缺数，{where}"
            return each.without(fact.name).between(fact.name, low, high, note)
        return each.given(fact.name, low, *self.tie(place.exact, each.unit.name))

    def tie(self, value: Fraction, own: str) -> tuple[str, ...]:
        """Return what is to be said of units that share a value; nothing where there is but one."""
        place = bisect_left(self.values, value)
        rank, others = self.before[place] + 1, self.before[place + 1] - self.before[place] - 1
        if not others:
            return ()
        names = [name for name in self.first[value] if name != own][:_NAMED]
        more = f"等 {others} 个单位" if others > _NAMED else ""
        return (f"“{self.fact.name}”与{'、'.join(names)}{more}并列{_where(self.fact)} {rank} 名",)


def idle(fact: core.Fact, ratio: str) -> str:
    """Return what is to be said of a unit that takes no part."""
    return f"没有“{fact.name}”：“{ratio}”的分母为 0，不参与排名"


def _where(fact: core.Fact) -> str:
    return "倒数第" if fact.from_bottom else "第"
