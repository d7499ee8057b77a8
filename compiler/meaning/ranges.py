"""What a unit can still score when facts are missing: an outer bound by interval arithmetic, never a guess.

A missing fact stands for every value of its declared range. Facts shared by several clauses are treated as independent, so
the range of a whole result may be wider than what can really happen; it never leaves anything out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, holds, number, round_to
from compiler.meaning.result import Points
from dsl.nodes import Node

Bound = Fraction | None  # None = unlimited


@frozen(repr=False, eq=False)
class World(Node):
    """A unit whose facts are partly missing, and the policy that declares their ranges."""

    policy: core.Policy
    unit: Unit
    reach: Mapping[str, Points] = field(factory=dict)  # results of other clauses that are only known as a range
    # What was answered already: vetoes and duties of many clauses ask the same tests of the same facts. A test stays with its answer,
    # so that no other can get its identity.
    answers: dict[int, tuple[core.Test, bool | None]] = field(factory=dict, init=False)
    reads: dict[str, Points] = field(factory=dict, init=False)


def spread(expr: core.Expr, world: World) -> Points:
    """Return the range of values that an expression can take."""
    match expr:
        case core.Const(value):
            return Points.exactly(value)
        case core.Read(fact):
            found = world.reads.get(fact)
            if found is None:
                found = world.reads[fact] = _read(fact, world)
            return found
        case core.Add(left, right):
            return spread(left, world).plus(spread(right, world))
        case core.Subtract(left, right):
            gap = spread(left, world).plus(_negative(spread(right, world)))
            if _part_of(right, left, world.policy):  # what is left of a whole is never negative
                return Points(Fraction(0) if gap.low is None else max(gap.low, Fraction(0)), gap.high)
            return gap
        case core.Multiply(left, right):
            return _product(spread(left, world), spread(right, world))
        case core.Divide(left, right):
            return _quotient(left, right, world)
        case core.Least(left, right):
            a, b = spread(left, world), spread(right, world)
            return Points(_least(a.low, b.low, below=True), _least(a.high, b.high, below=False))
        case core.Greatest(left, right):
            a, b = _negative(spread(left, world)), _negative(spread(right, world))
            return _negative(Points(_least(a.low, b.low, below=True), _least(a.high, b.high, below=False)))
        case core.WholeUnits(amount, step, started):
            inner = spread(amount, world)
            return Points(_steps(inner.low, step, started), _steps(inner.high, step, started))
        case core.Rounded(value, digits, mode):
            inner = spread(value, world)
            return Points(
                None if inner.low is None else round_to(inner.low, digits, mode),
                None if inner.high is None else round_to(inner.high, digits, mode),
            )
    assert_never(expr)


def _read(name: str, world: World) -> Points:
    value = world.unit.facts.get(name)
    if value is not None and not isinstance(value, str):
        return Points.exactly(Fraction(value.toordinal() if hasattr(value, "toordinal") else value))
    if name in world.reach:
        return world.reach[name]
    if name in world.unit.reach:
        return Points(*world.unit.reach[name])
    fact = world.policy.fact(name)
    low, high = fact.low, fact.most(world.unit.kind)
    if fact.each is not None:
        count = _read(fact.each[0], world)
        low = None if count.low is None else count.low * fact.each[1]
        high = None if count.high is None else count.high * fact.each[2]
    return Points(_above(name, low, world), _below(fact, high, world))


def _below(fact: core.Fact, high: Bound, world: World) -> Bound:
    """The greatest value of a fact: its own limit, or that of a whole that it never exceeds, step by step."""
    seen = {fact.name}
    while fact.at_most and fact.at_most not in seen:
        seen.add(fact.at_most)
        fact = world.policy.fact(fact.at_most)
        limit = world.unit.facts.get(fact.name, None if fact.optional else fact.most(world.unit.kind))
        if isinstance(limit, int | Fraction):
            high = Fraction(limit) if high is None else min(high, Fraction(limit))
        if fact.optional and limit is None:
            break  # an empty whole limits nothing
    return high


def _above(name: str, low: Bound, world: World) -> Bound:
    """The least value of a fact: its own limit, or that of a part of it, step by step."""
    parts, seen = list(world.policy.within.get(name, ())), {name}
    while parts:
        part = world.policy.fact(parts.pop())
        if part.name in seen:
            continue
        seen.add(part.name)
        value = world.unit.facts.get(part.name, None if part.optional else part.low)
        if isinstance(value, int | Fraction):
            low = Fraction(value) if low is None else max(low, Fraction(value))
        if value is not None or not part.optional:
            parts += world.policy.within.get(part.name, ())
    return low


def _negative(a: Points) -> Points:
    return Points(None if a.high is None else -a.high, None if a.low is None else -a.low)


def _least(a: Bound, b: Bound, *, below: bool) -> Bound:
    """The smaller of two bounds; an unlimited bound is −∞ when looking ``below``, else +∞."""
    if a is None or b is None:
        return None if below else (b if a is None else a)
    return min(a, b)


def _steps(bound: Bound, step: Fraction, started: bool) -> Bound:
    if bound is None:
        return None
    return Fraction(-(-bound / step // 1) if started else bound / step // 1)


def _product(a: Points, b: Points) -> Points:
    if a.exact is not None:
        a, b = b, a
    factor = b.exact
    if factor is not None:
        if factor == 0:
            return Points.exactly(0)
        scaled = Points(
            None if a.low is None else a.low * abs(factor), None if a.high is None else a.high * abs(factor)
        )
        return scaled if factor > 0 else _negative(scaled)
    if a.low is None or a.high is None or b.low is None or b.high is None:
        both_positive = (a.low or 0) >= 0 and (b.low or 0) >= 0 and a.low is not None and b.low is not None
        return Points(a.low * b.low if both_positive and a.low is not None and b.low is not None else None, None)
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Points(min(corners), max(corners))


def _quotient(left: core.Expr, right: core.Expr, world: World) -> Points:
    over, under = spread(left, world), spread(right, world)
    if over.exact == 0 and under.exact != 0:  # whatever it is divided by; 0 of 0 is no value at all, and could be any
        return over
    low: Bound = Fraction(0) if over.low is not None and over.low >= 0 else None
    if low is not None and over.low is not None and under.high is not None and under.high > 0:
        low = over.low / under.high
    high: Bound = None
    if over.high is not None and under.low is not None and under.low > 0 and over.high >= 0:
        high = over.high / under.low
    if _part_of(left, right, world.policy):
        high = Fraction(1) if high is None else min(high, Fraction(1))
    return Points(low, high)


def _part_of(left: core.Expr, right: core.Expr, policy: core.Policy) -> bool:
    """Tell whether one fact never exceeds another: by its own declaration, or step by step."""
    if not isinstance(left, core.Read) or not isinstance(right, core.Read):
        return False
    name, seen = policy.fact(left.fact).at_most, set[str]()
    while name and name not in seen:
        if name == right.fact:
            return True
        seen.add(name)
        name = policy.fact(name).at_most
    return False


def might(test: core.Test, world: World) -> bool | None:
    """Tell whether a test holds for every value of the missing facts, for none (False), or for some (None)."""
    known = world.answers.get(id(test))
    if known is not None:
        return known[1]
    answer: bool | None
    try:
        answer = holds(test, world.unit)
    except (Missing, Undefined, UnknownYear):
        answer = _might(test, world)
    world.answers[id(test)] = test, answer
    return answer


def _might(test: core.Test, world: World) -> bool | None:
    match test:
        case core.Compare(left, op, right):
            if _without_value(left, world) or _without_value(right, world):
                return None
            return _compare(spread(left, world), op, spread(right, world))
        case core.Both(tests):
            known = [might(each, world) for each in tests]
            return False if False in known else (True if all(known) else None)
        case core.Either(tests):
            known = [might(each, world) for each in tests]
            return True if True in known else (None if None in known else False)
        case core.Negate(inner):
            inside = might(inner, world)
            return None if inside is None else not inside
        case _:
            return None


def _without_value(expr: core.Expr, world: World) -> bool:
    """Whether an expression has no value at all: a known zero denominator, an empty 可空 fact. A range would hide that."""
    try:
        number(expr, world.unit)
    except Undefined:
        return True
    except Missing as missing:
        return missing.fact in world.unit.facts and world.policy.fact(missing.fact).optional
    except UnknownYear:
        return True
    return False


def _compare(a: Points, op: core.Op, b: Points) -> bool | None:
    if op in (core.Op.GT, core.Op.GE):
        return _compare(b, core.Op.LT if op is core.Op.GT else core.Op.LE, a)
    if op is core.Op.EQ:
        apart = (a.high is not None and b.low is not None and a.high < b.low) or (
            b.high is not None and a.low is not None and b.high < a.low
        )
        return False if apart else None
    strict = op is core.Op.LT
    if a.high is not None and b.low is not None and (a.high < b.low or (a.high == b.low and not strict)):
        return True
    if a.low is not None and b.high is not None and (a.low > b.high or (a.low == b.high and strict)):
        return False
    return None


def effect_range(effect: core.Effect, world: World) -> tuple[Points, tuple[int, ...]]:
    """Return the range of an effect's points and the branches that may give them."""
    found: Points | None = None
    taken: list[int] = []
    for index, branch in enumerate(effect.branches):
        answer = might(branch.test, world)
        if answer is False:
            continue
        points = spread(branch.points, world)
        found = points if found is None else found.hull(points)
        taken.append(index)
        if answer:
            return found, tuple(taken)
    return (Points.exactly(0) if found is None else found.hull(Points.exactly(0))), (*taken, -1)


def together(ranges: Sequence[Points], pick: core.Pick) -> Points:
    """Return the range of what several effects give together: their sum, or the largest gain and the largest loss."""
    if pick is core.Pick.SUM:
        raw = Points.exactly(0)
        for points in ranges:
            raw = raw.plus(points)
        return raw
    gain = _largest(ranges)
    return gain.plus(_negative(_largest([_negative(each) for each in ranges])))


def _largest(ranges: Sequence[Points]) -> Points:
    """The range of the largest of several numbers, 0 if none is positive."""
    highs = [each.high for each in ranges]
    low = max([Fraction(0), *(each.low for each in ranges if each.low is not None)])
    return Points(low, None if None in highs else max([Fraction(0), *(high for high in highs if high is not None)]))
