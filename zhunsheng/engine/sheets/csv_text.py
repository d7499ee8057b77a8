"""Rows as CSV. Nothing in a cell can become a formula.

A spreadsheet program takes text that begins with = + - @, of whichever width, for a formula, so such text gets an apostrophe before it.
A fraction such as 1/3 gets one too: it would be opened as the third of January.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from zhunsheng.engine.numbers import show

_UNSAFE = re.compile(r"[=+\-@＝＋－＠\t\r\n]|[0-9]+/[0-9]+$")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Cell = str | Fraction | int

_TOGETHER = 500  # rows that are written at once


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark."""
    return b"".join(csv_rows(rows))


def csv_rows(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the same, some rows at a time."""
    text, encoding = io.StringIO(newline=""), "utf-8-sig"
    writer = csv.writer(text, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(cell) for cell in row])
        if number % _TOGETHER == 0:
            yield text.getvalue().encode(encoding)
            encoding = "utf-8"
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode(encoding)


def harmless(cell: Cell) -> str:
    """Return a cell that a spreadsheet program leaves as it is."""
    text = cell if isinstance(cell, str) else show(cell)
    return f"'{text}" if _UNSAFE.match(text) and not _NUMBER.fullmatch(text) else text
