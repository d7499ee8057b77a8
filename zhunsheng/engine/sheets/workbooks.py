"""Workbooks as bytes, the same bytes for the same content: no clock, no user name, no formula, no link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

_LONGEST = 32_767  # characters in a cell, Excel's limit
_CREATED = datetime(2000, 1, 1)  # a constant of the file, no moment in time
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """A workbook under construction; ``data`` holds it once the ``with`` block is left."""

    def __init__(self) -> None:
        import xlsxwriter  # type: ignore[import-untyped]

        self.data = b""
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, _SAFE)
        self._book.set_properties({"created": _CREATED, "author": "准绳"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._book.close()
        self.data = self._buffer.getvalue()

    def format(self, **properties: Any) -> Any:
        """Return a cell format."""
        return self._book.add_format(properties)

    def sheet(self, name: str, head: Sequence[Sequence[str]], freeze: tuple[int, int] = (1, 0)) -> Any:
        """Add a sheet with a bold header that stays in view."""
        sheet = self._book.add_worksheet(name)
        bold = self.format(bold=True, text_wrap=True, valign="vcenter", bg_color="#E7EEF7", border=1)
        for row, cells in enumerate(head):
            for column, text in enumerate(cells):
                text_cell(sheet, row, column, text, bold)
                sheet.set_column(column, column, min(40, max(8, 2 * len(text) + 2)))
        sheet.freeze_panes(*freeze)
        return sheet


def text_cell(sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:
    """Write text as text whatever it begins with, cut to what a cell can hold."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    sheet.write_string(row, column, cut, form)
