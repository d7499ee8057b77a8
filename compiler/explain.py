"""Why a unit has the points it has, as data: ``trace.v1``, ready for JSON, clause by clause.

In: a policy, one unit's facts and the result of ``compiler.scoring.score`` for them. Out: a dict of strings, whole
numbers that count things, lists and dicts. Every amount is an exact string ("-5", "1/3"); a range is {"low": …,
"high": …} with null for no limit. ``sentence``, ``render_text`` and ``render_markdown``
(compiler/trace_text.py) turn it into words.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.analysis.distance import count_step
from compiler.explain_effects import explain_effect, show_change
from compiler.interpret import Unit, Value
from compiler.result import ClauseResult, GroupResult, Outcome, Points, Result
from compiler.scoring import facts_of
from compiler.trace_text import render_markdown, render_text, sentence
from compiler.wording import (
    Voice,
    show_fact,
    show_number,
    show_points,
    show_rounding,
    show_type,
    title_of,
    voice_of,
)

Json = dict[str, Any]
VERSION = "trace.v1"


def explain(policy: core.Policy, unit: Unit, result: Result) -> Json:
    """Return the trace of one unit's result."""
    return {
        "version": VERSION,
        "policy": {"slug": policy.slug, "title": policy.title, "number": policy.number, "digest": policy.digest},
        "unit": {"name": result.unit, "kind": result.kind},
        "total": amount(result.total),
        "says": show_range(result.total),
        "grade": result.grade,
        "outline": _outline(policy.root, 0),
        "groups": [_group(policy, each, result) for each in result.groups],
        "clauses": [_clause(policy, clause, unit, result.clause(clause.id)) for clause in policy.clauses()],
        "vetoes": [_veto(policy, veto) for veto in policy.vetoes if veto.clause in result.vetoes],
        "missing": [_missing(policy.fact(name)) for name in result.missing],
        "undefined": list(result.undefined),
        "consequences": list(result.consequences),
        "notes": list(result.notes),
    }


# ------------------------------------------------------------------------------------------ amounts


def amount(points: Points) -> str | dict[str, str | None]:
    """Return points for JSON: an exact string, or the two ends of a range."""
    if points.exact is not None:
        return show_number(points.exact)
    return {"low": _end(points.low), "high": _end(points.high)}


def _end(value: Fraction | None) -> str | None:
    return None if value is None else show_number(value)


def show_range(points: Points) -> str:
    """Return a score in words: 85 分, 80 分至 85 分, 至少 80 分."""
    if points.exact is not None:
        return f"{show_number(points.exact)} 分"
    low, high = _end(points.low), _end(points.high)
    if low is None:
        return "不能确定" if high is None else f"至多 {high} 分"
    return f"至少 {low} 分" if high is None else f"{low} 分至 {high} 分"


# ------------------------------------------------------------------------------------------ groups


def _outline(group: core.Group, depth: int) -> list[Json]:
    """Return groups and clauses in document order, each with its depth, so that a reader can rebuild the tree."""
    found: list[Json] = [{"group": group.id, "depth": depth}]
    for child in group.children:
        if not isinstance(child, core.Clause):
            found += _outline(child, depth + 1)
        elif child.acts:
            found.append({"clause": child.id, "depth": depth + 1})
    return found


def _group(policy: core.Policy, result: GroupResult, whole: Result) -> Json:
    group = find_group(policy.root, result.group)
    return {
        "id": group.id,
        "title": group.title,
        "points": amount(result.points),
        "raw": amount(result.raw),
        "full": _end(result.full),
        "outside": group.outside,
        "says": show_range(result.points),
        "held": _held(group, result, whole),
    }


def find_group(group: core.Group, group_id: str) -> core.Group:
    """Return the group of this id; KeyError if there is none."""
    stack = [group]
    while stack:
        here = stack.pop()
        if here.id == group_id:
            return here
        stack += [child for child in here.children if isinstance(child, core.Group)]
    raise KeyError(group_id)


def _held(group: core.Group, result: GroupResult, whole: Result) -> str:
    """Say what the floor or the cap of a heading did; empty if nothing."""
    raw, points = result.raw.exact, result.points.exact
    if group.is_item and any(whole.clause(each).zeroed for each in clause_ids(group)):
        return "此项不记分"
    if raw is None or points is None or raw == points:
        return ""
    if raw > points:
        return f"以 {show_number(points)} 分为限，原应为 {show_number(raw)} 分"
    floor = "扣完为止" if points == 0 else f"最低 {show_number(points)} 分"
    return f"{floor}，原应为 {show_number(raw)} 分"


def clause_ids(group: core.Group) -> list[str]:
    """Return the ids of the clauses of a group and of the groups below it."""
    found: list[str] = []
    for child in group.children:
        found += [child.id] if isinstance(child, core.Clause) else clause_ids(child)
    return found


# ------------------------------------------------------------------------------------------ clauses


def _clause(policy: core.Policy, clause: core.Clause, unit: Unit, result: ClauseResult) -> Json:
    voice = voice_of(policy, clause)
    judged = result.outcome is not Outcome.NOT_APPLICABLE and not result.zeroed
    pairs = zip(clause.effects, result.effects, strict=False) if judged else ()
    return {
        "id": clause.id,
        "title": title_of(policy, clause.id),
        "quote": clause.quote,
        "outcome": str(result.outcome),
        "points": amount(result.points),
        "raw": amount(result.raw),
        "says": _says(result, voice),
        "facts": [_fact(policy.fact(name), unit) for name in facts_of(clause)],
        "effects": [explain_effect(effect, each, policy, unit, voice) for effect, each in pairs],
        "more": _more(policy, clause, unit, result, voice) if judged else "",
        "rounding": _rounding(clause, result),
        "cap": _cap(result, voice),
        "zeroed": result.zeroed is True,
        "missing": list(result.missing),
        "note": result.note,
        "consequences": list(result.consequences),
        "duties": [{"duty": duty, "answer": answer} for duty, answer in result.duties],
        "notes": [note.shown for note in clause.notes],
    }


def _says(result: ClauseResult, voice: Voice) -> str:
    points = result.points.exact
    if result.outcome is Outcome.NOT_APPLICABLE:
        return "不适用"
    return show_points(points, voice) if points is not None else show_range(result.points)


def _more(policy: core.Policy, clause: core.Clause, unit: Unit, result: ClauseResult, voice: Voice) -> str:
    """Say what the next piece of a counted fact would do: 再有 1 件扣 2 分."""
    kinds = {effect.kind for effect in clause.effects}
    now = result.points.exact
    if core.EffectKind.TIERS in kinds or now is None or result.outcome is not Outcome.SCORED:
        return ""
    change = count_step(clause, policy, unit)
    if change is None:
        return ""
    difference = show_points(change.points - now, voice)
    return show_change(change, policy, ("再" if now else "") + difference, named=False)


def _rounding(clause: core.Clause, result: ClauseResult) -> str:
    """Say what the clause's rounding did; empty if nothing."""
    raw = result.raw.exact
    given = [effect.points.exact for effect in result.effects]
    if clause.rounding is None or raw is None or None in given or sum(each or 0 for each in given) == raw:
        return ""
    return f"{show_rounding(*clause.rounding)}为 {show_number(raw)} 分"


def _cap(result: ClauseResult, voice: Voice) -> str:
    """Say what the clause's cap did: 封顶 5 分，原应扣 8 分; empty if nothing."""
    raw, points = result.raw.exact, result.points.exact
    if raw is None or points is None or raw == points:
        return ""
    if (raw < points < 0) or (raw > points > 0):
        return f"封顶 {show_number(abs(points))} 分，原应{show_points(raw, voice)}"
    limit = "最低" if raw < points else "最高"
    return f"{limit} {show_number(points)} 分，原应为 {show_number(raw)} 分"


# ------------------------------------------------------------------------------------------ the others


def _fact(fact: core.Fact, unit: Unit) -> Json:
    given = fact.name in unit.facts and (unit.facts[fact.name] is not None or fact.optional)
    value = unit.facts.get(fact.name)
    return {
        "name": fact.name,
        "type": show_type(fact.type),
        "value": _plain(value),
        "says": show_fact(value, fact.type) if given else "未填",
        "missing": not given,
    }


def _plain(value: Value) -> bool | str | None:
    """Return a given value for JSON; a number as an exact string."""
    if value is None or isinstance(value, bool | str):
        return value
    return value.isoformat() if isinstance(value, date) else show_number(Fraction(value))


def _missing(fact: core.Fact) -> Json:
    return {"fact": fact.name, "type": show_type(fact.type), "role": str(fact.role), "meaning": fact.meaning}


def _veto(policy: core.Policy, veto: core.Veto) -> Json:
    after = "总分为 0 分" if veto.deduction is None else f"只按扣 {show_number(veto.deduction)} 分计"
    return {
        "clause": veto.clause,
        "title": title_of(policy, veto.clause),
        "deduction": _end(veto.deduction),
        "says": f"一票否决，{after}",
    }


__all__ = ["amount", "explain", "render_markdown", "render_text", "sentence", "show_range"]
