"""A table against a policy: exact facts of every unit, and everything that is wrong with the sheet at once.

A parameter is set once for all units: its column must say the same everywhere, and its value then counts for every
unit. With ``only``, the columns and the list of units are still checked as a whole, but cells are read for that unit
alone.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems, problems_files
from zhunsheng.engine.cells import fields
from zhunsheng.engine.cells.cell import Cell
from zhunsheng.engine.cells.fields import Field, Missing
from zhunsheng.engine.cells.ratios import scale_of
from zhunsheng.engine.columns import Layout, lay_out
from zhunsheng.engine.findings import Report
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.rosters import Assessed, read_units
from zhunsheng.engine.sheets.tables import UNIT_NAMES, Column, Row, Table, as_text, is_empty
from zhunsheng.engine.units import UnitFacts, Value


def read_facts(
    policy: core.Policy, table: Table, bag: Bag, *, strict: bool = False, only: str | None = None
) -> tuple[UnitFacts, ...]:
    """Read the facts of all units of a table, in its order; what cannot be read is missing and reported."""
    layout = lay_out(policy, table, bag, strict)
    if layout is None:
        bag.add(problems_files.no_header(table.name, UNIT_NAMES))
        return ()
    report = Report(bag)
    layout = evolve(layout, fields=tuple(_scaled(field, table, layout, report) for field in layout.fields))
    units = read_units(policy, table, layout, report, only)
    found = tuple(_UnitReader(policy, table, layout, report, unit).read() for unit in units)
    report.close()
    settled = _parameters(policy, table, layout, bag)
    return tuple(evolve(unit, values={**unit.values, **settled}) for unit in found) if settled else found


def _scaled(field: Field, table: Table, layout: Layout, report: Report) -> Field:
    """Judge how the bare numbers of a column of ratios are meant."""
    if field.fact.type.kind is not Kind.RATIO:
        return field
    cells = (_cell(table, row, field.column) for row in table.rows)
    return evolve(field, scale=scale_of(cells, field.unit, lambda note: report.add(note, field.column.text)))


def _cell(table: Table, row: Row, column: Column, owner: str = "") -> Cell:
    return Cell(row.cells[column.index] if column.index < len(row.cells) else "", table, row.number, column, owner)


class _UnitReader:
    """Reads the cells of one unit."""

    def __init__(self, policy: core.Policy, table: Table, layout: Layout, report: Report, unit: Assessed) -> None:
        self.policy, self.table, self.layout, self.report, self.unit = policy, table, layout, report, unit
        self.values: dict[str, Value] = {}

    def read(self) -> UnitFacts:
        """Read all facts, then what only shows between two of them."""
        for field in self.layout.fields:
            self.read_field(field)
        for name, column in self.layout.reasons.items():
            cell = self.cell(column)
            if not is_empty(cell.raw):
                self.values[name] = as_text(cell.raw).strip()
        for field in self.layout.fields:
            self.check_field(field)
        return UnitFacts(self.unit.name, self.unit.kind, self.values, self.unit.row.number)

    def read_field(self, field: Field) -> None:
        """Read one fact."""
        value = fields.read_cell(field, self.cell(field.column), lambda note: self.tell(note, field))
        if isinstance(value, Diagnostic):
            self.tell(value, field)
        elif not isinstance(value, Missing):
            self.values[field.fact.name] = value

    def check_field(self, field: Field) -> None:
        """A part above its whole, points without a reason."""
        fact, cell = field.fact, self.cell(field.column)
        if fact.at_most and (wrong := fields.above_limit(cell, fact, self.values)):
            self.tell(wrong, field)
        if fact.reason and self.values.get(fact.name) is not None and not self.values.get(fact.reason):
            self.tell(problems.no_reason(cell.place, cell.text, fact.reason), field)

    def cell(self, column: Column) -> Cell:
        """Return this unit's cell in a column."""
        return _cell(self.table, self.unit.row, column, self.unit.name)

    def tell(self, diagnostic: Diagnostic, field: Field) -> None:
        """Report a finding of a column."""
        self.report.add(diagnostic, field.column.text)


def _parameters(policy: core.Policy, table: Table, layout: Layout, bag: Bag) -> dict[str, Value]:
    """Return the parameters that the policy or any row of the sheet fills in, whichever units are asked for."""
    columns = {field.fact.name: field for field in layout.fields}
    settled: dict[str, Value] = {}
    for fact in policy.facts:
        if fact.role is core.Role.PARAMETER:
            given = _given(columns[fact.name], table) if fact.name in columns else []
            values = list(dict.fromkeys(given if fact.value is None else [fact.settled, *given]))
            if len(values) > 1:
                bag.add(problems.parameter_varies(fact.name, *(_shown(value, fact) for value in values[:2])))
            if values:
                settled[fact.name] = values[0]
    return settled


def _given(field: Field, table: Table) -> list[Value]:
    # What is wrong with a cell is reported with its unit.
    read = (fields.read_cell(field, _cell(table, row, field.column), lambda _: None) for row in table.rows)
    return [value for value in read if value is not None and not isinstance(value, (Missing, Diagnostic))]


def _shown(value: Value, fact: core.Fact) -> str:
    return show_typed(value, fact.type) if isinstance(value, (int, Fraction)) else str(value)
