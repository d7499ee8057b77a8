"""The cases a clause should have: facts at, just below and just above each boundary, at caps and floors, for each kind.

``boundary_cases`` proposes them, ``missing_boundaries`` tells which sides of which boundary the cases of a policy leave
out. What is proposed has no points: those a clerk works out from the official sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from compiler import core
from compiler.gate.declared import agrees
from compiler.meaning.interpret import Unit
from zhunsheng.testkit.boundaries.boundary import Boundary, Side
from zhunsheng.testkit.boundaries.finding_facts import Finder
from zhunsheng.testkit.boundaries.sides import boundaries_of
from zhunsheng.testkit.cases.expected import Measured, State
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.pasting import Row, asked, row_of
from zhunsheng.testkit.cases.scopes import clause_of, item_of


@frozen
class Suggestion:
    """A case to write: facts of one unit, what to expect (得分, or 本项得分), and the sides it covers."""

    clause: str
    unit: Unit
    measured: Measured
    covers: tuple[str, ...]

    def cells(self, policy: core.Policy) -> Row:
        """Return the row as (column, text) pairs; the points are left blank, and a blank one does not pass."""
        column = asked(clause_of(policy, self.clause), self.measured)
        return row_of(self.unit, policy, column, "；".join(self.covers))


@frozen
class MissingBoundary:
    """A boundary and the sides of it that no case covers, each with a case that would."""

    clause: str
    boundary: str
    sides: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def boundary_cases(policy: core.Policy, clause: core.Clause) -> tuple[Suggestion, ...]:
    """Return the cases that together cover every side of every boundary that facts can reach, each once."""
    finder = Finder(policy, clause)
    found = (_suggestions(policy, clause, each, finder, each.sides) for each in boundaries_of(policy, clause))
    return _merged(made for pairs in found for _, made in pairs)


def missing_boundaries(policy: core.Policy, clause: core.Clause, cases: Iterable[Case]) -> tuple[MissingBoundary, ...]:
    """Return what the cases leave out. Cases count for the clause they stand under, those of an item for its floor."""
    finder, given = Finder(policy, clause), tuple(cases)
    found: list[MissingBoundary] = []
    for boundary in boundaries_of(policy, clause):
        units = [case.unit for case in given if _concerns(case, policy, clause, boundary)]
        left = tuple(
            side for side in boundary.sides if not any(side.covered(clause, unit, boundary.measured) for unit in units)
        )
        missing = _suggestions(policy, clause, boundary, finder, left) if left else ()
        if missing:
            labels = tuple(side.label for side, _ in missing)
            found.append(MissingBoundary(clause.id, boundary.what, labels, tuple(made for _, made in missing)))
    return tuple(found)


def _concerns(case: Case, policy: core.Policy, clause: core.Clause, boundary: Boundary) -> bool:
    """Whether a case can cover a boundary: it measures the clause or, for the floor of its item, the item."""
    if any(expected.state is State.REFUSED for _, expected in case.expected):
        return False
    if boundary.measured is Measured.CLAUSE:
        return case.clause == clause.id
    item = item_of(policy, clause.id)
    return item is not None and case.item == item.id


def _suggestions(
    policy: core.Policy, clause: core.Clause, boundary: Boundary, finder: Finder, sides: tuple[Side, ...]
) -> tuple[tuple[Side, Suggestion], ...]:
    """Return a case for every side that facts can reach; none for a cap that the clause alone cannot reach."""
    if boundary.sides[0].points is not None and all(finder.find(boundary, side) is None for side in boundary.sides[1:]):
        return ()
    made = ((side, _suggestion(policy, clause, boundary, side, finder)) for side in sides)
    return tuple((side, each) for side, each in made if each is not None)


def _suggestion(
    policy: core.Policy, clause: core.Clause, boundary: Boundary, side: Side, finder: Finder
) -> Suggestion | None:
    unit = finder.find(boundary, side)
    if unit is None:
        return None
    # A case leaves out what the policy fills in; the others stand in the order in which they are declared.
    asked = (fact.name for fact in policy.facts if fact.role is not core.Role.PARAMETER or fact.value is None)
    facts = {name: unit.facts[name] for name in asked if name in unit.facts}
    if not agrees(policy, facts):
        return None  # no unit has these facts together, and no case could
    return Suggestion(clause.id, evolve(unit, facts=facts), boundary.measured, (f"{boundary.what} {side.label}",))


def _merged(made: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Join the suggestions with the same facts: one case may cover several sides."""
    found: dict[object, Suggestion] = {}
    for each in made:
        key = (each.unit.name, each.unit.kind, each.measured, frozenset(each.unit.facts.items()))
        before = found.get(key)
        covers = each.covers if before is None else tuple(dict.fromkeys((*before.covers, *each.covers)))
        found[key] = evolve(each if before is None else before, covers=covers)
    return tuple(found.values())
