"""The rows of a table against the lists of a policy: which unit a row is about, and of which kind it is.

A policy with lists assesses the units on them and no others. Without lists but with kinds, the sheet says the kind of
each unit. Without either, units have no kind. A unit on two lists takes its kind from the sheet where the sheet gives
one.
"""

from __future__ import annotations

from attrs import frozen

from compiler import core
from zhunsheng.engine import problems
from zhunsheng.engine.columns import Layout
from zhunsheng.engine.findings import Report
from zhunsheng.engine.sheets.tables import Row, Table, as_text, is_empty
from zhunsheng.engine.text import clip, fold_header, fold_name, nearest, printable


@frozen
class Assessed:
    """A row of a table with its unit's name, spelt as the list spells it, and kind."""

    name: str
    kind: str
    row: Row


def read_units(
    policy: core.Policy, table: Table, layout: Layout, report: Report, only: str | None
) -> tuple[Assessed, ...]:
    """Return the units of a table in its order; a row whose unit is unknown or repeated is reported and left out."""
    reader = _Rows(policy, table, layout, report)
    rows = [found for row in table.rows if (found := reader.take(row))]
    if only is None:
        _report_absent(policy, reader.seen, report)
        return tuple(rows)
    chosen = tuple(unit for unit in rows if fold_name(unit.name) == fold_name(only))
    if not chosen and fold_name(only) not in reader.seen:
        report.add(problems.no_such_unit(only, nearest(only, (unit.name for unit in rows))))
    return chosen


class _Rows:
    """Takes the rows one by one."""

    def __init__(self, policy: core.Policy, table: Table, layout: Layout, report: Report) -> None:
        self.policy, self.table, self.layout, self.report = policy, table, layout, report
        self.seen: dict[str, int] = {}
        self.listed: dict[str, dict[str, str]] = {}  # folded name -> kind -> name as listed
        for roster in policy.rosters:
            for unit in roster.units:
                self.listed.setdefault(fold_name(unit), {}).setdefault(roster.kind, unit)
        self.kinds = policy.kinds or tuple(dict.fromkeys(roster.kind for roster in policy.rosters if roster.kind))
        self.names = tuple(unit for roster in policy.rosters for unit in roster.units)

    def take(self, row: Row) -> Assessed | None:
        """Find the unit of one row."""
        name = printable(as_text(row.cells[self.layout.unit.index]))
        key = fold_name(name)
        if not key:
            self.report.add(problems.no_unit_name(self.table.line(row.number)))
            return None
        if key in self.seen:
            first, second = self.table.line(self.seen[key]), self.table.line(row.number)
            self.report.add(problems.unit_twice(clip(name), first, second))
            return None
        self.seen[key] = row.number
        return self.of_list(row, key, name) if self.policy.rosters else self.of_sheet(row, name)

    def of_list(self, row: Row, key: str, name: str) -> Assessed | None:
        """Find a unit on the lists; its kind is the list's."""
        entries = self.listed.get(key)
        if entries is None:
            place = self.table.place(row.number, self.layout.unit)
            # The nearest of many names takes long to find; it is not looked for where nobody would see it.
            near = "" if self.report.full("E611-unit-not-listed") else nearest(name, self.names)
            self.report.add(problems.unit_not_listed(place, clip(name), near))
            return None
        given = self.given_kind(row, name)
        kind = next(iter(entries))
        if given and given not in entries and self.layout.kind:
            place = f"{clip(name)}，{self.table.place(row.number, self.layout.kind)}"
            self.report.add(problems.kind_contradicts(place, given, kind))
        kind = given if given in entries else kind
        return Assessed(entries[kind], kind, row)

    def of_sheet(self, row: Row, name: str) -> Assessed | None:
        """Take a unit with the kind that the sheet gives, where the policy knows kinds."""
        if not self.kinds:
            return Assessed(name, "", row)
        kind = self.given_kind(row, name)
        if kind == "":
            column = self.layout.kind
            where = self.table.place(row.number, column) if column else self.table.line(row.number)
            self.report.add(problems.kind_missing(f"{clip(name)}，{where}", self.kinds))
        return Assessed(name, kind, row) if kind else None

    def given_kind(self, row: Row, name: str) -> str | None:
        """Return the kind that the sheet gives; "" if it gives none, None if the policy does not know it."""
        column = self.layout.kind
        raw = row.cells[column.index] if column and column.index < len(row.cells) else ""
        if column is None or is_empty(raw):
            return ""
        text = as_text(raw)
        for kind in self.kinds:
            if fold_header(kind) == fold_header(text):
                return kind
        place = f"{clip(name)}，{self.table.place(row.number, column)}"
        self.report.add(problems.kind_unknown(place, clip(text), self.kinds, nearest(text, self.kinds)))
        return None


def _report_absent(policy: core.Policy, seen: dict[str, int], report: Report) -> None:
    absent = [unit for roster in policy.rosters for unit in roster.units if fold_name(unit) not in seen]
    if absent:
        report.add(problems.unit_absent(list(dict.fromkeys(absent))))
