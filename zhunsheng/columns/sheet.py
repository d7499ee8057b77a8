"""A CSV as a frame of texts, with the rows numbered as the reader of sheets numbers them.

Only a plain file comes through: UTF-8, no quotation mark, no blank line, every row as long as its heading. Any other is read row by row.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
from attrs import evolve, frozen

from dsl import limits
from dsl.diagnostics import Bag
from zhunsheng.engine.sheets.csv_sheets import sniff
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.stated import stated_units
from zhunsheng.engine.sheets.tables import Column, Row, Table, as_text, find_header, keep_units

NUMBER = "#行"
_HEAD = 64 * 1024  # bytes within which the heading has to be
_BOM = b"\xef\xbb\xbf"


@frozen(eq=False)
class Cells:
    """The cells of a sheet as texts, a column ``name_of(column)`` each, and ``NUMBER``."""

    frame: pl.DataFrame
    table: Table  # heading and no rows

    def rows(self, numbers: pl.Series, bag: Bag) -> Table:
        """Return the table of some rows, by their numbers; totals and footers are left out as everywhere."""
        chosen = self.frame.filter(pl.col(NUMBER).is_in(numbers.implode()))
        return keep_units(self.of(chosen), bag)

    def of(self, chosen: pl.DataFrame) -> Table:
        """Return the table of the rows of a part of the frame."""
        rows = tuple(Row(number, tuple(cells)) for number, *cells in chosen.iter_rows())
        return evolve(self.table, rows=rows)


def name_of(column: Column) -> str:
    """Return the name of a column of the frame."""
    return f"c{column.index}"


def read(data: bytes, path: Path) -> Cells | str:
    """Return the cells of a CSV; where it is not plain, why not."""
    body = data.removeprefix(_BOM)
    head = _heading(body, path)
    if isinstance(head, str):
        return head
    table, delimiter, width = head
    lines = body.removesuffix(b"\n").removesuffix(b"\r")
    if b"\n\n" in lines or b"\n\r\n" in lines or b"\r\r" in lines or lines.count(b"\r") not in (0, lines.count(b"\n")):
        return "表中有空行"
    names = [NUMBER, *(f"c{index}" for index in range(width))]
    try:
        frame = pl.read_csv(
            io.BytesIO(body),
            has_header=False,
            skip_lines=table.header,
            separator=delimiter,
            quote_char=None,
            infer_schema=False,
            new_columns=names[1:],
            empty_string_is_null=False,
            row_index_name=NUMBER,
            row_index_offset=table.header + 1,
        )
    except (pl.exceptions.PolarsError, UnicodeError):
        return "各行长短不一"
    if frame.columns != names or _delimiters(lines, table.header, delimiter) != frame.height * (width - 1):
        return "各行长短不一"
    if frame.height > limits.ROWS.most:
        return f"超过 {limits.ROWS.most} 行"
    return Cells(frame, table)


def _heading(body: bytes, path: Path) -> tuple[Table, str, int] | str:
    """Return the table of the heading alone, the delimiter and how many columns there are."""
    if b'"' in body or b"\0" in body:
        return "表中有引号"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "不是 UTF-8 编码"
    text = body[:_HEAD].decode("utf-8", "ignore")
    delimiter = sniff(text)
    rows = [
        Row(number, tuple(cells))
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1)
    ]
    position = find_header(rows)
    if position is None or position + 1 == len(rows):
        return "没有表头"
    cells = rows[position].cells
    columns = tuple(Column(as_text(cell).strip(), index) for index, cell in enumerate(cells))
    if any(not heading_name(column.text) for column in columns):
        return "有的列没有列名"
    stated = stated_units(cell for row in rows[:position] for cell in row.cells)
    table = Table(path.name, columns, (), header=rows[position].number, stated=stated, file=path.as_posix())
    return table, delimiter, len(cells)


def _delimiters(lines: bytes, header: int, delimiter: str) -> int:
    """Return how many delimiters stand below the heading."""
    start = 0
    for _ in range(header):
        start = lines.index(b"\n", start) + 1
    return lines.count(delimiter.encode(), start)
