"""The headings of a policy for one kind of unit, in an order in which the parts of each come before it.

In: ``core.Group``. Out: ``Heading`` values that add up what their parts gave, by ``totals.group_points``; sums that recur share a result.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from compiler import core
from compiler.core.walk import clauses_of
from compiler.meaning.prepared.numbers import MOST, Number, held, key_of, points_of, whole, whole_or_none
from compiler.meaning.result import ClauseResult, GroupResult, Points
from compiler.meaning.totals import group_points

Given = tuple[GroupResult, Number | Points]


@frozen(repr=False, eq=False)
class Heading:
    """A heading; ``place`` is where its value stands, behind those of all clauses, ``parts`` where those of its parts stand."""

    group: core.Group
    kind: str
    place: int
    parts: tuple[int, ...]
    zeroing: tuple[int, ...]  # the clauses that may set it to nought
    full: Fraction | None
    bounds: tuple[Number | None, Number | None]  # of what the parts give together
    added: Number  # what an item starts at
    limits: tuple[Number | None, Number | None]  # of the heading itself
    sums: bool  # whether it does nothing but add up
    known: dict[Hashable, Given] = field(factory=dict)
    zeroed: dict[Hashable, Given] = field(factory=dict)

    def given(self, values: Sequence[Number | Points], results: Sequence[ClauseResult], open_: bool) -> Given:
        """Return what the heading gives; ``open_``: some of its parts may be ranges."""
        zeroed = self._zeroed(results) if self.zeroing else False
        if open_ and (zeroed is None or any(isinstance(values[part], Points) for part in self.parts)):
            return self._range(_together(values, self.parts), zeroed)
        together: Number = 0
        for part in self.parts:
            value = values[part]
            if value:  # most are nought, and to add nought to a Fraction takes as long as any other sum
                together = together + value if together else value  # type: ignore[assignment, operator]  # no range
        key = together if together.__class__ is int else key_of(together)
        known = self.zeroed if zeroed else self.known
        found = known.get(key)
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[key] = self._exactly(together, bool(zeroed))
        return found

    def _zeroed(self, results: Sequence[ClauseResult]) -> bool | None:
        states = [results[place].zeroed for place in self.zeroing]
        return True if True in states else (None if None in states else False)

    def _exactly(self, together: Number, zeroed: bool) -> Given:
        """As ``totals.group_points``, of a number."""
        if self.sums:
            points = points_of(whole(together))
            return GroupResult(self.group.id, points, points, self.full), together
        raw = held(together, *self.bounds) + self.added
        value = 0 if zeroed else whole(held(raw, *self.limits))
        points = points_of(value)
        return GroupResult(self.group.id, points, points if value == raw else points_of(raw), self.full), value

    def _range(self, together: Points, zeroed: bool | None) -> Given:
        points, raw = group_points(self.group, self.kind, together, zeroed)
        exact = points.exact
        return GroupResult(self.group.id, points, raw, self.full), points if exact is None else whole(exact)


def _together(values: Sequence[Number | Points], parts: Sequence[int]) -> Points:
    together = Points.exactly(0)
    for part in parts:
        value = values[part]
        together = together.plus(value if isinstance(value, Points) else Points.exactly(value))
    return together


def headings_of(policy: core.Policy, kind: str, places: Mapping[str, int]) -> tuple[Heading, ...]:
    """Return the headings, parts first; ``places`` says where the value of each clause stands."""
    made: list[Heading] = []
    start = len(places)  # headings stand behind the clauses, in document order
    entered = 0

    def visit(group: core.Group) -> int:
        nonlocal entered
        place, entered = start + entered, entered + 1
        parts = tuple(places[each.id] if isinstance(each, core.Clause) else visit(each) for each in group.children)
        made.append(_heading(group, kind, place, parts, places))
        return place

    visit(policy.root)
    return tuple(made)


def _heading(group: core.Group, kind: str, place: int, parts: tuple[int, ...], places: Mapping[str, int]) -> Heading:
    full = group.points_for(kind)
    zeroing: tuple[int, ...] = ()
    limits: tuple[Number | None, Number | None] = (None, None)
    added: Number = 0
    if full is not None and group.outside:
        limits = (whole(-full), whole(full))
    elif full is not None and group.is_item:
        limits = (0, whole(full))
        added = whole(full) if group.start is core.Start.FULL else 0
        zeroing = tuple(places[each.id] for each in clauses_of(group) if each.zeroed is not None)
    bounds = (whole_or_none(group.lowest), whole_or_none(group.highest))
    sums = not zeroing and not added and (*bounds, *limits) == (None,) * 4
    return Heading(group, kind, place, parts, zeroing, full, bounds, added, limits, sums)
