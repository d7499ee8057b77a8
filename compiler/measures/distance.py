"""How far a unit is from other points: the nearest threshold of a tiered measure, the smallest whole change of a fact.

In: a clause of Core and one unit's facts. Out: ``Step`` and ``Change`` values, exact; what cannot be said is left out.
One fact moves, all others stay as they are, and the fact stays within its declared range.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, effect_points, number
from compiler.meaning.ranges import World, spread
from compiler.meaning.scoring import score_clause
from compiler.measures.intervals import Interval, IntervalSet, closed
from compiler.measures.specialise import specialise
from compiler.measures.tiers import domain_of, partition
from dsl.nodes import Node

_SCAN = 1000  # 每满 200 件 needs up to 200 steps; beyond this "再有 1001 件" helps nobody


@frozen(repr=False, eq=False)
class Change(Node):
    """A whole change of one fact and the points the effect or the clause then gives."""

    fact: str
    amount: int
    points: Fraction


@frozen(repr=False, eq=False)
class Step(Node):
    """The nearest value of a measure with better or worse points; ``included`` = the value itself has them already.

    ``above`` = the measure now lies above that value.
    """

    better: bool
    threshold: Fraction
    included: bool
    gap: Fraction
    points: Fraction
    change: Change | None
    above: bool


def tier_steps(effect: core.Effect, policy: core.Policy, unit: Unit) -> tuple[Step, ...]:
    """Return the nearest better and nearest worse points of a tiered effect; none where the measure has no value."""
    effect = specialise(effect, unit)
    if effect.measure is None:
        return ()
    try:
        value = number(effect.measure, unit)
        now, _ = effect_points(effect, unit)
        levels = _levels(effect, policy)
    except (Missing, Undefined, UnknownYear):
        return ()
    found = [_step(effect, levels, value, now, better=better, world=World(policy, unit)) for better in (True, False)]
    return tuple(step for step in found if step is not None)


def branch_steps(effect: core.Effect, policy: core.Policy, unit: Unit) -> dict[int, Step]:
    """Return for every branch of a tiered effect the nearest value of the measure at which it would win.

    A branch that wins nowhere, and the one that wins now, have none; ``points`` is what the effect then gives where one
    fact moves the measure, else what it gives now.
    """
    effect = specialise(effect, unit)
    if effect.measure is None:
        return {}
    try:
        value = number(effect.measure, unit)
        now, taken = effect_points(effect, unit)
        pieces = partition(effect, domain_of(effect.measure, policy))
    except (Missing, Undefined, UnknownYear):
        return {}
    found: dict[int, Step] = {}
    for index in range(len(effect.branches)):
        parts = [piece.interval for piece in pieces if piece.branch == index]
        step = None if index == taken else _towards(effect, parts, value, now, World(policy, unit))
        if step is not None:
            found[index] = step
    return found


def _towards(effect: core.Effect, parts: list[Interval], value: Fraction, now: Fraction, world: World) -> Step | None:
    """Return the step to the nearest of some intervals in which a value does not lie."""
    borders = [(abs(end - value), end, inside) for part in parts for end, inside in _border(part, value)]
    if not borders:
        return None
    gap, end, inside = min(borders, key=lambda border: border[:2])
    change = _whole_change(effect, IntervalSet(tuple(parts)), world)
    then = now if change is None else change.points
    return Step(then > now, end, inside, gap, then, change, value > end)


def _levels(effect: core.Effect, policy: core.Policy) -> tuple[tuple[Interval, Fraction], ...]:
    """Return the points by interval; ``Missing`` where points are not constant."""
    assert effect.measure is not None
    nobody = Unit("", "", {})
    pieces = partition(effect, domain_of(effect.measure, policy))
    given = [Fraction(0) if p.branch < 0 else number(effect.branches[p.branch].points, nobody) for p in pieces]
    return tuple((piece.interval, points) for piece, points in zip(pieces, given, strict=True))


def _step(
    effect: core.Effect,
    levels: tuple[tuple[Interval, Fraction], ...],
    value: Fraction,
    now: Fraction,
    *,
    better: bool,
    world: World,
) -> Step | None:
    wanted = [(part, points) for part, points in levels if (points > now if better else points < now)]
    borders = [
        (abs(end - value), end, inside, points) for part, points in wanted for end, inside in _border(part, value)
    ]
    if not borders:
        return None
    gap, end, inside, points = min(borders, key=lambda border: border[:2])
    change = _whole_change(effect, IntervalSet(tuple(part for part, _ in wanted)), world)
    return Step(better, end, inside, gap, points, change, value > end)


def _border(part: Interval, value: Fraction) -> list[tuple[Fraction, bool]]:
    """Return the end of an interval that faces a value outside it."""
    if part.low is not None and (value < part.low or (value == part.low and not part.low_in)):
        return [(part.low, part.low_in)]
    return [(part.high, part.high_in)] if part.high is not None else []


def _whole_change(effect: core.Effect, wanted: IntervalSet, world: World) -> Change | None:
    """Return the smallest whole change of the measure's numerator that brings the measure into the wanted values."""
    lever = _lever(effect.measure, world)
    if lever is None:
        return None
    fact, scale = lever
    reach = IntervalSet(tuple(_scaled(part, scale) for part in wanted.parts)).intersection(_room(fact, world))
    now = number(core.Read(fact), world.unit)
    near = reach.nearest_whole(now)
    if near is None:
        return None
    points, _ = effect_points(effect, _with(world.unit, fact, near))
    return Change(fact, int(near - now), points)


def _lever(measure: core.Expr | None, world: World) -> tuple[str, Fraction] | None:
    """Return the whole fact that moves a measure and by how much the measure must be multiplied to give it."""
    match measure:
        case core.Read(fact) if world.policy.fact(fact).type.whole:
            return fact, Fraction(1)
        case core.Divide(core.Read(fact), under) if world.policy.fact(fact).type.whole:
            return None if fact in facts_in(under) else (fact, number(under, world.unit))
        case _:
            return None


def _scaled(part: Interval, scale: Fraction) -> Interval:
    low = None if part.low is None else part.low * scale
    high = None if part.high is None else part.high * scale
    return Interval(low, part.low_in, high, part.high_in)


def _room(fact: str, world: World) -> IntervalSet:
    """Return the values a fact could have with all other facts as they are."""
    others = {name: value for name, value in world.unit.facts.items() if name != fact}
    reach = spread(core.Read(fact), World(world.policy, evolve(world.unit, facts=others)))
    return closed(reach.low, reach.high)


def _with(unit: Unit, fact: str, value: Fraction) -> Unit:
    return evolve(unit, facts={**unit.facts, fact: value})


def count_step(clause: core.Clause, policy: core.Policy, unit: Unit) -> Change | None:
    """Return the smallest increase of the clause's one counted fact that changes its points; None if none does.

    ``points`` is what the clause then gives in all, its cap included.
    """
    world = World(policy, unit)
    counted = _counted(clause, policy)
    now = score_clause(clause, world, None).points.exact
    if counted is None or now is None or (now and now in (clause.lowest, clause.highest)):
        return None  # at its cap one more piece changes nothing
    start, room = number(core.Read(counted), unit), _room(counted, world)
    for more in range(1, _SCAN + 1):
        if not room.contains(start + more):
            return None
        then = score_clause(clause, World(policy, _with(unit, counted, start + more)), None).points.exact
        if then != now:
            return None if then is None else Change(counted, more, then)
    return None


def _counted(clause: core.Clause, policy: core.Policy) -> str | None:
    sides = [side for effect in clause.effects for branch in effect.branches for side in (branch.test, branch.points)]
    names = {name for side in sides for name in facts_in(side)}
    counts = [name for name in names if policy.fact(name).type.whole]
    return counts[0] if len(names) == 1 and counts else None
