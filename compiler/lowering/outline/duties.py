"""义务（一/3）: once all clauses stand, the flags that stand for duties become the duties themselves.

In: the policy with such flags, and where they are written. Out: the policy without them; a heading without any duty and duties that
depend on themselves are reported.
"""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.core.duties import duties_below, linked
from compiler.core.walk import facts_in, part
from compiler.lowering.names.scope import Scope
from compiler.problems import forms
from dsl.folding import fold
from dsl.source import Span
from dsl.types import FLAG


def link(policy: core.Policy, scope: Scope) -> core.Policy:
    """Return the policy in which conditions on duties look at the duties."""
    flags = {fact.name: fact for fact in policy.results.values() if fact.type == FLAG}
    if not flags:
        return policy
    sound = True
    for flag in flags.values():
        node = part(policy, flag.result_of)
        if node is None or not duties_below(node):
            scope.bag.add(forms.no_duties(scope.source, _place(flag, scope), flag.result_of))
            sound = False
    return _without(policy, flags, scope) if sound else policy


def _without(policy: core.Policy, flags: dict[str, core.Fact], scope: Scope) -> core.Policy:
    reads = {name: _read_by(flag, policy, flags) for name, flag in flags.items()}
    for name, flag in flags.items():
        path = _way_back(name, name, reads, set())
        if path:
            ids = [flags[each].result_of for each in (name, *path)]
            scope.bag.add(forms.circular_duties(scope.source, _place(flag, scope), ids))
            return policy
    facts = tuple(fact for fact in policy.facts if fact.name not in flags)
    return evolve(linked(policy, {name: flag.result_of for name, flag in flags.items()}), facts=facts)


def _read_by(flag: core.Fact, policy: core.Policy, flags: dict[str, core.Fact]) -> tuple[str, ...]:
    """The other such flags that the duties behind a flag look at."""
    node = part(policy, flag.result_of)
    tests = [duty.test for clause in (duties_below(node) if node else ()) for duty in clause.duties if duty.test]
    return tuple(dict.fromkeys(name for test in tests for name in facts_in(test) if name in flags))


def _way_back(at: str, start: str, reads: dict[str, tuple[str, ...]], seen: set[str]) -> list[str]:
    for needed in reads[at]:
        if needed == start:
            return [needed]
        if needed not in seen:
            seen.add(needed)
            rest = _way_back(needed, start, reads, seen)
            if rest:
                return [needed, *rest]
    return []


def _place(flag: core.Fact, scope: Scope) -> Span:
    return scope.spans.get(fold(flag.name), flag.span)
