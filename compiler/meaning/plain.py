"""A whole unit scored the obvious way, everything worked out anew: the judge of the prepared pass."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from compiler import core
from compiler.core.walk import clauses_of, part
from compiler.meaning.clauses import missing_in, score_clause
from compiler.meaning.dependencies import in_order, results_read
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, might
from compiler.meaning.result import ZERO, ClauseResult, GroupResult, Outcome, Points, Result
from compiler.meaning.totals import grade_of, group_result, items_of, vetoed

By = Callable[[core.Clause, World, core.Group | None], ClauseResult]


def score(policy: core.Policy, unit: Unit, *, by: By | None = None) -> Result:
    """Score one unit. Missing facts give a range and are listed; a zero denominator without a rule is reported.

    ``by`` scores a clause; an analysis that knows closer bounds than interval arithmetic gives its own.
    """
    world = World(policy, unit)
    items = items_of(policy)
    clauses = _scored(policy, world, items, by or score_clause)
    groups: list[GroupResult] = []
    total = group_result(policy.root, unit.kind, clauses, groups)
    seen = [(veto, _with_results(veto, world, clauses)) for veto in policy.vetoes]
    answers = [(veto, might(veto.test, known)) for veto, known in seen]
    open_facts = [
        name
        for (veto, known), (_, answer) in zip(seen, answers, strict=True)
        if answer is None
        for name in left_open(veto, known, clauses)
    ]
    total, vetoes = vetoed(total, answers)
    results = tuple(clauses.values())
    return Result(
        unit=unit.name,
        kind=unit.kind,
        total=total,
        clauses=results,
        groups=tuple(groups),
        missing=tuple(dict.fromkeys([*(name for each in results for name in each.missing), *open_facts])),
        undefined=tuple(each.clause for each in results if each.outcome is Outcome.UNDEFINED),
        vetoes=vetoes,
        consequences=tuple(text for each in results for text in each.consequences),
        grade=grade_of(policy, total),
    )


def _scored(policy: core.Policy, world: World, items: dict[str, core.Group | None], by: By) -> dict[str, ClauseResult]:
    """Score the clauses, those that read what others give after them; the answer is in document order."""
    found: dict[str, ClauseResult] = {}
    for clause in in_order(policy):
        known = _with_results(clause, world, found)
        result = by(clause, known, items[clause.id])
        if result.missing:
            names = (name for each in result.missing for name in behind(each, policy, found))
            result = evolve(result, missing=tuple(dict.fromkeys(names)))
        found[clause.id] = result
    return {clause.id: found[clause.id] for clause in policy.clauses()}


def _with_results(reader: core.Clause | core.Veto, world: World, found: dict[str, ClauseResult]) -> World:
    """A world in which the results that a clause or a veto reads are facts, or ranges where they are not known exactly."""
    policy, facts, reach = world.policy, dict(world.unit.facts), dict(world.reach)
    wanted = results_read(reader, policy)
    for fact in wanted:
        given = _given_by(part(policy, fact.result_of), world.unit.kind, found)
        if given.exact is not None:
            facts[fact.name] = given.exact
        else:
            facts.pop(fact.name, None)  # what a clause gives is never taken from a sheet
            reach[fact.name] = given
    return World(policy, evolve(world.unit, facts=facts), reach) if wanted else world


def _given_by(node: core.Group | core.Clause | None, kind: str, found: dict[str, ClauseResult]) -> Points:
    if node is None:
        return ZERO
    return found[node.id].points if isinstance(node, core.Clause) else group_result(node, kind, found, [])


def behind(name: str, policy: core.Policy, found: dict[str, ClauseResult]) -> tuple[str, ...]:
    """Return what is really missing where the result of another clause is not known: the facts of that clause."""
    fact = policy.fact(name)
    node = part(policy, fact.result_of) if fact.role is core.Role.RESULT else None
    return (name,) if node is None else tuple(each for clause in clauses_of(node) for each in found[clause.id].missing)


def left_open(veto: core.Veto, world: World, found: dict[str, ClauseResult]) -> tuple[str, ...]:
    """Return the absent facts that leave a veto open; behind a result, those of its clauses."""
    policy = world.policy
    return tuple(each for name in missing_in(veto.test, world) for each in behind(name, policy, found))
