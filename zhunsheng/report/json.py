"""Diagnostics for programs: one stable shape, version 1. Lines and columns are 1-based code points, ends exclusive; in a
fact sheet they are rows and columns, and ``cell`` names the worksheet, too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dsl.diagnostics import Diagnostic, Fix, Label, Place, Witness
from dsl.source import Source, Span

VERSION = 1
Json = dict[str, Any]


def tree(diagnostics: Iterable[Diagnostic], **more: Any) -> Json:
    """Return the whole answer of a command; ``more`` is what it has to say besides diagnostics."""
    return {"version": VERSION, **more, "diagnostics": [diagnostic(each) for each in diagnostics]}


def dumps(data: Any) -> str:
    """Return JSON as text with Chinese as it is and a final line end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def diagnostic(each: Diagnostic) -> Json:
    """Return one diagnostic; file and places are null where it has none."""
    primary = each.primary
    return {
        "code": each.code,
        "severity": str(each.severity),
        "message": each.message,
        **(_place(primary.source, primary.span) if primary else _of_cell(each.cell)),
        "label": primary.text if primary else "",
        "cell": _cell(each.cell) if each.cell else None,
        "related": [_label(label) for label in each.related],
        "hint": each.hint,
        "authority": each.authority,
        "clause": each.clause,
        "witness": _witness(each.witness) if each.witness else None,
        "fix": _fix(each.fix, primary) if each.fix and primary else None,
    }


_PLACE = ("file", "line", "column", "endLine", "endColumn")


def _place(source: Source, span: Span) -> Json:
    places = (source.place(min(at, len(source.text))) for at in (span.start, span.end))
    (line, column), (end_line, end_column) = places
    return dict(zip(_PLACE, (source.name, line, column, end_line, end_column), strict=True))


def _of_cell(cell: Place | None) -> Json:
    """Return the place of a cell: its row and column, counted from 1 as a spreadsheet counts them."""
    if cell is None:
        return dict.fromkeys(_PLACE)
    row, column = cell.row or None, cell.column or None
    return dict(zip(_PLACE, (cell.file, row, column, row, column and column + 1), strict=True))


def _cell(cell: Place) -> Json:
    return {"file": cell.file, "sheet": cell.sheet or None, "row": cell.row or None, "column": cell.column or None}


def _label(label: Label) -> Json:
    return {**_place(label.source, label.span), "label": label.text}


def _witness(witness: Witness) -> Json:
    """Return the unit that shows a finding, with its facts exact: 97/100 as a text, a date in ISO form."""
    facts = {name: value if isinstance(value, bool | int | None) else str(value) for name, value in witness.facts}
    return {"name": witness.name, "kind": witness.kind, "facts": facts, "text": witness.text}


def _fix(fix: Fix, primary: Label) -> Json:
    edits = [{**_place(primary.source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
