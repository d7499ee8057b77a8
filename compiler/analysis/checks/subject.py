"""What a check sees of a policy, and the units with which it proves what it says.

In: Core, the document with its spans, the rule blocks. Out: ``Subject``. ``prove`` looks for a unit on which a statement is true and
runs it: a check whose witness fails has found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve

from compiler import core
from compiler.amounts import show_fact
from compiler.analysis.choosing import Maker, parameters, tidied
from compiler.calendar import UnknownYear
from compiler.interpret import Missing, Undefined, Unit, Value
from compiler.problems import checks as problems
from compiler.scoring import facts_of
from dsl import surface
from dsl.diagnostics import Diagnostic, Witness
from dsl.document import Document, Section
from dsl.source import Source, Span

Aim = tuple[core.Expr, Fraction]  # bring this expression to this value


@define(slots=False, eq=False)
class Subject:
    """A compiled policy; everything that costs time to find is found once."""

    policy: core.Policy
    document: Document
    blocks: Mapping[str, surface.Block]

    @property
    def source(self) -> Source:
        """The policy file."""
        return self.document.source

    @cached_property
    def clauses(self) -> tuple[core.Clause, ...]:
        """All clauses in document order."""
        return self.policy.clauses()

    @cached_property
    def facts(self) -> dict[str, core.Fact]:
        """The facts by name."""
        return {fact.name: fact for fact in self.policy.facts}

    @cached_property
    def parameters(self) -> dict[str, Value]:
        """The parameters that the policy fills in."""
        return parameters(self.policy)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the document by id."""
        return {section.id: section for section in self.document.sections}

    @cached_property
    def items(self) -> dict[str, core.Group]:
        """The item that each clause belongs to; clauses outside every item are left out."""
        return dict(_items(self.policy.root, None))

    def statements(self, clause: core.Clause) -> tuple[surface.Statement, ...]:
        """Return the statements of a clause as written."""
        block = self.blocks.get(clause.id)
        return block.statements if block is not None else ()

    # --------------------------------------------------------------------------------------------------------- witnesses

    def example(
        self,
        clause: core.Clause,
        proves: Callable[[Unit], bool],
        *,
        tests: tuple[core.Test, ...] = (),
        aims: tuple[Aim, ...] = (),
    ) -> Unit | None:
        """Return a unit of the clause on which ``proves`` is true: with these tests made true, one of these aims reached."""
        for unit in self._tries(clause, tests, aims):
            full = tidied(unit, self.policy, clause, self.facts)
            if full is not None and proven(proves, full):
                return full
        return None

    def _tries(self, clause: core.Clause, tests: tuple[core.Test, ...], aims: tuple[Aim, ...]) -> Iterator[Unit]:
        for aim in aims or (None,):
            maker = Maker(self.policy, clause, self.facts)
            for test in (clause.applies, *tests):
                maker.make(test, True)
            if aim is None:
                yield maker.unit
            else:
                yield from maker.measured(*aim)

    def shown(self, found: Diagnostic, clause: core.Clause, unit: Unit) -> Diagnostic:
        """Return a finding with the unit that shows it."""
        return evolve(found, clause=clause.id, witness=witness_of(unit, facts_of(clause), self.facts))

    def undecided(self, clause: core.Clause, span: Span, what: str, why: str) -> Diagnostic:
        """Return the note that a check could not decide something about a clause."""
        return evolve(problems.not_analysed(self.source, span, what, why), clause=clause.id)


def proven(proves: Callable[[Unit], bool], unit: Unit) -> bool:
    """Tell whether a statement is true of a unit; one that the interpreter cannot run proves nothing."""
    try:
        return proves(unit)
    except (Missing, Undefined, UnknownYear):
        return False


def witness_of(unit: Unit, names: list[str], facts: Mapping[str, core.Fact]) -> Witness:
    """Return the facts of a unit that matter, as data and in words; what the policy fills in itself is left out."""
    asked = [name for name in names if name in unit.facts and facts[name].value is None]
    given = tuple((name, unit.facts[name]) for name in asked)
    words = [unit.name, unit.kind] if unit.name or unit.kind else []
    words += [f"{name} {show_fact(value, facts[name].type)}" for name, value in given]
    return Witness(given, unit.kind, unit.name, "，".join(word for word in words if word))


def _items(group: core.Group, item: core.Group | None) -> Iterator[tuple[str, core.Group]]:
    item = group if group.is_item else item
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _items(child, item)
        elif item is not None:
            yield child.id, item
