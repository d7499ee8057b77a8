"""What must come out of a scenario: rows 条款或项目 | 算式 | 得分 | 合规 | 后果 | 否决 in, one ``Line`` an expectation out.

The arithmetic of a row must give its points. Nothing may be left out: every heading with points, every clause that moves points
outside them, the total, every duty, every consequence and every veto.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.core.walk import clauses_of
from dsl.diagnostics import Bag, Diagnostic
from dsl.documents.addresses import meant, nearest
from dsl.documents.policy_file import Cell, Section
from dsl.source import Source
from zhunsheng.engine.numbers import show
from zhunsheng.engine.text import fold_name
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.expected import Measured, read_expected
from zhunsheng.testkit.cases.outcomes import read_consequences, read_duties
from zhunsheng.testkit.scenarios import problems as own
from zhunsheng.testkit.scenarios.arithmetic import BadArithmetic, work_out
from zhunsheng.testkit.scenarios.facts import IDLE
from zhunsheng.testkit.scenarios.model import ANSWERS, BAND, CONSEQUENCES, TOTAL, VETO, Line

POINTS, ARITHMETIC = "得分", "算式"
COLUMNS = (ARITHMETIC, POINTS, ANSWERS, CONSEQUENCES, VETO)
_YES = {"是": True, "否": False}


@define
class LineReader:
    """Reads the expectations of one scenario, row by row, and knows what is still lacking."""

    policy: core.Policy
    source: Source
    wrong: Bag
    lines: list[Line] = field(factory=list)
    places: tuple[str, ...] = field(init=False)
    required: list[tuple[str, str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Collect what a row may name."""
        ids = [group.id for group in _groups(self.policy.root) if group.id]
        ids += [clause.id for clause in self.policy.clauses()]
        self.places, self.required = tuple(dict.fromkeys(ids)), required(self.policy)

    def take(self, row: dict[str, Cell], label: Cell) -> None:
        """Take one row."""
        place = self.find(label)
        if place is None:
            return
        told = len(self.lines)
        if ARITHMETIC in row or POINTS in row:
            self.points(row.get(ARITHMETIC), row.get(POINTS), place, label)
        for what in (ANSWERS, CONSEQUENCES, VETO):
            if what in row and row[what].text.strip():
                self.outcome(what, row[what], place, label)
        # An empty row that has to be there is reported with all others that lack.
        if told == len(self.lines) and not self.wrong.failed and place not in {each for _, each, _ in self.required}:
            self.wrong.add(own.blank_row(self.source, label.span, label.text))

    def find(self, label: Cell) -> str | None:
        """Return the id that a row names; "" for the whole; None, reported, where it names nothing or several."""
        if fold_name(label.text) in (TOTAL, BAND):
            return ""
        found = meant(label.text, self.places)
        if len(found) == 1:
            return found[0]
        near = "" if found else nearest(label.text, self.places)
        self.wrong.add(own.unknown_place(self.source, label.span, label.text, near, found))
        return None

    def add(self, what: str, place: str, label: Cell, expected: object, span_of: Cell, arithmetic: str = "") -> None:
        """Keep one expectation, unless it is there already."""
        if any((each.what, each.place) == (what, place) for each in self.lines):
            self.wrong.add(own.row_twice(self.source, label.span, label.text))
            return
        assert isinstance(expected, Fraction | tuple | bool | str)
        self.lines.append(Line(what, place, label.text, expected, span_of.span, arithmetic))

    def points(self, arithmetic: Cell | None, points: Cell | None, place: str, label: Cell) -> None:
        """Read points and their arithmetic, which stand together or not at all."""
        texts = [each.text.strip() if each is not None else "" for each in (arithmetic, points)]
        if fold_name(label.text) == BAND:
            self.add(BAND, "", label, texts[1], label)
            return
        if not any(texts):
            return
        if arithmetic is None or points is None or not all(texts):
            self.wrong.add(own.no_arithmetic(self.source, label.span, label.text))
            return
        value = self.exact(points)
        made = self.worked_out(arithmetic)
        if value is not None and made is not None and value != made:
            at = arithmetic.span.to(points.span)
            self.wrong.add(own.wrong_arithmetic(self.source, at, arithmetic.text, show(made), show(value)))
        elif value is not None:
            self.add(POINTS, place, label, value, points, arithmetic.text)

    def exact(self, cell: Cell) -> Fraction | None:
        """Read points: exactly one number, because everything is given."""
        found = read_expected(cell, self.source)
        if isinstance(found, Diagnostic):
            self.wrong.add(found)
            return None
        value = None if found.points is None else found.points.exact
        if value is None:
            self.wrong.add(problems.not_points(self.source, cell.span, cell.text))
        return value

    def worked_out(self, cell: Cell) -> Fraction | None:
        """Work out the arithmetic."""
        try:
            return work_out(cell.text)
        except BadArithmetic as reason:
            self.wrong.add(own.bad_arithmetic(self.source, cell.span, cell.text, str(reason)))
            return None

    def outcome(self, what: str, cell: Cell, place: str, label: Cell) -> None:
        """Read what comes out besides points; 不适用 where the clause does not concern the unit."""
        if what == VETO:
            found: object = _YES.get(fold_name(cell.text))
            if found is None or place not in {veto.clause for veto in self.policy.vetoes}:
                known = tuple(_YES) if found is None else ()
                found = problems.unknown_outcome(self.source, cell.span, cell.text, known, "")
        elif fold_name(cell.text) == IDLE:
            found = ()
        elif what == ANSWERS:
            found = read_duties(cell, self.policy, place, Measured.CLAUSE, self.source)
        else:
            found = read_consequences(cell, self.policy, place, Measured.CLAUSE, self.source)
        if isinstance(found, Diagnostic):
            self.wrong.add(found)
        else:
            self.add(what, place, label, found, cell)

    def complete(self, head: Section) -> None:
        """Report what the scenario does not say; with other errors about, the rows that failed would be reported again."""
        told = {(line.what, line.place) for line in self.lines}
        lacking = [
            label if label == what else f"{label}的{what}"
            for what, place, label in self.required
            if (what, place) not in told
        ]
        if lacking and not self.wrong.failed:
            self.wrong.add(own.lines_missing(self.source, head.heading, lacking))


def required(policy: core.Policy) -> list[tuple[str, str, str]]:
    """Return (what, place, label) of everything that a scenario has to say."""
    sections = {group.id for group in policy.sections()}
    held = [
        group
        for group in _groups(policy.root)[1:]
        if (group.points or group.outside or group.id in sections) and any(_moves(each) for each in clauses_of(group))
    ]
    inside = {clause.id for group in held for clause in clauses_of(group)}
    places = [group.id for group in held]
    places += [clause.id for clause in policy.clauses() if _moves(clause) and clause.id not in inside]
    found = [(POINTS, place, place) for place in places]
    found.append((POINTS, "", TOTAL))
    found += [(BAND, "", BAND)] if policy.bands else []
    found += [(ANSWERS, clause.id, clause.id) for clause in policy.clauses() if clause.duties]
    found += [(CONSEQUENCES, clause.id, clause.id) for clause in policy.clauses() if clause.consequences]
    found += [(VETO, place, place) for place in dict.fromkeys(veto.clause for veto in policy.vetoes)]
    return found


def _moves(clause: core.Clause) -> bool:
    return bool(clause.effects) or clause.zeroed is not None


def _groups(group: core.Group) -> list[core.Group]:
    below = (child for child in group.children if isinstance(child, core.Group))
    return [group, *(each for child in below for each in _groups(child))]
