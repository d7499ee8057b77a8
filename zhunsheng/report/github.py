"""Findings as GitHub's workflow commands, which show them at their lines in a change.

    ::error file=policies/demo/policy.md,line=31,col=3,endColumn=10,title=E411-shared-end::97% 同时落在两档

``%`` and line ends are escaped everywhere, ``:`` and ``,`` in properties too, so that no text of a policy becomes a command.
Pure: findings in, text out.
"""

from __future__ import annotations

from collections.abc import Iterable

from dsl.diagnostics import Diagnostic, Label, Severity
from zhunsheng.report.files import relative
from zhunsheng.report.sarif import told

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(found: Iterable[Diagnostic]) -> str:
    """Return one line a finding."""
    return "".join(f"{_line(each)}\n" for each in found)


def _line(each: Diagnostic) -> str:
    place = _place(each.primary) if each.primary is not None else {}
    if each.cell is not None:
        place = {"file": relative(each.cell.file), **({"line": str(each.cell.row)} if each.cell.row else {})}
    properties = {**place, "title": each.code}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[each.severity]} {written}::{_data(told(each))}"


def _place(label: Label) -> dict[str, str]:
    """GitHub takes columns only where a finding begins and ends on one line."""
    source, span = label.source, label.span
    line, column = source.place(min(span.start, len(source.text)))
    end_line, end_column = source.place(min(span.end, len(source.text)))
    found = {"file": relative(source.name), "line": str(line)}
    if end_line == line:
        return {**found, "col": str(column), "endColumn": str(end_column)}
    return {**found, "endLine": str(end_line)}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
