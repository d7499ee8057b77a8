"""Diagnostics for people: what, where with the line itself, why, what to do, on whose authority.

    错误[E412-tier-overlap]: 97% 同时落在两档
      --> policies/demo/policy.md:31:3
    31 |   97%—98% 扣 15 分
       |   ^^^^^^^ 含 97%
       = 建议：在本条写明「端点就高」或「端点就低」

Carets are counted in display columns, the frame is ASCII, and no printed line is longer than ``columns``, except a
message or a file name that is. Pure: diagnostics in, text out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dsl.diagnostics import Diagnostic, Label, Severity
from dsl.source import Source
from zhunsheng.report.excerpt import Excerpt, excerpt
from zhunsheng.report.paint import PLAIN, Paint
from zhunsheng.report.width import width, wrap

COLUMNS = 100
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


def render(diagnostics: Iterable[Diagnostic], paint: Paint = PLAIN, columns: int = COLUMNS) -> str:
    """Return all diagnostics, a blank line between them; empty where there are none."""
    shown = ["\n".join(_lines(each, paint, columns)) for each in diagnostics]
    return "\n\n".join(shown) + "\n" if shown else ""


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many there are of each severity: 2 个错误、1 个警告; empty where there are none."""
    counts = Counter(each.severity for each in diagnostics)
    return "、".join(f"{counts[each]} 个{WORDS[each]}" for each in Severity if counts[each])


def _lines(each: Diagnostic, paint: Paint, columns: int) -> Iterator[str]:
    head = paint.severity(each.severity, f"{WORDS[each.severity]}[{each.code}]")
    yield f"{head}: {paint('bold', _one_line(each.message))}"
    labels = [label for label in (each.primary, *each.related) if label is not None]
    gutter = max((len(str(label.source.place(_at(label))[0])) for label in labels), default=1)
    for source, found in _by_source(labels):
        yield from _source(source, found, each.severity, gutter, paint, columns)
    shown = each.witness.text if each.witness is not None else ""
    clause = "" if labels else each.clause
    for word, text in (("条款", clause), ("例子", shown), ("建议", each.hint), ("依据", each.authority)):
        if text:
            yield from _remark(word, _one_line(text), gutter, paint, columns)


def _one_line(text: str) -> str:
    """A message may quote a file: nothing in it may steer the terminal."""
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text)


def _at(label: Label) -> int:
    return min(label.span.start, len(label.source.text))


def _by_source(labels: list[Label]) -> list[tuple[Source, list[Label]]]:
    """Group labels by source, the primary's first; the arrow points at the first label given of each."""
    groups: list[tuple[Source, list[Label]]] = []
    for label in labels:
        found = next((group for source, group in groups if source is label.source), None)
        if found is None:
            groups.append((label.source, [label]))
        else:
            found.append(label)
    return groups


def _source(
    source: Source, labels: list[Label], severity: Severity, gutter: int, paint: Paint, columns: int
) -> Iterator[str]:
    line, column = source.place(_at(labels[0]))
    yield f"{' ' * gutter}{paint('blue', '-->')} {_one_line(source.name)}:{line}:{column}"
    before = 0
    printed = ""
    for label in sorted(labels, key=lambda each: (each.span.start, each.span.end)):
        number = source.place(_at(label))[0]
        if before and number > before + 1:
            yield paint("blue", "...")
        marked = _excerpt(source, label, number, columns - gutter - 3)
        if number != before or marked.text != printed:
            yield paint("blue", f"{number:>{gutter}} |") + _after_bar(marked.text)
        before, printed = number, marked.text
        bar = paint("blue", f"{' ' * gutter} |")
        for text in _carets(marked, _one_line(label.text), severity, columns - gutter - 3, paint):
            yield bar + _after_bar(text)


def _after_bar(text: str) -> str:
    return f" {text}" if text else ""


def _excerpt(source: Source, label: Label, number: int, room: int) -> Excerpt:
    begin = source.line_starts[number - 1]
    return excerpt(source.line(number), _at(label) - begin, label.span.end - begin, room)


def _carets(marked: Excerpt, text: str, severity: Severity, room: int, paint: Paint) -> list[str]:
    """Return the carets with the label's text behind them, or below where there is no room for it."""
    carets = " " * marked.start + paint.severity(severity, "^" * marked.carets)
    end = marked.start + marked.carets
    if not text:
        return [carets]
    if end + 1 + width(text) <= room:
        return [f"{carets} {paint.severity(severity, text)}"]
    indent = min(marked.start, room // 2)
    below = wrap(text, room - indent, room - indent)
    return [carets, *(" " * indent + paint.severity(severity, line) for line in below)]


def _remark(word: str, text: str, gutter: int, paint: Paint, columns: int) -> Iterator[str]:
    lead = f"{' ' * gutter} = "
    hang = width(lead) + width(word) + 2
    first, *rest = wrap(text, columns - hang, columns - hang)
    yield f"{' ' * gutter} {paint('blue', '=')} {paint('bold', word + '：')}{first}"
    yield from (" " * hang + line for line in rest)
