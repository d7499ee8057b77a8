"""Results as one neutral table: ranked rows of text and exact numbers, the same for CSV and XLSX.

Units are ranked by their total, ties share a rank and the next rank is left out (1, 1, 3). A total that is only a
range has no rank: such units come after the others, as 待补, or 无法计算 where a denominator is 0 and the policy is
silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from compiler import core
from compiler.meaning import result
from compiler.meaning.result import Outcome, Points
from zhunsheng.engine.numbers import show_points
from zhunsheng.engine.sheets.csv_text import Cell

_WORDS = {Outcome.NOT_APPLICABLE: str(Outcome.NOT_APPLICABLE), Outcome.UNDEFINED: str(Outcome.UNDEFINED)}


def ranked(results: Iterable[result.Result]) -> list[tuple[int | str, result.Result]]:
    """Return results with their ranks, best first; units without a rank keep their order at the end."""
    return list(_by_total(results))


def _by_total(results: Iterable[result.Result]) -> Iterator[tuple[int, result.Result]]:
    """Yield the units whose total is known. Units of one total stand together: only the totals need be sorted."""
    sharing: dict[tuple[int, int], tuple[Fraction, list[result.Result]]] = {}
    for unit in results:
        total = unit.total.exact
        if total is not None:
            sharing.setdefault((total.numerator, total.denominator), (total, []))[1].append(unit)
    rank = 1
    for _, units in sorted(sharing.values(), key=lambda shared: shared[0], reverse=True):
        for unit in units:
            yield rank, unit
        rank += len(units)


def with_unranked(results: Sequence[result.Result]) -> Iterator[tuple[int | str, result.Result]]:
    """Yield the ranked results, then those whose total is not known."""
    yield from _by_total(results)
    for unit in results:
        if unit.total.exact is None:
            yield "无法计算" if unit.undefined and not unit.missing else "待补", unit


def header(policy: core.Policy, *, clauses: bool = True) -> list[str]:
    """Return the headings: 名次 单位 类别 总分 (等次), top-level groups, clauses if wanted, 备注."""
    grade = ["等次"] if policy.bands else []
    groups = [group.title or group.id for group in top_groups(policy)]
    named = [f"{clause.id} {clause.title}".strip() for clause in policy.clauses()] if clauses else []
    return ["名次", "单位", "类别", "总分", *grade, *groups, *named, "备注"]


def rows(policy: core.Policy, results: Sequence[result.Result], *, clauses: bool = True) -> Iterator[list[Cell]]:
    """Yield one row a unit, best first; without ``clauses`` the totals and the top headings alone."""
    groups = [group.id for group in top_groups(policy)]
    shown = [clause.id for clause in policy.clauses()] if clauses else []
    for rank, unit in with_unranked(results):
        grade = [unit.grade] if policy.bands else []
        yield [
            rank,
            unit.unit,
            unit.kind,
            _points(unit.total),
            *grade,
            *_groups(groups, unit),
            *_clauses(shown, unit),
            remarks(unit),
        ]


def top_groups(policy: core.Policy) -> list[core.Group]:
    """Return the headings right under the title."""
    return list(policy.sections())


def _groups(names: Sequence[str], unit: result.Result) -> list[Cell]:
    given = {each.group: each.points for each in unit.groups}
    return [_points(given[name]) if name in given else "" for name in names]


def _clauses(names: Sequence[str], unit: result.Result) -> list[Cell]:
    given = {each.clause: each for each in unit.clauses} if names else {}
    return [_clause(given[name]) if name in given else "" for name in names]


def _points(points: Points) -> Cell:
    return show_points(points) if points.exact is None else points.exact


def _clause(clause: result.ClauseResult) -> Cell:
    return _WORDS.get(clause.outcome) or _points(clause.points)


def remarks(unit: result.Result, most: int | None = None) -> str:
    """Return what a reader of the score has to know besides it; with ``most``, so many names of a list, and how many there are."""
    parts = (
        ("待补", unit.missing),
        ("无法计算", unit.undefined),
        ("一票否决", () if unit.reasons else unit.vetoes),
    )
    after = [f"另行处理：{'、'.join(unit.consequences)}"] if unit.consequences else []
    said = [f"{name}：{_listed(items, most)}" for name, items in parts if items]
    notes = unit.notes if most is None else (*unit.notes[:most], *_more(unit.notes[most:]))
    return "；".join([*said, *unit.reasons, *after, *notes])


def _listed(items: tuple[str, ...], most: int | None) -> str:
    if most is None or len(items) <= most:
        return "、".join(items)
    return f"{'、'.join(items[:most])}等 {len(items)} 项"


def _more(left: tuple[str, ...]) -> tuple[str, ...]:
    return (f"另有 {len(left)} 条说明",) if left else ()
