"""One value of one fact, written by hand: text in, exact value or finding out. Same rules as a cell of a fact sheet."""

from __future__ import annotations

from compiler import core
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import Kind
from zhunsheng.engine.cells.cell import Cell
from zhunsheng.engine.cells.fields import Field, Missing, read_cell
from zhunsheng.engine.cells.ratios import scale_of
from zhunsheng.engine.sheets.tables import Column, Raw, Table
from zhunsheng.engine.units import Value


class _Place(Table):
    """A table of one cell that messages call by its own name."""

    def place(self, row: int, column: Column) -> str:
        """Return the name of the value."""
        return f"{self.name}“{column.text}”"


def parse(fact: core.Fact, raw: Raw, bag: Bag, place: str = "", *, alone: bool = False) -> Value | Missing:
    """Return the value; ``Missing`` where the text is empty, 待补 or wrong (then ``bag`` says what is wrong). ``alone``: a ratio without a
    sign is the ratio itself, as a number is that a program gives."""
    column = Column(fact.name, 0)
    cell = Cell(raw, _Place(place, (column,), ()), 1, column)
    field = Field(fact, column)
    if fact.type.kind is Kind.RATIO and not alone:
        field = Field(fact, column, "", scale_of([cell], field, bag.add))
    found = read_cell(field, cell, bag.add)
    if isinstance(found, Diagnostic):
        bag.add(found)
        return Missing()
    return found
