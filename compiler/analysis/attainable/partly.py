"""Which ends of a range a unit with missing facts can really reach: the missing facts climb, the known ones stay.

In: a policy, a unit whose facts are partly missing, its result. Out: the least and the greatest total for which a unit with these
known facts was found. Where they are the ends of the range (an outer bound, ``compiler/meaning/ranges.py``), the range is exact.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.attainable.climb import Climb
from compiler.analysis.attainable.extremes import HIGH, LOW
from compiler.analysis.attainable.view import View
from compiler.analysis.attainable.whole import Whole
from compiler.analysis.solver.parts import Part
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, might
from compiler.meaning.result import ClauseResult, Result
from compiler.measures.candidates import candidates
from compiler.measures.domain import Facts, allowed, completed, tidy
from compiler.measures.held import held
from compiler.measures.steps import Step, points_roots
from compiler.measures.who import Who

_TRIES = 300  # units that are looked at to make a veto hold


def found_ends(policy: core.Policy, unit: Unit, result: Result) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest total that was found; None where no unit with a total was."""
    view = _Partly(Whole(held(policy)), Who(unit.kind, unit.name), unit=unit, result=result)
    low = [value for value in view.totals(LOW) if value is not None]
    high = [value for value in view.totals(HIGH) if value is not None]
    return min(low, default=None), max(high, default=None)


@define(slots=False, repr=False, eq=False)
class _Partly(View):
    """One unit as if it were a class of units: only what it lacks can move."""

    unit: Unit = field(kw_only=True)
    result: Result = field(kw_only=True)

    @cached_property
    def bounds(self) -> dict[str, ClauseResult]:
        """An outer bound of every clause: what the unit's range says."""
        return {each.clause: each for each in self.result.clauses}

    @cached_property
    def climbs(self) -> tuple[Climb, ...]:
        """A climb for every component, by the missing facts only, from units that have the known facts."""
        made = tuple(Climb(each, self.whole.policy, self.who, self.losses) for each in self.whole.components)
        for climb in made:
            climb.starts = tuple(self._starts(climb))
            climb.moves = {clause: self._open(steps) for clause, steps in climb.moves.items()}
            climb.against = self._open(climb.against)
        return made

    def _open(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """What is left of the steps: the known facts stay as they are; a step is only a proposal and is tried as it is."""
        left = (tuple(move for move in step if move.fact not in self.unit.facts) for step in steps)
        return tuple(dict.fromkeys(step for step in left if step))

    def _starts(self, climb: Climb) -> Iterator[Facts]:
        """Yield the plainest unit with these facts, and those from which a climb always begins, where they agree."""
        facts = climb.component.facts
        plain = completed(self.unit, self.whole.policy).facts
        for start in ({name: plain[name] for name in facts}, *climb.starts):
            mixed = self._raised({**start, **{name: each for name, each in self.unit.facts.items() if name in facts}})
            if allowed(mixed, facts, self.unit.kind):
                yield mixed

    def _raised(self, facts: Facts) -> Facts:
        """Return facts in which a missing whole is not less than its parts; a chain needs as many rounds as it is long."""
        for _ in range(3):
            for name, value in list(facts.items()):
                whole = self.whole.known[name].at_most
                over = facts.get(whole) if whole and whole not in self.unit.facts else None
                if isinstance(value, int | Fraction) and isinstance(over, int | Fraction) and value > over:
                    facts[whole] = value
        return facts

    def totals(self, sign: int) -> Iterator[Fraction | None]:
        """Yield the totals of the units that are best or worst, without a veto and whether or not one holds; last the vetoed."""
        whole = Part(self.whole.policy)
        tries = (self.best if sign > 0 else self.worst, self._made_for(whole, sign, vetoes=False))
        made = [scored.unit for scored in tries if scored is not None]
        for unit in itertools.chain(made, self._vetoed_units() if sign < 0 else ()):
            known = self._known(unit)
            if allowed(known.facts, self.whole.known, known.kind) and (fitting := self._let_in(known)) is not None:
                yield self.whole.value(whole, self.whole.scored(fitting))

    def _let_in(self, unit: Unit) -> Unit | None:
        """Return the unit as the gate lets it in, what is known of it and what its points hang on as they are."""
        policy = self.whole.policy
        if not policy.checks:
            return unit
        roots = [root for clause in policy.clauses() for root in points_roots(clause)]
        roots += [veto.test for veto in policy.vetoes]
        return agreed(policy, unit, {*self.unit.facts, *(name for root in roots for name in facts_in(root))})

    def _known(self, unit: Unit) -> Unit:
        """Return a unit with what is known of this one: its facts, and the ends of a rank that is only known as a range."""
        facts = {**unit.facts, **self.unit.facts}
        for name, (low, high) in self.unit.reach.items():
            value = facts.get(name)
            if isinstance(value, int | Fraction):
                facts[name] = tidy(max(value if high is None else min(value, high), value if low is None else low))
        return evolve(unit, facts=facts)

    def _vetoed_units(self) -> Iterator[Unit]:
        """Yield a unit for every veto that what is missing can make hold."""
        policy = self.whole.policy
        for veto in policy.vetoes:
            for made in itertools.islice(candidates((veto.test,), policy, self.who), _TRIES):
                unit = self._known(completed(made, policy))
                if might(veto.test, World(policy, unit)):
                    yield unit
                    break
