"""One column of a fact: which reader its cells go to, and the checks that every value passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from compiler import core
from dsl.diagnostics import Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems
from zhunsheng.engine.cells import cell as cells
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.cells.dates import read_date
from zhunsheng.engine.cells.ratios import Scale, read_ratio
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.sheets.tables import Column, is_empty
from zhunsheng.engine.text import fold_cell
from zhunsheng.engine.units import Value

PENDING = "待补"
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
    """A fact and the column it is read from. ``unit`` stands in the heading's brackets, ``scale`` is for ratios."""

    fact: core.Fact
    column: Column
    unit: str = ""
    scale: Scale = Scale.AS_IS


def read_cell(field: Field, cell: Cell, tell: Tell) -> Value | Missing | Diagnostic:
    """Read one cell of a fact: its value, MISSING, or what is wrong with it."""
    if is_empty(cell.raw):
        return None if field.fact.optional and cell.raw is not None else MISSING
    text = fold_cell(cell.raw) if isinstance(cell.raw, str) else ""
    if text == PENDING:
        return MISSING
    if text and _EXCEL_ERROR.fullmatch(text):
        return problems.excel_error(cell.place, cell.text)
    value = _read(field, cell, tell)
    if isinstance(value, (Diagnostic, Missing)):
        return value
    return _outside(cell, field.fact, value) or value


def _read(field: Field, cell: Cell, tell: Tell) -> Value | Missing | Diagnostic:
    if field.fact.type.kind is Kind.RATIO:
        found = read_ratio(cell, field.fact, field.scale, tell)
        return MISSING if isinstance(found, Scale) else found
    return READERS[field.fact.type.kind](cell, field.fact, field.unit, tell)


def _outside(cell: Cell, fact: core.Fact, value: Value) -> Diagnostic | None:
    """Check the bounds of the fact, and those of its type where the fact has none of its own."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return None
    typed_low, typed_high = fact.type.domain
    low = typed_low if fact.low is None else fact.low
    high = typed_high if fact.high is None else fact.high
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    ends = ["" if end is None else show_typed(end, fact.type) for end in (low, high)]
    return problems.out_of_range(cell.place, cell.text, ends[0], ends[1])


def above_limit(cell: Cell, fact: core.Fact, values: dict[str, Value]) -> Diagnostic | None:
    """Check that a part is not greater than its whole (``fact.at_most``)."""
    value, limit = values.get(fact.name), values.get(fact.at_most)
    numbers = (int, Fraction)
    if isinstance(value, bool) or not isinstance(value, numbers) or not isinstance(limit, numbers) or value <= limit:
        return None
    return problems.above_limit(cell.place, cell.text, fact.at_most, show_typed(limit, fact.type))
