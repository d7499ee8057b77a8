"""A unit on its way from the sheet to its score: its facts so far, and what its result has to say besides the points."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.explain.behind import reasons
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.result import Result
from compiler.meaning.scoring import score


@frozen(eq=False)
class Counted:
    """Units that are not there one by one: their different values, how many have each, and the first of these with their places in the
    sheet; how many units there are, with those that take no part."""

    groups: tuple[tuple[Fraction, int, tuple[tuple[int, str], ...]], ...] = ()
    units: int = 0


@frozen
class Assessed:
    """A unit ready to be scored, and what its result has to say besides the points."""

    unit: Unit
    notes: tuple[str, ...] = ()

    def score(self, policy: core.Policy) -> Result:
        """Score the unit; where its total or an item is nought whatever else happened, the result says why."""
        result = score(policy, self.unit)
        if result.vetoes or any(each.zeroed for each in result.clauses):
            result = evolve(result, reasons=reasons(policy, self.unit, result))
        return evolve(result, notes=(*result.notes, *self.notes)) if self.notes else result

    def given(self, name: str, value: Value, *notes: str) -> Assessed:
        """Return the unit with one more fact, and what is to be said of it."""
        facts = {**self.unit.facts, name: value}
        return Assessed(evolve(self.unit, facts=facts), (*self.notes, *notes))

    def between(self, name: str, low: int, high: int, *notes: str) -> Assessed:
        """Return the unit with a fact of which only the ends are known, and what is to be said of it."""
        reach = {**self.unit.reach, name: (Fraction(low), Fraction(high))}
        return Assessed(evolve(self.unit, reach=reach), (*self.notes, *notes))

    def without(self, name: str, *notes: str) -> Assessed:
        """Return the unit without a fact, and why."""
        facts = {key: value for key, value in self.unit.facts.items() if key != name}
        return Assessed(evolve(self.unit, facts=facts), (*self.notes, *notes))
