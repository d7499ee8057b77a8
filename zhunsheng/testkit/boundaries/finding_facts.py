"""Facts for one side of a boundary: a side in, the facts of a unit that lies on it out; None where none was found.

Denominators get the smallest size that makes a value exact: 97/100, 9699/10000. What is tried is checked against the
side itself, so a wrong guess is never returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.clauses import facts_of
from compiler.meaning.interpret import Missing, Undefined, Unit, holds, number
from compiler.measures.choosing import Maker, tidied
from zhunsheng.testkit.boundaries.boundary import Boundary, Side, given_points
from zhunsheng.testkit.boundaries.sides import boundaries_of
from zhunsheng.testkit.cases.expected import Measured

Pile = list[tuple[Fraction, Unit]]  # units, and what the clause gives each before its cap


@define
class Finder:
    """Finds facts for the sides of the boundaries of one clause."""

    policy: core.Policy
    clause: core.Clause
    known: dict[str, core.Fact] = field(init=False)
    read: list[str] = field(init=False)
    found: dict[tuple[Boundary, Side], Unit | None] = field(factory=dict)
    _counted: dict[tuple[core.Test, Measured], tuple[list[Pile], Iterator[Pile]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Collect the facts of the policy by name, and those that the clause reads."""
        self.known, self.read = self.policy.named, facts_of(self.clause)

    def find(self, boundary: Boundary, side: Side) -> Unit | None:
        """Return a unit on one side of a boundary: of the tidiest, the nearest to a threshold or a cap."""
        if (boundary, side) not in self.found:
            self.found[boundary, side] = (
                self._find(boundary, side) if side.points is None else self._at_cap(boundary, side)
            )
        return self.found[boundary, side]

    def _find(self, boundary: Boundary, side: Side) -> Unit | None:
        for tries in self._tries(boundary, side):
            full = map(self._tidied, tries)
            fitting = (unit for unit in full if unit and side.covered(self.clause, unit, boundary.measured))
            nearest = self._nearest(boundary, fitting)
            if nearest is not None:
                return nearest
        return None

    def _at_cap(self, boundary: Boundary, side: Side) -> Unit | None:
        """What a clause gives before its cap is worked out once for all sides of the cap."""
        assert side.points is not None and boundary.limit is not None, "a cap is a number of points"
        limit = boundary.limit
        for pile in self._piles(side, boundary.measured):
            fitting = [(given, unit) for given, unit in pile if side.points.contains(given)]
            if fitting:
                return min(fitting, key=lambda each: abs(each[0] - limit))[1]
        return None

    def _piles(self, side: Side, measured: Measured) -> Iterator[Pile]:
        """Yield what was worked out for another side of the cap, and then more."""
        key = side.test, measured
        if key not in self._counted:
            self._counted[key] = [], (self._given(side, measured, batch) for batch in self._capped(side))
        done, coming = self._counted[key]
        yield from done
        for pile in coming:
            done.append(pile)
            yield pile

    def _given(self, side: Side, measured: Measured, batch: Iterable[Unit]) -> Pile:
        found: Pile = []
        for unit in map(self._tidied, batch):
            if unit is not None:
                with suppress(Missing, Undefined, UnknownYear):
                    if holds(side.test, unit):
                        found.append((given_points(self.clause, unit, measured), unit))
        return found

    def _tidied(self, unit: Unit) -> Unit | None:
        return tidied(unit, self.policy, self.read, self.known)

    def _nearest(self, boundary: Boundary, fitting: Iterable[Unit]) -> Unit | None:
        """Return the first of the nearest units; nothing is nearer than the threshold itself, and nobody looks further."""
        best: Unit | None = None
        least = Fraction(0)
        for unit in fitting:
            distance = self._distance(boundary, unit)
            if best is None or distance < least:
                best, least = unit, distance
            if least == 0:
                break
        return best

    def _distance(self, boundary: Boundary, unit: Unit) -> Fraction:
        if boundary.limit is None:
            return Fraction(0)
        if boundary.measure is None:
            return abs(given_points(self.clause, unit, boundary.measured) - boundary.limit)
        return abs(number(boundary.measure, unit) - boundary.limit)

    @cached_property
    def examples(self) -> tuple[Unit, ...]:
        """Units on all sides of all boundaries that are no caps."""
        pairs = ((boundary, side) for boundary in boundaries_of(self.policy, self.clause) for side in boundary.sides)
        found = (self.find(boundary, side) for boundary, side in pairs if side.points is None)
        return tuple(unit for unit in found if unit is not None)

    def _tries(self, boundary: Boundary, side: Side) -> Iterator[Iterable[Unit]]:
        """Yield units that may lie on a side, in batches, the tidiest first."""
        if boundary.measure is None:
            yield [self._made((side.test,)).unit]
        else:
            moved = set(facts_in(boundary.measure))
            # Whether a day is given at all says nothing of which day it is.
            path = tuple(each for each in boundary.path if not (isinstance(each, core.Given) and each.fact in moved))
            for aim in boundary.aims[boundary.sides.index(side)]:
                yield self._made(path).measured(boundary.measure, aim)

    def _made(self, tests: tuple[core.Test, ...]) -> Maker:
        maker = Maker(self.policy, self.clause, self.known)
        # What stands nearest to the boundary comes first: the kind whose threshold it is, then that others do not act.
        for test in (self.clause.applies, *reversed(tests)):
            maker.make(test, True)
        return maker

    def _capped(self, side: Side) -> Iterator[Iterable[Unit]]:
        """Yield units with more and more of what the clause counts, effect by effect and then all effects together.

        Where nothing is counted, the tiers themselves may reach the cap.
        """
        branches = [branch for effect in self.clause.effects for branch in effect.branches]
        for chosen in [*((branch,) for branch in branches), tuple(branches)]:
            maker = self._made((side.test, *(branch.test for branch in chosen)))
            for branch in chosen:
                yield maker.more(branch.points)
        wanted = self._made((side.test,)).unit.kind
        yield [evolve(unit, kind=wanted or unit.kind) for unit in self.examples]
