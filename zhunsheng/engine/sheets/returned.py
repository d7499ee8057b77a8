"""Rows that were refused, as a file in the layout of the sheet they came from: every cell as it was typed, and 原因 behind them.

Who mends it can hand it in again as it is: 原因 means nothing to the reader. In: a table and the errors of its rows. Out: bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from compiler import core
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import RATIO
from zhunsheng.engine.cells.fields import Field
from zhunsheng.engine.columns import REASON, lay_out
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.sheets.csv_text import csv_bytes
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.tables import Column, Raw, Row, Table, as_text
from zhunsheng.engine.sheets.workbooks import Book, text_cell
from zhunsheng.engine.text import fold_header

Back = Mapping[int, Sequence[Diagnostic]]


def as_csv(policy: core.Policy, table: Table, back: Back) -> bytes:
    """Return the rows as CSV."""
    columns = _columns(table)
    rows = [
        [*(_typed(table, row, column) for column in columns), _reasons(table, back[row.number])]
        for row in _rows(table, back)
    ]
    return csv_bytes([[*_headings(policy, table, columns), REASON], *rows])


def as_xlsx(policy: core.Policy, table: Table, back: Back) -> bytes:
    """Return the rows as a workbook; numbers, dates and percentages stay what they are."""
    columns = _columns(table)
    with Book() as book:
        sheet = book.sheet("退回", [[*_headings(policy, table, columns), REASON]], freeze=(1, 1))
        percent, day = book.format(num_format="0.00%"), book.format(num_format="yyyy-mm-dd")
        for line, row in enumerate(_rows(table, back), start=1):
            for place, column in enumerate(columns):
                raw = _raw(row, column)
                if isinstance(raw, (int, float)) and not isinstance(raw, bool):
                    shown = percent if (row.number, column.index) in table.percent else None
                    sheet.write_number(line, place, raw, shown)
                elif isinstance(raw, date) and not (isinstance(raw, datetime) and raw.time() != datetime.min.time()):
                    sheet.write_datetime(line, place, raw, day)
                else:
                    text_cell(sheet, line, place, as_text(raw))
            text_cell(sheet, line, len(columns), _reasons(table, back[row.number]))
    return book.data


def is_returned(table: Table) -> bool:
    """Whether a table is one of rows that were given back."""
    return any(fold_header(column.text) == fold_header(REASON) for column in table.columns)


def _rows(table: Table, back: Back) -> Iterator[Row]:
    return (row for row in table.rows if row.number in back)


def _columns(table: Table) -> tuple[Column, ...]:
    """Return the columns without the reasons of the last time."""
    return tuple(column for column in table.columns if fold_header(column.text) != REASON)


def _headings(policy: core.Policy, table: Table, columns: Sequence[Column]) -> list[str]:
    """Return the headings; where a header of two lines was needed to tell a fact, the fact's name."""
    layout = lay_out(policy, table, Bag(), strict=False)
    fields = {field.column.index: field for field in layout.fields} if layout is not None else {}
    return [_heading(column, fields.get(column.index)) for column in columns]


def _heading(column: Column, field: Field | None) -> str:
    """Return one heading; a unit that stood above the table goes into it, for the rows go back without that."""
    name = field.fact.name if field is not None and column.over else column.text
    unit = field.unit if field is not None else ""
    return name if not unit or heading_name(name).endswith(f"({unit})") else f"{name}（{unit}）"


def _raw(row: Row, column: Column) -> Raw:
    return row.cells[column.index] if column.index < len(row.cells) else ""


def _typed(table: Table, row: Row, column: Column) -> str:
    raw = _raw(row, column)
    if (row.number, column.index) in table.percent and isinstance(raw, (int, float)):
        return show_typed(Fraction(Decimal(repr(raw))), RATIO)
    return as_text(raw)


def _reasons(table: Table, found: Sequence[Diagnostic]) -> str:
    """Return what is wrong with a row, each with its column: rows move, the columns stay."""
    names = {column.index + 1: column.text for column in table.columns}
    told = []
    for each in found:
        said = each.message.partition("：")[2] or each.message
        name = names.get(each.cell.column, "") if each.cell is not None else ""
        told.append(f"{name}：{said}" if name else said)
    return "；".join(dict.fromkeys(told))
