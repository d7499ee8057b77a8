"""The ladder of a graded effect: which branch each grade meets, in the declared order of the grades.

In: an effect whose branches look at one 等级 and at nothing else. Out: the branch of every grade, None where none holds.
"""

from __future__ import annotations

from attrs import frozen

from compiler import core
from compiler.core.walk import nodes
from compiler.measures.cells import Cell, true_in
from dsl.nodes import Node
from dsl.types import Kind


@frozen(repr=False, eq=False)
class Graded(Node):
    """The fact, and the branch that each of its grades meets."""

    fact: str
    met: tuple[tuple[str, core.Branch | None], ...]


def graded(effect: core.Effect, policy: core.Policy) -> Graded | None:
    """Return the ladder of an effect over grades; None where it looks at anything else, or at kinds without an order."""
    leaves = [node for branch in effect.branches for node in nodes(branch.test)]
    facts = {node.fact for node in leaves if isinstance(node, core.IsMember)}
    plain = all(isinstance(node, core.IsMember | core.Either | core.Negate | core.Always) for node in leaves)
    if not plain or len(facts) != 1:
        return None
    fact = policy.fact(facts.pop())
    if fact.type.kind is not Kind.GRADE:
        return None
    return Graded(fact.name, tuple((member, _winner(effect, fact.name, member)) for member in fact.type.members))


def _winner(effect: core.Effect, fact: str, member: str) -> core.Branch | None:
    cell: Cell = {fact: member}
    return next((branch for branch in effect.branches if true_in(branch.test, cell)), None)
