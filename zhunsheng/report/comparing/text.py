"""A comparison for a terminal: the verdicts in a table, then what shows them, then who gains and who loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from compiler.compare import ClauseChange, Comparison
from compiler.compare.words import marked
from compiler.meaning.result import Points
from compiler.words.amounts import show_number
from zhunsheng.report.comparing import data as phrases
from zhunsheng.report.paint import PLAIN, Paint
from zhunsheng.report.tables import table
from zhunsheng.report.terminal import COLUMNS
from zhunsheng.scoring.sheet_change import UnitChange

_NAMED = 3  # clauses that a line about a unit names


def text(
    found: Comparison,
    units: Sequence[UnitChange] | None = None,
    *,
    everything: bool = False,
    paint: Paint = PLAIN,
    columns: int = COLUMNS,
) -> str:
    """Return the whole report."""
    shown = [each for each in found.clauses if phrases.told(each, everything=everything)]
    rows = [[each.id, phrases.verdict_of(each), phrases.words_of(each), phrases.methods_of(each)] for each in shown]
    rows.append(["总分", str(found.total.verdict), "", str(found.total.method)])
    parts = [table(["条款", "含义", "文字", "依据"], rows, title=found.new.title, paint=paint, columns=columns)]
    hidden = len(found.clauses) - len(shown)
    parts.append(f"另有 {hidden} 条文字、含义都没有变。\n" if hidden else "")
    parts += [f"{line}\n" for line in _details(found, shown)]
    if units is not None:
        parts.append(_units(units, paint, columns))
    return "".join(parts)


def _details(found: Comparison, shown: Sequence[ClauseChange]) -> Iterator[str]:
    for change in shown:
        lines = list(_clause(change, found))
        if lines:
            yield f"\n{change.id} {change.title}".rstrip()
            yield from (f"  {line}" for line in lines)
    lines = list(phrases.findings(found.total, found.new, phrases.read_by(found)))
    if lines:
        yield "\n总分"
        yield from (f"  {line}" for line in lines)
    if found.changes:
        yield "\n条款以外"
    for each in found.changes:
        mark = "" if each.meaning else "（只是文字）"
        yield f"  {each.what} {each.name}".rstrip() + f"：{phrases.said(each.old, each.new)}{mark}"


def _clause(change: ClauseChange, found: Comparison) -> Iterator[str]:
    if change.reworded and change.old is not None and change.new is not None:
        yield f"原文：{marked(change.text)}"
    yield from (f"规则 - {line}" for line in change.rules_gone)
    yield from (f"规则 + {line}" for line in change.rules_come)
    yield from phrases.clause_findings(change, found.new)


def _units(units: Sequence[UnitChange], paint: Paint, columns: int) -> str:
    gain = sum(unit.change is not None and unit.change > 0 for unit in units)
    loss = sum(unit.change is not None and unit.change < 0 for unit in units)
    unknown = sum(unit.change is None for unit in units)
    rest = f"，{unknown} 个缺数不能比" if unknown else ""
    title = f"得失：{gain} 个单位变高，{loss} 个变低，{len(units) - gain - loss - unknown} 个不变{rest}"
    rows = [row(unit) for unit in units if unit.change != 0]
    if not rows:
        return f"\n{title}\n"
    header = ["单位", "旧分", "新分", "变化", "名次", "因哪几条"]
    return "\n" + table(header, rows, title=title, right=frozenset({1, 2, 3}), paint=paint, columns=columns)


def row(unit: UnitChange) -> list[str]:
    """Return one unit as the cells of a table."""
    old, new = (_within(points, show_number) for points in (unit.before, unit.after))
    why = "，".join(f"{name} {signed(show_number(change))}" for name, change in unit.clauses[:_NAMED])
    more = f" 等 {len(unit.clauses)} 条" if len(unit.clauses) > _NAMED else ""
    change = _within(unit.between, lambda value: signed(show_number(value)))
    ranks = f"{unit.old_rank or '-'} → {unit.new_rank or '-'}"
    return [unit.name, old, new, change, ranks, why + more]


def _within(points: Points, show: Callable[[Fraction], str]) -> str:
    """Return exact points, or within what they lie: 不能确定（27至29）."""
    if points.exact is not None:
        return show(points.exact)
    low, high = ("不限" if end is None else show(end) for end in (points.low, points.high))
    return f"不能确定（{low}至{high}）"


def signed(number: str) -> str:
    """Return a number with its sign."""
    return number if number.startswith("-") or number == "0" else f"+{number}"
