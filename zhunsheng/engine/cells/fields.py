"""One column of a fact: which reader its cells go to, and the gate that every value passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from attrs import field as attrs_field
from attrs import frozen

from compiler import core
from compiler.gate.checker import Input
from compiler.gate.declared import row
from dsl.diagnostics import Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems
from zhunsheng.engine.cells import cell as cells
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.cells.dates import is_far, read_date
from zhunsheng.engine.cells.ratios import Scale, read_ratio
from zhunsheng.engine.sheets.tables import Column, as_text, is_empty
from zhunsheng.engine.text import fold_cell, nearest
from zhunsheng.engine.units import Value

PENDING = "待补"
_LACKING = frozenset({PENDING, "缺", "暂缺", "缺失", "缺数", "缺数据", "暂无数据", "未统计", "未知", "待定"})
_EXCEL_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|#*)")


@frozen
class Missing:
    """The cell gives no value: the fact stays 待补."""


MISSING = Missing()
Reader = Callable[[Cell, core.Fact, str, Tell], Value | Diagnostic]
READERS: dict[Kind, Reader] = {
    Kind.POINTS: cells.read_quantity,
    Kind.PERCENT_POINT: cells.read_percent_points,
    Kind.COUNT: cells.read_count,
    Kind.RANK: cells.read_count,  # given by hand, in a case or to try a line; sheets have no column for it
    Kind.DURATION: cells.read_quantity,
    Kind.DATE: read_date,
    Kind.MONEY: cells.read_money,
    Kind.QUANTITY: cells.read_quantity,
    Kind.FLAG: cells.read_flag,
    Kind.GRADE: cells.read_member,
    Kind.CATEGORY: cells.read_member,
    Kind.PLAIN: cells.read_quantity,
}


@frozen
class Field:
    """A fact and the column it is read from. ``unit`` stands in the heading's brackets, ``scale`` is for ratios, ``input`` is what
    the gate knows of the fact."""

    fact: core.Fact
    column: Column
    unit: str = ""
    scale: Scale = Scale.AS_IS
    period: tuple[date, date] | None = None  # that the policy assesses
    input: Input = attrs_field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the gate."""
        object.__setattr__(self, "input", Input(*row(self.fact)))


def read_cell(field: Field, cell: Cell, tell: Tell) -> Value | Missing | Diagnostic:
    """Read one cell of a fact: its value, MISSING, or what is wrong with it."""
    if is_empty(cell.raw):
        return None if field.fact.optional and cell.raw is not None else MISSING
    text = fold_cell(cell.raw) if isinstance(cell.raw, str) else ""
    if text not in field.fact.type.members:  # a level may have such a name
        if text in _LACKING:
            return MISSING
        if text == "无" and field.fact.optional and field.fact.type.kind is not Kind.FLAG:
            return None
    if text and _EXCEL_ERROR.fullmatch(text):
        return problems.excel_error(cell.place, cell.text)
    value = _read(field, cell, tell)
    if isinstance(value, (Diagnostic, Missing)):
        return value
    tidy: Value
    tidy, code, _ = field.input.own(value)
    if code:
        return refused(field, cell, code, field.input.own(value, cell.text)[2])
    if isinstance(tidy, date) and is_far(tidy, field.period):
        tell(problems.date_far(cell.place, cell.text, field.period))
    return tidy


def refused(field: Field, cell: Cell, code: str, said: str) -> Diagnostic:
    """Return what the gate says of a cell, with the value as it was typed."""
    hint = problems.SIGN if field.fact.type.kind is Kind.RATIO and code == "E625-out-of-range" else ""
    if field.fact.type.members:
        hint = problems.perhaps(nearest(as_text(cell.raw), field.fact.type.members))
    return problems.fault(code, cell.place, said, hint)


def _read(field: Field, cell: Cell, tell: Tell) -> Value | Missing | Diagnostic:
    if field.fact.type.kind is Kind.RATIO:
        found = read_ratio(cell, field.fact, field.scale, tell)
        return MISSING if isinstance(found, Scale) else found
    return READERS[field.fact.type.kind](cell, field.fact, field.unit, tell)
