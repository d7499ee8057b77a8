"""Whole-document scenarios: ``scenarios.md`` beside a policy in, one ``Scenario`` a heading out, what is wrong in a bag.

Every ``##`` heading is a scenario: tables 事实 | 值 give all facts of one unit, tables 条款或项目 | 算式 | 得分 what comes out, worked
out by hand. Nothing may be left out: every fact, every item and section with points, every duty, consequence and veto.
"""

from __future__ import annotations

from attrs import define, field

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from dsl.documents.policy_file import CaseTable, Section
from dsl.documents.reading import read_sections
from dsl.source import Source
from zhunsheng.engine.text import fold_header, printable
from zhunsheng.testkit.scenarios import problems
from zhunsheng.testkit.scenarios.facts import FactRows, read_facts
from zhunsheng.testkit.scenarios.lines import COLUMNS, LineReader
from zhunsheng.testkit.scenarios.model import Line, Scenario

LEVEL = 2
FACT, VALUE, PLACE, REMARK = "事实", "值", "条款或项目", "说明"


def read_scenarios(compiled: Compiled, source: Source) -> tuple[tuple[Scenario, ...], Bag]:
    """Read the scenarios of a compiled policy; a scenario with an error is reported and left out."""
    bag = Bag()
    policy = compiled.policy
    if policy is None:
        return (), bag
    gathered = _gather(read_sections(source, bag), source, bag)
    if not gathered and not bag.failed:
        bag.add(problems.no_scenario(source))
    found = [_Reader(policy, source, head, bag).read(tables) for head, tables in gathered]
    return tuple(each for each in found if each is not None), bag


def _gather(sections: tuple[Section, ...], source: Source, bag: Bag) -> list[tuple[Section, list[CaseTable]]]:
    """Return each scenario's heading with all tables down to the next scenario."""
    found: list[tuple[Section, list[CaseTable]]] = []
    for section in sections:
        if section.level == LEVEL:
            found.append((section, []))
        if section.level >= LEVEL and found:
            found[-1][1].extend(section.tables)
        else:
            for table in section.tables:
                bag.add(problems.odd_table(source, table.header[0].span, "不在任何情景之下"))
    return found


@define
class _Reader:
    """Reads the tables of one scenario."""

    policy: core.Policy
    source: Source
    head: Section
    bag: Bag
    wrong: Bag = field(factory=Bag)

    def read(self, tables: list[CaseTable]) -> Scenario | None:
        """Read one scenario; what is wrong goes into the bag of the file."""
        rows = FactRows(self.policy, self.source, Bag())
        lines = LineReader(self.policy, self.source, Bag())
        for table in tables:
            self.sort(table, rows, lines)
        # What a table that nobody understands may hold is not said to be missing.
        given = None if self.wrong.failed else read_facts(rows, self.head)
        if given is not None:
            lines.complete(self.head)
        found = Bag([*self.wrong, *rows.wrong, *lines.wrong])
        for each in found:
            self.bag.add(each)
        return None if found.failed or given is None else self.made(given.unit, tuple(lines.lines), given.written)

    def sort(self, table: CaseTable, rows: FactRows, lines: LineReader) -> None:
        """Hand the rows of a table to whom they belong, by its header."""
        names = [fold_header(cell.text) for cell in table.header]
        if names[:2] == [FACT, VALUE] and names[2:] in ([], [REMARK]):
            for row in table.rows:
                rows.take(row[0], row[1])
        elif names[0] == PLACE and set(names[1:]) <= {*COLUMNS, REMARK} and len(set(names)) == len(names) > 1:
            for row in table.rows:
                lines.take(dict(zip(names, row, strict=True)), row[0])
        else:
            span = table.header[0].span.to(table.header[-1].span)
            self.wrong.add(problems.odd_table(self.source, span, "既不是事实表，也不是结果表"))

    def made(self, unit: Unit, lines: tuple[Line, ...], written: tuple[tuple[str, str], ...]) -> Scenario:
        """Return the scenario."""
        title = printable(self.head.title or self.head.number).replace("::", "：")
        return Scenario(self.policy.slug, title, unit, lines, written, self.source, self.head.heading)
