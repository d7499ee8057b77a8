"""DOCX → blocks, with python-docx: paragraphs with their heading level, tables with merged cells told once."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.readers import TooLarge
from zhunsheng.draft.readers.docx_numbers import Numbers

LARGEST = 256 * 2**20  # bytes of all parts, unpacked


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a document; raises for what is no DOCX."""
    _guard(data)
    body = docx.Document(BytesIO(data))
    numbers = Numbers.of(body)
    return tuple(made for each in body.iter_inner_content() for made in _block(each, numbers))


def _guard(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > LARGEST:
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
    """The cells of a table; python-docx gives a merged cell in every place that it covers."""
    seen: set[object] = set()
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            own = "" if cell._tc in seen else "\n".join(numbers.number(each) + each.text for each in cell.paragraphs)
            cells.append(own.strip())
            seen.add(cell._tc)
        rows.append(tuple(cells))
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)
