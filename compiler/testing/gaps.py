"""Where the rules of a policy change their mind: every comparison, every cap and every kink of its arithmetic is a ``Gap``.

In: Core. Out: expressions that are 0 exactly at a boundary, with the facts that can be moved to get there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import field, frozen

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.prepared.numbers import Give, number_of
from dsl.nodes import Node
from dsl.types import Kind


@frozen(repr=False, eq=False)
class Gap(Node):
    """``expr`` is 0 at a boundary; ``movable`` are its facts; ``under`` are denominators that are a single fact."""

    expr: core.Expr
    movable: tuple[str, ...]
    under: tuple[str, ...]
    parts: int  # a denominator of this size makes the boundary a whole number
    give: Give = field(eq=False)  # what ``expr`` comes to


def roots_of(policy: core.Policy) -> Iterator[tuple[core.Clause | None, core.Expr | core.Test]]:
    """Yield every test and expression of a policy; where a cap of its clause bounds it, with the clause."""
    for clause in policy.clauses():
        for effect in clause.effects:
            for branch in effect.branches:
                yield clause, branch.test
                yield clause, branch.points
        others = [clause.applies, clause.zeroed, *(each.test for each in clause.consequences)]
        yield from ((None, test) for test in [*others, *(duty.test for duty in clause.duties)] if test is not None)
    yield from ((None, veto.test) for veto in policy.vetoes)


def gaps_of(policy: core.Policy) -> tuple[Gap, ...]:
    """Return the boundaries of a policy, each once."""
    exprs = (expr for clause, root in roots_of(policy) for expr in _kinks(clause, root))
    return tuple(dict.fromkeys(gap for expr in exprs for gap in _gap(expr, policy.named)))


def _kinks(clause: core.Clause | None, root: core.Expr | core.Test) -> Iterator[core.Expr]:
    """Yield what is 0 where a test changes, where a value meets a cap, where a step is full, where rounding turns."""
    for node in nodes(root):
        match node:
            case core.Compare(left, _, right) | core.Least(left, right) | core.Greatest(left, right):
                yield core.Subtract(left, right)
            case core.WholeUnits(amount, step, _):
                yield from (core.Subtract(amount, core.Const(step * count)) for count in (1, 2, 3, 5))
            case core.Rounded(value, digits, _):
                yield from _halves(value, digits)
    if clause is None or not isinstance(root, core.Expr):
        return
    for limit in (clause.lowest, clause.highest):
        if limit is not None:
            yield core.Subtract(root, core.Const(limit))
    if clause.rounding is not None:
        yield from _halves(root, clause.rounding[0])


def _halves(value: core.Expr, digits: int) -> Iterator[core.Expr]:
    """Yield the gaps to some numbers that lie exactly between two rounded ones."""
    return (core.Subtract(value, core.Const(Fraction(odd, 2 * 10**digits))) for odd in (1, 3, 5, 25))


def _gap(expr: core.Expr, facts: Mapping[str, core.Fact]) -> Iterator[Gap]:
    movable = tuple(dict.fromkeys(name for name in facts_in(expr) if _can_move(facts[name])))
    seen = list(nodes(expr))
    under = [node.right.fact for node in seen if isinstance(node, core.Divide) and isinstance(node.right, core.Read)]
    parts = max((node.value.denominator for node in seen if isinstance(node, core.Const)), default=1)
    if movable:
        yield Gap(expr, movable, tuple(dict.fromkeys(under)), min(parts, 10_000), number_of(expr))


def _can_move(fact: core.Fact) -> bool:
    return (fact.type.numeric or fact.type.kind is Kind.DATE) and fact.role is not core.Role.RESULT
