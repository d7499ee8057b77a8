"""CSV: bytes to rows of text cells.

UTF-8 with or without a byte order mark; UTF-16 with one (Excel's "Unicode text"); otherwise GB18030, which Chinese
Excel writes, with a note. The delimiter is the one that shows the most columns in the header.
"""

from __future__ import annotations

import codecs
import csv
import io

from attrs import evolve

from dsl.diagnostics import Bag
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets.tables import Row, Table, build_table, find_header

_DELIMITERS = ",;\t"
_SNIFFED = 200  # rows within which the header is looked for


def decode(data: bytes, name: str, bag: Bag) -> str | None:
    """Return the text of a file; None, with a diagnostic, if it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(data, "utf-16", name, bag)
    text = _try(data, "utf-8-sig")
    if text is not None and "\0" not in text:
        return text
    if text is None and (text := _decode(data, "gb18030", name, bag)) is not None:
        bag.add(problems.read_as_gbk(name))
        return text
    if text is not None:
        bag.add(problems.encoding(name))
    return None


def _decode(data: bytes, encoding: str, name: str, bag: Bag) -> str | None:
    text = _try(data, encoding)
    if text is None or "\0" in text:
        bag.add(problems.encoding(name))
        return None
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_csv(data: bytes, name: str, bag: Bag) -> Table | None:
    """Read a CSV file. Rows are counted as a spreadsheet would: a cell with line breaks is one row."""
    text = decode(data, name, bag)
    if text is None:
        return None
    delimiter = sniff(text)
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        bag.add(problems.broken_csv(reader.line_num, _why(str(error))))
        return None
    table = build_table(name, rows, bag)
    if table is not None:
        _report_cut(table, bag)
    return table


def _report_cut(table: Table, bag: Bag) -> None:
    """Say which rows end before the header does: their last cells are not empty, they are not there."""
    width = max(column.index for column in table.columns) + 1
    cut = [row for row in table.rows if len(row.cells) < width]
    if cut:
        lines = [table.line(row.number) for row in cut]
        found = problems.row_cut(lines, len(cut[0].cells), width)
        bag.add(evolve(found, cell=table.at(cut[0].number)))


def sniff(text: str) -> str:
    """Return the delimiter that cuts the header into most columns; a comma where there is no header."""
    return max(_DELIMITERS, key=lambda delimiter: _width(text, delimiter))


def _width(text: str, delimiter: str) -> int:
    rows: list[Row] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(Row(len(rows) + 1, tuple(cells)))
            if find_header(rows[-1:]) is not None:
                return len(cells)
            if len(rows) == _SNIFFED:
                return 0
    except csv.Error:
        return 0
    return 0


def _why(error: str) -> str:
    if "unexpected end" in error:
        return "引号没有成对，读到文件末尾也没有结束"
    if "expected after" in error:
        return "引号后面应是分隔符"
    return "有一格内容过长" if "field larger" in error else "不能按 CSV 解读"
