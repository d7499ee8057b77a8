"""Nothing that stands in a name, a quotation or a fact becomes markup, a formula or code in what is written."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from openpyxl import load_workbook

# What our own pages are made of; everything else came from somebody's text.
_TAGS = set(
    """html head meta title style body main header footer section article nav details summary h1 h2 h3 h4 h5 h6 p span div table thead
    tbody tfoot tr th td caption ul ol li dl dt dd blockquote strong em b i code pre br hr small time sup sub del mark figure figcaption
    svg g rect line text path circle button label input""".split()  # noqa: SIM905
)
_LIVE = re.compile(r"^on|^(?:src|srcset|action|formaction|xlink:href|data)$")
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN = re.compile(r"[+\-＋－]?[\d.,]+%?$|-+$|—+$")
_MARKDOWN = {"html_inline", "html_block", "image", "link_open", "code_inline", "code_block", "em_open", "s_open"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [] if tag in _TAGS else [f"<{tag}>"]
        self.found += [f"{tag} {name}={value}" for name, value in attrs if _LIVE.match(name)]
        self.found += [
            f"{tag} {name}" for name, value in attrs if re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.I)
        ]


def page(text: str) -> None:
    """A page has the elements of its template alone."""
    reader = _Page()
    reader.feed(text)
    reader.close()
    assert not reader.found, f"网页里有活的内容：{reader.found[:3]}"


def markdown(text: str) -> None:
    """A Markdown text has headings, lists, tables and text alone."""
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text):
        for each in (token, *(token.children or ())):
            assert each.type not in _MARKDOWN, f"规则表里有活的内容：{each.type} {each.content[:60]!r}"


def cells(rows: Iterable[Iterable[str]]) -> None:
    """No cell begins as a formula does, but for numbers."""
    for row in rows:
        for cell in row:
            assert not _FORMULA.match(cell) or _PLAIN.match(cell), f"单元格会被当作公式：{cell[:60]!r}"


def sheet_csv(data: bytes) -> None:
    """A CSV file as a spreadsheet program opens it."""
    cells(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_xlsx(data: bytes) -> None:
    """A workbook without formulas and links."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for cell in (each for row in sheet.iter_rows() for each in row):
            assert cell.data_type != "f" and cell.hyperlink is None, f"工作簿里有公式或链接：{cell.value!r}"


def python(text: str, allowed: Iterable[str]) -> None:
    """A module calls only what our own modules call."""
    known = set(allowed)
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, ast.Import | ast.ImportFrom) or {a.name for a in node.names} <= known, ast.dump(
            node
        )
        if isinstance(node, ast.Name) and node.id.startswith("__"):
            assert node.id in known, node.id


def calls(text: str) -> set[str]:
    """Return the names that a module imports, and its double-underscored names."""
    tree = ast.parse(text)
    imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for a in node.names}
    return imported | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id.startswith("__")}
