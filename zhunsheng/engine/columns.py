"""The header of a table against a policy: which column holds which fact.

Names are compared folded: full and half width, blanks, quotation marks and case do not count, and the unit may follow
in brackets, as our own empty sheets write it. A rank is computed over all units and never read: such a column is left
out with a note, so that a sheet that was ranked by hand can be used again. 序号 and 备注 are in every official sheet
and mean nothing; so does the 原因 of rows that were given back.
"""

from __future__ import annotations

from attrs import evolve, frozen

from compiler import core
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems
from zhunsheng.engine.cells.cell import MONEY, same_unit
from zhunsheng.engine.cells.fields import Field
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.tables import Column, Table, unit_column
from zhunsheng.engine.text import clip, fold_cell, fold_header, nearest

KIND_NAMES = ("对象类别", "类别", "单位类别")
REASON = "原因"  # of rows that are given back
_TIMES = ("十", "百", "千", "万", "十万", "百万", "千万", "亿")
_MEANINGLESS = frozenset({"序号", "备注", REASON})


@frozen
class Layout:
    """What the columns of a table are. ``reasons`` maps the name of a judgement's reason column to the column."""

    unit: Column
    kind: Column | None
    fields: tuple[Field, ...]
    reasons: dict[str, Column]


def wanted(policy: core.Policy) -> tuple[core.Fact, ...]:
    """Return the facts that a sheet has to give, in the order of the policy: nothing computed, no parameters filled in."""
    given = (f for f in policy.facts if not f.computed)
    return tuple(f for f in given if f.role is not core.Role.PARAMETER or f.value is None)


def heading(fact: core.Fact) -> str:
    """Return the heading of a fact's column: 名称（单位）."""
    shows_unit = fact.type.unit and fact.type.kind is not Kind.RATIO
    return f"{fact.name}（{fact.type.unit}）" if shows_unit else fact.name


def lay_out(policy: core.Policy, table: Table, bag: Bag, strict: bool) -> Layout | None:
    """Match the header with the policy; None only where no column names the units."""
    unit = unit_column(table.columns)
    if unit is None:
        return None
    reader = _Header(policy, table, bag)
    for column in table.columns:
        if column != unit:
            reader.take(column)
    layout = Layout(unit, reader.kind, tuple(reader.fields), reader.reasons)
    _report_missing(policy, layout, bag, strict)
    return layout


class _Header:
    """Takes the columns one by one; knows what each name of the policy folds to."""

    def __init__(self, policy: core.Policy, table: Table, bag: Bag) -> None:
        self.table, self.bag, self.policy = table, bag, policy
        self.facts = {fold_header(fact.name): fact for fact in policy.facts}
        self.reason_names = {fold_header(fact.reason): fact.reason for fact in policy.facts if fact.reason}
        self.kind: Column | None = None
        self.fields: list[Field] = []
        self.reasons: dict[str, Column] = {}
        self.seen: dict[str, Column] = {}

    def take(self, column: Column) -> None:
        """Find out what one column is."""
        name, unit = self.named(column)
        if not self.first(name, column):
            return
        if name in self.facts:
            self.take_fact(self.facts[name], column, unit)
        elif name in self.reason_names:
            self.reasons[self.reason_names[name]] = column
        elif name in KIND_NAMES:
            self.take_kind(column)
        elif name not in _MEANINGLESS:
            known = [f.name for f in wanted(self.policy)] + list(self.reason_names.values())
            said = f"办法里没有“{clip(column.text)}”这个事实"
            hint = problems.perhaps(nearest(name, known))
            self.tell(problems.fault("E601-unknown-column", self.place(column), said, hint), column)

    def named(self, column: Column) -> tuple[str, str]:
        """Return the folded name and the unit of a column; below 媒体采用 the heading 国家级 is 媒体采用·国家级."""
        name, unit = self.split(column.text)
        if name in self.facts or not column.over:
            return name, unit
        for joint in ("·", ""):
            whole, unit = self.split(f"{heading_name(column.over)}{joint}{column.text}")
            if whole in self.facts:
                return whole, unit
        return name, unit

    def split(self, text: str) -> tuple[str, str]:
        """Return the folded name and the unit in trailing brackets; a name of the policy may have brackets itself."""
        name = fold_header(text)
        if name in self.facts:
            return name, ""
        name = heading_name(text)
        if name in self.facts or not name.endswith(")"):
            return name, ""
        base, _, unit = name[:-1].rpartition("(")
        return (base, unit) if base in self.facts else (name, "")

    def first(self, name: str, column: Column) -> bool:
        """Whether this name has not been met before."""
        before = self.seen.setdefault(name, column)
        if before is column:
            return True
        self.tell(problems.column_twice(clip(before.text), (self.place(before), self.place(column))), column)
        return False

    def take_fact(self, fact: core.Fact, column: Column, unit: str) -> None:
        """Take the column of a fact, unless it is computed."""
        if fact.computed:
            why = f"{fact.role}由程序计算，不从填报表读取"
            self.tell(problems.column_ignored(self.place(column), why), column)
            return
        above = "" if unit else _stated(self.table.stated, fact)
        unit = unit or above
        if unit and not _unit_fits(unit, fact):
            self.tell(problems.header_unit(self.place(column), unit, fact.type.unit, above=bool(above)), column)
        self.fields.append(Field(fact, column, unit, period=self.policy.period))

    def take_kind(self, column: Column) -> None:
        """Take the column with the kinds of unit."""
        if not self.policy.kinds and not self.policy.rosters:
            self.tell(problems.column_ignored(self.place(column), "办法不分对象类别"), column)
        elif self.kind is not None:
            self.tell(problems.column_twice("类别", (self.place(self.kind), self.place(column))), column)
        else:
            self.kind = column

    def tell(self, found: Diagnostic, column: Column) -> None:
        """Report a finding of a heading."""
        self.bag.add(evolve(found, cell=self.table.at(self.table.header if self.table.grid else 0, column)))

    def place(self, column: Column) -> str:
        """Return the header cell as a message names it."""
        return self.table.place(self.table.header, column) if self.table.grid else f"“{clip(column.text)}”"


def _stated(words: tuple[str, ...], fact: core.Fact) -> str:
    """Return the unit that what stands above a table gives to the bare numbers of a fact; "" where it gives none but the fact's own."""
    kind, own = fact.type.kind, fact.type.unit
    if kind is Kind.MONEY:
        return "、".join(word for word in words if word in MONEY or word.endswith("元"))
    if kind in (Kind.RATIO, Kind.PERCENT_POINT):
        return next((word for word in words if word in ("%", "‰")), "")
    if not own or any(same_unit(word, own) for word in words):
        return ""
    for word in words:
        from dsl.words.lexicon import lexicon  # which a sheet without such a line does without

        units = lexicon().units
        lasting = kind is Kind.DURATION and word in units and units[word].kind is kind
        if lasting or (word.endswith(own) and word.removesuffix(own) in _TIMES):
            return word
    return ""


def _unit_fits(unit: str, fact: core.Fact) -> bool:
    kind, own = fact.type.kind, fold_cell(fact.type.unit).casefold()
    if kind is Kind.RATIO:
        return unit == "%"
    if kind is Kind.MONEY and unit in MONEY:
        return True
    return same_unit(unit, own) or (kind is Kind.PERCENT_POINT and unit in ("%", "百分点"))


def _report_missing(policy: core.Policy, layout: Layout, bag: Bag, strict: bool) -> None:
    present = {field.fact.name for field in layout.fields}
    missing = []
    for fact in wanted(policy):
        if fact.name not in present:
            missing.append(fact.name)
        elif fact.reason and fact.reason not in layout.reasons:
            missing.append(fact.reason)
    if missing:
        bag.add(problems.missing_column(missing, strict))
