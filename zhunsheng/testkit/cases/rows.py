"""The rows of one case table: facts, unit, expected points and outcomes of each."""

from __future__ import annotations

from attrs import define, field

from compiler import core
from compiler.meaning.interpret import Unit
from dsl.diagnostics import Bag, Diagnostic
from dsl.documents.policy_file import CaseTable
from dsl.documents.policy_file import Cell as Written
from dsl.source import Source, Span
from zhunsheng.engine.columns import KIND_NAMES
from zhunsheng.engine.text import printable
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.columns import CONSEQUENCES, DUTIES, TITLES, UNITS, Columns
from zhunsheng.testkit.cases.expected import Expected, Measured, State, read_expected
from zhunsheng.testkit.cases.facts import FactReader
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.outcomes import read_consequences, read_duties
from zhunsheng.testkit.cases.scopes import item_of, kind_matters
from zhunsheng.testkit.cases.units import read_unit

Row = tuple[Written, ...]
Told = tuple[Expected | tuple[str, ...] | None, ...]


def read_rows(
    policy: core.Policy,
    heading: str,
    table: CaseTable,
    columns: Columns,
    source: Source,
    bag: Bag,
    titles: set[str],
) -> list[Case]:
    """Read the rows of one table; ``titles`` are those already taken under this heading. A wrong row gives no case."""
    reader = _Rows(policy, heading, columns, source, bag, FactReader(table, columns, source, bag), titles)
    made = [reader.read(number, row) for number, row in enumerate(table.rows)]
    return [case for case in made if case is not None]


@define
class _Rows:
    """Reads row after row; remembers what was seen."""

    policy: core.Policy
    heading: str
    columns: Columns
    source: Source
    bag: Bag
    facts: FactReader
    titles: set[str]
    seen: dict[object, tuple[Span, Told]] = field(factory=dict)
    kind_asked: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find out once whether what the table expects depends on the kind of unit."""
        measured = tuple(self.columns.points) or (Measured.CLAUSE,)
        asked = any(kind_matters(self.policy, each, self.heading, self.heading) for each in measured)
        self.kind_asked = bool(self.policy.kinds) and asked

    def read(self, number: int, row: Row) -> Case | None:
        """Read one row."""
        wrong = Bag()
        name, kind = self.unit(row, wrong)
        expected = self.expected(row, wrong)
        refused = any(each.state is State.REFUSED for _, each in expected)
        values, written = self.facts.read(number, row, self.policy, wrong, kind, checked=not refused)
        consequences = self.outcome(CONSEQUENCES, row, wrong)
        duties = self.outcome(DUTIES, row, wrong)
        for each in wrong:
            self.bag.add(each)
        if wrong.failed:
            return None
        unit = Unit(name, kind, values)
        span = row[0].span.to(row[-1].span)
        self.compare(unit, span, (*(each for _, each in expected), consequences, duties))
        item = item_of(self.policy, self.heading) if Measured.ITEM in self.columns.points else None
        title = self.title(row, written)
        group = item.id if item is not None else ""
        said = (consequences, duties)
        return Case(self.policy.slug, self.heading, title, unit, expected, self.source, span, written, group, *said)

    def expected(self, row: Row, wrong: Bag) -> tuple[tuple[Measured, Expected], ...]:
        """Read the expected points: every column of them must be filled in, and a case without any must say more."""
        found = []
        for measured, index in self.columns.points.items():
            cell = row[index]
            given = read_expected(cell, self.source) if cell.text.strip() else self.blank(row, measured)
            if isinstance(given, Diagnostic):
                wrong.add(given)
            else:
                found.append((measured, given))
        others = [name for name in (CONSEQUENCES, DUTIES) if name in self.columns.plain]
        if not self.columns.points and not any(row[self.columns.plain[name]].text.strip() for name in others):
            wrong.add(self.blank(row, "、".join(others)))
        return tuple(found)

    def blank(self, row: Row, column: str) -> Diagnostic:
        """Say that the expectation is missing; an empty cell has no width, so the row is shown."""
        return problems.no_points(self.source, row[0].span.to(row[-1].span), column)

    def unit(self, row: Row, wrong: Bag) -> tuple[str, str]:
        """Read which unit, of which kind, the case is about."""
        unit, kind = self.columns.first(*UNITS), self.columns.first(*KIND_NAMES)
        given = read_unit(
            self.policy,
            None if unit is None else row[unit],
            None if kind is None else row[kind],
            self.source,
            wrong,
        )
        if self.kind_asked and not given[1] and not wrong.failed:
            wrong.add(problems.kind_needed(self.source, row[0].span.to(row[-1].span), self.policy.kinds))
        return given

    def outcome(self, column: str, row: Row, wrong: Bag) -> tuple[str, ...] | None:
        """Read the expected consequences or duty outcomes; None where the case does not say."""
        index = self.columns.first(column)
        if index is None or not row[index].text.strip():
            return None
        read = read_consequences if column == CONSEQUENCES else read_duties
        measured = next(iter(self.columns.points), Measured.CLAUSE)
        given = read(row[index], self.policy, self.heading, measured, self.source)
        if isinstance(given, Diagnostic):
            wrong.add(given)
            return None
        return given

    def compare(self, unit: Unit, span: Span, told: Told) -> None:
        """Report a case whose facts were already given in this table."""
        key = (unit.name, unit.kind, frozenset(unit.facts.items()))
        first = self.seen.setdefault(key, (span, told))
        if first[0] == span:
            return
        if first[1] == told:
            self.bag.add(problems.repeated(self.source, span, first[0]))
        else:
            self.bag.add(problems.contradiction(self.source, span, first[0], (_said(first[1]), _said(told))))

    def title(self, row: Row, written: tuple[tuple[str, str], ...]) -> str:
        """Return the title of a case, numbered where it is already taken; without one its facts."""
        given = [row[index].text for name in TITLES if (index := self.columns.plain.get(name)) is not None]
        facts = "，".join(f"{name} {cell}" for name, cell in written)
        text = next((each for each in given if each.strip()), facts)
        # Two colons part the names of a test in pytest.
        title = base = printable(text or "无事实").replace("::", "：")
        serial = 1
        while title in self.titles:
            serial += 1
            title = f"{base}（{serial}）"
        self.titles.add(title)
        return title


def _said(told: Told) -> str:
    shown = ("、".join(each) or "无" if isinstance(each, tuple) else str(each) for each in told if each is not None)
    return "，".join(shown)
