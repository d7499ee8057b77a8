"""One clause of one unit: exact where its facts are known, else a range with what is missing; slow and obvious, as interpret.py."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in, roots_of
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, clause_points, round_to
from compiler.meaning.ranges import World, effect_range, might, together
from compiler.meaning.result import ZERO, ClauseResult, EffectResult, Outcome, Points


def score_clause(clause: core.Clause, world: World, item: core.Group | None) -> ClauseResult:
    """Score one clause of one unit; ``item`` is the item it belongs to, for 此项不记分."""
    concerned = might(clause.applies, world)
    if concerned is False:
        return ClauseResult(clause.id, Outcome.NOT_APPLICABLE, ZERO, ZERO)
    zeroed = clause.zeroed is not None and might(clause.zeroed, world)
    loss = loss_of(item, world.unit.kind)
    if zeroed and concerned:
        return ClauseResult(
            clause.id, Outcome.SCORED, loss, loss, zeroed=True, consequences=_consequences(clause, world)
        )
    result = _effects(clause, world)
    if concerned is None or zeroed is None:
        result = _uncertain(result, clause, world)
    if zeroed is not False:
        result = evolve(result, zeroed=None, points=result.points.hull(loss), raw=result.raw.hull(loss))
    return result


def loss_of(item: core.Group | None, kind: str) -> Points:
    """Return what a clause that sets its item to nought gives: all the points of an item that starts at its points."""
    full = item.points_for(kind) if item is not None else None
    from_full = item is not None and item.start is core.Start.FULL and not item.outside
    return Points.exactly(-(full or 0) if from_full else 0)


def _effects(clause: core.Clause, world: World) -> ClauseResult:
    outcome, note = Outcome.SCORED, ""
    missing: tuple[str, ...] = ()
    try:
        raw_value, given = clause_points(clause, world.unit)
        raw = Points.exactly(raw_value)
        effects = tuple(EffectResult(Points.exactly(points), (index,)) for points, index in given)
    except (Missing, Undefined, UnknownYear) as reason:
        raw, effects = _ranged(clause, world)
        outcome, note, missing = _why(reason, clause, world)
    return ClauseResult(
        clause.id,
        outcome,
        raw.held(clause.lowest, clause.highest),
        raw,
        effects,
        missing,
        note=note,
        consequences=_consequences(clause, world),
        duties=tuple((duty.text, _duty(duty, world)) for duty in clause.duties),
    )


def _ranged(clause: core.Clause, world: World) -> tuple[Points, tuple[EffectResult, ...]]:
    ranges = [effect_range(effect, world) for effect in clause.effects]
    raw = together([points for points, _ in ranges], clause.pick)
    if clause.rounding is not None:
        digits, mode = clause.rounding
        raw = Points(
            None if raw.low is None else round_to(raw.low, digits, mode),
            None if raw.high is None else round_to(raw.high, digits, mode),
        )
    return raw, tuple(EffectResult(points, taken) for points, taken in ranges)


def _why(
    reason: Missing | Undefined | UnknownYear, clause: core.Clause, world: World
) -> tuple[Outcome, str, tuple[str, ...]]:
    if isinstance(reason, Undefined):
        return Outcome.UNDEFINED, f"“{reason.name}”的分母为 0，本办法没有写明此时如何计分", ()
    if isinstance(reason, UnknownYear):
        return Outcome.UNDEFINED, f"{reason.year} 年的放假安排未收录，不能推算工作日", ()
    return Outcome.RANGE, "", _missing(clause, world) or (reason.fact,)


def _missing(clause: core.Clause, world: World) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for root in roots_of(clause) for name in missing_in(root, world)))


def missing_in(node: core.Expr | core.Test, world: World) -> Iterator[str]:
    """Yield the facts that an expression or a test reads and that were not given.

    Of duties only those that are open: what a clause asks that does not concern the unit is not missing, nor is what follows where
    a part is settled.
    """
    match node:
        case core.Kept() if might(node, world) is not None:
            return
        case core.Both(tests) | core.Either(tests):
            for each in tests:
                if not isinstance(node, core.Kept) or might(each, world) is None:
                    yield from missing_in(each, world)
        case core.Negate(inner):
            yield from missing_in(inner, world)
        case _:
            yield from (name for name in facts_in(node) if absent(name, world))


def absent(name: str, world: World) -> bool:
    """Tell whether a fact was not given; an empty 可空 fact was."""
    if name not in world.unit.facts:
        return True
    return world.unit.facts[name] is None and not world.policy.fact(name).optional


def _uncertain(result: ClauseResult, clause: core.Clause, world: World) -> ClauseResult:
    missing = result.missing or _missing(clause, world)
    return evolve(
        result,
        outcome=Outcome.RANGE,
        points=result.points.hull(ZERO),
        raw=result.raw.hull(ZERO),
        missing=missing,
    )


def _consequences(clause: core.Clause, world: World) -> tuple[str, ...]:
    return tuple(each.text for each in clause.consequences if might(each.test, world))


def _duty(duty: core.Duty, world: World) -> str:
    answer = None if duty.test is None else might(duty.test, world)
    return "待核" if answer is None else ("合规" if answer else "不合规")


def facts_of(clause: core.Clause) -> list[str]:
    """Return the names of the facts a clause depends on, in the order in which they are read."""
    return list(dict.fromkeys(name for node in roots_of(clause) for name in facts_in(node)))
