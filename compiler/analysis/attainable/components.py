"""Clauses that share no fact have nothing to do with each other: a policy falls into components that are looked at alone.

In: a policy. Out: ``Component`` values in document order: the clauses, the vetoes and the facts that hang together, through rules
that read the same fact, through 不超过, or through the result of another clause.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import clauses_of, facts_in, part
from compiler.measures.domain import companions
from compiler.measures.steps import points_roots
from dsl.nodes import Node

Root = core.Test | core.Expr


@frozen(repr=False, eq=False)
class Component(Node):
    """Some clauses and vetoes, with all facts on which their points depend."""

    clauses: tuple[core.Clause, ...]
    vetoes: tuple[core.Veto, ...]
    facts: Mapping[str, core.Fact]
    linked: bool  # whether a clause reads what another gives, so that clauses cannot be scored one by one

    def roots(self) -> tuple[Root, ...]:
        """Return every test and amount of points."""
        found = [root for clause in self.clauses for root in points_roots(clause)]
        return (*found, *(veto.test for veto in self.vetoes))


class _Joined:
    """Sets that grow together (union–find)."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def top(self, name: str) -> str:
        self.above.setdefault(name, name)
        while self.above[name] != name:
            self.above[name] = self.above[self.above[name]]
            name = self.above[name]
        return name

    def join(self, first: str, second: str) -> None:
        self.above[self.top(second)] = self.top(first)


def components(policy: core.Policy, known: Mapping[str, core.Fact]) -> tuple[Component, ...]:
    """Return the components of a policy; clauses that read no fact are components of their own."""
    joined, read = _Joined(), dict[str, tuple[str, ...]]()
    owners: list[tuple[str, core.Clause | core.Veto]] = [(f"条 {clause.id}", clause) for clause in policy.clauses()]
    owners += [(f"否决 {index}", veto) for index, veto in enumerate(policy.vetoes)]
    for key, owner in owners:
        roots = points_roots(owner) if isinstance(owner, core.Clause) else (owner.test,)
        names = dict.fromkeys(name for root in roots for name in facts_in(root))
        read[key] = companions((name for name in names if known[name].value is None), known)
        for name in read[key]:
            joined.join(key, name)
            for behind in _behind(known[name], policy):
                joined.join(key, f"条 {behind}")
    return _collected(owners, joined, read, known)


def _behind(fact: core.Fact, policy: core.Policy) -> tuple[str, ...]:
    node = part(policy, fact.result_of) if fact.role is core.Role.RESULT else None
    return () if node is None else tuple(clause.id for clause in clauses_of(node))


def _collected(
    owners: list[tuple[str, core.Clause | core.Veto]],
    joined: _Joined,
    read: dict[str, tuple[str, ...]],
    known: Mapping[str, core.Fact],
) -> tuple[Component, ...]:
    sets: dict[str, list[tuple[str, core.Clause | core.Veto]]] = {}
    for key, owner in owners:
        sets.setdefault(joined.top(key), []).append((key, owner))
    made = []
    for members in sets.values():
        names = dict.fromkeys(name for key, _ in members for name in read[key])
        linked = any(known[name].role is core.Role.RESULT for name in names)
        facts = {name: known[name] for name in names if known[name].role is not core.Role.RESULT}
        clauses = tuple(owner for _, owner in members if isinstance(owner, core.Clause))
        vetoes = tuple(owner for _, owner in members if isinstance(owner, core.Veto))
        made.append(Component(clauses, vetoes, facts, linked))
    return tuple(made)


def pruned(policy: core.Policy, clauses: frozenset[str]) -> core.Policy:
    """Return a policy with these clauses only, headings and their points kept, and no vetoes."""
    return evolve(policy, root=_pruned(policy.root, clauses), vetoes=(), bands=(), notes=())


def _pruned(group: core.Group, clauses: frozenset[str]) -> core.Group:
    kept: list[core.Group | core.Clause] = []
    for child in group.children:
        if isinstance(child, core.Clause):
            kept += [child] if child.id in clauses else []
        else:
            kept.append(_pruned(child, clauses))
    return evolve(group, children=tuple(kept))
