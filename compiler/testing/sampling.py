"""Seeded units of a policy, drawn mostly from where its rules change their mind; for agreement tests and examples.

Every comparison of a policy, every cap and every kink of its arithmetic is a ``gap``: an expression that is 0 exactly
at the boundary. A unit is drawn at random, then one fact of some gaps is moved so that the gap becomes 0, or one step
more or less. Pure: no clock, no files; the same seed gives the same units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from random import Random

from attrs import frozen

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.calendar import UnknownYear, add_days
from compiler.meaning.interpret import Missing, Undefined, Unit, Value, number
from dsl.nodes import Node
from dsl.types import Kind

Facts = dict[str, Value]
YEAR = (date(2021, 1, 1), date(2021, 12, 31))  # dates of a policy without a period
EMPTY, ZERO, AIMED = 0.15, 0.08, 0.9  # shares: empty 可空 facts, units with a 0 denominator, units with moved facts


@frozen(repr=False, eq=False)
class Gap(Node):
    """``expr`` is 0 at a boundary; ``movable`` are its facts; ``under`` are denominators that are a single fact."""

    expr: core.Expr
    movable: tuple[str, ...]
    under: tuple[str, ...]
    parts: int  # a denominator of this size makes the boundary a whole number


@frozen(repr=False, eq=False)
class Plan(Node):
    """What sampling needs to know of a policy, gathered once."""

    policy: core.Policy
    facts: Mapping[str, core.Fact]
    gaps: tuple[Gap, ...]
    periods: tuple[core.Within, ...]
    under: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]


def sample_units(policy: core.Policy, count: int, seed: int) -> Iterator[Unit]:
    """Yield ``count`` units with all facts; the same seed gives the same units."""
    plan, random = _plan(policy), Random(seed)  # noqa: S311  test data, no secrets
    for _ in range(count):
        yield _unit(plan, random)


# ----------------------------------------------------------------------------------------------------------------- plan


def _roots(policy: core.Policy) -> Iterator[tuple[core.Clause | None, core.Expr | core.Test]]:
    for clause in policy.clauses():
        for effect in clause.effects:
            for branch in effect.branches:
                yield clause, branch.test
                yield clause, branch.points
        others = [clause.applies, clause.zeroed, *(each.test for each in clause.consequences)]
        yield from ((None, test) for test in [*others, *(duty.test for duty in clause.duties)] if test is not None)
    yield from ((None, veto.test) for veto in policy.vetoes)


def _plan(policy: core.Policy) -> Plan:
    facts = {fact.name: fact for fact in policy.facts}
    seen = [node for _, root in _roots(policy) for node in nodes(root)]
    exprs = [expr for clause, root in _roots(policy) for expr in _kinks(clause, root)]
    gaps = dict.fromkeys(gap for expr in exprs for gap in _gap(expr, facts))
    under = [node.right.fact for node in seen if isinstance(node, core.Divide) and isinstance(node.right, core.Read)]
    members: dict[str, tuple[str, ...]] = {fact.name: fact.type.members for fact in policy.facts}
    for node in seen:
        if isinstance(node, core.IsMember) and node.member not in members[node.fact]:
            members[node.fact] += (node.member,)
    listed = [unit for node in seen if isinstance(node, core.Listed) for unit in node.units]
    periods = dict.fromkeys(node for node in seen if isinstance(node, core.Within))
    return Plan(policy, facts, tuple(gaps), tuple(periods), tuple(dict.fromkeys(under)), members, (*listed, "某单位"))


def _kinks(clause: core.Clause | None, root: core.Expr | core.Test) -> Iterator[core.Expr]:
    """Yield what is 0 where a test changes, where a value meets a cap, where a step is full, where rounding turns."""
    for node in nodes(root):
        match node:
            case core.Compare(left, _, right) | core.Least(left, right) | core.Greatest(left, right):
                yield core.Subtract(left, right)
            case core.WholeUnits(amount, step, _):
                yield from (core.Subtract(amount, core.Const(step * count)) for count in (1, 2, 3, 5))
            case core.Rounded(value, digits, _):
                yield from _halves(value, digits)
    if clause is None or not isinstance(root, core.Expr):
        return
    for limit in (clause.lowest, clause.highest):
        if limit is not None:
            yield core.Subtract(root, core.Const(limit))
    if clause.rounding is not None:
        yield from _halves(root, clause.rounding[0])


def _halves(value: core.Expr, digits: int) -> Iterator[core.Expr]:
    """Yield the gaps to some numbers that lie exactly between two rounded ones."""
    return (core.Subtract(value, core.Const(Fraction(odd, 2 * 10**digits))) for odd in (1, 3, 5, 25))


def _gap(expr: core.Expr, facts: Mapping[str, core.Fact]) -> Iterator[Gap]:
    movable = tuple(dict.fromkeys(name for name in facts_in(expr) if _can_move(facts[name])))
    seen = list(nodes(expr))
    under = [node.right.fact for node in seen if isinstance(node, core.Divide) and isinstance(node.right, core.Read)]
    parts = max((node.value.denominator for node in seen if isinstance(node, core.Const)), default=1)
    if movable:
        yield Gap(expr, movable, tuple(dict.fromkeys(under)), min(parts, 10_000))


def _can_move(fact: core.Fact) -> bool:
    return (fact.type.numeric or _is_date(fact)) and fact.role is not core.Role.RESULT


def _is_date(fact: core.Fact) -> bool:
    return fact.type.kind is Kind.DATE


# ---------------------------------------------------------------------------------------------------------------- units


def _unit(plan: Plan, random: Random) -> Unit:
    rosters = plan.policy.rosters
    name, kind = random.choice(plan.names), random.choice(plan.policy.kinds or ("",))
    if rosters and random.random() < 0.5:
        roster = random.choice(rosters)
        name, kind = random.choice(roster.units or (name,)), roster.kind
    facts: Facts = {
        name: _uniform(fact, plan, random) for name, fact in plan.facts.items() if fact.role is not core.Role.RESULT
    }
    if plan.under and random.random() < ZERO:
        facts[random.choice(plan.under)] = random.choice((0, 0, 1))
    _within_limits(facts, plan)
    if random.random() < AIMED:
        _aim(facts, Unit(name, kind, facts), plan, random)
        _within_limits(facts, plan)
    return Unit(name, kind, facts)


def _uniform(fact: core.Fact, plan: Plan, random: Random) -> Value:
    if fact.optional and random.random() < EMPTY:
        return None
    match fact.type.kind:
        case Kind.FLAG:
            return random.random() < 0.4
        case Kind.GRADE | Kind.CATEGORY:
            return random.choice(plan.members[fact.name] or ("其他",))
        case Kind.DATE:
            first, last = plan.policy.period or YEAR
            return date.fromordinal(random.randint(first.toordinal(), last.toordinal()))
    return _number(fact, plan, random)


def _number(fact: core.Fact, plan: Plan, random: Random) -> Value:
    low, high = _range(fact)
    bottom = -(high or 0) - 10 if low is None else low
    top = bottom + random.choice((1, 3, 10, 100, 3000)) if high is None else high
    if fact.name in plan.under:
        bottom = max(bottom, min(top, Fraction(1)))
    step = 1 if fact.type.whole else random.choice((1, 2, 10, 100, 10_000))
    # The limits of the range are on the grid only by chance; they are drawn outright now and then.
    if random.random() < 0.1:
        return _tidy(fact, random.choice((bottom, top)))
    return _tidy(fact, Fraction(random.randint(-int(-bottom * step // 1), int(top * step // 1)), step))


def _tidy(fact: core.Fact, value: Fraction | int) -> Value:
    """Return a number as the type of a fact has it: whole numbers as int."""
    exact = Fraction(value)
    return exact.numerator if fact.type.whole or exact.denominator == 1 else exact


def _within_limits(facts: Facts, plan: Plan) -> None:
    """Hold every part within the fact it is a part of; a chain needs as many rounds as it is long."""
    for _ in range(3):
        for name, fact in plan.facts.items():
            part, whole = facts.get(name), facts.get(fact.at_most) if fact.at_most else None
            if isinstance(part, int | Fraction) and isinstance(whole, int | Fraction) and part > whole:
                facts[name] = whole


# ----------------------------------------------------------------------------------------------------------- boundaries


def _aim(facts: Facts, unit: Unit, plan: Plan, random: Random) -> None:
    for gap in random.sample(plan.gaps, min(len(plan.gaps), random.randint(1, 4))):
        with suppress(Missing, Undefined):
            _move(gap, facts, unit, plan, random)
    for period in plan.periods:
        _meet(period, facts, plan, random)


def _meet(period: core.Within, facts: Facts, plan: Plan, random: Random) -> None:
    """Put the end of a period on its last day, or a day off, or leave it."""
    start, end = facts[period.start], facts[period.end]
    if isinstance(start, date) and isinstance(end, date) and random.random() < 0.7:
        with suppress(UnknownYear):
            last = add_days(start, period.days, period.unit)
            _set(plan.facts[period.end], Fraction(last.toordinal() + random.choice((-1, 0, 0, 1, 1))), facts, plan)


def _move(gap: Gap, facts: Facts, unit: Unit, plan: Plan, random: Random) -> None:
    """Solve the gap for one of its facts by two trial values, which is exact where it is linear, and set it there."""
    name = random.choice(gap.movable)
    for under in gap.under:
        if under != name and facts[under] != 0 and random.random() < 0.8:
            facts[under] = gap.parts * random.randint(1, 30)
    here, there = (_trial(gap, facts, unit, name, value) for value in (1, 2))
    slope = there - here
    if slope == 0:
        return
    root = 1 - here / slope
    fact = plan.facts[name]
    grid = 1 if fact.type.whole or _is_date(fact) else random.choice((1, 100, root.denominator))
    _set(fact, Fraction(round(root * grid) + random.choice((-1, 0, 0, 1)), grid), facts, plan)


def _trial(gap: Gap, facts: Facts, unit: Unit, name: str, value: int) -> Fraction:
    before = facts[name]
    facts[name] = value
    try:
        return number(gap.expr, unit)
    finally:
        facts[name] = before


def _set(fact: core.Fact, value: Fraction, facts: Facts, plan: Plan) -> None:
    """Set a fact, unless the value is none it can have; dates stay where the holiday calendar of the policy reaches."""
    if _is_date(fact):
        first, last = plan.policy.period or YEAR
        if date(first.year, 1, 1).toordinal() <= value <= date(last.year + 1, 6, 30).toordinal():
            facts[fact.name] = date.fromordinal(int(value))
        return
    low, high = _range(fact)
    if (low is None or value >= low) and (high is None or value <= high):
        facts[fact.name] = _tidy(fact, value)


def _range(fact: core.Fact) -> tuple[Fraction | None, Fraction | None]:
    low, high = fact.type.domain
    return low if fact.low is None else fact.low, high if fact.high is None else fact.high
