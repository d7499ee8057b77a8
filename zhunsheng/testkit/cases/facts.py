"""The fact cells of a case table, read as those of a fact sheet; what is wrong points into the policy file."""

from __future__ import annotations

from attrs import define, evolve, field

from compiler import core
from compiler.gate.checker import told
from compiler.gate.declared import gate_of
from compiler.meaning.interpret import Value
from compiler.measures.choosing import parameters
from dsl.diagnostics import Bag, Diagnostic, Severity
from dsl.documents.policy_file import CaseTable
from dsl.documents.policy_file import Cell as Written
from dsl.source import Source
from dsl.types import Kind
from zhunsheng.engine import problems as cell_problems
from zhunsheng.engine.cells import fields
from zhunsheng.engine.cells.cell import Cell, Tell
from zhunsheng.engine.cells.fields import Field, Missing
from zhunsheng.engine.cells.ratios import scale_of
from zhunsheng.engine.sheets.tables import Row, Table, is_empty
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.columns import Columns

REASON = "案例"  # the reason of a judgement that a case gives


@define
class FactReader:
    """Reads the facts of any row of one case table."""

    table: CaseTable
    columns: Columns
    source: Source
    bag: Bag
    grid: Table = field(init=False)
    scaled: tuple[Field, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Lay the table out as a fact sheet and judge how the bare numbers of each column of ratios are meant."""
        rows = (Row(number, tuple(cell.text for cell in row)) for number, row in enumerate(self.table.rows, start=1))
        self.grid = Table(self.source.name, tuple(each.column for each in self.columns.facts), tuple(rows), grid=False)
        self.scaled = tuple(self.scale(each) for each in self.columns.facts)

    def scale(self, each: Field) -> Field:
        """Judge one column."""
        if each.fact.type.kind is not Kind.RATIO:
            return each
        column = (self.cell(each, number) for number in range(len(self.table.rows)))
        head = self.table.header[each.column.index]
        return evolve(each, scale=scale_of(column, each, self.tell(each, head, "")))

    def cell(self, each: Field, number: int) -> Cell:
        """Return a cell as the reader of fact sheets wants it."""
        row = self.grid.rows[number]
        return Cell(row.cells[each.column.index], self.grid, row.number, each.column)

    def tell(self, each: Field, at: Written, place: str, bag: Bag | None = None) -> Tell:
        """Return what takes the findings of the reader and points them at a cell of the policy file."""
        into = self.bag if bag is None else bag

        def take(found: Diagnostic) -> None:
            if found.severity is Severity.ERROR:
                into.add(problems.bad_cell(self.source, at.span, each.fact.name, found, place))
            else:
                into.add(problems.cell_note(self.source, at.span, found))

        return take

    def read(
        self,
        number: int,
        row: tuple[Written, ...],
        policy: core.Policy,
        wrong: Bag,
        kind: str = "",
        *,
        checked: bool = True,
    ) -> tuple[dict[str, Value], tuple[tuple[str, str], ...]]:
        """Return the facts of a row, parameters and reasons included, and those the row gives as it writes them.

        A row that expects to be refused is not ``checked``: whether it is, its test will tell.
        """
        values = parameters(policy)
        written: list[tuple[str, str]] = []
        for each in self.scaled:
            at, cell = row[each.column.index], self.cell(each, number)
            if not checked:
                each = evolve(each, fact=evolve(each.fact, low=None, high=None, high_by_kind=()))
            tell = self.tell(each, at, cell.place, wrong)
            value = read_value(each, cell, tell)
            if isinstance(value, Diagnostic):
                tell(value)
            elif not isinstance(value, Missing):
                values[each.fact.name] = value
                written.append((each.fact.name, at.text or "空"))
        self.reasons(row, values)
        if checked:
            self.check(number, row, values, wrong, policy, kind)
        return values, tuple(written)

    def check(
        self,
        number: int,
        row: tuple[Written, ...],
        values: dict[str, Value],
        wrong: Bag,
        policy: core.Policy,
        kind: str,
    ) -> None:
        """Report what the gate says of two facts."""
        columns = {each.fact.name: each for each in self.scaled}
        for code, name, said in gate_of(policy).between(
            values, kind, lambda fact: self.typed(columns, fact, number, values)
        ):
            each = columns.get(name) or self.scaled[0]
            place = self.cell(each, number).place
            self.tell(each, row[each.column.index], place, wrong)(cell_problems.fault(code, place, said))

    def typed(self, columns: dict[str, Field], fact: str, number: int, values: dict[str, Value]) -> str:
        """Return a value as it was typed."""
        return self.cell(columns[fact], number).text if fact in columns else told(values[fact])

    def reasons(self, row: tuple[Written, ...], values: dict[str, Value]) -> None:
        """Add the reasons of judgements; a case that gives a judgement is its own reason."""
        for each in self.scaled:
            reason = each.fact.reason
            if reason and values.get(each.fact.name) is not None:
                index = self.columns.reasons.get(reason)
                given = row[index].text.strip() if index is not None else ""
                values[reason] = given or REASON


def read_value(each: Field, cell: Cell, tell: Tell) -> Value | Missing | Diagnostic:
    """Read one cell. A rank, which a sheet never gives, is in a case a number given by hand; an empty one is no rank yet."""
    if each.fact.type.kind is Kind.RANK and is_empty(cell.raw):
        return fields.MISSING
    return fields.read_cell(each, cell, tell)
