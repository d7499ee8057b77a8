"""Which values facts may have together, without a solver: limits, 不超过, the assessor's ranges; and plain values for the rest.

In: a policy and facts. Out: facts that the declarations allow. Every analysis that shows a unit shows one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Missing, Undefined, Unit, Value, number
from dsl.types import Kind

Facts = dict[str, Value]
YEAR = date(2021, 1, 1)  # dates of a policy without a period


def table(*policies: core.Policy) -> dict[str, core.Fact]:
    """Return the facts of policies by name; the first that declares a name wins."""
    found: dict[str, core.Fact] = {}
    for policy in policies:
        for fact in policy.facts:
            found.setdefault(fact.name, fact)
    return found


def limits(fact: core.Fact, kind: str) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value that a number may have for a kind of unit."""
    low, high = fact.type.domain
    most = fact.most(kind)
    return low if fact.low is None else fact.low, high if most is None else most


def settled(*policies: core.Policy) -> Facts:
    """Return the parameters that the front matter fills in."""
    return {name: value for policy in policies for name, value in policy.filled.items()}


def companions(names: Iterable[str], known: Mapping[str, core.Fact]) -> tuple[str, ...]:
    """Return the facts and all that limit them (不超过, the count that a judgement is held by), each once."""
    found: dict[str, None] = {}
    stack = list(names)[::-1]
    while stack:
        name = stack.pop()
        if name in found or name not in known:
            continue
        found[name] = None
        fact = known[name]
        stack += [each for each in (fact.at_most, fact.each[0] if fact.each else "") if each]
        if fact.aggregate is not None and fact.ranks is not None:
            stack += facts_in(fact.ranks)
    return tuple(found)


def linked(names: Iterable[str], known: Mapping[str, core.Fact], checks: Iterable[core.Check]) -> tuple[str, ...]:
    """Return the facts, all that limit them, and all that 核对 holds together with them, step by step."""
    found, left = companions(names, known), [tuple(facts_in(check.test)) for check in checks]
    while met := [read for read in left if not set(found).isdisjoint(read)]:
        left = [read for read in left if read not in met]
        found = companions((*found, *(name for read in met for name in read)), known)
    return found


def allowed(facts: Mapping[str, Value], known: Mapping[str, core.Fact], kind: str) -> bool:
    """Tell whether the declarations allow these values together."""
    return all(_fits(known[name], value, facts, kind) for name, value in facts.items() if name in known)


def repaired(
    facts: Mapping[str, Value], names: Iterable[str], known: Mapping[str, core.Fact]
) -> list[tuple[str, Value]]:
    """Return new values of the facts that their limits no longer allow: a part of a smaller whole, points for fewer pieces."""
    now: Facts = dict(facts)
    found: list[tuple[str, Value]] = []
    for name in names:
        fact, value = known[name], now[name]
        whole = now.get(fact.at_most) if fact.at_most else None
        count = now.get(fact.each[0]) if fact.each else None
        held = value
        if isinstance(value, int | Fraction) and isinstance(whole, int | Fraction):
            held = min(value, whole)
        if fact.each is not None and isinstance(value, int | Fraction) and isinstance(count, int | Fraction):
            held = tidy(min(max(Fraction(value), count * fact.each[1]), count * fact.each[2]))
        if held != value:
            now[name] = held
            found.append((name, held))
    return found


def _fits(fact: core.Fact, value: Value, facts: Mapping[str, Value], kind: str) -> bool:
    if value is None:
        return fact.optional
    if fact.type.members:
        return value in fact.type.members
    if isinstance(value, bool | str | date):
        return True
    low, high = limits(fact, kind)
    whole = facts.get(fact.at_most) if fact.at_most else None
    count = facts.get(fact.each[0]) if fact.each else None
    if fact.each is not None and isinstance(count, int | Fraction):
        low, high = count * fact.each[1], count * fact.each[2]
    return (
        _among_all(fact, value, facts)
        and (low is None or value >= low)
        and (high is None or value <= high)
        and not (isinstance(whole, int | Fraction) and value > whole)
        and not (fact.type.whole and Fraction(value).denominator != 1)
    )


def _among_all(fact: core.Fact, value: int | Fraction, facts: Mapping[str, Value]) -> bool:
    """Tell whether the highest or the lowest of all units lies beyond the value of this one."""
    if fact.ranks is None or fact.aggregate not in (core.Aggregate.MOST, core.Aggregate.LEAST):
        return True
    try:
        own = number(fact.ranks, Unit("", "", facts))
    except (Missing, Undefined):
        return True
    return own <= value if fact.aggregate is core.Aggregate.MOST else own >= value


def tidy(value: Fraction | int) -> int | Fraction:
    """Return a number as facts have it: whole numbers as int."""
    return value.numerator if value.denominator == 1 else value


def plain(fact: core.Fact, policy: core.Policy, kind: str) -> Value:
    """Return the plainest value of a fact: nothing happened, 否, the first member, the first day of the period."""
    if fact.optional:
        return None
    match fact.type.kind:
        case Kind.FLAG:
            return False
        case Kind.GRADE | Kind.CATEGORY:
            return fact.type.members[0] if fact.type.members else "其他"
        case Kind.DATE:
            return policy.period[0] if policy.period else YEAR
    low, high = limits(fact, kind)
    if low is None:
        return 0 if high is None or high >= 0 else tidy(high)
    return tidy(low if high is None or low > 0 or high < 0 else max(low, Fraction(0)))


class _Plain(dict[str, Facts]):
    """The plain values of a policy's facts by kind of unit: every check completes some hundred units."""


def _plainest(policy: core.Policy, kind: str) -> Facts:
    known: _Plain = policy.kept.setdefault(_Plain, _Plain())
    found = known.get(kind)
    if found is None:
        own = (fact for fact in policy.facts if fact.role is not core.Role.RESULT)
        found = known[kind] = {fact.name: plain(fact, policy, kind) for fact in own}
    return found


def completed(unit: Unit, policy: core.Policy) -> Unit:
    """Return a unit with a plain value for every fact that it lacks."""
    facts: Facts = {**settled(policy), **unit.facts}
    for name, value in _plainest(policy, unit.kind).items():
        facts.setdefault(name, value)
    for fact in policy.facts:  # the highest of all units is at least this unit's own value
        if fact.aggregate is not None and fact.ranks is not None and fact.name not in unit.facts:
            with suppress(Missing, Undefined):
                own = number(fact.ranks, Unit(unit.name, unit.kind, facts))
                facts[fact.name] = tidy(own)
    limited = [fact for fact in policy.facts if fact.at_most and fact.name not in unit.facts]
    for _ in range(3):  # a part of a part of a whole needs as many rounds as the chain is long
        for fact in limited:
            value, whole = facts.get(fact.name), facts.get(fact.at_most)
            if isinstance(value, int | Fraction) and isinstance(whole, int | Fraction):
                facts[fact.name] = min(value, whole)
    return Unit(unit.name, unit.kind, facts)
