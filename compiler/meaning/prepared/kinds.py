"""The straight pass for units of one kind: clauses in their order, headings, vetoes, the result.

A clause of which something is not known, and only such a clause, is scored by ``score_clause``, which knows ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, evolve, field, frozen

from compiler import core
from compiler.core.walk import part
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.clauses import score_clause
from compiler.meaning.dependencies import in_order, results_read
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.plain import behind, left_open
from compiler.meaning.prepared.clauses import Run, Scored, run_of, scored
from compiler.meaning.prepared.conditions import Check, check_of
from compiler.meaning.prepared.headings import Heading, headings_of
from compiler.meaning.prepared.numbers import Number, Unsettled
from compiler.meaning.ranges import World, might
from compiler.meaning.result import ClauseResult, GroupResult, Outcome, Points, Result
from compiler.meaning.totals import Answer, grade_of, items_of, vetoed

Wanted = tuple[tuple[str, int | None], ...]  # results that are read: the fact and where its value stands


@frozen(repr=False, eq=False)
class Step:
    """A clause in the pass, and the results of other clauses that it reads: the fact and where its value stands."""

    clause: core.Clause
    item: core.Group | None
    wanted: Wanted


@frozen(repr=False, eq=False)
class OfKind:
    """A policy prepared for the units of one kind. Values stand in one row: those of the clauses, then those of the headings."""

    kind: str
    steps: tuple[tuple[int, Run, Step], ...]  # in an order in which what a clause reads comes before it
    headings: tuple[Heading, ...]  # parts first
    following: tuple[int, ...]  # the clauses from which something follows
    vetoes: tuple[tuple[core.Veto, Check | bool, Wanted], ...]

    def score(self, policy: core.Policy, unit: Unit) -> Result:
        """Score a unit of this kind."""
        name, count = unit.name, len(self.steps)
        values: list[Any] = [None] * (count + len(self.headings))  # filled one after the other
        results: list[Any] = [None] * count
        passing = _Pass(policy, unit, self.headings, values, results)
        open_ = False
        for place, run, step in self.steps:
            known = passing.facts_with(step.wanted)
            try:
                results[place], values[place] = run(known, name)
            except (Unsettled, UnknownYear):
                results[place], values[place] = passing.openly(step)
                open_ = True
        return self._result(passing, open_)

    def _result(self, passing: _Pass, open_: bool) -> Result:
        groups = passing.groups(open_)
        total, grade = groups[0].points, ""
        policy, unit, clauses = passing.policy, passing.unit, tuple(passing.results)
        fired: tuple[str, ...] = ()
        missing = [name for each in clauses for name in each.missing] if open_ else []
        if self.vetoes:
            total, fired = vetoed(total, self._answers(passing, missing))
        if policy.bands:
            grade = grade_of(policy, total)
        return Result(
            unit.name,
            unit.kind,
            total,
            clauses,
            groups,
            tuple(dict.fromkeys(missing)) if missing else (),
            tuple(each.clause for each in clauses if each.outcome is Outcome.UNDEFINED) if open_ else (),
            fired,
            tuple(text for place in self.following for text in clauses[place].consequences) if self.following else (),
            grade,
        )

    def _answers(self, passing: _Pass, missing: list[str]) -> Iterator[Answer]:
        """Whether each veto holds; what leaves one open is added to ``missing``."""
        found: dict[str, ClauseResult] = {}
        for veto, check, wanted in self.vetoes:
            answer: bool | None
            try:
                answer = check if isinstance(check, bool) else check(passing.facts_with(wanted), passing.unit.name)
            except (Unsettled, UnknownYear):
                world = passing.world_with(wanted)
                answer = might(veto.test, world)
                if answer is None:
                    found = found or {each.clause: each for each in passing.results}
                    missing += left_open(veto, world, found)
            yield veto, answer


@define(repr=False, eq=False)
class _Pass:
    """One unit on its way: what its clauses and headings have given so far."""

    policy: core.Policy
    unit: Unit
    headings: tuple[Heading, ...]
    values: list[Number | Points]  # None where nothing is given yet
    results: list[ClauseResult]
    _world: World | None = field(default=None, init=False)  # the unit as it is, of which most is asked

    def groups(self, open_: bool) -> tuple[GroupResult, ...]:
        """Return what the headings give, in document order."""
        values, results, first = self.values, self.results, len(self.results)
        found: list[GroupResult] = [None] * len(self.headings)  # type: ignore[list-item]  # all are filled here
        for heading in self.headings:
            place = heading.place
            found[place - first], values[place] = heading.given(values, results, open_)
        return tuple(found)

    def facts_with(self, wanted: Wanted) -> Mapping[str, Value]:
        """Return the facts with some results, as far as they are known exactly."""
        if not wanted:
            return self.unit.facts
        facts = dict(self.unit.facts)
        for name, place in wanted:
            value = self._value(place)
            if isinstance(value, Points):
                facts.pop(name, None)  # what a clause gives is never taken from a sheet
            else:
                facts[name] = value
        return facts

    def world_with(self, wanted: Wanted) -> World:
        """Return the unit with some results, those that are not known exactly as ranges."""
        if not wanted:
            self._world = self._world or World(self.policy, self.unit)
            return self._world
        given = ((name, self._value(place)) for name, place in wanted)
        reach = {name: value for name, value in given if isinstance(value, Points)}
        return World(self.policy, evolve(self.unit, facts=self.facts_with(wanted)), reach)

    def _value(self, place: int | None) -> Number | Points:
        if place is None:
            return 0
        if self.values[place] is None:  # a heading; its clauses come before whoever reads it
            heading = next(each for each in self.headings if each.place == place)
            for below in heading.parts:
                self._value(below)
            _, self.values[place] = heading.given(self.values, self.results, open_=True)
        return self.values[place]

    def openly(self, step: Step) -> Scored:
        """Score a clause of which something is not known."""
        result = score_clause(step.clause, self.world_with(step.wanted), step.item)
        if step.wanted and result.missing:
            found = {each.clause: each for each in self.results if each is not None}
            names = (name for each in result.missing for name in behind(each, self.policy, found))
            result = evolve(result, missing=tuple(dict.fromkeys(names)))
        return scored(result)


def of_kind(policy: core.Policy, kind: str) -> OfKind:
    """Return a policy prepared for the units of a kind."""
    clauses = policy.clauses()
    items, places = items_of(policy), {clause.id: place for place, clause in enumerate(clauses)}
    headings = headings_of(policy, kind, places)
    standing = {each.group.id: each.place for each in headings}

    def wanted(reader: core.Clause | core.Veto) -> Wanted:
        parts = [(fact.name, part(policy, fact.result_of)) for fact in results_read(reader, policy)]
        return tuple(
            (name, None if node is None else (places if isinstance(node, core.Clause) else standing)[node.id])
            for name, node in parts
        )

    steps = []
    for clause in in_order(policy):
        item = items[clause.id]
        steps.append((places[clause.id], run_of(clause, item, kind), Step(clause, item, wanted(clause))))
    following = tuple(places[clause.id] for clause in clauses if clause.consequences)
    vetoes = tuple((veto, check_of(veto.test, kind), wanted(veto)) for veto in policy.vetoes)
    return OfKind(kind, tuple(steps), headings, following, vetoes)
