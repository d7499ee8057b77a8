"""What the gate has to know of a policy. In: Core. Out: the gate, prepared once a policy, and its table as data for a generated module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.gate import checker
from compiler.gate.checker import Gate
from compiler.meaning.interpret import Unit, holds, number

_DECLARED = ("facts", "kinds", "rosters", "checks")  # all that a gate is made of
Row = tuple[str, str, str, Any, Any, dict[str, Any]]


def gate_of(policy: core.Policy) -> Gate:
    """Return the gate of a policy; made when it is first asked for."""
    found: Gate | None = policy.kept.get(Gate)
    if found is None:
        found = policy.kept[Gate] = Gate(rows(policy), kinds(policy), units(policy), relations(policy))
    return found


def share(policy: core.Policy, other: core.Policy) -> None:
    """Let another policy use the gate of this one where both declare the same: making a gate takes longer than scoring a clause."""
    if all(getattr(other, part) is getattr(policy, part) for part in _DECLARED):
        other.kept[Gate] = gate_of(policy)


def rows(policy: core.Policy) -> tuple[Row, ...]:
    """Return a row a fact: name, type, unit, least and greatest value, and what else is declared of it."""
    return tuple(row(fact) for fact in policy.facts)


def row(fact: core.Fact) -> Row:
    """Return the row of one fact. Its own bounds stand for those of its type."""
    low, high = fact.type.domain
    low, high = low if fact.low is None else fact.low, high if fact.high is None else fact.high
    each = fact.each and (fact.each[0], _plain(fact.each[1]), _plain(fact.each[2]))
    more = {
        "members": fact.type.members,
        "optional": fact.optional,
        "at_most": fact.at_most,
        "reason": fact.reason,
        "each": each,
        "most": {kind: _plain(most) for kind, most in fact.high_by_kind},
        "value": fact.settled if fact.role is core.Role.PARAMETER else None,
        "computed": str(fact.role) if fact.role is core.Role.RESULT else "",
    }
    kept = {name: value for name, value in more.items() if value or (name == "value" and value is not None)}
    return fact.name, str(fact.type.kind), fact.type.unit, _plain(low), _plain(high), kept


def kinds(policy: core.Policy) -> tuple[str, ...]:
    """Return the kinds of unit: those declared, or those of the lists."""
    return policy.kinds or tuple(dict.fromkeys(roster.kind for roster in policy.rosters if roster.kind))


def units(policy: core.Policy) -> dict[str, tuple[str, ...]]:
    """Return the listed units with their kinds; empty where the policy has no lists."""
    found: dict[str, tuple[str, ...]] = {}
    for roster in policy.rosters:
        for unit in roster.units:
            found[unit] = (*found.get(unit, ()), roster.kind)
    return found


def no_reasons() -> tuple[str, ...]:
    """Return what a reason comes to, letters alone, that gives none."""
    return tuple(sorted(checker._NO_REASON))


def relations(policy: core.Policy) -> tuple[tuple[tuple[str, ...], Callable[..., bool], str], ...]:
    """Return what the policy checks between facts: the facts, the test on their values, the sentence."""
    return tuple((read_by(check), _test(check), check.says) for check in policy.checks)


def agrees(policy: core.Policy, facts: Mapping[str, Any]) -> bool:
    """Tell whether no check speaks against some facts; one that reads a fact that is not given says nothing."""
    for names, holding, _ in relations(policy):
        given = [facts.get(name) for name in names]
        if None not in given and not holding(*given):
            return False
    return True


def read_by(check: core.Check) -> tuple[str, ...]:
    """Return the facts that a check reads, each once."""
    return tuple(dict.fromkeys(facts_in(check.test)))


def _test(check: core.Check) -> Callable[..., bool]:
    """Return a check as a function of the values of its facts. What has no value (a ratio of nought) contradicts nothing."""
    names, divisors = read_by(check), [each.right for each in nodes(check.test) if isinstance(each, core.Divide)]

    def holding(*values: Any) -> bool:
        unit = Unit("", "", dict(zip(names, values, strict=True)))
        return any(number(divisor, unit) == 0 for divisor in divisors) or holds(check.test, unit)

    return holding


def _plain(value: Fraction | None) -> int | Fraction | None:
    """Return a whole number as int: quicker to compare with."""
    return value.numerator if value is not None and value.denominator == 1 else value
