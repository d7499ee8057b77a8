"""Seeded units of a policy, drawn mostly from where its rules change their mind; for agreement tests and examples.

A unit is drawn at random (draws.py), then one fact of some boundaries (gaps.py) is moved so that the gap becomes 0, or one
step more or less. Pure: no clock, no files; the same seed gives the same units.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from fractions import Fraction
from random import Random

from attrs import frozen

from compiler import core
from compiler.core.walk import nodes
from compiler.meaning.calendar import UnknownYear, add_days
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.prepared.numbers import Unsettled
from compiler.testing.draws import Draw
from compiler.testing.gaps import Gap, gaps_of, roots_of

Facts = dict[str, Value]
YEAR = (date(2021, 1, 1), date(2021, 12, 31))  # dates of a policy without a period
ZERO, AIMED = 0.08, 0.9  # shares: units with a 0 denominator, units with moved facts
_NUMBERS = frozenset((int, bool, Fraction))


@frozen(repr=False, eq=False)
class Plan:
    """What sampling needs to know of a policy, gathered once."""

    draws: dict[str, Draw]
    parts: tuple[tuple[str, str], ...]  # (part, whole): facts that can never exceed another
    gaps: tuple[Gap, ...]
    periods: tuple[core.Within, ...]
    under: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    rosters: tuple[core.Roster, ...]
    year: tuple[int, int]  # the days that a date may be moved to, as ordinals


def sample_units(policy: core.Policy, count: int, seed: int) -> Iterator[Unit]:
    """Yield ``count`` units with all facts; the same seed gives the same units."""
    plan, random = _plan(policy), Random(seed)  # noqa: S311  test data, no secrets
    for _ in range(count):
        yield _unit(plan, random)


# ----------------------------------------------------------------------------------------------------------------- plan


def _plan(policy: core.Policy) -> Plan:
    found: Plan | None = policy.kept.get(Plan)
    if found is None:
        found = policy.kept[Plan] = _made(policy)
    return found


def _made(policy: core.Policy) -> Plan:
    seen = [node for _, root in roots_of(policy) for node in nodes(root)]
    divisors = (node.right for node in seen if isinstance(node, core.Divide))
    under = dict.fromkeys(each.fact for each in divisors if isinstance(each, core.Read))
    members: dict[str, tuple[str, ...]] = {fact.name: fact.type.members for fact in policy.facts}
    for node in seen:
        if isinstance(node, core.IsMember) and node.member not in members[node.fact]:
            members[node.fact] += (node.member,)
    listed = [unit for node in seen if isinstance(node, core.Listed) for unit in node.units]
    first, last = policy.period or YEAR
    return Plan(
        {
            fact.name: Draw(fact, members[fact.name], (first.toordinal(), last.toordinal()), fact.name in under)
            for fact in policy.facts
        },
        tuple((fact.name, fact.at_most) for fact in policy.facts if fact.at_most),
        gaps_of(policy),
        tuple(dict.fromkeys(node for node in seen if isinstance(node, core.Within))),
        tuple(under),
        (*listed, "某单位"),
        policy.kinds or ("",),
        policy.rosters,
        # Dates stay where the holiday calendar of the policy reaches.
        (date(first.year, 1, 1).toordinal(), date(last.year + 1, 6, 30).toordinal()),
    )


# ---------------------------------------------------------------------------------------------------------------- units


def _unit(plan: Plan, random: Random) -> Unit:
    name, kind = random.choice(plan.names), random.choice(plan.kinds)
    if plan.rosters and random.random() < 0.5:
        roster = random.choice(plan.rosters)
        name, kind = random.choice(roster.units or (name,)), roster.kind
    facts: Facts = {fact: draw(random) for fact, draw in plan.draws.items() if draw.fact.role is not core.Role.RESULT}
    if plan.under and random.random() < ZERO:
        facts[random.choice(plan.under)] = random.choice((0, 0, 1))
    _within_limits(facts, plan)
    if random.random() < AIMED:
        _aim(facts, plan, random)
        _within_limits(facts, plan)
    return Unit(name, kind, facts)


def _within_limits(facts: Facts, plan: Plan) -> None:
    """Hold every part within the fact it is a part of; a chain needs as many rounds as it is long."""
    for _ in range(3):
        moved = False
        for name, limit in plan.parts:
            part, whole = facts.get(name), facts.get(limit)
            if part.__class__ in _NUMBERS and whole.__class__ in _NUMBERS and part > whole:  # type: ignore[operator]
                facts[name], moved = whole, True
        if not moved:
            return


# ----------------------------------------------------------------------------------------------------------- boundaries


def _aim(facts: Facts, plan: Plan, random: Random) -> None:
    for gap in random.sample(plan.gaps, min(len(plan.gaps), random.randint(1, 4))):
        with suppress(Unsettled):
            _move(gap, facts, plan, random)
    for period in plan.periods:
        _meet(period, facts, plan, random)


def _meet(period: core.Within, facts: Facts, plan: Plan, random: Random) -> None:
    """Put the end of a period on its last day, or a day off, or leave it."""
    start, end = facts[period.start], facts[period.end]
    if isinstance(start, date) and isinstance(end, date) and random.random() < 0.7:
        with suppress(UnknownYear):
            last = add_days(start, period.days, period.unit)
            _set(period.end, Fraction(last.toordinal() + random.choice((-1, 0, 0, 1, 1))), facts, plan)


def _move(gap: Gap, facts: Facts, plan: Plan, random: Random) -> None:
    """Solve the gap for one of its facts by two trial values, which is exact where it is linear, and set it there."""
    name = random.choice(gap.movable)
    for under in gap.under:
        if under != name and facts[under] != 0 and random.random() < 0.8:
            facts[under] = gap.parts * random.randint(1, 30)
    here, there = _trial(gap, facts, name, 1), _trial(gap, facts, name, 2)
    if here == there:
        return
    root = 1 - Fraction(here) / (there - here)
    draw = plan.draws[name]
    grid = 1 if draw.whole or draw.is_date else random.choice((1, 100, root.denominator))
    _set(name, Fraction(round(root * grid) + random.choice((-1, 0, 0, 1)), grid), facts, plan)


def _trial(gap: Gap, facts: Facts, name: str, value: int) -> int | Fraction:
    before = facts[name]
    facts[name] = value
    try:
        return gap.give(facts)
    finally:
        facts[name] = before


def _set(name: str, value: Fraction, facts: Facts, plan: Plan) -> None:
    """Set a fact, unless the value is none it can have."""
    draw = plan.draws[name]
    if draw.is_date:
        if plan.year[0] <= value <= plan.year[1]:
            facts[name] = date.fromordinal(int(value))
    elif draw.allows(value):
        facts[name] = draw.tidy(value)
