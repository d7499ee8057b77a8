"""Walk over Core without knowing its kinds: expressions and tests, the tree of headings and clauses; and build it anew."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler import core
from dsl.nodes import Node


def nodes(node: core.Expr | core.Test) -> Iterator[core.Expr | core.Test]:
    """Yield a node and everything below it, outermost first, left to right."""
    yield node
    for name in _fields(type(node)):
        value = getattr(node, name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, Node):
                yield from nodes(child)  # type: ignore[arg-type]  # what stands below an expression or a test is one


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(field.name for field in attrs.fields(kind))
    return found


def roots_of(clause: core.Clause) -> list[core.Expr | core.Test]:
    """Return every test and expression of a clause, in the order in which scoring looks at them."""
    found: list[core.Expr | core.Test] = [clause.applies, *([clause.zeroed] if clause.zeroed is not None else [])]
    branches = [branch for effect in clause.effects for branch in effect.branches]
    found += [each for branch in branches for each in (branch.test, branch.points)]
    found += [each.test for each in clause.consequences]
    return found + [duty.test for duty in clause.duties if duty.test is not None]


def facts_in(node: core.Expr | core.Test) -> Iterator[str]:
    """Yield the names of the facts that an expression or a test reads."""
    for each in nodes(node):
        match each:
            case core.Read(fact) | core.Holds(fact) | core.Given(fact):
                yield fact
            case core.IsMember(fact, _):
                yield fact
            case core.Within(start, _, _, end):
                yield start
                yield end


def parts(test: core.Test) -> tuple[core.Test, ...]:
    """Return the tests that must hold together."""
    return test.tests if isinstance(test, core.Both) else (test,)


def part(policy: core.Policy, part_id: str) -> core.Group | core.Clause | None:
    """Return the clause or heading of an id; a heading where both have it, for it holds the clause."""
    found: core.Group | core.Clause | None = None
    stack: list[core.Group | core.Clause] = [policy.root]
    while stack:
        node = stack.pop()
        if node.id == part_id and (found is None or isinstance(node, core.Group)):
            found = node
        if isinstance(node, core.Group):
            stack.extend(node.children)
    return found


def clauses_of(node: core.Group | core.Clause) -> tuple[core.Clause, ...]:
    """Return the clauses of a heading in document order; a clause is its own."""
    if isinstance(node, core.Clause):
        return (node,)
    return tuple(clause for child in node.children for clause in clauses_of(child))
