"""Duties as conditions: what 义务（一/3） stands for, made of the duties of the clause or of all clauses below the heading.

In: a policy. Out: ``Kept`` tests; and the policy in which they stand wherever a flag stood for them, or say what a changed clause
says. A clause that does not concern a unit (涉及部门, a kind) is no part of what that unit has to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve

from compiler.core.clauses import Branch, Clause
from compiler.core.policies import Group, Policy
from compiler.core.tests import Always, Both, Either, Holds, Kept, Negate, Test
from compiler.core.walk import clauses_of, part

Change = Callable[[Test], Test | None]  # what to put for a test; None: nothing, look at what it joins


def duties_below(node: Group | Clause) -> tuple[Clause, ...]:
    """Return the clauses of a heading that state a duty."""
    return tuple(clause for clause in clauses_of(node) if clause.duties)


def kept(node: Group | Clause, change: Change = lambda _: None) -> Kept:
    """Return the test that the duties of a clause or below a heading are kept; ``change`` is done to each duty."""
    if isinstance(node, Group):
        return Kept(tuple(kept(child, change) for child in node.children if duties_below(child)), node.id)
    tests = tuple(_changed(duty.test, change) for duty in node.duties if duty.test is not None)
    own = tests[0] if len(tests) == 1 else Both(tests)
    return Kept((own if node.applies == Always() else Either((Negate(node.applies), own)),), node.id)


def linked(policy: Policy, named: Mapping[str, str]) -> Policy:
    """Return the policy without the flags that stand for duties: ``named`` gives the id of the clause or heading of each."""

    def change(test: Test) -> Test | None:
        node = part(policy, named[test.fact]) if isinstance(test, Holds) and test.fact in named else None
        return None if node is None else kept(node, change)

    return _everywhere(policy, change)


def relinked(policy: Policy, before: Clause, now: Clause) -> Policy:
    """Return the policy in which the duties of a clause are those that it has now, wherever a condition looks at them."""
    if not before.duties or (before.duties, before.applies) == (now.duties, now.applies):
        return policy
    old, new = kept(before), kept(now)
    return _everywhere(policy, lambda test: new if test == old else None)


def _changed(test: Test, change: Change) -> Test:
    made = change(test)
    if made is not None:
        return made
    match test:
        case Both(tests) | Either(tests):
            return evolve(test, tests=tuple(_changed(each, change) for each in tests))
        case Negate(inner):
            return Negate(_changed(inner, change))
        case _:
            return test


def _everywhere(policy: Policy, change: Change) -> Policy:
    vetoes = tuple(evolve(veto, test=_changed(veto.test, change)) for veto in policy.vetoes)
    return evolve(policy, root=_group(policy.root, change), vetoes=vetoes)


def _group(group: Group, change: Change) -> Group:
    children = (_group(each, change) if isinstance(each, Group) else _clause(each, change) for each in group.children)
    return evolve(group, children=tuple(children))


def _clause(clause: Clause, change: Change) -> Clause:
    def branch(each: Branch) -> Branch:
        return evolve(each, test=_changed(each.test, change))

    return evolve(
        clause,
        effects=tuple(evolve(each, branches=tuple(map(branch, each.branches))) for each in clause.effects),
        zeroed=None if clause.zeroed is None else _changed(clause.zeroed, change),
        consequences=tuple(evolve(each, test=_changed(each.test, change)) for each in clause.consequences),
        duties=tuple(
            each if each.test is None else evolve(each, test=_changed(each.test, change)) for each in clause.duties
        ),
    )
