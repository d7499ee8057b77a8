"""Mutants of a policy: each is the policy with one small mistake in one clause, the kind a hand makes when copying.

In: Core. Out: ``Mutant`` values, each with the changed clause (or item) and a Chinese description. A change that provably
changes nothing (a bound inside a tier that is never reached) is left out: only what some unit could notice is a mutant.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from compiler import core
from compiler.core.duties import relinked
from compiler.testing.mutating.clauses import clauses_like
from compiler.testing.mutating.conditions import tests_like
from compiler.testing.mutating.declared import declared_like
from compiler.testing.mutating.headings import items_below, items_like
from compiler.words.wording import show_number
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Mutant(Node):
    """A policy with one mistake: where, of what kind, what was changed, and the changed policy."""

    clause: str
    kind: str
    says: str
    policy: core.Policy
    facts: tuple[str, ...] = ()  # the facts of which something else is declared
    units: tuple[str, ...] = ()  # the units of which something else is declared


def mutants(policy: core.Policy) -> Iterator[Mutant]:
    """Yield every mutant of a policy, clause by clause."""
    for clause in policy.clauses():
        for kind, says, changed in clauses_like(clause, policy):
            yield Mutant(clause.id, kind, says, relinked(_with_clause(policy, changed), clause, changed))
    for group in items_below(policy.root):
        for kind, says, changed_group in items_like(group, policy):
            yield Mutant(group.id, kind, says, evolve(policy, root=_swap_group(policy.root, changed_group)))
    for index, veto in enumerate(policy.vetoes):
        for kind, says, changed_veto in _of_veto(veto, policy):
            vetoes = (*policy.vetoes[:index], changed_veto, *policy.vetoes[index + 1 :])
            yield Mutant(veto.clause, kind, says, evolve(policy, vetoes=vetoes))
    for each in declared_like(policy):
        yield Mutant(each.clause, each.kind, each.says, each.policy, each.facts, each.units)


def _of_veto(veto: core.Veto, policy: core.Policy) -> Iterator[tuple[str, str, core.Veto]]:
    for says, test in tests_like(veto.test, policy):
        yield "否决", says, evolve(veto, test=test)
    if veto.deduction is not None:
        more = veto.deduction + 1
        says = f"{show_number(veto.deduction)} 分改为 {show_number(more)} 分"
        yield "否决", says, evolve(veto, deduction=more)


def _swap_group(group: core.Group, changed: core.Group) -> core.Group:
    if group.id == changed.id:
        return changed
    children = tuple(
        _swap_group(child, changed) if isinstance(child, core.Group) else child for child in group.children
    )
    return evolve(group, children=children)


def _with_clause(policy: core.Policy, changed: core.Clause) -> core.Policy:
    return evolve(policy, root=_swap_clause(policy.root, changed))


def _swap_clause(group: core.Group, changed: core.Clause) -> core.Group:
    def swap(child: core.Group | core.Clause) -> core.Group | core.Clause:
        if isinstance(child, core.Group):
            return _swap_clause(child, changed)
        return changed if child.id == changed.id else child

    return evolve(group, children=tuple(map(swap, group.children)))
