"""Findings as text for snapshots: the source lines on top, the answer below, so that a policy clerk can approve it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.diagnostics import Diagnostic, Label
from dsl.source import Source

MOST = 100  # characters of a source line that are shown


def show(findings: Iterable[Diagnostic]) -> str:
    """Return all findings, a blank line between them."""
    return "\n\n".join("\n".join(_lines(each)) for each in findings) or "没有发现问题"


def place(finding: Diagnostic) -> tuple[int, int]:
    """Return the line and column of a finding."""
    assert finding.primary is not None
    return finding.primary.source.place(finding.primary.span.start)


def _lines(finding: Diagnostic) -> Iterator[str]:
    labels = [label for label in (finding.primary, *finding.related) if label is not None]
    for number, text in sorted({_shown(label) for label in labels}):
        yield f"{number:>3} | {text}"
    yield f"{finding.code}: {finding.message}"
    for label in labels:
        yield f"  {_range(label)} “{_clip(label.source.slice(label.span).replace(chr(10), ' ⏎ '))}” {label.text}".rstrip()
    if finding.witness is not None:
        yield f"  例子：{finding.witness.text}"
    for word, text in (("建议", finding.hint), ("依据", finding.authority)):
        if text:
            yield f"  {word}：{text}"
    if finding.fix is not None:
        edits = "；".join(f"{_at(labels[0].source, edit.span.start)} 写作“{edit.text}”" for edit in finding.fix.edits)
        yield f"  {'改' if finding.fix.safe else '可改'}：{finding.fix.title}（{edits}）"


def _shown(label: Label) -> tuple[int, str]:
    number, column = label.source.place(label.span.start)
    line = label.source.line(number)
    start = max(0, column - MOST // 2) if len(line) > MOST else 0
    return number, ("…" if start else "") + _clip(line[start:])


def _clip(text: str) -> str:
    return text if len(text) <= MOST else text[:MOST] + "…"


def _range(label: Label) -> str:
    return f"{_at(label.source, label.span.start)}–{_at(label.source, max(label.span.start, label.span.end - 1))}"


def _at(source: Source, offset: int) -> str:
    line, column = source.place(offset)
    return f"{line}:{column}"
