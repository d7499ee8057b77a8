"""Whether the unit that attains an end is one that the gate lets in: what the policy checks between facts must hold for it.

In: a unit and the facts that its points depend on. Out: the unit with the other facts moved so that every 核对 holds; None where that
takes more than one fact at a time, or the points themselves would move.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from fractions import Fraction

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.gate.declared import gate_of
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.measures.domain import Facts, allowed, tidy

_LARGE = 1000
_ORDINARY = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_ROUNDS = 3  # a fact that one check moves may stand in another


def agreed(policy: core.Policy, unit: Unit, fixed: Collection[str]) -> Unit | None:
    """Return the unit with all checks kept, ``fixed`` facts as they are."""
    facts = dict(unit.facts)
    for _ in range(_ROUNDS):
        broken = [check for check in policy.checks if not _keeps(check, policy, facts)]
        if not broken:
            return Unit(unit.name, unit.kind, facts)
        for check in broken:
            facts |= next(_mended(check, policy, facts, unit.kind, fixed), {})
    return None


def smaller(policy: core.Policy, unit: Unit, shows: Callable[[Unit], bool]) -> Unit:
    """Return a unit that shows the same with numbers of ordinary size, one fact after the other: 20 件 instead of 1,000,000."""
    for name, value in unit.facts.items():
        if isinstance(value, bool) or not isinstance(value, int | Fraction) or -_LARGE <= value <= _LARGE:
            continue
        for tried in _ORDINARY:
            small: Facts = {**unit.facts, name: tried if value > 0 else -tried}
            made = Unit(unit.name, unit.kind, small)
            if allowed(made.facts, policy.named, unit.kind) and agreed(policy, made, made.facts) and shows(made):
                unit = made
                break
    return unit


def _keeps(check: core.Check, policy: core.Policy, facts: Facts) -> bool:
    names, holds, _ = gate_of(policy).relations[policy.checks.index(check)]
    given = [facts.get(name) for name in names]
    return None in given or holds(*given)


def _mended(check: core.Check, policy: core.Policy, facts: Facts, kind: str, fixed: Collection[str]) -> Iterator[Facts]:
    """Yield one other value of a fact with which a check holds: where both sides are equal, found by two trials, exact for sums."""
    free = [name for name in dict.fromkeys(facts_in(check.test)) if name not in fixed]
    for compared in (node for node in nodes(check.test) if isinstance(node, core.Compare)):
        for name in free:
            with suppress(Missing, Undefined):
                gap = core.Subtract(compared.left, compared.right)
                here, there = (number(gap, Unit("", kind, {**facts, name: value})) for value in (0, 1))
                if here != there:
                    moved = {**facts, name: tidy(Fraction(here) / (here - there))}
                    if allowed(moved, policy.named, kind) and _keeps(check, policy, moved):
                        yield {name: moved[name]}
