"""Proof by pieces: two clauses that turn on one number, cut at every place where anything can change, and looked at piece by piece.

In: two clauses, a class of units. Out: ``Lines``: every value of the number at which the new version gives more, gives less, or has
a value where the other has none; and whether that is everything. Between two cuts both versions are straight lines, because
every comparison, minimum, step, rounding and cap has its cuts; so two points of a piece tell all of it, and it is the
interpreter that is asked at these points. Facts with few values (flags, grades) are gone through one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from attrs import define, field, frozen

from compiler import core
from compiler.compare.pieces.one_number import EMPTY, OneNumber, X
from compiler.compare.pieces.tails import windows
from compiler.compare.pieces.turning import TooMany, Turn, crossings, line_through, turn_of, turns_of
from compiler.core.walk import nodes, roots_of
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.ranges import World
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import score_clause
from compiler.measures.intervals import Interval, IntervalSet
from compiler.measures.who import Who
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Spot(Node):
    """A value of the number (None: it has none) with the other facts of a unit, and what either version gives there."""

    x: Fraction | None
    empty: bool
    facts: Mapping[str, Value]
    old: Fraction | None
    new: Fraction | None


@define(repr=False, eq=False)
class Lines:
    """Walks along the number for one class of units and keeps the spots at which the versions differ."""

    given: OneNumber
    who: Who
    item_old: core.Group | None
    item_new: core.Group | None
    spots: list[Spot] = field(factory=list)

    def walk(self) -> bool:
        """Look everywhere; False where there is too much to look at."""
        try:
            for others in self._combinations():
                self._along(others)
        except TooMany:
            return False
        return True

    def _combinations(self) -> Iterator[dict[str, Value]]:
        names = [name for name in self.given.others if name != X]
        for values in product(*(self.given.others[name] for name in names)):
            yield dict(zip(names, values, strict=True))

    def _along(self, others: dict[str, Value]) -> None:
        given = self.given
        for empty in given.empties:
            facts: dict[str, Value] = {**others, EMPTY: empty}
            if given.measure is None or empty:
                self._keep(None, facts)
                continue
            if X in given.others:  # a 可空 fact: empty is one more value
                self._keep(None, {**facts, X: None})
            self._pieces(facts)

    # ------------------------------------------------------------------------------------------------------------- pieces

    def _pieces(self, facts: dict[str, Value]) -> None:
        given = self.given
        try:
            found = [(given.domain, self._cuts(given.domain, facts))]
        except TooMany:
            apart = windows(given.old, given.new, self._unit(None, facts), given.domain, whole=given.whole)
            if apart is None:
                raise
            found = [(domain, self._cuts(domain, facts)) for domain in apart]
        for domain, cuts in found:
            self._look(domain, cuts, facts)

    def _look(self, domain: Interval, cuts: list[Fraction], facts: dict[str, Value]) -> None:
        for at in cuts:
            if domain.contains(at) and (not self.given.whole or at.denominator == 1):
                self._keep(at, facts)
        for piece in gaps(domain, cuts):
            for at in self._telling(piece, facts):
                self._keep(at, facts)

    def _telling(self, piece: Interval, facts: dict[str, Value]) -> Iterator[Fraction]:
        """Yield values of a piece that show whether the versions differ on it, and which way, if they do at all."""
        if self.given.whole:
            yield from self._whole_values(piece, facts)
            return
        first, second = inside(piece)
        line = line_through(lambda at: self._difference(at, facts), first, second)
        yield first  # whether there is a value at all is the same on all of the piece
        if line is not None and line[0] != 0:
            root = -line[1] / line[0]
            for part in (Interval(piece.low, False, root, False), Interval(root, False, piece.high, False)):
                shared = IntervalSet((piece,)).intersection(IntervalSet((part,)))
                value = shared.sample()
                if value is not None:
                    yield value

    def _whole_values(self, piece: Interval, facts: dict[str, Value]) -> Iterator[Fraction]:
        low = None if piece.low is None else Fraction(piece.low // 1 + 1)
        high = None if piece.high is None else Fraction(-(-piece.high // 1) - 1)
        if low is not None and high is not None and low > high:
            return
        yield from (end for end in (low, high) if end is not None)
        start = low if low is not None else (high if high is not None else Fraction(0))
        line = line_through(lambda at: self._difference(at, facts), *inside(piece))
        if line is None:
            yield start
        elif line[0] != 0 and (low is None or high is None):
            root = -line[1] / line[0]
            for far in (Fraction(root // 1 - 1), Fraction(root // 1 + 2)):
                at = far if low is None or far > low else low
                yield at if high is None or at < high else high

    def _difference(self, at: Fraction, facts: dict[str, Value]) -> Fraction | None:
        old, new = self._values(at, facts)
        return None if old is None or new is None else new - old

    # --------------------------------------------------------------------------------------------------------------- cuts

    def _cuts(self, domain: Interval, facts: dict[str, Value]) -> list[Fraction]:
        """Return every value at which a version may turn, innermost causes first: each is straight between those before it."""
        cuts = {end for end in (domain.low, domain.high) if end is not None}
        for clause in (self.given.old, self.given.new):
            for root in roots_of(clause):
                for node in reversed(list(nodes(root))):
                    self._cut(turn_of(node), domain, cuts, facts)
            for turn in turns_of(clause):
                self._cut(turn, domain, cuts, facts)
        return sorted(cuts)

    def _cut(self, turn: Turn | None, domain: Interval, cuts: set[Fraction], facts: dict[str, Value]) -> None:
        if turn is None:
            return
        for piece in gaps(domain, sorted(cuts)):
            first, second = inside(piece)
            line = line_through(lambda at: turn.value(self._unit(at, facts)), first, second)
            if line is not None and line[0] != 0:
                cuts |= set(crossings(line, piece, turn))

    # ------------------------------------------------------------------------------------------------------------- values

    def _unit(self, at: Fraction | None, facts: Mapping[str, Value]) -> Unit:
        return Unit(self.who.name, self.who.kind, facts if at is None else {**facts, X: at})

    def _values(self, at: Fraction | None, facts: Mapping[str, Value]) -> tuple[Fraction | None, Fraction | None]:
        world = World(self.given.policy, self._unit(at, facts))
        found = (
            score_clause(self.given.old, world, self.item_old),
            score_clause(self.given.new, world, self.item_new),
        )
        open_ = (Outcome.RANGE, Outcome.UNDEFINED)
        old, new = (None if each.outcome in open_ else each.points.exact for each in found)
        return old, new

    def _keep(self, at: Fraction | None, facts: dict[str, Value]) -> None:
        old, new = self._values(at, facts)
        if old != new:
            plain = {name: value for name, value in facts.items() if name != EMPTY}
            self.spots.append(Spot(at, bool(facts[EMPTY]), plain, old, new))


def gaps(domain: Interval, cuts: list[Fraction]) -> list[Interval]:
    """Return the open pieces of a domain between its cuts."""
    inner = [
        at for at in cuts if (domain.low is None or at >= domain.low) and (domain.high is None or at <= domain.high)
    ]
    starts, ends = [domain.low, *inner], [*inner, domain.high]
    found = [Interval(a, False, b, False) for a, b in zip(starts, ends, strict=True)]
    return [each for each in found if each.low is None or each.high is None or each.low < each.high]


def inside(piece: Interval) -> tuple[Fraction, Fraction]:
    """Return two values inside an open piece, plain ones where there are."""
    low, high = piece.low, piece.high
    if low is None:
        low = (high if high is not None else Fraction(0)) - 3
    if high is None:
        high = low + 3
    third = (high - low) / 3
    plain = IntervalSet((Interval(low, False, high, False),)).sample()
    first = plain if plain is not None else low + third
    return first, (first + high) / 2
