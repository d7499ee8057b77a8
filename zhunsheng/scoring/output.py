"""Results out: CSV, XLSX and JSON as bytes, CSV and JSON unit by unit.

XLSX writes text that begins with = + - @ as text, CSV as csv_text has it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from compiler import VERSION, core
from compiler.meaning import result
from compiler.meaning.result import Points
from zhunsheng.engine.numbers import fits_spreadsheet, show
from zhunsheng.engine.sheets.csv_text import csv_rows
from zhunsheng.engine.sheets.workbooks import Book, text_cell
from zhunsheng.scoring import result_rows

Trace = Callable[[result.Result], dict[str, Any]]


BASIS = "依据"


def made_from(policy: core.Policy, facts: str = "") -> list[tuple[str, str]]:
    """Return what results are made from, for people: no date and no path, so that the same is made again."""
    sheet = [("填报表 SHA-256", facts)] if facts else []
    text = [("政策文件 SHA-256", policy.digest)] if policy.digest else []
    return [("政策", policy.title), *text, *sheet, ("准绳", VERSION)]


def results_csv(policy: core.Policy, results: Sequence[result.Result], facts: str = "") -> bytes:
    """Return the ranked results as CSV, UTF-8 with the mark that Excel needs; ``facts`` is the digest of the fact sheet."""
    return b"".join(csv_chunks(policy, results, facts))


def csv_chunks(policy: core.Policy, results: Sequence[result.Result], facts: str = "") -> Iterator[bytes]:
    """Yield the same some rows at a time; what it was made from stands in the last column of the first row."""
    basis = itertools.chain(
        ["；".join(f"{name} {text}" for name, text in made_from(policy, facts)[1:])], itertools.repeat("")
    )
    rows = ([*row, said] for row, said in zip(result_rows.rows(policy, results), basis, strict=False))
    return csv_rows(itertools.chain([[*result_rows.header(policy), BASIS]], rows))


def results_xlsx(policy: core.Policy, results: Sequence[result.Result], facts: str = "") -> bytes:
    """Return the ranked results as a workbook; a number that 15 digits cannot hold is written as exact text.

    What it was made from stands on a sheet of its own.
    """
    with Book() as book:
        sheet = book.sheet("得分", [result_rows.header(policy)], freeze=(1, 2))
        for number, row in enumerate(result_rows.rows(policy, results), start=1):
            for column, item in enumerate(row):
                if isinstance(item, str) or not fits_spreadsheet(Fraction(item)):
                    text_cell(sheet, number, column, item if isinstance(item, str) else show(item))
                else:
                    sheet.write_number(number, column, float(item))
        origin = book.sheet(BASIS, [["名称", "内容"]])
        for number, (name, text) in enumerate(made_from(policy, facts), start=1):
            text_cell(origin, number, 0, name)
            text_cell(origin, number, 1, text)
    return book.data


def results_json(
    policy: core.Policy, results: Sequence[result.Result], trace: Trace | None = None, facts: str = ""
) -> bytes:
    """Return the ranked results as JSON, every value exact as a string; with ``trace``, each unit carries its own."""
    return b"".join(json_chunks(policy, results, trace, facts))


def json_chunks(
    policy: core.Policy, results: Sequence[result.Result], trace: Trace | None = None, facts: str = ""
) -> Iterator[bytes]:
    """Yield the same a unit at a time."""
    head = _text(_head(policy, facts) | {"units": []})
    before, after = head.split("[]" + _END)
    comma = "[\n    "
    for unit in _units(results, trace):
        yield (before + comma + _text(unit).replace("\n", "\n    ")).encode()
        before, comma = "", ",\n    "
    yield (before + ("[]" if before else "\n  ]") + _END + after + "\n").encode()


def results_tree(
    policy: core.Policy, results: Sequence[result.Result], trace: Trace | None = None, facts: str = ""
) -> dict[str, Any]:
    """Return the same as data."""
    return _head(policy, facts) | {"units": list(_units(results, trace))}


_END = "\n}"  # the units come last


def _text(tree: dict[str, Any]) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2)


def _head(policy: core.Policy, facts: str) -> dict[str, Any]:
    return {
        "version": 1,
        "policy": {"title": policy.title, "number": policy.number, "digest": policy.digest},
        "facts": {"digest": facts},
        "compiler": VERSION,
    }


def _units(results: Sequence[result.Result], trace: Trace | None) -> Iterator[dict[str, Any]]:
    for rank, unit in result_rows.with_unranked(results):
        yield _unit(rank, unit) | ({} if trace is None else {"trace": trace(unit)})


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
        "reasons": list(unit.reasons),
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
