"""Which tiers of one figure have values in common, and in which order they are tried; as much work as there are tiers and meetings.

In: the sets of the tiers. Out: pairs of places, and an order. Of a tier that lies within others (90%以上 within 80%以上 within 70%以上)
only the narrowest of them is told, for what holds of that one holds of those around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, combinations

from compiler.measures.intervals import Cut, IntervalSet

Pair = tuple[int, int]


def meetings(sets: Sequence[IntervalSet]) -> list[Pair]:
    """Return the pairs of tiers that meet, the earlier written first, in the order in which the later ones are written."""
    if any(len(each.parts) != 1 for each in sets):
        return sorted(combinations(range(len(sets)), 2), key=lambda pair: pair[::-1])
    return sorted({(min(pair), max(pair)) for pair in _swept(sets)}, key=lambda pair: pair[::-1])


def _swept(sets: Sequence[IntervalSet]) -> Iterator[Pair]:
    """From left to right, the widest first: what is still open where a tier begins meets it."""
    cuts: list[tuple[Cut, Cut]] = [(each.parts[0].start, each.parts[0].end) for each in sets]
    widest_first = sorted(range(len(sets)), key=lambda place: cuts[place][1], reverse=True)
    open_: list[int] = []
    least: list[Cut] = []  # where the first of those opened so far ends
    for place in sorted(widest_first, key=lambda place: cuts[place][0]):
        start, end = cuts[place]
        if least and least[-1] <= start:
            open_ = [each for each in open_ if cuts[each][1] > start]
            least = list(accumulate((cuts[each][1] for each in open_), min))
        for depth in range(len(open_) - 1, -1, -1):
            yield place, open_[depth]
            other = cuts[open_[depth]]
            around = other[1] == least[depth] >= end and other != cuts[place]
            if around and not _point(sets[place]):
                break  # it lies within this one, which lies within all that were opened before it
        open_.append(place)
        least.append(min(least[-1], end) if least else end)


def _point(values: IntervalSet) -> bool:
    return values.parts[0].low is not None and values.parts[0].low == values.parts[0].high


def sorted_by(count: int, beats: Collection[Pair]) -> list[int] | int:
    """Return an order in which every winner stands before its losers, as written where nothing decides; a place on a circle if any."""
    losers: dict[int, list[int]] = {}
    waiting = Counter(loser for _, loser in beats)
    for winner, loser in beats:
        losers.setdefault(winner, []).append(loser)
    free = [place for place in range(count) if not waiting[place]]
    heapify(free)
    found: list[int] = []
    while free:
        found.append(heappop(free))
        for loser in losers.get(found[-1], ()):
            waiting[loser] -= 1
            if not waiting[loser]:
                heappush(free, loser)
    return found if len(found) == count else next(place for place in range(count) if place not in set(found))
