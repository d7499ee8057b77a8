"""Facts for one side of a boundary: a side in, the facts of a unit that lies on it out; None where none was found.

Denominators get the smallest size that makes a value exact: 97/100, 9699/10000. What is tried is checked against the
side itself, so a wrong guess is never returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, number
from compiler.meaning.scoring import facts_of
from compiler.measures.choosing import Maker, tidied
from zhunsheng.testkit.boundaries.boundary import Boundary, Side, given_points
from zhunsheng.testkit.boundaries.sides import boundaries_of


@define
class Finder:
    """Finds facts for the sides of the boundaries of one clause."""

    policy: core.Policy
    clause: core.Clause
    known: dict[str, core.Fact] = field(init=False)
    found: dict[tuple[Boundary, Side], Unit | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Collect the facts of the policy by name."""
        self.known = {fact.name: fact for fact in self.policy.facts}

    def find(self, boundary: Boundary, side: Side) -> Unit | None:
        """Return a unit on one side of a boundary: of the tidiest, the nearest to a threshold or a cap."""
        if (boundary, side) not in self.found:
            self.found[boundary, side] = self._find(boundary, side)
        return self.found[boundary, side]

    def _find(self, boundary: Boundary, side: Side) -> Unit | None:
        for tries in self._tries(boundary, side):
            full = (tidied(unit, self.policy, self.clause, self.known, self._read) for unit in tries)
            nearest = self._nearest(boundary, (unit for unit in full if unit and self._covers(boundary, side, unit)))
            if nearest is not None:
                return nearest
        return None

    @cached_property
    def _read(self) -> list[str]:
        return facts_of(self.clause)

    def _covers(self, boundary: Boundary, side: Side, unit: Unit) -> bool:
        return side.covered(self.clause, unit, boundary.measured)

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
        if side.points is not None:
            yield from self._capped(side)
        elif boundary.measure is None:
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
