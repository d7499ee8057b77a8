"""Results out: CSV, XLSX and JSON as bytes. XLSX writes text that begins with = + - @ as text, CSV as csv_text has it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from compiler import VERSION, core
from compiler.meaning import result
from compiler.meaning.result import Points
from zhunsheng.engine.numbers import fits_spreadsheet, show
from zhunsheng.engine.sheets.csv_text import csv_bytes
from zhunsheng.engine.sheets.workbooks import Book, text_cell
from zhunsheng.scoring import result_rows


def results_csv(policy: core.Policy, results: Sequence[result.Result]) -> bytes:
    """Return the ranked results as CSV, UTF-8 with the mark that Excel needs."""
    return csv_bytes([result_rows.header(policy), *result_rows.rows(policy, results)])


def results_xlsx(policy: core.Policy, results: Sequence[result.Result]) -> bytes:
    """Return the ranked results as a workbook; a number that 15 digits cannot hold is written as exact text."""
    with Book() as book:
        sheet = book.sheet("得分", [result_rows.header(policy)], freeze=(1, 2))
        for number, row in enumerate(result_rows.rows(policy, results), start=1):
            for column, item in enumerate(row):
                if isinstance(item, str) or not fits_spreadsheet(Fraction(item)):
                    text_cell(sheet, number, column, item if isinstance(item, str) else show(item))
                else:
                    sheet.write_number(number, column, float(item))
    return book.data


def results_json(
    policy: core.Policy, results: Sequence[result.Result], traces: Mapping[str, dict[str, Any]] | None = None
) -> bytes:
    """Return the ranked results as JSON, every value exact as a string; with traces, each unit carries its own."""
    tree = {
        "version": 1,
        "policy": {"title": policy.title, "number": policy.number, "digest": policy.digest},
        "compiler": VERSION,
        "units": [
            _unit(rank, unit) | ({} if traces is None else {"trace": traces[unit.unit]})
            for rank, unit in result_rows.with_unranked(results)
        ],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _unit(rank: int | str, unit: result.Result) -> dict[str, Any]:
    return {
        "rank": rank if isinstance(rank, int) else None,
        "status": "" if isinstance(rank, int) else rank,
        "unit": unit.unit,
        "kind": unit.kind,
        "total": _points(unit.total),
        "grade": unit.grade,
        "groups": [{"id": g.group, "points": _points(g.points), "full": _value(g.full)} for g in unit.groups],
        "clauses": [_clause(clause) for clause in unit.clauses],
        "missing": list(unit.missing),
        "undefined": list(unit.undefined),
        "vetoes": list(unit.vetoes),
        "consequences": list(unit.consequences),
        "notes": list(unit.notes),
    }


def _clause(clause: result.ClauseResult) -> dict[str, Any]:
    return {
        "id": clause.clause,
        "outcome": str(clause.outcome),
        "points": _points(clause.points),
        "raw": _points(clause.raw),
        "missing": list(clause.missing),
        "zeroed": clause.zeroed,
        "consequences": list(clause.consequences),
        "duties": [{"duty": duty, "state": state} for duty, state in clause.duties],
        "note": clause.note,
    }


def _points(points: Points) -> str | dict[str, str | None]:
    """An exact value is a string, a range an object; ``null`` is an open end."""
    return {"low": _value(points.low), "high": _value(points.high)} if points.exact is None else show(points.exact)


def _value(value: Fraction | None) -> str | None:
    return None if value is None else show(value)
