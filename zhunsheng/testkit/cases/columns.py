"""The header of a case table against a policy: what each column is.

Names are folded as in fact sheets. A table with a column of expected points (or 后果, 合规) is a case table; a table
that lists facts and expects nothing is a mistake; any other table is commentary.
"""

from __future__ import annotations

from attrs import define, field, frozen

from compiler import core
from dsl.diagnostics import Bag
from dsl.documents.policy_file import CaseTable, Cell
from dsl.source import Source
from dsl.types import Kind
from zhunsheng.engine.cells.cell import MONEY, same_unit
from zhunsheng.engine.cells.fields import Field
from zhunsheng.engine.columns import KIND_NAMES
from zhunsheng.engine.sheets.tables import Column
from zhunsheng.engine.text import fold_header, nearest
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.expected import Measured

TITLES = ("案例", "说明")
UNITS = ("单位", "单位名称")
CONSEQUENCES, DUTIES = "后果", "合规"
_MEANINGLESS = ("序号", "备注")
_PLAIN = (*TITLES, *UNITS, *KIND_NAMES, CONSEQUENCES, DUTIES, *_MEANINGLESS)


@frozen
class Columns:
    """What the columns of a case table are; plain columns and points by the place of the column."""

    facts: tuple[Field, ...]
    reasons: dict[str, int]
    points: dict[Measured, int]
    plain: dict[str, int]
    sound: bool = True  # no column was refused

    def first(self, *names: str) -> int | None:
        """Return the place of the first of these columns that the table has."""
        return next((self.plain[name] for name in names if name in self.plain), None)

    @property
    def expects(self) -> bool:
        """Whether the table says what should come out."""
        return bool(self.points) or CONSEQUENCES in self.plain or DUTIES in self.plain


@define
class _Header:
    """Takes the header cells one by one."""

    policy: core.Policy
    source: Source
    names: dict[str, core.Fact]
    reason_names: dict[str, str]
    facts: list[Field] = field(factory=list)
    reasons: dict[str, int] = field(factory=dict)
    points: dict[Measured, int] = field(factory=dict)
    plain: dict[str, int] = field(factory=dict)
    # What is wrong with a header concerns only a table of cases, and that is known when all cells are read.
    wrong: Bag = field(factory=Bag)

    def take(self, index: int, cell: Cell) -> None:
        """Find out what one column is."""
        name, unit = self.split(cell.text)
        if name in tuple(Measured):
            self.points[Measured(name)] = index
        elif name in self.names:
            self.fact(self.names[name], index, unit, cell)
        elif name in self.reason_names:
            self.reasons[self.reason_names[name]] = index
        elif name in _PLAIN:
            self.plain[name] = index
        else:
            known = [*(fact.name for fact in self.policy.facts), *self.reason_names.values(), *Measured, *_PLAIN]
            self.wrong.add(problems.unknown_column(self.source, cell.span, cell.text, nearest(cell.text, known)))

    def split(self, text: str) -> tuple[str, str]:
        """Return the folded name and the unit in trailing brackets; a name of the policy may have brackets itself."""
        name = fold_header(text)
        if name in self.names or not name.endswith(")"):
            return name, ""
        base, _, unit = name[:-1].rpartition("(")
        known = base in self.names or (base in tuple(Measured) and unit == "分")
        return (base, unit) if known else (name, "")

    def fact(self, fact: core.Fact, index: int, unit: str, cell: Cell) -> None:
        """Take the column of a fact."""
        if unit and not _unit_fits(unit, fact):
            self.wrong.add(problems.heading_unit(self.source, cell.span, unit, fact.type.unit))
        self.facts.append(Field(fact, Column(cell.text, index), unit))


def lay_out(policy: core.Policy, table: CaseTable, source: Source, bag: Bag) -> Columns | None:
    """Match a header with the policy; None where the table is no case table, or one without expectations (reported)."""
    reasons = {fold_header(fact.reason): fact.reason for fact in policy.facts if fact.reason}
    # The result of another clause follows from that clause's facts; a case gives those.
    names = {fold_header(fact.name): fact for fact in policy.facts if fact.role is not core.Role.RESULT}
    header = _Header(policy, source, names, reasons)
    seen: dict[str, Cell] = {}
    for index, cell in enumerate(table.header):
        name = header.split(cell.text)[0]
        if name in seen:
            header.wrong.add(problems.column_twice(source, cell.span, cell.text, seen[name].span))
            continue
        seen[name] = cell
        header.take(index, cell)
    found = Columns(tuple(header.facts), header.reasons, header.points, header.plain, not header.wrong.failed)
    if not found.expects:
        if found.facts:
            bag.add(problems.no_points_column(source, table.header[0].span.to(table.header[-1].span)))
        return None
    for each in header.wrong:
        bag.add(each)
    return found


def _unit_fits(unit: str, fact: core.Fact) -> bool:
    kind = fact.type.kind
    if kind in (Kind.RATIO, Kind.PERCENT_POINT):
        return unit == "%" or (kind is Kind.PERCENT_POINT and unit == "百分点")
    return (kind is Kind.MONEY and unit in MONEY) or same_unit(unit, fact.type.unit)
