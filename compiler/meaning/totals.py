"""From clauses to a total: items, sections, bonus groups, vetoes, grade (language.md §5, “Order”)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from compiler import core
from compiler.core.walk import clauses_of
from compiler.meaning.interpret import compare
from compiler.meaning.result import ZERO, ClauseResult, GroupResult, Points


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


def group_result(group: core.Group, kind: str, clauses: dict[str, ClauseResult], out: list[GroupResult]) -> Points:
    """Return what a heading gives; what it and the headings below it give goes into ``out``, outermost first."""
    place = len(out)
    raw = ZERO
    for child in group.children:
        inner = clauses[child.id].points if isinstance(child, core.Clause) else group_result(child, kind, clauses, out)
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


Answer = tuple[core.Veto, bool | None]  # a veto, and whether it holds; None where that is open


def vetoed(total: Points, answers: Iterable[Answer]) -> tuple[Points, tuple[str, ...]]:
    """Return the total after the vetoes, and the clauses of those that hold."""
    fired: list[str] = []
    for veto, answer in answers:
        if answer is False:
            continue
        after = ZERO if veto.deduction is None else Points.exactly(-veto.deduction)
        total = after if answer else total.hull(after)
        if answer:
            fired.append(veto.clause)
    return total, tuple(fired)


def grade_of(policy: core.Policy, total: Points) -> str:
    """Return the 等次 of a total; empty where it is only a range, or no band has it."""
    value = total.exact
    if value is None:
        return ""
    return next((band.name for band in policy.bands if in_band(band, value)), "")


def in_band(band: core.GradeBand, value: Fraction) -> bool:
    """Tell whether a total gets a grade, whatever stands before it."""
    return compare(value, band.op, band.points) and (band.to is None or value <= band.to)
