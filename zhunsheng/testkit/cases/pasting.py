"""Rows of case tables ready to paste: facts in their columns, the points left blank. In: rows as (column, text). Out: Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from compiler import core
from compiler.meaning.interpret import Unit
from zhunsheng.testkit.cases.columns import CONSEQUENCES, DUTIES
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.shown import show_cell

Row = tuple[tuple[str, str], ...]


def asked(clause: core.Clause | None, measured: Measured) -> str:
    """Return the column that a row of this clause leaves to the clerk: 合规 or 后果 where a clause gives no points."""
    if measured is not Measured.CLAUSE or clause is None or clause.effects or clause.zeroed is not None:
        return str(measured)
    return DUTIES if clause.duties else CONSEQUENCES if clause.consequences else str(measured)


def row_of(unit: Unit, policy: core.Policy, column: str, title: str) -> Row:
    """Return the row of a unit: its kind, its name, its facts, the blank column, and what the row is for."""
    kind = [("类别", unit.kind)] if unit.kind else []
    name = [("单位", unit.name)] if unit.name else []
    facts = [(each, show_cell(value, policy.fact(each))) for each, value in unit.facts.items()]
    return (*kind, *name, *facts, (column, ""), ("案例", title))


def markdown(rows: Iterable[Row], together: Callable[[list[str]], str] = "；".join) -> str:
    """Return a Markdown table for each set of columns; a row with the same facts stands once, with all that it is for."""
    by_columns: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    for row in rows:
        cells = tuple(value.replace("|", "\\|") for _, value in row)
        titles = by_columns.setdefault(tuple(name for name, _ in row), {}).setdefault(cells[:-1], [])
        if cells[-1] not in titles:
            titles.append(cells[-1])
    return "\n".join(line for columns, kept in by_columns.items() for line in _table(columns, kept, together))


def _table(
    columns: tuple[str, ...], kept: dict[tuple[str, ...], list[str]], together: Callable[[list[str]], str]
) -> list[str]:
    rows = [f"| {' | '.join((*cells, together(titles)))} |" for cells, titles in kept.items()]
    return ["", f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *rows]
