"""DOCX → blocks, with python-docx: paragraphs with their heading level, tables with merged cells told once."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from dsl import limits
from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.readers import TooLarge
from zhunsheng.draft.readers.docx_numbers import Numbers


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a document; raises for what is no DOCX."""
    _guard(data)
    body = docx.Document(BytesIO(data))
    numbers = Numbers.of(body)
    return tuple(made for each in body.iter_inner_content() for made in _block(each, numbers))


def _guard(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > limits.UNPACKED_DOCUMENT.most * 2**20:
        raise TooLarge(f"解开有 {size // 2**20} MiB")


def _block(each: WordParagraph | WordTable, numbers: Numbers) -> list[Block]:
    if isinstance(each, WordTable):
        return [Table(_rows(each, numbers))]
    return [Paragraph(numbers.number(each) + each.text, _level(each))] if each.text.strip() else []


def _level(paragraph: WordParagraph) -> int:
    """The level of a heading style; style names are translated, their ids are not."""
    style = paragraph.style
    name = "" if style is None else f"{style.style_id} {style.name}".lower()
    for level in range(1, 7):
        if f"heading{level}" in name.replace(" ", "") or f"标题{level}" in name.replace(" ", ""):
            return level
    return 0


def _rows(table: WordTable, numbers: Numbers) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, each place of the grid one; a merged cell is told once, where it begins.

    Read from the elements: ``row.cells`` of python-docx follows a cell that is merged downwards row by row, and makes as many cells as
    a ``gridSpan`` says, were it a thousand million.
    """
    rows: list[tuple[str, ...]] = []
    width = 0
    for row in table._tbl.tr_lst:
        cells = [""] * _grid(row.grid_before)
        for each in row.tc_lst:
            own = "" if each.vMerge == "continue" else _cell(each, table, numbers)
            cells += [own, *[""] * (_grid(each.grid_span) - 1)]
        rows.append(tuple(cells))
        width = max(width, len(cells))
        if width * len(rows) > limits.TABLE_CELLS.most:
            raise TooLarge(f"有一张表超过 {limits.TABLE_CELLS.most} 格")
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _cell(cell: Any, table: WordTable, numbers: Numbers) -> str:
    return "\n".join(numbers.number(each) + each.text for each in WordCell(cell, table).paragraphs).strip()


def _grid(columns: int) -> int:
    """Return a number of columns that a cell spans or a row leaves out."""
    if columns > limits.SPAN.most:
        raise TooLarge(f"有一格跨 {columns} 列")
    return columns
