"""Two clauses that deduct for one fact (W458).

In: for every class of units the unit that is best at everything. Out: facts that, changed alone from there, cost points in two
clauses. The change itself is the proof: both clauses are scored before and after. A whole of which shares are taken (the
denominator) changes every share at once and is left out; so are two ladders on one measure, which W457 reports, and what a clause
says is 另扣.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.attainable.climb import Climb
from compiler.analysis.attainable.components import Component
from compiler.analysis.attainable.extremes import HIGH
from compiler.analysis.attainable.view import View
from compiler.analysis.checks.indicators import different_ladders
from compiler.analysis.checks.subject import Subject, witness_of
from compiler.core.walk import clauses_of, facts_in, nodes, part
from compiler.meaning.dependencies import results_read
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import facts_of
from compiler.measures.domain import Facts, allowed, repaired
from compiler.measures.steps import points_roots
from compiler.problems import across as problems
from compiler.words.amounts import show_fact, show_points
from dsl.diagnostics import Diagnostic
from dsl.source import Span

Pair = tuple[core.Clause, core.Clause]


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield facts for which two clauses deduct, each pair of clauses once."""
    seen = {frozenset((a.clause.id, b.clause.id)) for a, b, _, _ in different_ladders(subject)} | _said(subject.policy)
    shared_by = [_shared(component) for component in subject.engine.components]
    for view in subject.engine.views:
        for index, shared in enumerate(shared_by):
            if not shared:
                continue
            climb = view.climb(index)
            facts = _spotless(climb, view)
            for name in shared if facts is not None else ():
                for pair, value, points in _costly(climb, name, facts or {}, view):
                    if frozenset((pair[0].id, pair[1].id)) not in seen:
                        seen.add(frozenset((pair[0].id, pair[1].id)))
                        unit = Unit(view.who.name, view.who.kind, facts or {})
                        yield _found(subject, pair, name, unit, value, points)


def _said(policy: core.Policy) -> set[frozenset[str]]:
    """Pairs of clauses of which one says that it counts the points of the other again (按第一条扣分)."""
    return {
        frozenset((clause.id, other.id))
        for clause in policy.clauses()
        for fact in results_read(clause, policy)
        if (node := part(policy, fact.result_of)) is not None
        for other in clauses_of(node)
    }


def _shared(component: Component) -> list[str]:
    """Return the facts that more than one clause reads, other than as a whole of which shares are taken."""
    readers: Counter[str] = Counter()
    for clause in component.clauses:
        names = {name for root in points_roots(clause) for name in facts_in(root)}
        readers.update(name for name in names if not _under(clause, name) and not _on_purpose(clause, name))
    return [name for name in component.facts if readers[name] > 1]


def _on_purpose(clause: core.Clause, name: str) -> bool:
    """Tell whether a clause says 另扣, 再扣 of all that it deducts for a fact."""
    reading = [
        effect
        for effect in clause.effects
        if any(name in (*facts_in(branch.test), *facts_in(branch.points)) for branch in effect.branches)
    ]
    return bool(reading) and all(effect.further for effect in reading)


def _spotless(climb: Climb, view: View) -> Facts | None:
    """Return the facts of a unit that does best; its wholes are not empty, so that their parts can change."""
    bounds = {clause.id: view.limit(clause.id) for clause in climb.component.clauses}
    best = climb.best(climb.component.clauses, HIGH, bounds, vetoes=True, starts=climb.starts[1:])
    return None if best is None else best[0]


def _costly(
    climb: Climb, name: str, facts: Facts, view: View
) -> Iterator[tuple[Pair, Value, tuple[Fraction, Fraction]]]:
    """Yield pairs of clauses that both deduct when one fact alone changes, with its new value and what they give."""
    readers = [clause for clause in climb.readers[name] if not _under(clause, name) and not _on_purpose(clause, name)]
    before = {clause.id: climb.value(clause, facts) for clause in readers}
    for value in _values(climb, name, facts):
        changed = {**facts, name: value}
        changed |= dict(repaired(changed, climb.below[name], climb.component.facts))
        if not allowed(changed, climb.component.facts, view.who.kind):
            continue
        after = [(clause, climb.value(clause, changed)) for clause in readers]
        worse = [(c, now) for c, now in after if now is not None and now < 0 and now < (before[c.id] or 0)]
        for index, (second, b) in enumerate(worse):
            for first, a in worse[:index]:
                yield (first, second), value, (a, b)


def _values(climb: Climb, name: str, facts: Facts) -> list[Value]:
    """Return the values that some clause proposes for a fact, those nearest to its present value first."""
    known = climb.component.facts
    found: list[Value] = []
    for clause in climb.readers[name]:
        for step in climb.moves[clause.id]:
            if len(step) == 1 and step[0].fact == name:
                value = step[0].made(dict(facts), known)
                if value not in found and value != facts[name]:
                    found.append(value)
    return sorted(found, key=lambda value: _distance(facts[name], value))


def _distance(a: Value, b: Value) -> Fraction:
    """Return how far apart two numbers are; what is no number keeps its order."""
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction):
        return abs(Fraction(a) - Fraction(b))
    return Fraction(0)


def _under(clause: core.Clause, name: str) -> bool:
    """Tell whether a fact is a whole of which a clause takes a share."""
    under = (node.right for root in points_roots(clause) for node in nodes(root) if isinstance(node, core.Divide))
    return any(name in facts_in(each) for each in under)


def _found(
    subject: Subject, pair: Pair, name: str, best: Unit, value: Value, points: tuple[Fraction, Fraction]
) -> Diagnostic:
    first, second = pair
    fact = subject.facts[name]
    change = show_fact(best.facts[name], fact.type), show_fact(value, fact.type)
    words = show_points(points[0]), show_points(points[1])
    found = problems.double_deduction(subject.source, _span(first, name), _span(second, name), name, change, words)
    unit = Unit(best.name, best.kind, {**best.facts, name: value})
    return evolve(found, clause=second.id, witness=witness_of(unit, facts_of(second), subject.facts))


def _span(clause: core.Clause, name: str) -> Span:
    """Return where a clause deducts for a fact."""
    for effect in clause.effects:
        for branch in effect.branches:
            if name in (*facts_in(branch.test), *facts_in(branch.points)):
                return branch.span
    return clause.span
