"""Results out: CSV, XLSX and JSON as bytes, and the one function that writes a file.

A file is whole or not there: it is written beside its place and then moved. Nothing in a cell can become a formula: a
spreadsheet program takes text that begins with = + - @ for one, so XLSX writes such text as text and CSV puts an
apostrophe before it. A fraction such as 1/3 gets one too in CSV, where it would be opened as the third of January.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from compiler import VERSION, core, result
from compiler.result import Points
from dsl.diagnostics import Bag, Diagnostic
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine import result_rows
from zhunsheng.engine.files import why
from zhunsheng.engine.numbers import fits_spreadsheet, show
from zhunsheng.engine.workbooks import Book, text_cell

_UNSAFE = re.compile(r"[=+\-@\t\r]|[0-9]+/[0-9]+$")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


# ---------------------------------------------------------------------------------------------------------------- bytes


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


def csv_bytes(rows: Sequence[Sequence[result_rows.Item]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([harmless(item) for item in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(item: result_rows.Item) -> str:
    """Return a cell that a spreadsheet program leaves as it is."""
    text = item if isinstance(item, str) else show(item)
    return f"'{text}" if _UNSAFE.match(text) and not _NUMBER.fullmatch(text) else text


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


# ---------------------------------------------------------------------------------------------------------------- files


def write_whole(path: Path, data: bytes, bag: Bag) -> bool:
    """Write a file completely or not at all; False, with the reason in ``bag``, where it cannot be written."""
    try:
        target = path.resolve()  # a link stays a link: what it points to is replaced
        if target.exists() and not target.is_file():
            bag.add(problems.target_not_a_file(str(path)))
            return False
        _replace(target, data)
    except (OSError, ValueError, RuntimeError) as error:
        bag.add(_refused(path, error))
        return False
    return True


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")  # short: the target's name may use all of the 255 bytes
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a full disk may show only here, and must show before the old file is gone
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _refused(path: Path, error: Exception) -> Diagnostic:
    name = str(path)
    code = error.errno if isinstance(error, OSError) else None
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return problems.no_folder(name)
    if isinstance(error, PermissionError) or code == errno.EROFS:
        return problems.not_permitted(name)
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return problems.disk_full(name)
    return problems.write_failed(name, why(error))
