"""A program as a user writes it, with ``import zhunsheng`` alone: run by a test, and read by mypy --strict with docs/API.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_type

import zhunsheng


def worst_clause(result: zhunsheng.Result) -> zhunsheng.ClauseResult | None:
    """Return the clause that cost most, among those whose points are known."""
    known = [each for each in result.clauses if each.points.exact is not None]
    return min(known, key=lambda each: each.points.exact or Fraction(0), default=None)


def ranking(results: Iterable[zhunsheng.Result]) -> list[tuple[str, Fraction | None]]:
    """Return the units and their totals, the best first; a total that is not known comes last."""
    pairs = [(each.unit, each.total.exact) for each in results]
    return sorted(pairs, key=lambda pair: (pair[1] is None, -(pair[1] or Fraction(0))))


def columns(policy: zhunsheng.Policy) -> dict[str, zhunsheng.Fact]:
    """Return what has to be asked of a unit."""
    return {fact.name: fact for fact in policy.facts if not fact.computed}


def errors(found: Iterable[zhunsheng.Diagnostic]) -> list[str]:
    """Return the codes of the errors."""
    return [each.code for each in found if each.severity is zhunsheng.Severity.ERROR]


def sentence(policy: zhunsheng.Policy, name: str) -> str:
    """Return the official sentence of a clause; what is near where there is no such clause."""
    try:
        clause: zhunsheng.Clause = policy.clause(name)
    except zhunsheng.UnknownName as error:
        return error.near
    return clause.quote


def answers(results: Iterable[zhunsheng.Result], duty: str) -> Mapping[str, str]:
    """Return by unit whether a duty was done."""
    return {each.unit: each.duty(duty) for each in results}


def main(policies: Path) -> dict[str, Any]:
    """Do everything once."""
    policy = zhunsheng.load(policies / "ankang-2021-hotline")
    assert_type(policy.facts, tuple[zhunsheng.Fact, ...])
    assert_type(policy.clauses, tuple[zhunsheng.Clause, ...])
    results = zhunsheng.score(policy, policies / "ankang-2021-hotline" / "facts.csv", strict=True)
    assert_type(results, list[zhunsheng.Result])
    worst = worst_clause(results[0])
    assert_type(results[0].group(""), zhunsheng.GroupResult)
    assert_type(results[0].total, zhunsheng.Points)
    assert_type(results[0].clauses[0].outcome, zhunsheng.Outcome)
    table = zhunsheng.compile(policy, "markdown")
    assert_type(table, tuple[zhunsheng.Artifact, ...])
    comparison = zhunsheng.compare(policy, policies / "ankang-2021-hotline", renames={})
    assert_type(comparison, zhunsheng.Comparison)
    rows = zhunsheng.ranges(policy)
    assert_type(rows, tuple[zhunsheng.Row, ...])
    approval = zhunsheng.score(
        policies / "ankang-2021-approval", {"市公安局": {"数据清单已填报": True}, "市财政局": {}}
    )
    return {
        "version": zhunsheng.__version__,
        "first": ranking(results)[0],
        "worst": worst.clause if worst is not None else "",
        "columns": len(columns(policy)),
        "errors": errors(zhunsheng.check(policies / "ankang-2021-hotline")),
        "near": sentence(policy, "办结律"),
        "duties": answers(approval, "数据清单"),
        "files": [each.path for each in table],
        "same": comparison.same_meaning,
        "total": rows[-1].title,
        "schema": zhunsheng.schema()["title"],
        "trace": zhunsheng.explain(policy, {"市公安局": {"对象类别": "市直部门"}}, "市公安局")["version"],
    }
