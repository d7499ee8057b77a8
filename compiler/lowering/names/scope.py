"""The names of a policy: facts, indicators, values, levels, groups, kinds, lists; and what a line may call by which name.

In: the declarations of all rule blocks. Out: ``Scope``. Indicators belong to the clause that declares them (占比 may mean
something else in every clause); everything else belongs to the whole policy.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field, frozen

from compiler import core
from compiler.problems import names
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Source, Span
from dsl.types import Kind, Type


@frozen(repr=False, eq=False)
class Measure(Node):
    """A value that can be compared or scored: an expression with its type and what the policy calls it."""

    expr: core.Expr
    type: Type
    name: str
    span: Span
    empty: surface.WhenEmpty | None = None
    way: str = ""  # 越高越好 "up", 越低越好 "down"


BETTER = {"up": core.Better.HIGH, "down": core.Better.LOW}


def measure_of(fact: core.Fact) -> Measure:
    """Return a fact as a value that can be compared."""
    way = next((way for way, better in BETTER.items() if better is fact.better), "")
    return Measure(core.Read(fact.name), fact.type, fact.name, fact.span, way=way)


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


@frozen(eq=False)
class _Index:
    """Indicators by name, by clause, by expression and by the two sides of a quotient, each list in order of declaration."""

    by_name: dict[str, list[Measure]]
    by_clause: dict[str, list[Measure]]
    with_empty: dict[core.Expr, tuple[int, Measure]]
    quotients: dict[tuple[core.Expr, core.Expr], Measure]

    @classmethod
    def of(cls, measures: dict[tuple[str, str], Measure]) -> _Index:
        made = cls({}, {}, {}, {})
        for place, ((clause, name), measure) in enumerate(measures.items()):
            made.by_name.setdefault(name, []).append(measure)
            made.by_clause.setdefault(clause, []).append(measure)
            if measure.empty is not None:
                made.with_empty.setdefault(measure.expr, (place, measure))
            if isinstance(measure.expr, core.Divide):
                made.quotients.setdefault((measure.expr.left, measure.expr.right), measure)
        return made


@define
class Scope:
    """All names of one policy, keyed by their folded spelling."""

    source: Source
    bag: Bag
    kinds: tuple[str, ...] = ()
    year: int | None = None
    facts: dict[str, core.Fact] = field(factory=dict)
    levelled: dict[str, tuple[core.Fact, ...]] = field(factory=dict)  # a fact reported by level, by its own name
    groups: dict[str, tuple[core.Fact, ...]] = field(factory=dict)
    measures: dict[tuple[str, str], Measure] = field(factory=dict)  # (clause, name)
    rosters: dict[str, tuple[str, ...]] = field(factory=dict)
    spans: dict[str, Span] = field(factory=dict)
    pending: dict[tuple[str, str], surface.Indicator] = field(factory=dict)  # indicators not yet resolved
    resolving: list[tuple[str, str]] = field(factory=list)
    extra: list[core.Fact] = field(factory=list)  # judgements, ranks, results … that rules bring in
    tables: dict[str, Table] = field(factory=dict)
    parts: tuple[str, ...] = ()  # ids of clauses and headings, for 得分（…）
    _index: _Index | None = None  # of ``measures``, until the next one is declared

    def find(self, text: str, clause: str) -> Named | None:
        """Return what a name stands for in a clause; None if nobody declared it."""
        key = fold(text)
        if key in self.facts:
            return Named(fact=self.facts[key])
        measure = self._measure(key, clause)
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
        return Named(members=members) if members else None

    def report_missing(self, name: surface.Name) -> None:
        """Report a name that ``find`` did not find; silent where its own declaration was already found wrong."""
        owners = [clause for clause, key in self.measures if key == fold(name.text)]
        if owners:
            self.bag.add(names.several_meanings(self.source, name.span, name.text, owners))
        elif not name.known or not self.bag.failed:
            self.bag.add(names.undeclared(self.source, name.span, name.text, self.names()))

    def _measure(self, key: str, clause: str) -> Measure | None:
        own = self.measures.get((clause, key))
        if own is not None:
            return own
        found = self.index.by_name.get(key, [])
        return found[0] if len(found) == 1 else None

    def declare(self, key: tuple[str, str], measure: Measure) -> None:
        """Take an indicator, or what is now known of it."""
        self.measures[key] = measure
        self._index = None

    @property
    def index(self) -> _Index:
        """The indicators by what one may look for."""
        if self._index is None:
            self._index = _Index.of(self.measures)
        return self._index

    def names(self) -> list[str]:
        """Return every declared name, for suggestions."""
        found = [fact.name for fact in self.facts.values()]
        found += [measure.name for measure in self.measures.values()]
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
        self.extra.append(fact)
        return fact


# What a bound without a name goes on about after a sentence that was already reported: nothing more is said of it.
BROKEN = Measure(core.Const(Fraction(0)), Type(Kind.PLAIN), "", Span(0, 0))


def number(value: int | Fraction) -> core.Const:
    """Return a constant."""
    return core.Const(Fraction(value))
