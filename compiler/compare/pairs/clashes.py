"""Facts of one name that are not one number: of another type, taken in another way, or made from such a fact.

In: both policies, their facts renamed already. Out: why, by the name of the fact. A clause, an item, a total that reads such a fact by any
way (what a rank is taken of, what another clause gives, what limits a judgement) is compared by no unit: whatever number stands
under the name would be right for one version only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from compiler import core
from compiler.compare.pairs.rewrite import bare
from compiler.core.walk import clauses_of, facts_in, part, roots_of
from dsl.nodes import Node


def clashing(old: core.Policy, new: core.Policy, clauses: Mapping[str, str]) -> dict[str, str]:
    """Return the facts of both versions that are not one, each with why (Chinese, behind its name)."""
    found = {name: _clash(old.named[name], fact, clauses) for name, fact in new.named.items() if name in old.named}
    return {name: f"“{name}”{why}" for name, why in found.items() if why}


def origin(fact: core.Fact, clauses: Mapping[str, str]) -> Node | tuple[object, ...]:
    """Return what a rank, a statistic or a result is taken from, and how."""
    of = clauses.get(fact.result_of, fact.result_of)
    measure = None if fact.ranks is None else bare(fact.ranks)
    return (fact.role, measure, fact.aggregate, fact.from_bottom, fact.ascending, of)


def in_the_way(names: Iterable[str], clashes: Mapping[str, str], policies: tuple[core.Policy, core.Policy]) -> str:
    """Return why the facts of these names, or what they are made from, are not one in both versions; "" where they are."""
    if not clashes:
        return ""
    asked = tuple(names)
    reached = {name: None for policy in policies for name in _reached(asked, policy)}
    return next((why for name, why in clashes.items() if name in reached), "")


def _clash(old: core.Fact, new: core.Fact, clauses: Mapping[str, str]) -> str:
    if (old.type.kind, old.type.unit) != (new.type.kind, new.type.unit):
        return f"的类型由“{old.type}”改为“{new.type}”，两版的数不能相比"
    if old.type.members and not set(old.type.members) & set(new.type.members):
        return "的各个值全部换了，两版不能相比"
    if old.computed != new.computed or (old.computed and origin(old, clauses) != origin(new, {})):
        return "的算法变了，两版的数不是一个数"
    if old.at_most and new.at_most and old.at_most != new.at_most:
        return f"的上限由“{old.at_most}”改为“{new.at_most}”"
    return ""


def _reached(names: Iterable[str], policy: core.Policy) -> Iterator[str]:
    """Yield facts and everything that their values hang on, each once."""
    seen: set[str] = set()
    stack = list(names)[::-1]
    while stack:
        name = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name in policy.named:
            stack += _below(policy.named[name], policy)


def _below(fact: core.Fact, policy: core.Policy) -> Iterator[str]:
    if fact.ranks is not None:
        yield from facts_in(fact.ranks)
    if fact.at_most:
        yield fact.at_most
    if fact.each is not None:
        yield fact.each[0]
    if fact.role is core.Role.RESULT:
        given = part(policy, fact.result_of)
        for clause in () if given is None else clauses_of(given):
            for root in roots_of(clause):
                yield from facts_in(root)
