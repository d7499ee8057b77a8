"""Two versions brought under one roof: facts of one meaning have one name and one range, parameters are numbers.

In: both policies, renamed facts, which clause became which. Out: ``Aligned``. Compared are the units that both versions can
assess: a fact may have the values that both declarations allow, and what either version checks between facts (核对) holds for it, so
that a range or a check that changed is a change of its own and does not hide in a verdict. Facts that cannot be made one (件 became
项, a rank is taken from something else) are ``clashes``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from compiler import core
from compiler.compare.pairs.clashes import clashing, in_the_way, origin
from compiler.compare.pairs.periods import in_the_period_of
from compiler.compare.pairs.rewrite import renamed, settled
from compiler.meaning.scoring import items_of
from compiler.measures.domain import table
from compiler.measures.held import held_by
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind

_NOWHERE = Span(0, 0)


@frozen(repr=False, eq=False)
class Aligned(Node):
    """Both versions with the facts of both; ``clashes`` maps a fact that is not one to why."""

    old: core.Policy
    new: core.Policy
    names: Mapping[str, str]  # old name -> new name, those that differ
    clashes: Mapping[str, str]

    @cached_property
    def facts(self) -> dict[str, core.Fact]:
        """The facts of both versions by name."""
        return table(self.new, self.old)

    @cached_property
    def items(self) -> tuple[dict[str, core.Group | None], dict[str, core.Group | None]]:
        """The item in which every clause stands, in the old version and in the new one."""
        return items_of(self.old), items_of(self.new)

    def in_the_way(self, names: Iterable[str]) -> str:
        """Return why no unit can be compared by facts of these names; "" where nothing speaks against it."""
        return in_the_way(names, self.clashes, (self.old, self.new))


def align(old: core.Policy, new: core.Policy, stated: Mapping[str, str], clauses: Mapping[str, str]) -> Aligned:
    """Rename, fill in, merge. ``stated`` are renamed facts, ``clauses`` maps ids of clauses and headings."""
    names = {before: after for before, after in stated.items() if before in old.named and after in new.named}
    names |= _judgements(old, new, clauses, names)
    old = under(in_the_period_of(old, new), names)
    computed = _computed(old, new, clauses)
    old, names = under(old, computed), names | computed
    old, new = _filled(old), _filled(new)
    merged, clashes = _merged(old, new, clauses)
    old, new = (
        evolve(policy, facts=_facts(policy, merged, clashes, other)) for policy, other in ((old, new), (new, old))
    )
    checks = tuple(dict.fromkeys((*new.checks, *old.checks)))
    old, new = (evolve(policy, checks=checks, facts=held_by(policy.facts, checks)) for policy in (old, new))
    return Aligned(old, new, names, clashes)


def under(policy: core.Policy, names: Mapping[str, str]) -> core.Policy:
    """Return a policy whose facts have other names."""
    return evolve(
        policy,
        root=renamed(policy.root, names),
        vetoes=tuple(renamed(veto, names) for veto in policy.vetoes),
        checks=tuple(renamed(check, names) for check in policy.checks),
        facts=tuple(renamed(fact, names) for fact in policy.facts),
    )


def _filled(policy: core.Policy) -> core.Policy:
    values = {fact.name: Fraction(fact.value) for fact in policy.facts if fact.value is not None}
    kept = tuple(settled(fact, values) for fact in policy.facts if fact.value is None)
    vetoes = tuple(settled(veto, values) for veto in policy.vetoes)
    checks = tuple(settled(check, values) for check in policy.checks)
    return evolve(policy, root=settled(policy.root, values), vetoes=vetoes, checks=checks, facts=kept)


# ------------------------------------------------------------------------------------- names that nobody declared by hand


def _judgements(
    old: core.Policy, new: core.Policy, clauses: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, str]:
    """An assessor's points are named after the title of their clause: those of one clause are matched in their order."""
    found: dict[str, str] = {}
    judged = _judged(old), _judged(new)
    for before, after in clauses.items():
        first, second = judged[0].get(before, []), judged[1].get(after, [])
        if len(first) == len(second):
            pairs = zip(first, second, strict=True)
            found |= {a: b for a, b in pairs if a != b and a not in names and a not in new.named and b not in old.named}
    return found


def _judged(policy: core.Policy) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in policy.facts:
        if fact.role is core.Role.JUDGEMENT:
            found.setdefault(fact.clause, []).append(fact.name)
    return found


def _computed(old: core.Policy, new: core.Policy, clauses: Mapping[str, str]) -> dict[str, str]:
    """Ranks, statistics and results are named after what they are taken from: one origin, one fact."""
    origins = {origin(fact, {}): fact.name for fact in new.facts if fact.computed}
    found: dict[str, str] = {}
    for fact in old.facts:
        name = origins.get(origin(fact, clauses)) if fact.computed else None
        if name is not None and name != fact.name:
            found[fact.name] = name
    return found


# ---------------------------------------------------------------------------------------------------------- declarations


def _merged(
    old: core.Policy, new: core.Policy, clauses: Mapping[str, str]
) -> tuple[dict[str, core.Fact], dict[str, str]]:
    clashes = clashing(old, new, clauses)
    common = ((name, old.named[name], fact) for name, fact in new.named.items() if name in old.named)
    merged = {
        name: _one(before, after)
        for name, before, after in common
        if name not in clashes and before.role is not core.Role.RESULT
    }
    return merged, clashes


def _one(old: core.Fact, new: core.Fact) -> core.Fact:
    """Return a fact that may have the values that both declarations allow."""
    members = tuple(member for member in old.type.members if member in new.type.members)
    return evolve(
        new,
        type=evolve(new.type, members=members),
        low=_tighter(old.low, new.low, max),
        high=_tighter(old.high, new.high, min),
        high_by_kind=tuple(
            (kind, min(new.most(kind) or most, old.most(kind) or most)) for kind, most in new.high_by_kind
        ),
        at_most=new.at_most or old.at_most,
        optional=old.optional and new.optional,
        each=new.each or old.each,
    )


def _tighter(a: Fraction | None, b: Fraction | None, pick: Callable[[Fraction, Fraction], Fraction]) -> Fraction | None:
    if a is None or b is None:
        return b if a is None else a
    return pick(a, b)


def _facts(
    policy: core.Policy, merged: Mapping[str, core.Fact], clashes: Mapping[str, str], other: core.Policy
) -> tuple[core.Fact, ...]:
    own = tuple(merged.get(fact.name, fact) for fact in policy.facts)
    strange = (fact for fact in other.facts if fact.name not in policy.named and fact.role is not core.Role.RESULT)
    return (*own, *strange)


# --------------------------------------------------------------------------------------------------------- what is declared


def declared(old: core.Fact | None, new: core.Fact | None, ranked: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield what the declarations of one fact say, where they differ: old, new, and whether it bears on results.

    Which end is the better one bears on them where the fact is ``ranked``, and nowhere else.
    """
    first, second = (_says(fact) for fact in (old, new))
    if first != second:
        yield first, second, True
    elif old is not None and new is not None and old.better is not new.better:
        before, after = (f"{first}，{fact.better or '没有说哪头好'}" for fact in (old, new))
        yield before, after, ranked
    elif old is not None and new is not None and old.meaning != new.meaning:
        yield old.meaning or "（没有说明）", new.meaning or "（没有说明）", False


def _says(fact: core.Fact | None) -> str:
    if fact is None:
        return ""
    parts = [f"{fact.role}：{fact.type}" if fact.role is not core.Role.FACT else str(fact.type)]
    low, high = fact.type.domain
    if (fact.low, fact.high) not in ((low, high), (None, None)):
        parts.append(f"{_bound(fact.low, fact)}至{_bound(fact.high, fact)}")
    if fact.at_most:
        parts.append(f"不超过 {fact.at_most}")
    if fact.optional:
        parts.append("可空")
    if fact.value is not None:
        parts.append(f"值为 {_bound(fact.value, fact)}")
    return "，".join(parts)


def _bound(value: Fraction | None, fact: core.Fact) -> str:
    from compiler.words.amounts import show_value

    return "不限" if value is None else show_value(value, None if fact.type.kind is Kind.PLAIN else fact.type)
