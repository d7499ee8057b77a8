"""A boundary of a clause and its sides, as values. Source: language.md §6, 案例."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, clause_points, holds
from compiler.measures.intervals import IntervalSet
from zhunsheng.testkit.cases.expected import Measured

Path = tuple[core.Test, ...]  # what else must hold for a leaf of a test to matter


@frozen
class Side:
    """One side of a boundary. ``points`` bounds what the clause gives: before its cap, or for an item after it."""

    label: str
    test: core.Test
    points: IntervalSet | None = None

    def covered(self, clause: core.Clause, unit: Unit, measured: Measured = Measured.CLAUSE) -> bool:
        """Whether the facts of a unit lie on this side."""
        try:
            if not holds(self.test, unit):
                return False
            return self.points is None or self.points.contains(given_points(clause, unit, measured))
        except (Missing, Undefined, UnknownYear):
            return False


@frozen
class Boundary:
    """A boundary of a clause. ``aims`` are the values of ``measure`` to try for each side, the tidiest first."""

    what: str
    sides: tuple[Side, ...]
    path: Path = ()
    measure: core.Expr | None = None
    aims: tuple[tuple[Fraction, ...], ...] = ()
    measured: Measured = Measured.CLAUSE
    limit: Fraction | None = None  # the threshold, the cap or the floor


def given_points(clause: core.Clause, unit: Unit, measured: Measured) -> Fraction:
    """Return what a clause gives before its cap; as part of an item, after it."""
    raw, _ = clause_points(clause, unit)
    if measured is Measured.CLAUSE:
        return raw
    raw = raw if clause.lowest is None else max(raw, clause.lowest)
    return raw if clause.highest is None else min(raw, clause.highest)


def with_path(path: Path, test: core.Test) -> core.Test:
    """Return the test that holds where a leaf decides and the test holds."""
    return core.Both((*path, test)) if path else test
