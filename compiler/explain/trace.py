"""Why a unit has the points it has, as data: ``trace.v1``, ready for JSON, clause by clause.

In: a policy, one unit's facts and the result of ``compiler.scoring.score`` for them. Out: a dict of strings, whole
numbers that count things, lists and dicts; its JSON Schema is ``zhunsheng/schemas/trace.v1.json``. Every amount is an
exact string ("-5", "1/3"); a range is {"low": …, "high": …} with null for no limit. ``sentence``, ``render_text`` and
``render_markdown`` (compiler/explain/text.py) turn it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from compiler import VERSION as COMPILER
from compiler import core
from compiler.analysis.attainable.partly import found_ends
from compiler.core.walk import nodes, roots_of
from compiler.explain.amounts import amount, end, show_range
from compiler.explain.behind import behind
from compiler.explain.clauses import explain_clause
from compiler.explain.deciding import Deciding, deciding, width_of
from compiler.explain.groups import explain_groups, outline
from compiler.explain.tests import answer, explain_test
from compiler.explain.text import render_markdown, render_text, sentence
from compiler.meaning import calendar
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.ranges import World
from compiler.meaning.result import Points, Result
from compiler.words.wording import show_number, show_type, title_of

Json = dict[str, Any]
VERSION = "trace.v1"


def explain(
    policy: core.Policy, unit: Unit, result: Result, places: Mapping[str, Json] | None = None, facts: str = ""
) -> Json:
    """Return the trace of one unit's result; ``places`` says where each clause stands (compiler/asking/places.py).

    ``facts`` is the SHA-256 of the fact sheet, where there is one.
    """
    world = World(policy, with_results(policy, unit, result))
    shares = deciding(policy, unit, result)
    before_veto = result.groups[0].points
    return {
        "version": VERSION,
        "compiler": COMPILER,
        "calendar": calendar.version() if _counts_workdays(policy) else None,
        "policy": {"slug": policy.slug, "title": policy.title, "number": policy.number, "digest": policy.digest},
        "facts": {"digest": facts},
        "unit": {"name": result.unit, "kind": result.kind},
        "total": amount(result.total),
        "before_veto": amount(before_veto),
        "says": show_range(result.total),
        "range": _range(policy, unit, result, shares),
        "grade": result.grade,
        "next_grade": _next_grade(policy, result.total),
        "outline": outline(policy.root),
        "groups": explain_groups(policy, result),
        "clauses": [_clause(clause, world, result, shares, places or {}) for clause in policy.clauses()],
        "vetoes": [_veto(veto, world) for veto in policy.vetoes],
        "missing": [_missing(policy.fact(name)) for name in result.missing],
        "undefined": list(result.undefined),
        "consequences": list(result.consequences),
        "notes": list(result.notes),
    }


def with_results(policy: core.Policy, unit: Unit, result: Result) -> Unit:
    """Return the unit with the results of other clauses and items that rules read, where they are known exactly."""
    groups = {each.group: each.points for each in result.groups}
    clauses = {each.clause: each.points for each in result.clauses}
    given: dict[str, Value] = {}
    for fact in policy.facts:
        points = groups.get(fact.result_of) or clauses.get(fact.result_of) if fact.role is core.Role.RESULT else None
        if points is not None and points.exact is not None:
            given[fact.name] = points.exact
    return evolve(unit, facts={**unit.facts, **given}) if given else unit


def _counts_workdays(policy: core.Policy) -> bool:
    roots = [root for clause in policy.clauses() for root in roots_of(clause)] + [each.test for each in policy.vetoes]
    return any(isinstance(node, core.Within) and node.unit == "工作日" for root in roots for node in nodes(root))


def _clause(clause: core.Clause, world: World, result: Result, shares: Deciding, places: Mapping[str, Json]) -> Json:
    found = explain_clause(clause, world, result.clause(clause.id), shares.of_clause(clause.id))
    return {**found, "place": places.get(clause.id)}


def _range(policy: core.Policy, unit: Unit, result: Result, shares: Deciding) -> Json | None:
    """Return the range of a total that is not known, what of it was really found, and which missing facts decide it."""
    if result.total.exact is not None:
        return None
    low, high = found_ends(policy, unit, result)
    return {
        "low": end(result.total.low),
        "high": end(result.total.high),
        "width": end(width_of(result.total)),
        "found": {"low": end(low), "high": end(high)},
        "deciding": [share.data() for share in shares.total],
    }


def _next_grade(policy: core.Policy, total: Points) -> Json | None:
    """Return the nearest grade above the total, and how many points are short of it."""
    value = total.exact
    above = [band for band in policy.bands if band.op in (core.Op.GE, core.Op.GT)]
    better = [band for band in above if value is not None and not _reached(band, value)]
    if value is None or not better:
        return None
    band = min(better, key=lambda each: each.points)
    return {
        "grade": band.name,
        "threshold": show_number(band.points),
        "included": band.op is core.Op.GE,
        "gap": show_number(band.points - value),
    }


def _reached(band: core.GradeBand, value: Fraction) -> bool:
    """Whether a total is at or above a grade: beyond the end of a range (80 分—89 分) it is no longer short of it."""
    return value >= band.points if band.op is core.Op.GE else value > band.points


def _missing(fact: core.Fact) -> Json:
    return {"fact": fact.name, "type": show_type(fact.type), "role": str(fact.role), "meaning": fact.meaning}


def _veto(veto: core.Veto, world: World) -> Json:
    after = "总分为 0 分" if veto.deduction is None else f"只按扣 {show_number(veto.deduction)} 分计"
    return {
        "clause": veto.clause,
        "title": title_of(world.policy, veto.clause),
        "answer": answer(veto.test, world),
        "test": explain_test(veto.test, world),
        "because": behind(veto.test, world),
        "deduction": end(veto.deduction),
        "says": f"一票否决，{after}",
    }


__all__ = ["amount", "explain", "render_markdown", "render_text", "sentence", "show_range"]
