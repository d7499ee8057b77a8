"""The names of a policy: facts, indicators, values, levels, groups, kinds, lists; and what a line may call by which name.

In: the declarations of all rule blocks. Out: ``Scope``. Indicators belong to the clause that declares them (占比 may mean
something else in every clause); everything else belongs to the whole policy.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import define, field, frozen

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.names.indicators import Indicators
from compiler.lowering.names.measures import BETTER, BROKEN, Measure, measure_of, number
from compiler.lowering.names.parts import duties_fact, is_duties, target
from compiler.problems import forms, names
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Source, Span


@frozen(repr=False, eq=False)
class Table(Node):
    """A table of points: rows by name, each with its points by column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fraction, ...]], ...]
    span: Span


@frozen(repr=False, eq=False)
class Named(Node):
    """What a name stands for; exactly one of the fields is set."""

    fact: core.Fact | None = None
    measure: Measure | None = None
    group: tuple[core.Fact, ...] | None = None
    members: tuple[core.Fact, ...] | None = None  # the facts that have a value of this name
    levels: tuple[core.Fact, ...] | None = None  # the facts reported by a level of this name
    table: Table | None = None


@define(repr=False, eq=False)
class Scope:
    """All names of one policy, keyed by their folded spelling."""

    source: Source
    bag: Bag
    kinds: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    facts: dict[str, core.Fact] = field(factory=dict)
    levelled: dict[str, tuple[core.Fact, ...]] = field(factory=dict)  # a fact reported by level, by its own name
    groups: dict[str, tuple[core.Fact, ...]] = field(factory=dict)
    indicators: Indicators = field(factory=Indicators)
    rosters: dict[str, tuple[str, ...]] = field(factory=dict)
    spans: dict[str, Span] = field(factory=dict)
    extra: list[core.Fact] = field(factory=list)  # judgements, ranks, results … that rules bring in
    tables: dict[str, Table] = field(factory=dict)
    parts: tuple[str, ...] = ()  # ids of clauses and headings, for 得分（…）

    @property
    def listed(self) -> int | None:
        """How many units there are; None where some kind has no list."""
        if not self.kinds or not set(self.kinds) <= set(self.rosters):
            return None
        return len({unit for units in self.rosters.values() for unit in units})

    def find(self, text: str, clause: str) -> Named | None:
        """Return what a name stands for in a clause; None if nobody declared it."""
        key = fold(text)
        if key in self.facts:
            return Named(fact=self.facts[key])
        measure = self.indicators.find(key, clause)
        if measure is not None:
            return Named(measure=measure)
        if key in self.groups:
            return Named(group=self.groups[key])
        if key in self.tables:
            return Named(table=self.tables[key])
        if key in self.levelled:
            return Named(levels=self.levelled[key])
        levels = tuple(
            fact for each in self.levelled.values() for fact in each if fold(fact.name.rpartition("·")[2]) == key
        )
        if levels:
            return Named(levels=levels)
        members = tuple(fact for fact in self.facts.values() if any(fold(m) == key for m in fact.type.members))
        return Named(members=members) if members else self._duties(key)

    def _duties(self, key: str) -> Named | None:
        """义务（一/3）: a flag that stands for the duties there."""
        part = target(key, self.parts) if is_duties(key) else None
        return None if part is None else Named(fact=self.add_extra(duties_fact(part, Span(0, 0))))

    def report_missing(self, name: surface.Name) -> None:
        """Report a name that ``find`` did not find; silent where its own declaration was already found wrong."""
        owners = [clause for clause, key in self.indicators.declared if key == fold(name.text)]
        if is_duties(name.text):
            self.bag.add(forms.no_such_part(self.source, name.span, name.text, self.parts))
        elif owners:
            self.bag.add(names.several_meanings(self.source, name.span, name.text, owners))
        elif not name.known or not self.bag.failed:
            self.bag.add(names.undeclared(self.source, name.span, name.text, self.names()))

    def names(self) -> list[str]:
        """Return every declared name, for suggestions."""
        found = [fact.name for fact in self.facts.values()]
        found += [measure.name for measure in self.indicators.declared.values()]
        found += [member for fact in self.facts.values() for member in fact.type.members]
        return list(
            dict.fromkeys([*found, *self.levelled, *self.groups, *(each.name for each in self.tables.values())])
        )

    def fact_named(self, name: str) -> core.Fact:
        """Return a fact by its name, declared or brought in by a rule; KeyError if there is none."""
        key = fold(name)
        found = self.facts.get(key) or next((fact for fact in self.extra if fact.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def all_facts(self) -> tuple[core.Fact, ...]:
        """Return the facts in the order of declaration, then those that rules brought in."""
        return (*self.facts.values(), *self.extra)

    def add_extra(self, fact: core.Fact) -> core.Fact:
        """Take a fact that a rule brings in; the same name is taken once."""
        for each in self.extra:
            if each.name == fact.name:
                return each
        read = facts_in(fact.ranks) if fact.ranks is not None else ()
        result = next((each for each in self.extra if each.name in read and each.role is core.Role.RESULT), None)
        if result is not None:
            self.bag.add(
                names.wrong_use(self.source, fact.span, result.name, "评出来的得分", "填报的数或由它算出的指标")
            )
        self.extra.append(fact)
        return fact


__all__ = ["BETTER", "BROKEN", "Measure", "Named", "Scope", "Table", "measure_of", "number"]
