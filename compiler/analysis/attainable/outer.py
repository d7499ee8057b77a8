"""Outer bounds of the points of clauses and headings: what no unit of a class goes beyond, whatever its facts.

In: a policy and one class of units. Out: ``ClauseResult`` values whose points are bounds. Tiers of one measure are cut exactly
(every value of the measure lies in one piece); everything else is interval arithmetic. Shared facts are not yet looked at.
"""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.meaning.interpret import Unit, round_to
from compiler.meaning.ranges import World, effect_range, spread, together
from compiler.meaning.result import ClauseResult, Points
from compiler.meaning.scoring import score_clause
from compiler.measures.domain import settled
from compiler.measures.specialise import specialise
from compiler.measures.tiers import branch_sets, domain_of, empty_branch, partition
from compiler.measures.who import Who


def world_of(policy: core.Policy, who: Who) -> World:
    """Return the world of a unit of which only its class is known."""
    return World(policy, Unit(who.name, who.kind, settled(policy)))


def clause_bound(clause: core.Clause, world: World, item: core.Group | None) -> ClauseResult:
    """Return a clause's result with points that no unit of the world goes beyond."""
    loose = score_clause(clause, world, item)
    if loose.points.exact is not None or clause.zeroed is not None or not clause.effects:
        return loose
    raw = together([effect_bound(effect, world) for effect in clause.effects], clause.pick)
    if clause.rounding is not None:
        raw = Points(
            None if raw.low is None else round_to(raw.low, *clause.rounding),
            None if raw.high is None else round_to(raw.high, *clause.rounding),
        )
    if not isinstance(clause.applies, core.Always | core.Listed | core.OfKind):
        raw = raw.hull(Points.exactly(0))
    return evolve(loose, raw=raw, points=raw.held(clause.lowest, clause.highest))


def effect_bound(effect: core.Effect, world: World) -> Points:
    """Return a bound of an effect's points: the hull of its pieces where they are cut from one measure."""
    loose, _ = effect_range(effect, world)
    if effect.measure is None or loose.exact is not None:
        return loose
    fixed = specialise(effect, world.unit)
    if branch_sets(fixed) is None:
        return loose
    pieces = partition(fixed, domain_of(effect.measure, world.policy))
    empty = empty_branch(fixed)
    reached = dict.fromkeys((*(piece.branch for piece in pieces), *(() if empty is None else (empty,))))
    found: Points | None = None
    for index in reached:
        points = Points.exactly(0) if index < 0 else spread(fixed.branches[index].points, world)
        found = points if found is None else found.hull(points)
    return loose if found is None else _meet(found, loose)


def _meet(a: Points, b: Points) -> Points:
    lows = [low for low in (a.low, b.low) if low is not None]
    highs = [high for high in (a.high, b.high) if high is not None]
    return Points(max(lows, default=None), min(highs, default=None))
