"""Declarations drawn as tight as 核对 holds them: 投诉 不超过 工单 and 工单 不超过 8 件 leave no 投诉 above 8.

In: a policy. Out: the policy with closer bounds of its facts; every unit that the gate lets in still fits them, because only comparisons
of sums that always have a value are read. What such bounds cannot say (甲 等于 乙 加 丙, beyond its ends) stays with the 核对 itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in, parts
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, spread
from compiler.measures.domain import limits, settled
from compiler.measures.intervals import closed
from dsl.types import Kind

_ROUNDS = 8  # a bound goes on from fact to fact, as far as the chain is long
_OPPOSITE = {core.Op.LT: core.Op.GE, core.Op.LE: core.Op.GT, core.Op.GE: core.Op.LT, core.Op.GT: core.Op.LE}
_UP, _DOWN = (core.Op.LE, core.Op.LT, core.Op.EQ), (core.Op.GE, core.Op.GT, core.Op.EQ)
Sum = dict[str, Fraction]  # factor by fact; the constant stands under ""
Ends = tuple[Fraction | None, Fraction | None]


class _Held:
    """The key under which a policy keeps its closer self."""


def held(policy: core.Policy) -> core.Policy:
    """Return a policy whose facts are bounded by what it checks between them, too."""
    if not policy.checks:
        return policy
    found: core.Policy | None = policy.kept.get(_Held)
    if found is None:
        facts = held_by(policy.facts, policy.checks)
        found = policy.kept[_Held] = policy if facts == policy.facts else evolve(policy, facts=facts)
    return found


def leaves_room(policy: core.Policy, unit: Unit) -> bool:
    """Whether each whole of a unit holds what its parts are at least, and each part what its wholes are at most, given or not."""
    wholes = [name for name in policy.within if name in unit.facts]
    partial = [name for name in unit.facts if name in policy.named and policy.named[name].at_most]
    world = World(policy, Unit("", unit.kind, settled(policy)))
    for name in dict.fromkeys((*wholes, *partial)):
        value, ends = unit.facts[name], spread(core.Read(name), world)
        if isinstance(value, int | Fraction) and not closed(ends.low, ends.high).contains(Fraction(value)):
            return False
    return True


def held_by(facts: tuple[core.Fact, ...], checks: tuple[core.Check, ...]) -> tuple[core.Fact, ...]:
    """Return facts with the bounds that checks give them; as they are where no unit at all could be let in."""
    known = {fact.name: fact for fact in facts}
    tests = [test for check in checks for part in parts(check.test) if (test := _comparison(part)) is not None]
    for test in tests:
        _below(test, known)
    sums = [each for test in tests if (each := _sum(test, known)) is not None]
    for _ in range(_ROUNDS):
        before = dict(known)
        for total, op in sums:
            for name in total:
                if name:
                    known[name] = _drawn(known[name], *_left(name, total, op, known))
        if any(low is not None and high is not None and low > high for low, high in map(_ends, known.values())):
            return facts
        if known == before:
            break
    return tuple(known[fact.name] for fact in facts)


def _comparison(test: core.Test) -> core.Compare | None:
    match test:
        case core.Compare():
            return test
        case core.Negate(core.Compare(left, op, right)) if op in _OPPOSITE:
            return core.Compare(left, _OPPOSITE[op], right)
        case _:
            return None


def _below(test: core.Compare, known: dict[str, core.Fact]) -> None:
    """Say of one fact that it never exceeds another, as its declaration could have said."""
    match test:
        case core.Compare(core.Read(part), op, core.Read(whole)) if op in _UP:
            pass
        case core.Compare(core.Read(whole), op, core.Read(part)) if op in _DOWN:
            pass
        case _:
            return
    above = whole
    while above in known and above != part:
        above = known[above].at_most
    if part in known and whole in known and above != part and not known[part].at_most:
        known[part] = evolve(known[part], at_most=whole)


def _sum(test: core.Compare, known: Mapping[str, core.Fact]) -> tuple[Sum, core.Op] | None:
    """Return left − right as a sum of facts; None where it is none, or may be without a value."""
    read = [known.get(name) for name in facts_in(test)]
    if any(fact is None or fact.optional or not fact.type.numeric or fact.type.kind is Kind.DATE for fact in read):
        return None
    total = _terms(core.Subtract(test.left, test.right))
    return None if total is None else (total, test.op)


def _terms(expr: core.Expr) -> Sum | None:
    match expr:
        case core.Const(value):
            return {"": value}
        case core.Read(fact):
            return {fact: Fraction(1)}
        case core.Add(left, right) | core.Subtract(left, right):
            first, second = _terms(left), _terms(right)
            sign = 1 if isinstance(expr, core.Add) else -1
            return None if first is None or second is None else _added(first, second, Fraction(sign))
        case core.Multiply(core.Const(value), inner) | core.Multiply(inner, core.Const(value)):
            found = _terms(inner)
            return None if found is None else _added({}, found, value)
        case core.Divide(inner, core.Const(value)) if value:
            found = _terms(inner)
            return None if found is None else _added({}, found, 1 / value)
        case _:
            return None


def _added(first: Sum, second: Sum, factor: Fraction) -> Sum:
    names = dict.fromkeys((*first, *second))
    found = {name: first.get(name, Fraction(0)) + factor * second.get(name, Fraction(0)) for name in names}
    return {name: each for name, each in found.items() if each}


def _ends(fact: core.Fact) -> Ends:
    """Return the least and the greatest value of a fact, whatever the kind of the unit."""
    if fact.value is not None:
        return fact.value, fact.value
    low, high = limits(fact, "")
    most = [high, *(each for _, each in fact.high_by_kind)]
    return low, None if None in most else max(each for each in most if each is not None)


def _left(name: str, total: Sum, op: core.Op, known: Mapping[str, core.Fact]) -> Ends:
    """Return what a sum that is compared with nought leaves to one of its facts."""
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    for other, factor in total.items():
        if other == name:
            continue
        ends: Ends = (Fraction(1), Fraction(1)) if not other else _ends(known[other])
        least, most = ends if factor > 0 else ends[::-1]
        low = None if low is None or least is None else low + factor * least
        high = None if high is None or most is None else high + factor * most
    factor = total[name]
    at_most = None if low is None or op not in _UP else -low / factor  # the sum is nought or less
    at_least = None if high is None or op not in _DOWN else -high / factor
    return (at_least, at_most) if factor > 0 else (at_most, at_least)


def _drawn(fact: core.Fact, low: Fraction | None, high: Fraction | None) -> core.Fact:
    """Return a fact with closer bounds."""
    if fact.value is not None:
        return fact
    if fact.type.whole:
        low, high = None if low is None else Fraction(-(-low // 1)), None if high is None else Fraction(high // 1)
    least, most = limits(fact, "")
    if low is not None and (least is None or low > least):
        fact = evolve(fact, low=low)
    if high is None:
        return fact
    if most is None or high < most:
        fact = evolve(fact, high=high)
    return evolve(fact, high_by_kind=tuple(_closer(fact.high_by_kind, high)))


def _closer(by_kind: tuple[tuple[str, Fraction], ...], high: Fraction) -> Iterator[tuple[str, Fraction]]:
    for kind, most in by_kind:
        yield kind, min(most, high)
