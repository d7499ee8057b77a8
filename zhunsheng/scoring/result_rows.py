"""Results as one neutral table: ranked rows of text and exact numbers, the same for CSV and XLSX.

Units are ranked by their total, ties share a rank and the next rank is left out (1, 1, 3). A total that is only a
range has no rank: such units come after the others, as 待补, or 无法计算 where a denominator is 0 and the policy is
silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from compiler import core
from compiler.meaning import result
from compiler.meaning.result import Outcome, Points
from zhunsheng.engine.numbers import show_points
from zhunsheng.engine.sheets.csv_text import Cell

_WORDS = {Outcome.NOT_APPLICABLE: str(Outcome.NOT_APPLICABLE), Outcome.UNDEFINED: str(Outcome.UNDEFINED)}


def ranked(results: Iterable[result.Result]) -> list[tuple[int | str, result.Result]]:
    """Return results with their ranks, best first; units without a rank keep their order at the end."""
    found: list[tuple[int | str, result.Result]] = []
    known = sorted(_known(results), key=lambda pair: -pair[0])
    for position, (total, unit) in enumerate(known, start=1):
        tied = position > 1 and known[position - 2][0] == total
        found.append((found[-1][0] if tied else position, unit))
    return found


def _known(results: Iterable[result.Result]) -> list[tuple[Fraction, result.Result]]:
    return [(unit.total.exact, unit) for unit in results if unit.total.exact is not None]


def with_unranked(results: Sequence[result.Result]) -> list[tuple[int | str, result.Result]]:
    """Return the ranked results, then those whose total is not known."""
    rest: list[tuple[int | str, result.Result]] = [
        ("无法计算" if unit.undefined and not unit.missing else "待补", unit)
        for unit in results
        if unit.total.exact is None
    ]
    return ranked(results) + rest


def header(policy: core.Policy) -> list[str]:
    """Return the headings: 名次 单位 类别 总分 (等次), top-level groups, clauses, 备注."""
    grade = ["等次"] if policy.bands else []
    groups = [group.title or group.id for group in top_groups(policy)]
    clauses = [f"{clause.id} {clause.title}".strip() for clause in policy.clauses()]
    return ["名次", "单位", "类别", "总分", *grade, *groups, *clauses, "备注"]


def rows(policy: core.Policy, results: Sequence[result.Result]) -> list[list[Cell]]:
    """Return one row a unit, best first."""
    return [_row(policy, rank, unit) for rank, unit in with_unranked(results)]


def top_groups(policy: core.Policy) -> list[core.Group]:
    """Return the headings right under the title."""
    return list(policy.sections())


def _row(policy: core.Policy, rank: int | str, unit: result.Result) -> list[Cell]:
    scores = {group.group: group.points for group in unit.groups}
    clauses = {clause.clause: clause for clause in unit.clauses}
    cells: list[Cell] = [rank, unit.unit, unit.kind, _points(unit.total)]
    cells += [unit.grade] if policy.bands else []
    cells += [_points(scores[group.id]) if group.id in scores else "" for group in top_groups(policy)]
    cells += [_clause(clauses[clause.id]) if clause.id in clauses else "" for clause in policy.clauses()]
    return [*cells, remarks(unit)]


def _points(points: Points) -> Cell:
    return show_points(points) if points.exact is None else points.exact


def _clause(clause: result.ClauseResult) -> Cell:
    return _WORDS.get(clause.outcome) or _points(clause.points)


def remarks(unit: result.Result) -> str:
    """Return what a reader of the score has to know besides it."""
    parts = (
        ("待补", unit.missing),
        ("无法计算", unit.undefined),
        ("一票否决", unit.vetoes),
        ("另行处理", unit.consequences),
    )
    said = [f"{name}：{'、'.join(items)}" for name, items in parts if items]
    return "；".join([*said, *unit.notes])
