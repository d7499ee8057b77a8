"""PDF → blocks, with pdfplumber: the ruled tables of each page, and the text around them with its hard line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber

from dsl import limits
from zhunsheng.draft.layout.blocks import Block, Table
from zhunsheng.draft.readers import TooLarge
from zhunsheng.draft.readers.plain import read_plain

_PAGE_NUMBER = re.compile(r"^\s*(?:[—\-–]+\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*/\s*\d{1,4})?(?:\s*[—\-–]+)?\s*$")


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a document; a page without text (a scan) gives none."""
    parts: list[str | Table] = []
    with pdfplumber.open(BytesIO(data)) as document:
        if len(document.pages) > limits.PAGES.most:
            raise TooLarge(f"有 {len(document.pages)} 页")
        for page in document.pages:
            parts += _page(page)
            page.close()  # keeps a long document in bounds
    return tuple(_joined(parts))


def _page(page: Any) -> Iterator[str | Table]:
    """The text above, between and below the tables of a page, in order."""
    top = 0.0
    for table in sorted(page.find_tables(), key=lambda each: each.bbox[1]):
        rows = tuple(tuple((cell or "").strip() for cell in row) for row in table.extract())
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        yield _text(page, top, table.bbox[1])
        yield Table(rows)
        top = table.bbox[3]
    yield _text(page, top, page.height)


def _text(page: Any, top: float, bottom: float) -> str:
    if bottom - top < 1:
        return ""
    text = page.within_bbox((0, max(top, 0), page.width, min(bottom, page.height)), strict=False).extract_text() or ""
    return "\n".join(line for line in text.split("\n") if not _PAGE_NUMBER.match(line))


def _joined(parts: list[str | Table]) -> Iterator[Block]:
    """Text goes on over a page break; so does a table with as many columns."""
    text: list[str] = []
    last: Table | None = None
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                if last is not None:
                    yield last
                    last = None
                text.append(part)
        elif last is not None and len(last.rows[0]) == len(part.rows[0]):
            last = Table((*last.rows, *part.rows))
        else:
            if last is not None:
                yield last
            yield from read_plain("\n".join(text))
            text, last = [], part
    if last is not None:
        yield last
    yield from read_plain("\n".join(text))
