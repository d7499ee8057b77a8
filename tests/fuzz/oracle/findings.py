"""Findings are our own: a known code, never E890, a place within the text, and every way of showing them works."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dsl.diagnostics import Diagnostic, Severity
from zhunsheng.report import json as as_json
from zhunsheng.report import sarif, terminal
from zhunsheng.report.titles import titles

INTERNAL = "E890"


def codes(found: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return the codes of the errors; raises where a finding is none of ours or cannot be shown."""
    found = tuple(found)
    for each in found:
        assert each.code in titles() and not each.code.startswith(INTERNAL), each.code
        assert each.message.strip(), each.code
        for label in (each.primary, *each.related):
            if label is not None:
                start, end = label.span.start, label.span.end
                assert 0 <= start <= end <= len(label.source.text), (each.code, start, end)
        for edit in each.fix.edits if each.fix is not None and each.primary is not None else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(each.primary.source.text), each.code
    assert terminal.render(found) or not found
    json.loads(as_json.dumps(as_json.tree(found)))
    json.loads(sarif.render(found))
    return tuple(sorted({each.code for each in found if each.severity is Severity.ERROR}))
