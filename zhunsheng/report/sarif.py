"""Findings as SARIF 2.1.0 (OASIS), for code scanning in a repository of policies.

Columns count code points, ends are exclusive; files are relative and percent-encoded, so no report knows whose computer it
comes from. A fingerprint is made of the code, the file, the line's text and the message, not of the line's number: a
finding stays the same one when a paragraph is added above it. Pure: findings in, text out.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from compiler import VERSION
from dsl.diagnostics import Diagnostic, Fix, Label, Place, Severity
from dsl.source import Source, Span
from zhunsheng.engine.text import letters
from zhunsheng.report import json
from zhunsheng.report.files import relative
from zhunsheng.report.titles import title_of

Json = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DOCS = "ZHUNSHENG_DOCS"  # where an office keeps docs/errors; without it a rule is named by a URN
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(found: Iterable[Diagnostic]) -> str:
    """Return a whole SARIF log of one run."""
    return json.dumps(log(tuple(found), os.environ.get(DOCS, "")))


def log(found: Sequence[Diagnostic], docs: str = "") -> Json:
    """Return the log as data; ``docs`` is the address of the folder with a page for every code."""
    codes = sorted({each.code for each in found})
    seen: Counter[str] = Counter()
    driver: Json = {
        "name": "zhunsheng",
        "fullName": f"准绳 {VERSION}",
        "version": VERSION,
        "language": "zh-CN",
        "rules": [_rule(code, docs) for code in codes],
    }
    results = [_result(each, codes.index(each.code), seen) for each in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, docs: str) -> Json:
    page = f"{code}.md"
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.split("-")[1:]),
        "shortDescription": {"text": title_of(code)},
        "helpUri": f"{docs.rstrip('/')}/{page}" if docs else f"urn:zhunsheng:errors:{code}",
        "help": {"text": f"现象、为什么、例子、改法、依据：docs/errors/{page}"},
    }


def _result(each: Diagnostic, index: int, seen: Counter[str]) -> Json:
    made: Json = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": told(each)},
        "partialFingerprints": {"zhunsheng/v1": _fingerprint(each, seen)},
    }
    if each.primary is not None:
        made["locations"] = [{"physicalLocation": _physical(each.primary)}]
        if each.fix is not None:
            made["fixes"] = [_fix(each.fix, each.primary.source)]
    elif each.cell is not None:
        made["locations"] = [_cell(each.cell)]
    if each.related:
        made["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(label), "message": {"text": label.text or "另见"}}
            for number, label in enumerate(each.related, start=1)
        ]
    return made


def told(each: Diagnostic) -> str:
    """Return a finding in lines: what, then the example, the remedy and the authority where it has them."""
    label = each.primary.text if each.primary is not None else ""
    shown = each.witness.text if each.witness is not None else ""
    remarks = (("此处", label), ("条款", each.clause), ("例子", shown), ("建议", each.hint), ("依据", each.authority))
    return "\n".join([each.message, *(f"{word}：{text}" for word, text in remarks if text)])


def _physical(label: Label) -> Json:
    return {"artifactLocation": _file(label.source), "region": _region(label.source, label.span)}


def _cell(cell: Place) -> Json:
    """Return a cell of a fact sheet: its row as a line, and its name in the workbook."""
    physical: Json = {"artifactLocation": _uri(cell.file)}
    if not cell.row:
        return {"physicalLocation": physical}
    name = f"{letters(cell.column - 1)}{cell.row}" if cell.column else f"{cell.row}:{cell.row}"
    physical["region"] = {"startLine": cell.row}
    named = {"fullyQualifiedName": f"{cell.sheet}!{name}" if cell.sheet else name}
    return {"physicalLocation": physical, "logicalLocations": [named]}


def _file(source: Source) -> Json:
    return _uri(source.name)


def _uri(name: str) -> Json:
    return {"uri": quote(relative(name), safe="/.-_~"), "uriBaseId": "%SRCROOT%"}


def _region(source: Source, span: Span) -> Json:
    line, column = source.place(min(span.start, len(source.text)))
    end_line, end_column = source.place(min(span.end, len(source.text)))
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(fix: Fix, source: Source) -> Json:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": _file(source), "replacements": replacements}],
    }


def _fingerprint(each: Diagnostic, seen: Counter[str]) -> str:
    place = ("", "") if each.cell is None else (relative(each.cell.file), each.cell.sheet)
    if each.primary is not None:
        source = each.primary.source
        line = source.line(source.place(min(each.primary.span.start, len(source.text)))[0])
        place = (relative(source.name), " ".join(line.split()))
    said = "\0".join((each.code, *place, each.message)).encode("utf-8", "surrogatepass")  # a text that no file can hold
    made = hashlib.sha256(said).hexdigest()[:32]
    seen[made] += 1  # the same finding on two lines that read alike
    return f"{made}:{seen[made]}"
