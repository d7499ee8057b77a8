"""Clauses in a trace: facts, effects, rounding, cap, zeroing, consequences, duties, each as it was and as it became.

In: the policy, one unit and its result. Out: dicts ready for JSON (see ``compiler/explain/trace.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.explain.amounts import amount, end, show_range
from compiler.explain.behind import behind, told
from compiler.explain.deciding import Share
from compiler.explain.effects import explain_effect, show_change
from compiler.explain.tests import answer, explain_test
from compiler.explain.values import fact_data
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, together
from compiler.meaning.result import ClauseResult, Outcome, Points
from compiler.meaning.scoring import facts_of
from compiler.measures.distance import count_step
from compiler.words.wording import (
    Voice,
    show_number,
    show_points,
    show_rounding,
    title_of,
    voice_of,
)

Json = dict[str, Any]


def explain_clause(clause: core.Clause, world: World, result: ClauseResult, shares: Sequence[Share]) -> Json:
    """Return the trace of one clause."""
    policy, unit = world.policy, world.unit
    voice = voice_of(policy, clause)
    judged = result.outcome is not Outcome.NOT_APPLICABLE and not result.zeroed
    pairs = zip(clause.effects, result.effects, strict=False) if judged else ()
    return {
        "id": clause.id,
        "title": title_of(policy, clause.id),
        "quote": clause.quote,
        "place": None,
        "outcome": str(result.outcome),
        "points": amount(result.points),
        "says": _says(result, voice),
        "applies": explain_test(clause.applies, world),
        "because": _because(clause, world, result),
        "facts": [fact_data(policy.fact(name), policy, unit) for name in facts_of(clause)],
        "effects": [explain_effect(effect, each, world, voice) for effect, each in pairs],
        "more": _more(policy, clause, unit, result, voice) if judged else None,
        "pick": str(clause.pick),
        "sum": amount(_sum(clause, result)),
        "rounding": _rounding(clause, result),
        "raw": amount(result.raw),
        "cap": _cap(clause, result, voice),
        "zeroing": None if clause.zeroed is None else explain_test(clause.zeroed, world),
        "zeroed": result.zeroed is True,
        "missing": list(result.missing),
        "deciding": [share.data() for share in shares],
        "note": result.note,
        "consequences": [
            {"text": each.text, "answer": answer(each.test, world), "because": told(each.test, world)}
            for each in clause.consequences
        ],
        "duties": [{"duty": duty, "answer": told} for duty, told in result.duties],
        "notes": [note.shown for note in clause.notes],
    }


def _because(clause: core.Clause, world: World, result: ClauseResult) -> list[str]:
    """Return the facts for which a clause does not concern the unit, or sets its item to nought; empty for any other."""
    if result.outcome is Outcome.NOT_APPLICABLE:
        return behind(clause.applies, world)
    return behind(clause.zeroed, world) if result.zeroed and clause.zeroed is not None else []


def _says(result: ClauseResult, voice: Voice) -> str:
    points = result.points.exact
    if result.outcome is Outcome.NOT_APPLICABLE:
        return "不适用"
    return show_points(points, voice) if points is not None else show_range(result.points)


def _more(policy: core.Policy, clause: core.Clause, unit: Unit, result: ClauseResult, voice: Voice) -> Json | None:
    """Return what the next piece of a counted fact would do (再有 1 件扣 2 分); None where it would do nothing."""
    kinds = {effect.kind for effect in clause.effects}
    now = result.points.exact
    if core.EffectKind.TIERS in kinds or now is None or result.outcome is not Outcome.SCORED:
        return None
    change = count_step(clause, policy, unit)
    if change is None:
        return None
    step = change.points - now
    if now and (now < 0) is not (step < 0) and abs(step) <= abs(now):
        difference = f"少{'扣' if now < 0 else '得'} {show_number(abs(step))} 分"
    else:
        difference = ("再" if now else "") + show_points(step, voice)
    return {
        "name": change.fact,
        "change": change.amount,
        "points": show_number(change.points),
        "says": show_change(change, policy, difference, named=False),
    }


def _sum(clause: core.Clause, result: ClauseResult) -> Points:
    """What the effects gave together, before rounding and cap; a clause that was not judged gave what it has."""
    return together([each.points for each in result.effects], clause.pick) if result.effects else result.raw


def _rounding(clause: core.Clause, result: ClauseResult) -> Json | None:
    """Return what the clause's rounding did; None where it has none."""
    if clause.rounding is None:
        return None
    before, after = _sum(clause, result), result.raw
    digits, mode = clause.rounding
    acted = before.exact is not None and after.exact is not None and before.exact != after.exact
    says = f"{show_rounding(digits, mode)}为 {show_number(after.exact or Fraction(0))} 分" if acted else ""
    return {"digits": digits, "mode": str(mode), "before": amount(before), "after": amount(after), "says": says}


def _cap(clause: core.Clause, result: ClauseResult, voice: Voice) -> Json | None:
    """Return what the clause's cap did; None where it has none."""
    if clause.lowest is None and clause.highest is None:
        return None
    return {
        "lowest": end(clause.lowest),
        "highest": end(clause.highest),
        "before": amount(result.raw),
        "after": amount(result.points),
        "says": _capped(result, voice),
    }


def _capped(result: ClauseResult, voice: Voice) -> str:
    """Say what a cap did: 封顶 5 分，原应扣 8 分; empty if nothing."""
    raw, points = result.raw.exact, result.points.exact
    if raw is None or points is None or raw == points:
        return ""
    if (raw < points < 0) or (raw > points > 0):
        return f"封顶 {show_number(abs(points))} 分，原应{show_points(raw, voice)}"
    limit = "最低" if raw < points else "最高"
    return f"{limit} {show_number(points)} 分，原应为 {show_number(raw)} 分"
