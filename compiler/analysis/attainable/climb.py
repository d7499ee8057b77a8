"""The best and the worst that some clauses can give together: from plain units upwards, one move after the other.

In: a component and a class of units. Out: facts, and what the clauses give with them. A climb proves nothing by itself: what it
reaches is compared with an outer bound, and where both meet, both are exact. Only the clauses that read a moved fact are scored
again; a clause that stands at its bound already proposes no moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve, field

from compiler import core
from compiler.analysis.attainable.components import Component, pruned
from compiler.core.walk import facts_in
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.prepared.clauses import Run, run_of
from compiler.meaning.prepared.conditions import Check, check_of
from compiler.meaning.prepared.numbers import Unsettled
from compiler.meaning.result import Outcome, Points
from compiler.meaning.scoring import score
from compiler.measures.domain import Facts, allowed, repaired, settled
from compiler.measures.moves import beginnings
from compiler.measures.steps import Step, points_roots, steps, steps_for
from compiler.measures.who import Who

Given = dict[str, Fraction]
_ROUNDS = 4  # a fact that must be moved after another, and again: more rounds have never been needed


@define(repr=False, eq=False)
class Climb:
    """One component for one class of units; ``losses`` is what a clause that sets its item to nought gives."""

    component: Component
    policy: core.Policy
    who: Who
    losses: Mapping[str, Fraction]
    moves: dict[str, tuple[Step, ...]] = field(init=False)  # by clause
    readers: dict[str, tuple[core.Clause, ...]] = field(init=False)  # by fact
    vetoed_by: dict[str, tuple[core.Veto, ...]] = field(init=False)
    starts: tuple[Facts, ...] = field(init=False)
    alone: core.Policy | None = None  # the component as a policy, where clauses cannot be scored one by one
    against: tuple[Step, ...] = ()  # what may keep a veto from holding
    below: dict[str, tuple[str, ...]] = field(init=False)  # the facts that a fact limits
    runs: dict[str, Run] = field(factory=dict)  # by clause: what it gives
    checks: dict[int, Check | bool] = field(factory=dict)  # by veto: whether it holds

    def __attrs_post_init__(self) -> None:
        """Find out once which fact moves which clause."""
        parts = self.component
        given = settled(self.policy)
        self.starts = tuple(
            {**given, **start} for start in beginnings(parts.roots(), parts.facts, self.policy, self.who)
        )
        if parts.linked:
            self.alone = pruned(self.policy, frozenset(clause.id for clause in parts.clauses))
        self.moves = {}
        readers: dict[str, list[core.Clause]] = {name: [] for name in parts.facts}
        for clause in parts.clauses:
            roots = tuple(points_roots(clause))
            self.moves[clause.id] = steps(clause, parts.facts, self.policy, self.who)
            for name in dict.fromkeys(name for root in roots for name in facts_in(root)):
                if name in readers:
                    readers[name].append(clause)
        self.readers = {name: tuple(found) for name, found in readers.items()}
        if parts.linked:  # what moves one clause may move the clauses that read what it gives
            every = tuple(dict.fromkeys(step for found in self.moves.values() for step in found))
            self.moves = dict.fromkeys(self.moves, every)
            self.readers = dict.fromkeys(self.readers, parts.clauses)
        vetoes: dict[str, list[core.Veto]] = {name: [] for name in parts.facts}
        for veto in parts.vetoes:
            self.against += steps_for(veto.test, parts.facts, self.policy, self.who)
            for name in dict.fromkeys(facts_in(veto.test)):
                if name in vetoes:
                    vetoes[name].append(veto)
        self.vetoed_by = {name: tuple(found) for name, found in vetoes.items()}
        self.below = _below(parts.facts)

    # ---------------------------------------------------------------------------------------------------------- one clause

    def value(self, clause: core.Clause, facts: Facts) -> Fraction | None:
        """Return what a clause gives; None where it has no value."""
        if self.alone is not None:
            found = score(self.alone, Unit(self.who.name, self.who.kind, facts)).clause(clause.id)
            return None if found.outcome in (Outcome.UNDEFINED, Outcome.RANGE) else found.points.exact
        run = self.runs.get(clause.id)
        if run is None:  # what follows from a clause and its duties give no points, so they may lack facts
            bare = evolve(clause, consequences=(), duties=())
            run = self.runs[clause.id] = run_of(bare, None, self.who.kind)
        try:
            result, _ = run(facts, self.who.name)
        except (Unsettled, UnknownYear):
            return None
        return self.losses[clause.id] if result.zeroed else result.points.low

    def fires(self, veto: core.Veto, facts: Facts) -> bool:
        """Tell whether a veto holds, or cannot be decided."""
        check = self.checks.get(id(veto))
        if check is None:
            check = self.checks[id(veto)] = check_of(veto.test, self.who.kind)
        try:
            return check if isinstance(check, bool) else check(facts, self.who.name)
        except (Unsettled, UnknownYear):
            return True

    # --------------------------------------------------------------------------------------------------------------- climb

    def best(
        self,
        clauses: Sequence[core.Clause],
        sign: int,
        bounds: Mapping[str, Points],
        *,
        vetoes: bool,
        starts: Sequence[Facts] = (),
    ) -> tuple[Facts, Given] | None:
        """Return facts with which these clauses give as much (``sign`` 1) or as little (−1) as was found.

        ``vetoes``: no veto may hold. None where no unit was found for which all of them have a value.
        """
        found: tuple[Facts, Given] | None = None
        for start in starts or self.starts:
            there = self._from(dict(start), clauses, sign, bounds, vetoes=vetoes)
            if there is None:
                continue
            if found is None or sign * sum(there[1].values()) > sign * sum(found[1].values()):
                found = there
            if all(at_bound(found[1][clause.id], bounds.get(clause.id), sign) for clause in clauses):
                break
        return found

    def _from(
        self, facts: Facts, clauses: Sequence[core.Clause], sign: int, bounds: Mapping[str, Points], *, vetoes: bool
    ) -> tuple[Facts, Given] | None:
        wanted = {clause.id for clause in clauses}
        given = {clause.id: self.value(clause, facts) for clause in clauses}
        barred = {id(veto) for veto in self.component.vetoes if vetoes and self.fires(veto, facts)}
        for _ in range(_ROUNDS):
            moved = False
            for step in self.against if barred else ():
                moved = self._step(step, facts, given, barred, wanted, sign, vetoes=vetoes) or moved
            for clause in clauses:
                if at_bound(given[clause.id], bounds.get(clause.id), sign):
                    continue
                for step in self.moves[clause.id]:
                    if self._step(step, facts, given, barred, wanted, sign, vetoes=vetoes):
                        moved = True
                        if at_bound(given[clause.id], bounds.get(clause.id), sign):
                            break
            if not moved:
                break
        known = {name: value for name, value in given.items() if value is not None}
        return None if barred or len(known) < len(given) else (facts, known)

    def _step(
        self,
        step: Step,
        facts: Facts,
        given: dict[str, Fraction | None],
        barred: set[int],
        wanted: set[str],
        sign: int,
        *,
        vetoes: bool,
    ) -> bool:
        """Make a step if that is better: fewer vetoes, fewer clauses without a value, then more points."""
        before: dict[str, Value] = {}
        for move in step:
            before.setdefault(move.fact, facts[move.fact])
            facts[move.fact] = move.made(facts, self.component.facts)
            for name, value in repaired(facts, self.below[move.fact], self.component.facts):
                before.setdefault(name, facts[name])
                facts[name] = value
        changed = {name for name, value in before.items() if facts[name] != value}
        touched = {c.id: c for name in changed for c in self.readers[name] if c.id in wanted}
        if changed and allowed(facts, self.component.facts, self.who.kind):
            after = {name: self.value(clause, facts) for name, clause in touched.items()}
            now = set(barred)
            for veto in {id(v): v for name in changed for v in self.vetoed_by[name]}.values() if vetoes else ():
                (now.add if self.fires(veto, facts) else now.discard)(id(veto))
            old = {name: given[name] for name in touched}
            if (-len(now), _merit(after, sign)) > (-len(barred), _merit(old, sign)):
                given |= after
                barred.clear()
                barred |= now
                return True
        facts |= before
        return False


def _merit(given: Mapping[str, Fraction | None], sign: int) -> tuple[int, Fraction]:
    known = [value for value in given.values() if value is not None]
    return len(known), sign * sum(known, Fraction(0))


def at_bound(value: Fraction | None, bound: Points | None, sign: int) -> bool:
    """Tell whether a value stands at the end of a bound."""
    if value is None or bound is None:
        return False
    return value == (bound.high if sign > 0 else bound.low)


def _below(facts: Mapping[str, core.Fact]) -> dict[str, tuple[str, ...]]:
    """Return, for every fact, the facts that it limits, and what these limit."""
    direct: dict[str, list[str]] = {name: [] for name in facts}
    for name, fact in facts.items():
        for above in (fact.at_most, fact.each[0] if fact.each else ""):
            if above in direct:
                direct[above].append(name)

    def all_below(name: str, seen: frozenset[str]) -> list[str]:
        deeper = (low for each in direct[name] if each not in seen for low in (each, *all_below(each, seen | {each})))
        return list(dict.fromkeys(deeper))

    return {name: tuple(all_below(name, frozenset({name}))) for name in facts}
