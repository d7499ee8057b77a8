"""A table of Markdown: cells cut at unescaped bars, each with its span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dsl.diagnostics import Bag
from dsl.documents.policy_file import CaseTable, Cell
from dsl.problems import documents
from dsl.source import Source, Span


def read_table(source: Source, lines: Sequence[int], span: Span, bag: Bag) -> CaseTable | None:
    """Return the table whose rows stand on some lines, the header first; a row of another length is reported and left out."""
    rows = [_cells(source, line) for line in lines]
    if not rows:
        return None
    header, width = rows[0], len(rows[0])
    body = []
    for cells in rows[1:]:
        if len(cells) != width:
            at = cells[0].span.to(cells[-1].span) if cells else span
            bag.add(documents.ragged_row(source, at, width, len(cells)))
            continue
        body.append(cells)
    return CaseTable(header, tuple(body), span)


def _cells(source: Source, line: int) -> tuple[Cell, ...]:
    """Cut a table row at its unescaped bars; spans point at the trimmed text of each cell."""
    start = source.line_starts[line]
    text = source.line(line + 1)
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    edges = bars if text.strip().startswith("|") else [-1, *bars]
    if not text.rstrip().endswith("|"):
        edges = [*edges, len(text)]
    cells = []
    for left, right in pairwise(edges):
        raw = text[left + 1 : right]
        at = left + 1 + len(raw) - len(raw.lstrip())
        content = raw.strip()
        cells.append(Cell(content.replace("\\|", "|"), Span(start + at, start + at + len(content))))
    return tuple(cells)
