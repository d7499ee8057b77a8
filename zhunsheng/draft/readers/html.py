"""HTML → blocks, with lxml: headings, paragraphs, list items, tables with rowspan and colspan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from dsl import limits
from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.readers import Broken, TooLarge

_SKIP = {"script", "style", "head", "noscript", "template", "iframe", "object", "select", "button"}
_BLOCKS = {
    "p",
    "div",
    "li",
    "section",
    "article",
    "blockquote",
    "dd",
    "dt",
    "ul",
    "ol",
    "center",
    "main",
    "header",
    "footer",
    "td",
    "tr",
}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a page."""
    text = _DECLARED.sub("", _decode(data))
    if not text.strip():
        return ()
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise Broken(str(error)) from error
    body = root.find("body")
    return tuple(_blocks(root if body is None else body))


def _decode(data: bytes) -> str:
    """UTF-8, or what the page declares; every Chinese national charset is a part of GB18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        declared = found[1].decode("ascii").lower() if found else "gb18030"
    try:
        return data.decode("gb18030" if declared.startswith("gb") else declared)
    except (LookupError, UnicodeDecodeError) as error:
        raise Broken("编码读不通") from error


def _blocks(element: html.HtmlElement) -> Iterator[Block]:
    """Walk the blocks of an element; running text between blocks is a paragraph of its own."""
    run: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIP:
            run.append(child.tail or "")
            continue
        if child.tag == "br":
            run.append("\n" + (child.tail or ""))
        elif child.tag == "table" or child.tag in _BLOCKS or re.fullmatch("h[1-6]", child.tag) or _holds_blocks(child):
            yield from _paragraphs("".join(run))
            yield from _block(child)
            run = [child.tail or ""]
        else:
            run.append(_text(child) + (child.tail or ""))
    yield from _paragraphs("".join(run))


def _block(child: html.HtmlElement) -> Iterator[Block]:
    if child.tag == "table":
        yield from _table(child)
    elif re.fullmatch("h[1-6]", child.tag):
        yield from _paragraphs(_text(child), int(child.tag[1]))
    else:
        yield from _blocks(child)


def _holds_blocks(element: html.HtmlElement) -> bool:
    return any(
        isinstance(each.tag, str) and (each.tag == "table" or each.tag in _BLOCKS)
        for each in element.iter()
        if each is not element
    )


def _paragraphs(text: str, level: int = 0) -> Iterator[Block]:
    for line in text.split("\n\n"):
        plain = "\n".join(each.strip() for each in line.split("\n") if each.strip())
        if plain:
            yield Paragraph(plain, level)


def _text(element: html.HtmlElement) -> str:
    """The text of an element; a br and the end of a block inside it are line ends."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIP:
            parts.append("\n" if child.tag == "br" else _text(child))
            parts.append("\n" if child.tag in _BLOCKS else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _table(element: html.HtmlElement) -> Iterator[Block]:
    """A table that only lays out a page is no table: one with another table inside, or with a single column."""
    if element.find(".//table") is not None:
        for cell in element.iter("td", "th"):
            yield from _blocks(cell) if cell.find(".//table") is not None else _paragraphs(_text(cell))
        return
    rows = _grid(element)
    if rows and len(rows[0]) > 1:
        yield Table(rows)
    else:
        for row in rows:
            yield from _paragraphs(row[0])


def _grid(element: html.HtmlElement) -> tuple[tuple[str, ...], ...]:
    taken: dict[tuple[int, int], str] = {}
    for line, row in enumerate(element.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (line, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            text = "\n".join(each.strip() for each in _text(cell).split("\n") if each.strip())
            if len(taken) + down * across > limits.TABLE_CELLS.most:
                raise TooLarge(f"有一张表超过 {limits.TABLE_CELLS.most} 格")
            for place in ((line + y, column + x) for y in range(down) for x in range(across)):
                taken[place] = ""
            taken[line, column] = text
    height = max((y for y, _ in taken), default=-1) + 1
    width = max((x for _, x in taken), default=-1) + 1
    if height * width > limits.TABLE_CELLS.most:
        raise TooLarge(f"有一张表超过 {limits.TABLE_CELLS.most} 格")
    return tuple(tuple(taken.get((y, x), "") for x in range(width)) for y in range(height))


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), limits.SPAN.most) if value.isdecimal() and len(value) < 10 else 1
