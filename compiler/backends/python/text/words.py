"""What the generated module calls the facts and lists of a policy, and of which Python type each fact is."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from attrs import frozen

from compiler import core
from compiler.backends.python.text import build
from compiler.backends.python.text.names import Names
from compiler.core.walk import nodes, roots_of
from dsl.nodes import Node
from dsl.types import Kind, Type

_PYTHON = {Kind.FLAG: "bool", Kind.GRADE: "str", Kind.CATEGORY: "str", Kind.DATE: "date"}


@frozen(repr=False, eq=False)
class Words(Node):
    """The names in use. ``nullable`` facts may be None: they are 可空, or a test asks whether they are."""

    facts: Mapping[str, str]
    types: Mapping[str, Type]
    nullable: frozenset[str]
    lists: Mapping[tuple[str, tuple[str, ...]], str]
    clauses: Mapping[str, str]
    groups: Mapping[str, str]
    full: Mapping[str, str]
    zeroed: Mapping[str, str]

    def python_type(self, fact: str) -> str:
        """Return the Python type of a fact that is not None: int where only whole numbers are values."""
        kind = self.types[fact]
        return _PYTHON.get(kind.kind, "int" if kind.whole else "Fraction")

    def annotation(self, fact: str) -> str:
        """Return the type of a parameter."""
        return self.python_type(fact) + (" | None" if fact in self.nullable else "")

    def reader(self, fact: str) -> ast.expr:
        """Return the call that reads a fact from ``facts``."""
        key = build.text(fact)
        reader = "_精确数" if self.python_type(fact) == "Fraction" else "_取"
        given = build.call(reader, build.name("facts"), key)
        if fact not in self.nullable:
            return given
        return ast.IfExp(build.call("_空", build.name("facts"), key), ast.Constant(None), given)


def words_of(policy: core.Policy) -> Words:
    """Give every fact, list, clause and item of a policy its identifier."""
    names = Names()
    seen = all_nodes(policy)
    facts = {fact.name: names.take(fact.name) for fact in policy.facts}
    lists = {(each.list_name, each.units): each.list_name for each in seen if isinstance(each, core.Listed)}
    clauses = policy.clauses()
    groups = all_groups(policy.root)
    return Words(
        facts,
        {fact.name: fact.type for fact in policy.facts},
        frozenset(fact.name for fact in policy.facts if fact.optional) | _looked_at(seen),
        {key: names.take(wish, "名单") for key, wish in lists.items()},
        {clause.id: names.take("条" + _stem(clause.id)) for clause in clauses},
        {group.id: names.take("项" + _stem(group.id)) for group in groups},
        {group.id: names.take("满分" + _stem(group.id)) for group in groups if by_kind(group)},
        {clause.id: names.take("不记分" + _stem(clause.id)) for clause in clauses if clause.zeroed is not None},
    )


def _stem(path: str) -> str:
    """Keep the steps of a path apart: 一/（二）/3 → 一_（二）_3."""
    return "_".join(part for part in path.replace(".", "/").split("/") if part)


def _looked_at(seen: list[core.Expr | core.Test]) -> frozenset[str]:
    return frozenset(each.fact for each in seen if isinstance(each, core.Given))


def by_kind(group: core.Group) -> bool:
    """Tell whether the points of a group depend on the kind of unit."""
    return any(kind for kind, _ in group.points)


def all_groups(group: core.Group) -> list[core.Group]:
    """Return a group and all groups below it in document order."""
    below = [each for child in group.children if isinstance(child, core.Group) for each in all_groups(child)]
    return [group, *below]


def roots(policy: core.Policy) -> list[core.Expr | core.Test]:
    """Return every test and expression that scoring evaluates."""
    found = [root for clause in policy.clauses() for root in roots_of(clause)]
    return found + [veto.test for veto in policy.vetoes] + [check.test for check in policy.checks]


def all_nodes(policy: core.Policy) -> list[core.Expr | core.Test]:
    """Return every node of every test and expression."""
    return [node for root in roots(policy) for node in nodes(root)]
