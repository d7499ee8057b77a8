"""Mistakes in what is declared: 不超过 forgotten or written where it does not hold, a 核对 left out, a unit left off a list.

What a declaration refuses is noticed by a case that expects 拒收; what it would refuse wrongly by a case that has points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import nodes, roots_of
from compiler.words.amounts import show_value
from dsl.nodes import Node, fields_of


@frozen(repr=False, eq=False)
class Change(Node):
    """One mistake: under which clause, of what kind, what was changed, the changed policy, the facts or units it is about."""

    clause: str
    kind: str
    says: str
    policy: core.Policy
    facts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def declared_like(policy: core.Policy) -> Iterator[Change]:
    """Yield policies with one mistake in what they declare."""
    yield from _forgotten(policy)
    yield from _unbounded(policy)
    yield from _written(policy)
    yield from _unchecked(policy)
    yield from _off_a_list(policy)


def _forgotten(policy: core.Policy) -> Iterator[Change]:
    for fact in policy.facts:
        if fact.at_most in policy.named:
            says = f"“{fact.name}”去掉“不超过 {fact.at_most}”"
            changed = _with_fact(policy, evolve(fact, at_most=""))
            yield Change(fact.clause, "关系", says, changed, (fact.name, fact.at_most))


def _unbounded(policy: core.Policy) -> Iterator[Change]:
    """A least or a greatest number forgotten; those that the type has anyway are no declarations."""
    for fact in policy.facts:
        if fact.role is not core.Role.FACT or not fact.type.numeric:
            continue
        (low, high), name = fact.type.domain, fact.name
        if fact.low is not None and fact.low != low:
            says = f"“{name}”去掉下限 {show_value(fact.low, fact.type)}"
            yield Change(fact.clause, "关系", says, _with_fact(policy, evolve(fact, low=low)), (name,))
        if fact.high is not None and fact.high != high:
            says = f"“{name}”去掉上限 {show_value(fact.high, fact.type)}"
            yield Change(fact.clause, "关系", says, _with_fact(policy, evolve(fact, high=high)), (name,))


def _written(policy: core.Policy) -> Iterator[Change]:
    """A share of something that it may exceed, declared as a part of it."""
    seen: set[tuple[str, str]] = set()
    for clause in policy.clauses():
        for root in roots_of(clause):
            for node in nodes(root):
                match node:
                    case core.Divide(core.Read(part), core.Read(whole)) if (part, whole) not in seen:
                        seen.add((part, whole))
                        fact = policy.named[part]
                        if not (_given(fact) and _given(policy.named[whole])) or fact.at_most or part == whole:
                            continue
                        says = f"“{part}”加上“不超过 {whole}”"
                        yield Change(
                            clause.id, "关系", says, _with_fact(policy, evolve(fact, at_most=whole)), (part, whole)
                        )


def _given(fact: core.Fact) -> bool:
    return not fact.computed and fact.value is None


def _with_fact(policy: core.Policy, changed: core.Fact) -> core.Policy:
    facts = tuple(changed if fact.name == changed.name else fact for fact in policy.facts)
    return evolve(policy, facts=facts)


def _unchecked(policy: core.Policy) -> Iterator[Change]:
    for index, check in enumerate(policy.checks):
        rest = (*policy.checks[:index], *policy.checks[index + 1 :])
        names = tuple(dict.fromkeys(node.fact for node in nodes(check.test) if isinstance(node, core.Read)))
        yield Change(check.clause, "关系", f"去掉核对“{check.says}”", evolve(policy, checks=rest), names)


def _off_a_list(policy: core.Policy) -> Iterator[Change]:
    """A unit left off a list, wherever the list is asked for."""
    places: dict[core.Listed, str] = {}
    for clause in sorted(policy.clauses(), key=lambda each: not each.acts):  # a case stands where something is done
        for root in roots_of(clause):
            for node in nodes(root):
                if isinstance(node, core.Listed):
                    places.setdefault(node, clause.id)
    for listed, clause_id in places.items():
        for unit in listed.units if len(listed.units) > 1 else ():
            rest = evolve(listed, units=tuple(each for each in listed.units if each != unit))
            changed = evolve(
                policy,
                root=_exchanged(policy.root, listed, rest),
                vetoes=tuple(_exchanged(veto, listed, rest) for veto in policy.vetoes),
            )
            yield Change(clause_id, "名单", f"名单漏掉“{unit}”", changed, (), (unit,))


def _exchanged(node: Any, old: core.Listed, new: core.Listed) -> Any:
    """Return a tree with one list for another; what holds no list stays the node it is."""
    if isinstance(node, tuple):
        made = tuple(_exchanged(each, old, new) for each in node)
        return made if any(one is not other for one, other in zip(made, node, strict=True)) else node
    if not isinstance(node, Node):
        return node
    if node == old:
        return new
    fields = fields_of(node)
    given = {each.name: getattr(node, each.name) for each in fields if each.name != "span"}
    changed = {name: made for name, value in given.items() if (made := _exchanged(value, old, new)) is not value}
    return evolve(node, **changed) if changed else node  # type: ignore[misc]  # as above
