"""XLSX: bytes to rows of typed cells.

The first visible sheet with a column of unit names is read. Guards come first: a truncated or forged archive, one
that unpacks to more than it should, a sheet that reaches too far. A formula counts with the value it had when the
file was saved, with a note; without one it is an error. A number counts as its format shows it (20万元), not rounded.
A merged cell below the title is an error, because the value of all but its first cell would have to be guessed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from attrs import evolve, frozen

from dsl import limits
from dsl.diagnostics import Bag
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets import xlsx_scan
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.number_formats import Shown
from zhunsheng.engine.sheets.tables import (
    UNIT_NAMES,
    Column,
    Raw,
    Row,
    Table,
    as_text,
    build_table,
    find_header,
    is_empty,
)
from zhunsheng.engine.text import clip, letters

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


@frozen
class Sheet:
    """A sheet as read: rows with error values put back, and what the scan found."""

    name: str
    rows: list[Row]
    shown: dict[
        xlsx_scan.Place, tuple[Raw, Shown]
    ]  # cells that show another number, or nothing, and their stored value
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    scan: xlsx_scan.Scan


def read_xlsx(data: bytes, name: str, bag: Bag) -> Table | None:
    """Read a workbook: the first worksheet that has a header."""
    sheets = sheets_of(data, name, bag)
    return None if sheets is None else _choose(sheets, name, bag)


def sheets_of(data: bytes, name: str, bag: Bag) -> list[Sheet] | None:
    """Return the visible worksheets; None, with the reason in ``bag``, where the workbook cannot be read."""
    try:
        return _read_sheets(data, name, bag)
    except xlsx_scan.TooLargeError:
        bag.add(problems.sheet_too_large(name, limits.CELLS.most))
    except xlsx_scan.BrokenError as error:
        bag.add(problems.broken_xlsx(name, str(error)))
    except (KeyboardInterrupt, SystemExit):
        raise
    # zip, XML and calamine each fail in ways of their own, and a panic of Rust is no Exception.
    except BaseException:
        bag.add(problems.broken_xlsx(name, "文件不完整或内容损坏"))
    return None


def _read_sheets(data: bytes, name: str, bag: Bag) -> list[Sheet] | None:
    with ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > limits.UNPACKED_SHEET.most * 2**20:
            bag.add(problems.zip_bomb(name, limits.UNPACKED_SHEET.most))
            return None
        if archive.testzip() is not None:  # also proves that the sizes above are true
            raise xlsx_scan.BrokenError("压缩包校验不符")
        visible = xlsx_scan.visible_sheets(archive)
        styles = xlsx_scan.cell_styles(archive)
        scans = [xlsx_scan.scan_sheet(archive.read(sheet.part), styles) for sheet in visible]
    return _values(data, [sheet.name for sheet in visible], scans)


def _values(data: bytes, names: list[str], scans: list[xlsx_scan.Scan]) -> list[Sheet]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name, scan in zip(names, scans, strict=True):
        sheet = book.get_sheet_by_name(name)
        found.append(Sheet(clip(name), *_rows(sheet, scan), list(sheet.merged_cell_ranges or ()), scan))
    return found


def _rows(sheet: CalamineSheet, scan: xlsx_scan.Scan) -> tuple[list[Row], dict[xlsx_scan.Place, tuple[Raw, Shown]]]:
    if not scan.rows:
        return [], {}
    grid: list[list[Raw]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in scan.errors.items():
        if row <= len(grid) and column < len(grid[row - 1]):
            grid[row - 1][column] = text
    strange = dict(_as_seen(grid, scan))
    return [Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)], strange


def _as_seen(grid: list[list[Raw]], scan: xlsx_scan.Scan) -> Iterator[tuple[xlsx_scan.Place, tuple[Raw, Shown]]]:
    """Put what a number format shows in place of what is stored, and yield the cells where that is another number or nothing."""
    for (row, column), form in scan.formats.items():
        raw = grid[row - 1][column] if row <= len(grid) and column < len(grid[row - 1]) else ""
        if raw == "" or isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
            continue
        seen = form.shown(raw)
        if seen is not None and (seen.other or not seen.text):
            yield (row, column), (raw, seen)
        elif seen is not None:
            grid[row - 1][column] = seen.text


def _choose(sheets: list[Sheet], name: str, bag: Bag) -> Table | None:
    """Take the first sheet with a header; name the others that have one too."""
    headed = [sheet for sheet in sheets if find_header(sheet.rows) is not None]
    if not headed:
        return build_table(name, [], bag)
    if len(headed) > 1:
        bag.add(problems.other_sheets(headed[0].name, [sheet.name for sheet in headed[1:]]))
    return table_of(headed[0], name, bag)


def table_of(sheet: Sheet, name: str, bag: Bag) -> Table | None:
    """Return the table of one worksheet; None, with the reason in ``bag``, where it has none."""
    rows, over, head = _one_header(sheet)
    table = build_table(name, rows, bag)
    if table is None:
        return None
    table = evolve(table, columns=tuple(evolve(each, over=over.get(each.index, "")) for each in table.columns))
    used = {table.header, *(row.number for row in table.rows)}
    merged = [
        _range(low, high)
        for low, high in sheet.merged
        if not used.isdisjoint(range(low[0] + 1, high[0] + 2)) and high[0] + 1 not in head
    ]
    if merged:
        bag.add(problems.merged_cells(merged))
    _report_hidden(sheet, table, bag)
    _report_shown(sheet, table, bag)
    _report_formulas(sheet, used, bag)
    return evolve(table, percent=frozenset(sheet.scan.percent), sheet=sheet.name)


def _one_header(sheet: Sheet) -> tuple[list[Row], dict[int, str], range]:
    """Return the rows with a header of several lines as one, by column the headings that stand above others, and its lines.

    The cell 单位 says how many lines there are: it is merged down to the last of them. A heading that is merged across several columns
    stands above all of them.
    """
    at = find_header(sheet.rows)
    first = None if at is None else sheet.rows[at]
    unit = (
        None
        if first is None
        else next(
            (i for i, cell in enumerate(first.cells) if isinstance(cell, str) and heading_name(cell) in UNIT_NAMES),
            None,
        )
    )
    lines = next((high[0] - low[0] for low, high in sheet.merged if (low[0], low[1]) == (at, unit)), 0)
    if at is None or not lines:
        return sheet.rows, {}, range(0)
    head = range(at, at + lines + 1)
    grid = [list(sheet.rows[row].cells) for row in head if row < len(sheet.rows)]
    for low, high in sheet.merged:
        if low[0] in head and high[0] in head:
            for row in range(low[0], high[0] + 1):
                for column in range(low[1], high[1] + 1):
                    grid[row - at][column] = grid[low[0] - at][low[1]]
    columns = [[as_text(row[index]).strip() for row in grid] for index in range(len(grid[0]))]
    header = Row(at + lines + 1, tuple(next((text for text in reversed(each) if text), "") for each in columns))
    over = {index: each[0] for index, each in enumerate(columns) if each[0] != header.cells[index]}
    return [*sheet.rows[:at], header, *sheet.rows[at + lines + 1 :]], over, range(at + 1, at + lines + 2)


def _report_hidden(sheet: Sheet, table: Table, bag: Bag) -> None:
    """Name the units and the columns that are read although nobody sees them."""
    rows = [f"第{row.number}行" for row in table.rows if row.number in sheet.scan.hidden_rows]
    spans = sheet.scan.hidden_columns
    columns = [
        f"{letters(column.index)}列“{clip(column.text)}”"
        for column in table.columns
        if any(first <= column.index + 1 <= last for first, last in spans)
    ]
    cells = [f"{letters(column.index)}{row.number} 的数" for row, column in _blank(sheet, table)]
    for row, column, raw in _cells(table) if sheet.scan.struck else ():
        if (row.number, column.index) in sheet.scan.struck and not is_empty(raw):
            cells.append(f"{letters(column.index)}{row.number} 划掉的“{clip(as_text(raw))}”")
    if rows or columns or cells:
        bag.add(problems.hidden(sheet.name, [*rows, *columns, *cells]))


def _blank(sheet: Sheet, table: Table) -> Iterator[tuple[Row, Column]]:
    """Yield the cells with a number that is not shown at all: by its format, or because the sheet shows no 0."""
    for row, column, raw in _cells(table) if sheet.shown or not sheet.scan.noughts else ():
        _, seen = sheet.shown.get((row.number, column.index), (raw, None))
        nought = isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == 0
        if not seen.text if seen is not None else nought and not sheet.scan.noughts:
            yield row, column


def _report_shown(sheet: Sheet, table: Table, bag: Bag) -> None:
    """Refuse numbers that are shown as other numbers."""
    found = []
    for row, column, _ in _cells(table) if sheet.shown else ():
        raw, seen = sheet.shown.get((row.number, column.index), ("", None))
        if seen is not None and seen.other:
            found.append(f"{letters(column.index)}{row.number} 显示“{clip(seen.text)}”，存的是 {clip(as_text(raw))}")
    if found:
        bag.add(problems.shown_otherwise(found))


def _cells(table: Table) -> Iterator[tuple[Row, Column, Raw]]:
    for row in table.rows:
        for column in table.columns:
            if column.index < len(row.cells):
                yield row, column, row.cells[column.index]


def _report_formulas(sheet: Sheet, used: set[int], bag: Bag) -> None:
    # A formula of text may well have given an empty text; a number that is not there was never computed.
    # An error value is a value: its own cell reports it.
    computed: list[str] = []
    empty: list[str] = []
    for (row, column), kind in sorted(sheet.scan.formulas.items()):
        if row in used and kind != "e":
            absent = kind != "str" and _cell(sheet.rows, row, column) == ""
            (empty if absent else computed).append(f"{letters(column)}{row}")
    if computed:
        bag.add(problems.formulas(computed))
    if empty:
        bag.add(problems.formula_empty(empty))


def _cell(rows: list[Row], row: int, column: int) -> Raw:
    cells = rows[row - 1].cells if row <= len(rows) else ()
    return cells[column] if column < len(cells) else ""


def _range(low: tuple[int, int], high: tuple[int, int]) -> str:
    return f"{letters(low[1])}{low[0] + 1}:{letters(high[1])}{high[0] + 1}"
