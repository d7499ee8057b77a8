"""A policy in its parts: what is found once about the policy as a whole, and what a scored unit gives for every part of it.

In: a policy. Out: ``Whole``; ``Scored`` values for units. The interpreter scores every unit that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, frozen

from compiler import core
from compiler.analysis.attainable.components import Component, components
from compiler.analysis.solver.parts import Part
from compiler.core.walk import clauses_of
from compiler.meaning.interpret import Unit
from compiler.meaning.result import ClauseResult, GroupResult, Outcome, Result
from compiler.meaning.scoring import items_of, score
from compiler.measures.domain import table


@frozen(repr=False, eq=False)
class Scored:
    """A unit and its result, with every part at hand."""

    unit: Unit
    result: Result
    clauses: dict[str, ClauseResult]
    groups: dict[str, GroupResult]


@define(slots=False, repr=False, eq=False)
class Whole:
    """One policy; everything that costs time is found once. ``solver``: whether the solver may be asked what a climb leaves open."""

    policy: core.Policy
    solver: bool = False

    @cached_property
    def known(self) -> dict[str, core.Fact]:
        """The facts by name."""
        return table(self.policy)

    @cached_property
    def items(self) -> dict[str, core.Group | None]:
        """The item of every clause."""
        return items_of(self.policy)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The components of the policy."""
        return components(self.policy, self.known)

    @cached_property
    def groups(self) -> dict[str, core.Group]:
        """The headings by id; the root is ""."""
        return {"": self.policy.root, **{group.id: group for group in _groups(self.policy.root)}}

    @cached_property
    def inside(self) -> dict[str, tuple[str, ...]]:
        """The clauses below every heading."""
        return {name: tuple(clause.id for clause in clauses_of(group)) for name, group in self.groups.items()}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The clauses that give points, the headings with points or outside the total, and the total."""
        return (*_parts(self.policy, self.policy.root), Part(self.policy))

    def inside_of(self, part: Part) -> tuple[str, ...]:
        """Return the clauses on which a part depends."""
        return (part.clause,) if part.clause else self.inside[part.group]

    def scored(self, unit: Unit) -> Scored:
        """Score a unit."""
        result = score(self.policy, unit)
        groups = {each.group: each for each in result.groups}
        return Scored(unit, result, {each.clause: each for each in result.clauses}, groups)

    def value(self, part: Part, scored: Scored) -> Fraction | None:
        """Return what a part gives; None where it has no single value."""
        if any(scored.clauses[each].outcome in (Outcome.UNDEFINED, Outcome.RANGE) for each in self.inside_of(part)):
            return None
        if part.clause:
            return scored.clauses[part.clause].points.exact
        return scored.groups[part.group].points.exact if part.group else scored.result.total.exact


def _groups(group: core.Group) -> Iterator[core.Group]:
    for child in group.children:
        if isinstance(child, core.Group):
            yield child
            yield from _groups(child)


def _parts(policy: core.Policy, group: core.Group) -> Iterator[Part]:
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _parts(policy, child)
            if child.has_points or child.outside:
                yield Part(policy, group=child.id)
        elif child.effects or child.zeroed is not None:
            yield Part(policy, clause=child.id)
