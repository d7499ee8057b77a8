"""Headings in a trace: what their parts gave, where they start, what a floor or a cap did.

In: the policy and a unit's result. Out: dicts ready for JSON (see ``compiler/explain/trace.py``).
"""

from __future__ import annotations

from typing import Any

from compiler import core
from compiler.core.walk import clauses_of
from compiler.explain.amounts import amount, end, show_range
from compiler.meaning.result import ZERO, GroupResult, Points, Result
from compiler.words.amounts import show_number

Json = dict[str, Any]


def explain_groups(policy: core.Policy, whole: Result) -> list[Json]:
    """Return every heading, the policy itself first."""
    by_id = {each.group: each for each in whole.groups}
    return [_group(find_group(policy.root, each.group), each, by_id, whole) for each in whole.groups]


def outline(group: core.Group, depth: int = 0) -> list[Json]:
    """Return groups and clauses in document order, each with its depth, so that a reader can rebuild the tree."""
    found: list[Json] = [{"group": group.id, "depth": depth}]
    for child in group.children:
        if not isinstance(child, core.Clause):
            found += outline(child, depth + 1)
        elif child.acts:
            found.append({"clause": child.id, "depth": depth + 1})
    return found


def find_group(group: core.Group, group_id: str) -> core.Group:
    """Return the group of this id; KeyError if there is none."""
    stack = [group]
    while stack:
        here = stack.pop()
        if here.id == group_id:
            return here
        stack += [child for child in here.children if isinstance(child, core.Group)]
    raise KeyError(group_id)


def _group(group: core.Group, result: GroupResult, by_id: dict[str, GroupResult], whole: Result) -> Json:
    parts = ZERO
    for child in group.children:
        parts = parts.plus(whole.clause(child.id).points if isinstance(child, core.Clause) else by_id[child.id].points)
    return {
        "id": group.id,
        "title": group.title or group.id.rpartition("/")[2],
        "points": amount(result.points),
        "raw": amount(result.raw),
        "parts": amount(parts),
        "full": end(result.full),
        "start": str(group.start) if group.is_item and not group.outside else None,
        "lowest": end(group.lowest),
        "highest": end(group.highest),
        "outside": group.outside,
        "says": show_range(result.points),
        "held": "；".join(text for text in (_together(group, parts), _held(group, result, whole)) if text),
    }


def _together(group: core.Group, parts: Points) -> str:
    """Say what a cap on all clauses of a heading together did; empty if nothing."""
    given, held = parts.exact, parts.held(group.lowest, group.highest).exact
    if given is None or held is None or given == held:
        return ""
    return f"各条合计以 {show_number(held)} 分为限，原应为 {show_number(given)} 分"


def _held(group: core.Group, result: GroupResult, whole: Result) -> str:
    """Say what the floor or the cap of a heading did; empty if nothing."""
    raw, points = result.raw.exact, result.points.exact
    parts = clauses_of(group)
    zeroing = [each.title or each.id.rpartition("/")[2] for each in parts if whole.clause(each.id).zeroed]
    if group.is_item and zeroing:
        return "此项不记分" + (f"（见{'、'.join(zeroing)}）" if len(parts) > 1 else "")
    if raw is None or points is None or raw == points:
        return ""
    if raw > points:
        return f"以 {show_number(points)} 分为限，原应为 {show_number(raw)} 分"
    floor = "扣完为止" if points == 0 else f"最低 {show_number(points)} 分"
    return f"{floor}，原应为 {show_number(raw)} 分"
