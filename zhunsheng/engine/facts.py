"""A table against a policy: exact facts of every unit, and everything that is wrong with the sheet at once.

A parameter is set once for all units: its column must say the same everywhere, and its value then counts for every
unit. With ``only``, the columns and the list of units are still checked as a whole, but cells are read for that unit
alone.
"""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.gate.checker import varies
from compiler.gate.declared import gate_of
from dsl import limits
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems, problems_files
from zhunsheng.engine.cells import fields
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.cells.fields import Field, Missing
from zhunsheng.engine.cells.ratios import scale_of
from zhunsheng.engine.columns import Layout, lay_out
from zhunsheng.engine.findings import Report
from zhunsheng.engine.rosters import Assessed, read_units
from zhunsheng.engine.sheets.tables import UNIT_NAMES, Column, Row, Table, as_text, is_empty
from zhunsheng.engine.text import clip
from zhunsheng.engine.units import UnitFacts, Value

Facts = dict[str, Value]


def read_facts(
    policy: core.Policy,
    table: Table,
    bag: Bag,
    *,
    strict: bool = False,
    only: str | None = None,
    back: dict[int, list[Diagnostic]] | None = None,
    samples: Table | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[UnitFacts, ...]:
    """Read the facts of all units of a table, in its order; what cannot be read is missing and reported.

    With ``back``, rows with errors are left out and their errors are there, by the number of the row, and not in ``bag``. Where ``table``
    has only some rows of a sheet, ``samples`` has the rows by which the scales of ratios are judged, and ``elsewhere`` the units of the
    other rows, as their list spells them.
    """
    found = Bag(settle=table.at(0).of)
    units = _read(policy, table, found, strict, only, back, samples or table, elsewhere)
    bag.extend(found)
    return units


def _read(
    policy: core.Policy,
    table: Table,
    bag: Bag,
    strict: bool,
    only: str | None,
    back: dict[int, list[Diagnostic]] | None,
    samples: Table,
    elsewhere: frozenset[str],
) -> tuple[UnitFacts, ...]:
    if len(table.rows) > limits.ROWS.most:
        bag.add(problems_files.too_many_rows(table.name, len(table.rows), limits.ROWS.most))
        return ()
    layout = lay_out(policy, table, bag, strict)
    if layout is None:
        bag.add(problems_files.no_header(table.name, UNIT_NAMES))
        return ()
    report = Report(bag, back)
    layout = scaled(layout, samples, report)
    units = read_units(policy, table, layout, report, only, elsewhere)
    reader = _UnitReader(policy, table, layout, report, _parameters(policy, table, layout, bag))
    found = [(unit.fine, reader.read(unit)) for unit in units]
    report.close()
    return tuple(unit for fine, unit in found if fine and unit.row not in (back or ()))


def scaled(layout: Layout, samples: Table, report: Report) -> Layout:
    """Judge how the bare numbers of the columns of ratios are meant."""
    return evolve(layout, fields=tuple(_scaled(field, samples, report) for field in layout.fields))


def _scaled(field: Field, table: Table, report: Report) -> Field:
    if field.fact.type.kind is not Kind.RATIO:
        return field
    cells = (_cell(table, row, field.column) for row in table.rows)
    at = table.at(table.header if table.grid else 0, field.column)
    return evolve(field, scale=scale_of(cells, field, lambda note: report.add(note, field.column.text, at, whole=True)))


def _cell(table: Table, row: Row, column: Column, owner: str = "") -> Cell:
    return Cell(row.cells[column.index] if column.index < len(row.cells) else None, table, row.number, column, owner)


class _UnitReader:
    """Reads the cells of one unit and takes them through the gate."""

    def __init__(self, policy: core.Policy, table: Table, layout: Layout, report: Report, settled: Facts) -> None:
        self.gate, self.table, self.layout, self.report, self.settled = gate_of(policy), table, layout, report, settled
        self.columns = {field.fact.name: field.column for field in layout.fields}

    def read(self, unit: Assessed) -> UnitFacts:
        """Read all facts, then what only shows between two of them."""
        values: dict[str, Value] = {}
        for field in self.layout.fields:
            cell = self.cell(field.column, unit)
            value = fields.read_cell(field, cell, self.teller(cell))
            if isinstance(value, Diagnostic):
                self.tell(value, cell)
            elif not isinstance(value, Missing):
                values[field.fact.name] = value
        for name, column in self.layout.reasons.items():
            cell = self.cell(column, unit)
            if not is_empty(cell.raw):
                values[name] = as_text(cell.raw).strip()
        values |= self.settled
        for code, name, said in self.gate.between(values, unit.kind, lambda fact: self.typed(fact, values, unit)):
            self.refuse(code, name, said, unit)
        return UnitFacts(unit.name, unit.kind, values, unit.row.number)

    def refuse(self, code: str, name: str, said: str, unit: Assessed) -> None:
        """Report what the gate says of two facts."""
        if name in self.columns:
            cell = self.cell(self.columns[name], unit)
            self.tell(problems.fault(code, cell.place, said), cell)
        else:
            self.report.add(
                problems.fault(code, f"{clip(unit.name)}，“{name}”", said), at=self.table.at(unit.row.number)
            )

    def typed(self, name: str, values: Facts, unit: Assessed) -> str:
        """Return a value as it was typed."""
        return self.cell(self.columns[name], unit).text if name in self.columns else str(values[name])

    def cell(self, column: Column, unit: Assessed) -> Cell:
        """Return a unit's cell in a column."""
        return _cell(self.table, unit.row, column, unit.name)

    def teller(self, cell: Cell) -> Tell:
        """Return what takes the notes on a cell."""
        return lambda note: self.tell(note, cell)

    def tell(self, diagnostic: Diagnostic, cell: Cell) -> None:
        """Report a finding of a cell."""
        self.report.add(diagnostic, cell.column.text, self.table.at(cell.row, cell.column))


def _parameters(policy: core.Policy, table: Table, layout: Layout, bag: Bag) -> Facts:
    """Return the parameters that the policy or any row of the sheet fills in, whichever units are asked for."""
    columns = {field.fact.name: field for field in layout.fields}
    settled: Facts = {}
    for fact in policy.facts:
        if fact.role is core.Role.PARAMETER:
            given = _given(columns[fact.name], table) if fact.name in columns else []
            values = list(dict.fromkeys(given if fact.value is None else [fact.settled, *given]))
            if len(values) > 1:
                bag.add(problems.parameter_varies(varies(fact.name, gate_of(policy).facts[fact.name], *values[:2])))
            if values:
                settled[fact.name] = values[0]
    return settled


def _given(field: Field, table: Table) -> list[Value]:
    # What is wrong with a cell is reported with its unit.
    read = (fields.read_cell(field, _cell(table, row, field.column), lambda _: None) for row in table.rows)
    return [value for value in read if value is not None and not isinstance(value, (Missing, Diagnostic))]
