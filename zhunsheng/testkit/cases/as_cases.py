"""Findings as rows for the case table of their clause: the unit that shows a finding, the points left blank for the clerk.

In: a compiled policy, with errors or without. Out: one ``Rows`` a clause, with the columns of the table that stands there, or with
the facts of the findings where there is none or it lacks one of them. What a case already says is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, frozen

from compiler import core
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag, Diagnostic, Witness
from dsl.documents.policy_file import CaseTable
from zhunsheng.testkit.cases.columns import Columns, lay_out
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.cases.shown import show_cell

TITLE = "案例"
_KIND, _UNIT = ("类别", "对象类别"), ("单位", "单位名称")


@frozen
class Rows:
    """Rows of one clause under one header."""

    clause: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_cases(compiled: Compiled) -> tuple[Rows, ...]:
    """Return the findings of a policy that have a unit to show, clause by clause in document order."""
    policy, document = compiled.draft, compiled.document
    if policy is None or document is None:
        return ()
    by_clause: dict[str, list[Diagnostic]] = {}
    for found in compiled.bag:
        if found.witness is not None and found.clause and _writable(found.witness, policy):
            by_clause.setdefault(found.clause, []).append(found)
    given = _given(compiled)
    made: list[Rows] = []
    for section in document.sections:
        fresh = [each for each in by_clause.get(section.id, ()) if _key(each.witness) not in given.get(section.id, ())]
        if fresh:
            layout = _Layout(policy, compiled, section.tables)
            made += layout.rows(section.id, fresh)
    return tuple(made)


def _writable(witness: Witness, policy: core.Policy) -> bool:
    """Whether a case can give these facts: the result of another clause is never given."""
    return all(name in policy.named and policy.named[name].role is not core.Role.RESULT for name, _ in witness.facts)


def _given(compiled: Compiled) -> dict[str, set[object]]:
    """Return by clause what its cases already say."""
    found: dict[str, set[object]] = {}
    for case in read_cases(compiled)[0]:
        found.setdefault(case.clause, set()).add((case.unit.kind, frozenset(case.unit.facts.items())))
    return found


def _key(witness: Witness | None) -> object:
    assert witness is not None, "only findings with a unit are asked"
    return witness.kind, frozenset(witness.facts)


@define
class _Layout:
    """Writes rows into the columns of the tables of one clause."""

    policy: core.Policy
    compiled: Compiled
    tables: Sequence[CaseTable]

    def rows(self, clause: str, findings: Sequence[Diagnostic]) -> Iterator[Rows]:
        """Yield the rows, those with the same header together, each unit once."""
        by_header: dict[tuple[str, ...], dict[object, tuple[str, ...]]] = {}
        for found in findings:
            assert found.witness is not None, "only findings with a unit are written"
            header, row = self.row(found, found.witness)
            by_header.setdefault(header, {}).setdefault(_key(found.witness), row)
        yield from (Rows(clause, header, tuple(rows.values())) for header, rows in by_header.items())

    def row(self, found: Diagnostic, witness: Witness) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the header and the cells of one finding."""
        title = f"{found.code.partition('-')[0]} {found.message}"
        cells = {name: show_cell(value, self.policy.named[name]) for name, value in witness.facts}
        for table in self.tables:
            columns = lay_out(self.policy, table, self.compiled.text.policy, Bag())
            if columns is not None and self._fits(columns, witness):
                return tuple(cell.text for cell in table.header), self._in(table, columns, cells, witness, title)
        kind = {"类别": witness.kind} if witness.kind else {}
        unit = {"单位": witness.name} if witness.name else {}
        full = {**kind, **unit, **cells, str(Measured.CLAUSE): "", TITLE: title}
        return tuple(full), tuple(full.values())

    def _fits(self, columns: Columns, witness: Witness) -> bool:
        """Whether a table measures the clause and has a column for everything the unit needs."""
        there = {each.fact.name for each in columns.facts}
        who = (not witness.kind or columns.first(*_KIND) is not None) and (
            not witness.name or columns.first(*_UNIT) is not None
        )
        return Measured.CLAUSE in columns.points and who and {name for name, _ in witness.facts} <= there

    @staticmethod
    def _in(table: CaseTable, columns: Columns, cells: dict[str, str], witness: Witness, title: str) -> tuple[str, ...]:
        row = [""] * len(table.header)
        for each in columns.facts:
            row[each.column.index] = cells.get(each.fact.name, "")
        for names, text in ((_KIND, witness.kind), (_UNIT, witness.name), ((TITLE, "说明"), title)):
            place = columns.first(*names)
            if place is not None:
                row[place] = text
        return tuple(row)


def markdown(rows: Rows) -> str:
    """Return rows as a Markdown table under the id of their clause, ready to paste."""
    lines = [rows.clause, "", f"| {' | '.join(rows.header)} |", "|" + "---|" * len(rows.header)]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows.rows]
    return "\n".join(lines) + "\n"
