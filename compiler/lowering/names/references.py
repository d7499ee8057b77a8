"""References to what another clause or item gives: 得分（一/3）, 按第五条扣分. In: names. Out: facts whose role is 得分."""

from __future__ import annotations

from compiler import core
from compiler.core.walk import clauses_of, part
from compiler.lowering.names.parts import result_fact, target
from compiler.lowering.names.scope import Measure, Scope
from compiler.meaning.dependencies import results_read
from compiler.problems import forms
from dsl import surface
from dsl.diagnostics import Bag
from dsl.source import Source
from dsl.types import FLAG


def resolved(name: surface.Name, scope: Scope) -> Measure | None:
    """Return the points of another clause that a name refers to; None where there is none (reported)."""
    clause_id = target(name.text, scope.parts)
    if clause_id is None:
        scope.bag.add(forms.no_such_part(scope.source, name.span, name.text, scope.parts))
        return None
    fact = scope.add_extra(result_fact(clause_id, name.span))
    return Measure(core.Read(fact.name), fact.type, fact.name, name.span)


def check_cycles(policy: core.Policy, source: Source, bag: Bag) -> None:
    """Report clauses whose points depend on themselves."""
    reads: dict[str, list[tuple[str, core.Fact]]] = {}
    for clause in policy.clauses():
        for fact in results_read(clause, policy):
            if fact.type == FLAG:  # duties that could not be linked: reported there
                continue
            node = part(policy, fact.result_of)
            below = () if node is None else clauses_of(node)
            reads.setdefault(clause.id, []).extend((each.id, fact) for each in below)
    for start in reads:
        path = _way_back(start, start, reads, set())
        if path:
            bag.add(forms.circular_results(source, reads[start][0][1].span, [start, *path]))
            return


def _way_back(at: str, start: str, reads: dict[str, list[tuple[str, core.Fact]]], seen: set[str]) -> list[str]:
    for needed, _ in reads.get(at, []):
        if needed == start:
            return [needed]
        if needed in seen:
            continue
        seen.add(needed)
        rest = _way_back(needed, start, reads, seen)
        if rest:
            return [needed, *rest]
    return []
