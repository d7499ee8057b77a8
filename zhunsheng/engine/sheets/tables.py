"""The neutral table: what CSV, XLSX and JSON have in common, before anyone knows the policy.

The header is the first row that holds a column of unit names; rows above it are titles. Empty rows, rows of totals
(合计 …) and footers (填表人：…) hold no unit: they are left out, the latter two with a note, because a total typed
under the list is in every official sheet and is never a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from attrs import evolve, field, frozen

from dsl.diagnostics import Bag, Place
from dsl.patterns import regex
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.findings import Report
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.stated import stated_units
from zhunsheng.engine.text import clip, fold_name, letters, visible

# ``None`` is a cell that is not there at all (a key that a JSON object lacks); "" is an empty cell.
Raw = str | int | float | bool | Decimal | date | datetime | time | timedelta | None

UNIT_NAMES = ("单位", "单位名称", "被考核单位", "承办单位", "考核对象", "部门")
_UNSEEN = 3  # characters of a cell that may hold nothing that can be seen
TOTAL = r"(?:.{0,12}(?:合计|总计|小计|共计|平均|均值)|汇总|累计|总数|中位|最高|最低|最大|最小|标准差)(?:数|值|分|线)?(?:\([^()]*\))?:?"
_FOOTER = re.compile(r"(?:注|备注|说明|填表|填报|制表|审核|负责人|单位负责人|联系)[^:]{0,6}:")


@frozen
class Column:
    """A header cell; ``index`` is its 0-based place in the sheet, ``over`` the heading above it in a header of two lines."""

    text: str
    index: int
    over: str = ""


@frozen
class Row:
    """A row of raw cells; ``number`` is the row of the sheet, or the running number of a JSON object."""

    number: int
    cells: tuple[Raw, ...]


@frozen
class Table:
    """Header and rows. ``percent`` holds the (row number, column index) of cells that the sheet shows with a % sign."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header: int = 1
    grid: bool = True  # a spreadsheet with rows and columns; False for JSON
    percent: frozenset[tuple[int, int]] = field(default=frozenset())
    stated: tuple[str, ...] = ()  # units that stand above the header
    sheet: str = ""  # of a workbook
    file: str = ""  # the path, for programs
    digest: str = ""  # SHA-256 of the file

    def at(self, row: int, column: Column | None = None) -> Place:
        """Return where a cell, or a whole row, stands, for programs."""
        return Place(self.file or self.name, self.sheet, row, 0 if column is None else column.index + 1)

    def place(self, row: int, column: Column) -> str:
        """Return where a cell stands, for a message."""
        name = clip(column.text)
        if not self.grid:
            return f"第{row}条“{name}”"
        return f"第{row}行“{name}”列（{letters(column.index)}{row}）"

    def line(self, row: int) -> str:
        """Return how a row is called in a message."""
        return f"第{row}{'行' if self.grid else '条'}"


def is_empty(raw: Raw) -> bool:
    """Whether a cell holds nothing but white space, or what nobody sees."""
    if not isinstance(raw, str):
        return raw is None
    return not raw.strip("\ufeff \t\r\n\u3000\xa0") or (len(raw) <= _UNSEEN and not visible(raw).strip())


def as_text(raw: Raw) -> str:
    """Return a cell as text, for names and messages; a whole float loses its point, a stretch of time is shown as 30:00:00."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, timedelta):
        minutes, seconds = divmod(int(raw.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if raw is None else str(raw)


def unit_column(columns: Iterable[Column]) -> Column | None:
    """Return the column that names the units; 单位 is preferred to 部门 where a sheet has both."""
    by_name = {heading_name(column.text): column for column in reversed(tuple(columns))}
    return next((by_name[name] for name in UNIT_NAMES if name in by_name), None)


def find_header(rows: Sequence[Row]) -> int | None:
    """Return the position of the first row with a column of unit names."""
    for position, row in enumerate(rows):
        if any(isinstance(cell, str) and heading_name(cell) in UNIT_NAMES for cell in row.cells):
            return position
    return None


def build_table(name: str, rows: Sequence[Row], bag: Bag) -> Table | None:
    """Cut a grid into header and rows of units; None, with a diagnostic, where there is no header or no row."""
    position = find_header(rows)
    if position is None:
        bag.add(problems.no_header(name, UNIT_NAMES))
        return None
    header = rows[position]
    columns = tuple(Column(as_text(c).strip(), i) for i, c in enumerate(header.cells) if not is_empty(c))
    stated = stated_units(cell for row in rows[:position] for cell in row.cells)
    table = Table(name, columns, tuple(rows[position + 1 :]), header=header.number, stated=stated)
    table = keep_units(table, bag)
    _report_unnamed(table, len(header.cells), bag)
    if not table.rows:
        bag.add(problems.no_rows(name))
        return None
    return table


def keep_units(table: Table, bag: Bag) -> Table:
    """Leave out empty rows silently, totals and footers with a note."""
    column = unit_column(table.columns)
    kept = []
    report = Report(bag)
    for row in table.rows:
        if all(map(is_empty, row.cells)):
            continue
        skipped = _no_unit(row, column)
        if skipped:
            report.add(problems.row_skipped(table.line(row.number), skipped))
        else:
            kept.append(row)
    report.close()
    return evolve(table, rows=tuple(kept))


def _no_unit(row: Row, column: Column | None) -> str:
    """Return the text that shows that this row is a total or a footer; "" if it is neither.

    A cell before the unit's says so only where no unit is named: a remark on a unit is a remark. A row that begins like a footer and
    has a number behind the place of its unit lacks its name.
    """
    at = column.index if column else 0
    named = row.cells[at] if at < len(row.cells) else ""
    first = next((cell for cell in row.cells if not is_empty(cell)), "") if is_empty(named) else named
    text = fold_name(as_text(first))
    if is_total(text):
        return clip(as_text(first))
    numbers = is_empty(named) and any(map(_is_number, row.cells[at + 1 :]))
    return clip(as_text(first)) if _FOOTER.match(text) and not numbers else ""


def is_total(name: str) -> bool:
    """Whether a folded name is that of a row of totals or averages (合计, 全市小计, 平均值（%）), which is no unit."""
    return regex(TOTAL).fullmatch(name) is not None


def _is_number(raw: Raw) -> bool:
    """Whether a cell holds a number, with or without a sign or unit."""
    return not isinstance(raw, (str, type(None))) or fold_name(raw or "")[:1].isdecimal()


def _report_unnamed(table: Table, width: int, bag: Bag) -> None:
    """Data under no heading: either a column without a name, or a comma that cut a CSV number in two."""
    named = {column.index for column in table.columns}
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            if index in named or is_empty(cell):
                continue
            if index >= width:
                bag.add(problems.row_too_long(table.line(row.number), len(row.cells), width, clip(as_text(cell))))
            else:
                bag.add(problems.unnamed_column(f"{letters(index)}{row.number}", clip(as_text(cell))))
            return
