"""The case table of a drafted clause: the boundary rows that it should have, with the points left blank."""

from __future__ import annotations

from collections.abc import Iterable

from compiler import core
from zhunsheng.draft.sentences.naming import Fact
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.testkit.boundaries.proposing import Suggestion, boundary_cases


def case_table(policy: core.Policy, clause: Clause, facts: Iterable[Fact]) -> str:
    """Return the Markdown tables of a clause; empty where it has no boundary."""
    quoted = "".join("".join(quote.split()) for quote in clause.quotes[:1])
    meant = next((each for each in policy.clauses() if quoted and "".join(each.quote.split()).startswith(quoted)), None)
    if meant is None or not meant.acts:
        return ""
    return show_tables(boundary_cases(policy, meant), policy)


def show_tables(rows: Iterable[Suggestion], policy: core.Policy) -> str:
    """Return a Markdown table for each set of columns."""
    by_columns: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for made in rows:
        cells = made.cells(policy)
        row = tuple(value.replace("|", "\\|") for _, value in cells)
        kept = by_columns.setdefault(tuple(name.replace("|", "\\|") for name, _ in cells), [])
        if row[:-1] not in [each[:-1] for each in kept]:
            kept.append(row)
    tables = []
    for columns, body in by_columns.items():
        lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
        tables.append("\n".join([*lines, *(f"| {' | '.join(row)} |" for row in body)]))
    return "\n\n".join(tables)
