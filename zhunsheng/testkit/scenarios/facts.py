"""The facts of a scenario: rows 事实 | 值 in, one unit with every fact out. Values are read as those of a fact sheet.

Every fact, reason, open parameter and rank must be given. 不适用 stands for a fact that nothing asks for in this unit (another
office's clause, points of discretion that were not called for); that this is so is checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field, frozen

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, effect_points, holds
from compiler.meaning.scoring import score
from compiler.measures.choosing import parameters
from dsl.diagnostics import Bag
from dsl.documents.policy_file import CaseTable, Cell, Section
from dsl.source import Source
from zhunsheng.engine.cells.fields import PENDING, Field
from zhunsheng.engine.columns import KIND_NAMES
from zhunsheng.engine.sheets.tables import Column
from zhunsheng.engine.text import fold_header, fold_name, nearest
from zhunsheng.engine.units import Value
from zhunsheng.testkit.cases.columns import UNITS, Columns
from zhunsheng.testkit.cases.facts import FactReader
from zhunsheng.testkit.cases.units import read_unit
from zhunsheng.testkit.scenarios import problems as own

IDLE = "不适用"


@frozen
class Given:
    """The unit, and its facts as they are written."""

    unit: Unit
    written: tuple[tuple[str, str], ...]


@define
class FactRows:
    """Collects the rows of one scenario under the names of the policy."""

    policy: core.Policy
    source: Source
    wrong: Bag
    cells: dict[str, Cell] = field(factory=dict)
    names: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Collect the names that a row can have."""
        wanted = [*UNITS, *KIND_NAMES, *(name for fact in open_facts(self.policy) for name in _names(fact))]
        self.names = {fold_header(name): name for name in wanted}
        self.names |= dict.fromkeys(UNITS, UNITS[0]) | dict.fromkeys(KIND_NAMES, KIND_NAMES[0])

    def take(self, name: Cell, value: Cell) -> None:
        """Take one row."""
        key = self.names.get(fold_header(name.text))
        if key is None:
            settled = any(fold_header(fact.name) == fold_header(name.text) for fact in self.policy.facts)
            near = "" if settled else nearest(name.text, self.names.values())
            self.wrong.add(own.unknown_fact(self.source, name.span, name.text, near, settled=settled))
        elif key in self.cells:
            self.wrong.add(own.row_twice(self.source, name.span, name.text))
        else:
            # An empty cell has no width: what is wrong with it is shown at the name.
            self.cells[key] = value if value.text else Cell("", name.span)


def open_facts(policy: core.Policy) -> tuple[core.Fact, ...]:
    """Return the facts that a scenario gives: all but parameters that the policy fills in and results of other clauses."""
    filled = [fact.name for fact in policy.facts if fact.role is core.Role.PARAMETER and fact.value is not None]
    return tuple(fact for fact in policy.facts if fact.name not in filled and fact.role is not core.Role.RESULT)


def _names(fact: core.Fact) -> Iterator[str]:
    yield fact.name
    if fact.reason:
        yield fact.reason


def read_facts(rows: FactRows, head: Section) -> Given:
    """Read the rows of a scenario; what is wrong, or missing, is in its bag."""
    policy, source, wrong = rows.policy, rows.source, rows.wrong
    name, kind = read_unit(policy, rows.cells.get(UNITS[0]), rows.cells.get(KIND_NAMES[0]), source, wrong)
    lacking = _lacking(rows, name, kind)
    if lacking and not wrong.failed:
        wrong.add(own.facts_missing(source, head.heading, lacking))
    values, written = _values(rows, kind)
    unit = Unit(name, kind, values)
    if not wrong.failed:
        for fact, clause in asked_for(policy, unit).items():
            wrong.add(own.not_idle(source, rows.cells[fact].span, fact, clause))
    return Given(unit, written)


def _asked(rows: FactRows) -> list[core.Fact]:
    """Return the facts that are not said to be 不适用; a member of that name is a value like any other."""
    found = []
    for fact in open_facts(rows.policy):
        cell = rows.cells.get(fact.name)
        if cell is None or fold_name(cell.text) != IDLE or IDLE in fact.type.members:
            found.append(fact)
    return found


def _lacking(rows: FactRows, name: str, kind: str) -> list[str]:
    lacking = [] if name else [UNITS[0]]
    lacking += [KIND_NAMES[0]] if rows.policy.kinds and not kind else []
    for fact in _asked(rows):
        for each in _names(fact):
            cell = rows.cells.get(each)
            empty = cell is not None and not cell.text.strip()
            if cell is None or fold_name(cell.text) == PENDING or (empty and not (fact.optional and each == fact.name)):
                lacking.append(each)
    return lacking


def _values(rows: FactRows, kind: str) -> tuple[dict[str, Value], tuple[tuple[str, str], ...]]:
    """Read the values by the reader of case tables: the column of values, turned, is a row of such a table."""
    facts = [fact for fact in _asked(rows) if fact.name in rows.cells]
    if not facts:
        return parameters(rows.policy), ()
    names = [fact.name for fact in facts] + [fact.reason for fact in facts if fact.reason in rows.cells]
    cells = tuple(rows.cells[name] for name in names)
    header = tuple(Cell(name, cell.span) for name, cell in zip(names, cells, strict=True))
    table = CaseTable(header, (cells,), cells[0].span)
    columns = tuple(Field(fact, Column(fact.name, index)) for index, fact in enumerate(facts))
    reasons = {name: index for index, name in enumerate(names) if index >= len(facts)}
    reader = FactReader(table, Columns(columns, reasons, {}, {}), rows.source, rows.wrong)
    return reader.read(0, cells, rows.policy, rows.wrong, kind)


def asked_for(policy: core.Policy, unit: Unit) -> dict[str, str]:
    """Return the absent facts that something asks for in this unit, each with a clause that does."""
    found: dict[str, str] = {}
    unit = _with_results(policy, unit)
    for clause in policy.clauses():
        for part in _parts(clause, unit):
            if (fact := _stops_at(part, unit)) is not None:
                found.setdefault(fact, clause.id)
    for veto in policy.vetoes:
        if (fact := _stops_at(veto.test, unit)) is not None:
            found.setdefault(fact, veto.clause)
    # A result that is open has its own clause to thank for it.
    return {fact: clause for fact, clause in found.items() if fact not in policy.results}


def _with_results(policy: core.Policy, unit: Unit) -> Unit:
    """Return a unit that knows the results of clauses and items that other clauses read."""
    if not policy.results:
        return unit
    result = score(policy, unit)
    points = {each.clause: each.points.exact for each in result.clauses}
    points |= {each.group: each.points.exact for each in result.groups}
    known = {name: points.get(fact.result_of) for name, fact in policy.results.items()}
    return evolve(unit, facts={**unit.facts, **{name: value for name, value in known.items() if value is not None}})


def _parts(clause: core.Clause, unit: Unit) -> Iterator[core.Test | core.Effect]:
    """Yield what is looked at in a clause, as ``compiler/meaning/scoring.py`` goes through it."""
    yield clause.applies
    if _stops_at(clause.applies, unit) is not None or not holds(clause.applies, unit):
        return
    yield from (each.test for each in clause.consequences)
    if clause.zeroed is not None:
        yield clause.zeroed
        if _stops_at(clause.zeroed, unit) is not None or holds(clause.zeroed, unit):
            return
    yield from clause.effects
    yield from (duty.test for duty in clause.duties if duty.test is not None)


def _stops_at(part: core.Test | core.Effect, unit: Unit) -> str | None:
    try:
        effect_points(part, unit) if isinstance(part, core.Effect) else holds(part, unit)
    except Missing as reason:
        return reason.fact
    except (Undefined, UnknownYear):
        return None
    return None
