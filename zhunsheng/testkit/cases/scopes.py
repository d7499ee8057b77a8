"""Which part of a policy a case is about: one clause, the item it belongs to, or everything.

In: Core. Out: Core, with the clauses that do not matter left out, so that a case need not give their facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core
from compiler.core import walk
from compiler.core.walk import clauses_of, nodes
from compiler.meaning.dependencies import results_read
from zhunsheng.testkit.cases.expected import Measured


def clause_of(policy: core.Policy, clause_id: str) -> core.Clause | None:
    """Return the clause of this id; None if there is none."""
    return policy.by_id.get(clause_id)


def item_of(policy: core.Policy, heading: str) -> core.Group | None:
    """Return the item that a heading is or stands in: the nearest group upwards that holds a score of its own.

    A heading without rules is no group; its place is known by its path.
    """
    trail = _trail(policy.root, heading)
    return next((group for group in reversed(trail) if group.is_item), None)


def _trail(group: core.Group, heading: str) -> list[core.Group]:
    """Return the groups whose path leads to a heading, the outermost first."""
    for child in group.children:
        if isinstance(child, core.Group) and (heading == child.id or heading.startswith(f"{child.id}/")):
            return [group, *_trail(child, heading)]
    return [group]


def part(policy: core.Policy, measured: Measured, clause_id: str, item_id: str) -> core.Policy:
    """Return the policy cut down to what a case measures; headings and their points stay, so that items stay items."""
    if measured is Measured.TOTAL:
        return policy
    item = item_of(policy, item_id) if measured is Measured.ITEM else None
    kept = {clause_id} if item is None else {clause.id for clause in clauses_of(item)}
    kept = with_results(policy, kept)
    return evolve(policy, root=_cut(policy.root, kept), vetoes=(), bands=())


def with_results(policy: core.Policy, kept: set[str]) -> set[str]:
    """Return the clauses together with those whose points they read."""
    found, open_ = set(kept), list(kept)
    known = {clause.id: clause for clause in policy.clauses()}
    while open_:
        clause = known.get(open_.pop())
        needed = [] if clause is None else [walk.part(policy, f.result_of) for f in results_read(clause, policy)]
        fresh = {each.id for node in needed if node is not None for each in clauses_of(node)} - found
        found |= fresh
        open_ += fresh
    return found


def _cut(group: core.Group, kept: set[str]) -> core.Group:
    children: list[core.Group | core.Clause] = []
    for child in group.children:
        if isinstance(child, core.Group):
            children.append(_cut(child, kept))
        elif child.id in kept:
            children.append(child)
    return evolve(group, children=tuple(children))


def roots(clause: core.Clause) -> Iterator[core.Test | core.Expr]:
    """Yield every test and expression of a clause."""
    yield clause.applies
    if clause.zeroed is not None:
        yield clause.zeroed
    for effect in clause.effects:
        for branch in effect.branches:
            yield from (branch.test, branch.points)
    yield from (each.test for each in clause.consequences)
    yield from (duty.test for duty in clause.duties if duty.test is not None)


def policy_nodes(policy: core.Policy) -> Iterator[core.Test | core.Expr]:
    """Yield every node of every clause and veto."""
    for clause in policy.clauses():
        for root in roots(clause):
            yield from nodes(root)
    for veto in policy.vetoes:
        yield from nodes(veto.test)


def asks_kind(clause: core.Clause) -> bool:
    """Whether a clause treats kinds of unit differently."""
    return any(isinstance(node, core.OfKind) for root in roots(clause) for node in nodes(root))


def kind_matters(policy: core.Policy, measured: Measured, clause_id: str, item_id: str) -> bool:
    """Whether what a case measures depends on the kind of the unit."""
    cut = part(policy, measured, clause_id, item_id)
    asked = any(isinstance(node, core.OfKind) for node in policy_nodes(cut))
    clause = clause_of(policy, clause_id)
    if measured is Measured.CLAUSE and (clause is None or clause.zeroed is None):
        return asked
    # 此项不记分 takes away the points of the item, and a total adds items up: both go by kind where points do.
    item = item_of(policy, item_id or clause_id)
    groups = _groups(policy.root) if measured is Measured.TOTAL or item is None else [item]
    return asked or any(kind for group in groups for kind, _ in group.points)


def _groups(group: core.Group) -> list[core.Group]:
    below = (child for child in group.children if isinstance(child, core.Group))
    return [group, *(each for child in below for each in _groups(child))]
