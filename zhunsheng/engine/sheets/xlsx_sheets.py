"""XLSX: bytes to rows of typed cells.

The first visible sheet with a column of unit names is read. Guards come first: a truncated or forged archive, one
that unpacks to more than it should, a sheet that reaches too far. A formula counts with the value it had when the
file was saved, with a note; without one it is an error. A merged cell below the title is an error, because the value
of all but its first cell would have to be guessed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

from attrs import evolve, frozen

from dsl.diagnostics import Bag
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets import xlsx_scan
from zhunsheng.engine.sheets.tables import Raw, Row, Table, build_table, find_header
from zhunsheng.engine.text import clip, letters

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNPACKED_MIB = 512


@frozen
class Sheet:
    """A sheet as read: rows with error values put back, and what the scan found."""

    name: str
    rows: list[Row]
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
        bag.add(problems.sheet_too_large(name, xlsx_scan.MOST_CELLS))
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
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_MIB * 2**20:
            bag.add(problems.zip_bomb(name, UNPACKED_MIB))
            return None
        if archive.testzip() is not None:  # also proves that the sizes above are true
            raise xlsx_scan.BrokenError("压缩包校验不符")
        visible = xlsx_scan.visible_sheets(archive)
        percent = xlsx_scan.percent_styles(archive)
        scans = [xlsx_scan.scan_sheet(archive.read(sheet.part), percent) for sheet in visible]
    return _values(data, [sheet.name for sheet in visible], scans)


def _values(data: bytes, names: list[str], scans: list[xlsx_scan.Scan]) -> list[Sheet]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name, scan in zip(names, scans, strict=True):
        sheet = book.get_sheet_by_name(name)
        found.append(Sheet(clip(name), _rows(sheet, scan), list(sheet.merged_cell_ranges or ()), scan))
    return found


def _rows(sheet: CalamineSheet, scan: xlsx_scan.Scan) -> list[Row]:
    if not scan.rows:
        return []
    grid: list[list[Raw]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in scan.errors.items():
        if row <= len(grid) and column < len(grid[row - 1]):
            grid[row - 1][column] = text
    return [Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)]


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
    table = build_table(name, sheet.rows, bag)
    if table is None:
        return None
    used = {table.header, *(row.number for row in table.rows)}
    merged = [_range(low, high) for low, high in sheet.merged if not used.isdisjoint(range(low[0] + 1, high[0] + 2))]
    if merged:
        bag.add(problems.merged_cells(merged))
    _report_formulas(sheet, used, bag)
    return evolve(table, percent=frozenset(sheet.scan.percent), sheet=sheet.name)


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
