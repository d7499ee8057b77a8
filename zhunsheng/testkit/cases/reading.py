"""Golden cases: the case tables of a compiled policy in, one ``Case`` a row out, everything that is wrong in a bag.

A row gives only the facts that matter; an empty cell is a fact not given (for a fact that may be empty, 可空, it is the
value "nothing happened", as in a fact sheet). Cells are read as in fact sheets. Parameters that the policy fills in
are filled in here too.
"""

from __future__ import annotations

from compiler import core
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from dsl.documents.policy_file import CaseTable, Section
from dsl.source import Source
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.columns import Columns, lay_out
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.rows import read_rows
from zhunsheng.testkit.cases.scopes import clause_of, item_of


def read_cases(compiled: Compiled) -> tuple[tuple[Case, ...], Bag]:
    """Read the cases of a policy. A policy that did not compile has none: what is wrong is in its own bag."""
    bag = Bag()
    policy, document = compiled.policy, compiled.document
    if policy is None or document is None:
        return (), bag
    clauses = {clause.id: clause for clause in policy.clauses()}
    found: list[Case] = []
    for section in document.sections:
        found += _of_section(policy, section, clauses.get(section.id), document.source, bag)
    return tuple(found), bag


def _of_section(
    policy: core.Policy, section: Section, clause: core.Clause | None, source: Source, bag: Bag
) -> list[Case]:
    """Read the tables of one heading; a clause that moves points and has none is reported."""
    tables = [(table, lay_out(policy, table, source, bag)) for table in section.tables]
    cases: list[Case] = []
    titles: set[str] = set()
    for table, columns in tables:
        if columns is not None and _testable(policy, section, table, columns, source, bag):
            cases += read_rows(policy, section.id, table, columns, source, bag, titles)
    if clause is not None and clause.effects and not any(columns for _, columns in tables):
        bag.add(problems.clause_without_cases(source, section.heading, section.id))
    return cases


def _testable(
    policy: core.Policy, section: Section, table: CaseTable, columns: Columns, source: Source, bag: Bag
) -> bool:
    """Whether there is something under this heading that the table can measure, and no column was refused."""
    there = {
        Measured.CLAUSE: clause_of(policy, section.id) is not None,
        Measured.ITEM: item_of(policy, section.id) is not None,
        Measured.TOTAL: True,
    }
    # A table that expects consequences or duties alone is about its clause.
    wanted = columns.points or {Measured.CLAUSE: 0}
    unfounded = [measured for measured in wanted if not there[measured]]
    for measured in unfounded:
        bag.add(problems.no_clause(source, table.header[wanted[measured]].span, measured))
    if not table.rows:
        bag.add(problems.no_rows(source, table.header[0].span.to(table.header[-1].span)))
    return columns.sound and not unfounded


__all__ = ["Case", "read_cases"]
