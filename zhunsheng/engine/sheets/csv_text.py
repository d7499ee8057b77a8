"""Rows as CSV. Nothing in a cell can become a formula.

A spreadsheet program takes text that begins with = + - @ for a formula, so such text gets an apostrophe before it. A fraction
such as 1/3 gets one too: it would be opened as the third of January.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from fractions import Fraction

from zhunsheng.engine.numbers import show

_UNSAFE = re.compile(r"[=+\-@\t\r]|[0-9]+/[0-9]+$")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Cell = str | Fraction | int


def csv_bytes(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> str:
    """Return a cell that a spreadsheet program leaves as it is."""
    text = cell if isinstance(cell, str) else show(cell)
    return f"'{text}" if _UNSAFE.match(text) and not _NUMBER.fullmatch(text) else text
