"""From clauses to a total: clause caps, items, sections, bonus groups, vetoes, grade (language.md §5, “Order”)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in, roots_of
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.dependencies import clauses_of, in_order, part, results_read
from compiler.meaning.interpret import Missing, Undefined, Unit, clause_points, compare, holds, round_to
from compiler.meaning.ranges import World, effect_range, might, together
from compiler.meaning.result import ZERO, ClauseResult, EffectResult, GroupResult, Outcome, Points, Result

By = Callable[[core.Clause, World, core.Group | None], ClauseResult]


def score(policy: core.Policy, unit: Unit, *, by: By | None = None) -> Result:
    """Score one unit. Missing facts give a range and are listed; a zero denominator without a rule is reported.

    ``by`` scores a clause; an analysis that knows closer bounds than interval arithmetic gives its own.
    """
    world = World(policy, unit)
    items = _items(policy.root)
    clauses = _scored(policy, world, items, by or score_clause)
    groups: list[GroupResult] = []
    total = _group(policy.root, unit.kind, clauses, groups)
    total, vetoes, open_facts = _vetoed(policy, world, total)
    results = tuple(clauses.values())
    return Result(
        unit=unit.name,
        kind=unit.kind,
        total=total,
        clauses=results,
        groups=tuple(groups),
        missing=tuple(dict.fromkeys([*(name for each in results for name in each.missing), *open_facts])),
        undefined=tuple(each.clause for each in results if each.outcome is Outcome.UNDEFINED),
        vetoes=vetoes,
        consequences=tuple(text for each in results for text in each.consequences),
        grade=_grade(policy, total),
    )


def _scored(policy: core.Policy, world: World, items: dict[str, core.Group | None], by: By) -> dict[str, ClauseResult]:
    """Score the clauses, those that read what others give after them; the answer is in document order."""
    found: dict[str, ClauseResult] = {}
    for clause in in_order(policy):
        known = _with_results(clause, world, found)
        result = by(clause, known, items[clause.id])
        if result.missing:
            names = (name for each in result.missing for name in _behind(each, policy, found))
            result = evolve(result, missing=tuple(dict.fromkeys(names)))
        found[clause.id] = result
    return {clause.id: found[clause.id] for clause in policy.clauses()}


def _with_results(clause: core.Clause, world: World, found: dict[str, ClauseResult]) -> World:
    """A world in which the results that a clause reads are facts, or ranges where they are not known exactly."""
    policy, facts, reach = world.policy, dict(world.unit.facts), dict(world.reach)
    wanted = results_read(clause, policy)
    for fact in wanted:
        given = _given_by(part(policy, fact.result_of), world.unit.kind, found)
        if given.exact is not None:
            facts[fact.name] = given.exact
        else:
            reach[fact.name] = given
    return World(policy, evolve(world.unit, facts=facts), reach) if wanted else world


def _given_by(node: core.Group | core.Clause | None, kind: str, found: dict[str, ClauseResult]) -> Points:
    if node is None:
        return ZERO
    return found[node.id].points if isinstance(node, core.Clause) else _group(node, kind, found, [])


def _behind(name: str, policy: core.Policy, found: dict[str, ClauseResult]) -> tuple[str, ...]:
    """What is really missing where the result of another clause is not known: the facts of that clause."""
    fact = policy.fact(name)
    node = part(policy, fact.result_of) if fact.role is core.Role.RESULT else None
    return (name,) if node is None else tuple(each for clause in clauses_of(node) for each in found[clause.id].missing)


def score_clause(clause: core.Clause, world: World, item: core.Group | None) -> ClauseResult:
    """Score one clause of one unit; ``item`` is the item it belongs to, for 此项不记分."""
    concerned = might(clause.applies, world)
    if concerned is False:
        return ClauseResult(clause.id, Outcome.NOT_APPLICABLE, ZERO, ZERO)
    zeroed = clause.zeroed is not None and might(clause.zeroed, world)
    loss = _loss(item, world.unit.kind)
    if zeroed and concerned:
        return ClauseResult(
            clause.id, Outcome.SCORED, loss, loss, zeroed=True, consequences=_consequences(clause, world)
        )
    result = _effects(clause, world)
    if concerned is None or zeroed is None:
        result = _uncertain(result, clause)
    if zeroed is not False:
        result = evolve(result, zeroed=None, points=result.points.hull(loss), raw=result.raw.hull(loss))
    return result


def _loss(item: core.Group | None, kind: str) -> Points:
    """What a clause that sets its item to nought gives: all the points of an item that starts at its points."""
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
    names = [name for name in facts_of(clause) if _absent(name, world)]
    return Outcome.RANGE, "", tuple(names or [reason.fact])


def _absent(name: str, world: World) -> bool:
    if name not in world.unit.facts:
        return True
    return world.unit.facts[name] is None and not world.policy.fact(name).optional


def _uncertain(result: ClauseResult, clause: core.Clause) -> ClauseResult:
    missing = result.missing or tuple(facts_of(clause))
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


def item_of(policy: core.Policy, clause_id: str) -> core.Group | None:
    """Return the item that a clause belongs to; None where it stands in none."""
    return _items(policy.root)[clause_id]


def items_of(policy: core.Policy) -> dict[str, core.Group | None]:
    """Return the item of every clause by its id; None where it stands in none."""
    return _items(policy.root)


def _items(group: core.Group, item: core.Group | None = None) -> dict[str, core.Group | None]:
    item = group if group.is_item else item
    found: dict[str, core.Group | None] = {}
    for child in group.children:
        found |= {child.id: item} if isinstance(child, core.Clause) else _items(child, item)
    return found


def _group(group: core.Group, kind: str, clauses: dict[str, ClauseResult], out: list[GroupResult]) -> Points:
    place = len(out)
    raw = ZERO
    for child in group.children:
        inner = clauses[child.id].points if isinstance(child, core.Clause) else _group(child, kind, clauses, out)
        raw = raw.plus(inner)
    zeroing = [clauses[clause.id].zeroed for clause in clauses_of(group)] if group.is_item else []
    points, raw = group_points(group, kind, raw, True if True in zeroing else (None if None in zeroing else False))
    out.insert(place, GroupResult(group.id, points, raw, group.points_for(kind)))
    return points


def group_points(group: core.Group, kind: str, together: Points, zeroed: bool | None = False) -> tuple[Points, Points]:
    """Return what a heading gives whose parts give this together, and the same before the floor and the cap of an item."""
    full = group.points_for(kind)
    points = raw = together.held(group.lowest, group.highest)
    if full is not None and group.outside:
        points = raw.held(-full, full)
    elif full is not None and group.is_item:
        if group.start is core.Start.FULL:
            raw = raw.plus(Points.exactly(full))
        points = ZERO if zeroed else raw.held(Fraction(0), full)
        points = points if zeroed is not None else points.hull(ZERO)
    return points, raw


def _vetoed(policy: core.Policy, world: World, total: Points) -> tuple[Points, tuple[str, ...], tuple[str, ...]]:
    """Return the total after the vetoes, the clauses of those that hold, and the absent facts that leave one open."""
    fired: list[str] = []
    absent: list[str] = []
    for veto in policy.vetoes:
        answer = might(veto.test, world)
        if answer is False:
            continue
        after = ZERO if veto.deduction is None else Points.exactly(-veto.deduction)
        total = after if answer else total.hull(after)
        if answer:
            fired.append(veto.clause)
        else:
            absent += [name for name in facts_in(veto.test) if _absent(name, world)]
    return total, tuple(fired), tuple(absent)


def _grade(policy: core.Policy, total: Points) -> str:
    value = total.exact
    if value is None:
        return ""
    return next((band.name for band in policy.bands if compare(value, band.op, band.points)), "")


def facts_of(clause: core.Clause) -> list[str]:
    """Return the names of the facts a clause depends on, in the order in which they are read."""
    return list(dict.fromkeys(name for node in roots_of(clause) for name in facts_in(node)))


__all__ = ["facts_of", "group_points", "holds", "item_of", "items_of", "score", "score_clause"]
