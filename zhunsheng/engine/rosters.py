"""The rows of a table against the lists of a policy: which unit a row is about, and of which kind it is.

A policy with lists assesses the units on them and no others. Without lists but with kinds, the sheet says the kind of
each unit. Without either, units have no kind. A unit on two lists takes its kind from the sheet where the sheet gives
one.
"""

from __future__ import annotations

from collections.abc import Set

from attrs import frozen

from compiler import core
from dsl.diagnostics import Diagnostic
from zhunsheng.engine import problems
from zhunsheng.engine.columns import Layout
from zhunsheng.engine.findings import Report
from zhunsheng.engine.listed import Units
from zhunsheng.engine.sheets.tables import Column, Raw, Row, Table, as_text, is_empty
from zhunsheng.engine.text import clip, fold_name, nearest, printable


@frozen
class Assessed:
    """A row of a table with its unit's name, spelt as the list spells it, and kind; ``fine`` is False where the gate refuses it."""

    name: str
    kind: str
    row: Row
    fine: bool = True


def read_units(
    policy: core.Policy,
    table: Table,
    layout: Layout,
    report: Report,
    only: str | None,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[Assessed, ...]:
    """Return the units of a table in its order; a row whose unit is unknown, repeated or of no known kind is reported and not fine.
    ``elsewhere`` has listed units that are read from other rows."""
    reader = _Rows(policy, table, layout, report)
    rows = [reader.take(row) for row in table.rows]
    if only is None:
        _report_absent(policy, reader.seen.keys() | {fold_name(name) for name in elsewhere}, report)
        return tuple(rows)
    chosen = tuple(unit for unit in rows if fold_name(unit.name) == fold_name(only))
    if not chosen and fold_name(only) not in reader.seen:
        report.add(problems.no_such_unit(only, nearest(only, (unit.name for unit in rows))))
    return chosen


class _Rows:
    """Takes the rows one by one."""

    def __init__(self, policy: core.Policy, table: Table, layout: Layout, report: Report) -> None:
        self.table, self.layout, self.report = table, layout, report
        self.units = Units(policy)
        self.seen: dict[str, int] = {}

    def take(self, row: Row) -> Assessed:
        """Find the unit of one row, and say what is wrong with it."""
        name = printable(as_text(_cell(row, self.layout.unit)))
        key = fold_name(name)
        if not key:
            self.tell(problems.no_unit_name(self.table.line(row.number)), row)
            return Assessed("", "", row, fine=False)
        twice = key in self.seen
        if twice:
            first, second = self.table.line(self.seen[key]), self.table.line(row.number)
            found = problems.unit_twice(clip(name), first, second)
            self.tell(found, row)
            if self.report.back is not None:  # which of the two is right, nobody knows
                self.report.add(found, at=self.table.at(self.seen[key], self.layout.unit))
        self.seen.setdefault(key, row.number)
        column = self.layout.kind
        raw = _cell(row, column) if column else ""
        given = "" if is_empty(raw) else printable(as_text(raw))
        name, kind, faults = self.units.whose(name, given)
        for code, about, said in faults:
            self.refuse(code, about, said, name, given, row)
        return Assessed(name, kind, row, fine=not twice and not faults)

    def refuse(self, code: str, about: str, said: str, name: str, given: str, row: Row) -> None:
        """Report what the gate says of a unit or its kind."""
        column = self.layout.unit if about == "单位" else self.layout.kind
        place = self.table.place(row.number, column) if column else self.table.line(row.number)
        place = place if about == "单位" else f"{clip(name)}，{place}"
        # The nearest of many names takes long to find; it is not looked for where nobody would see it.
        hint = "" if self.report.full(code) else self.units.remedy(code, name, given)
        self.tell(problems.fault(code, place, said, hint), row, column)

    def tell(self, found: Diagnostic, row: Row, column: Column | None = None) -> None:
        """Report a finding of a row."""
        self.report.add(found, at=self.table.at(row.number, column or self.layout.unit))


def _cell(row: Row, column: Column) -> Raw:
    return row.cells[column.index] if column.index < len(row.cells) else ""


def _report_absent(policy: core.Policy, seen: Set[str], report: Report) -> None:
    absent = [unit for roster in policy.rosters for unit in roster.units if fold_name(unit) not in seen]
    if absent:
        report.add(problems.unit_absent(list(dict.fromkeys(absent))))
