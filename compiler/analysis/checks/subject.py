"""What a check sees of a policy, and the units with which it proves what it says.

In: Core, the document with its spans, the rule blocks. Out: ``Subject``. ``prove`` looks for a unit on which a statement is true and
runs it: a check whose witness fails has found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.solver.parts import Part
from compiler.core.walk import clauses_of, facts_in, nodes, part
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, Value
from compiler.meaning.ranges import World, spread
from compiler.meaning.result import Points
from compiler.meaning.scoring import facts_of
from compiler.measures.cells import Space, space
from compiler.measures.choosing import Maker, parameters, tidied
from compiler.measures.domain import completed
from compiler.measures.held import held, leaves_room
from compiler.measures.intervals import IntervalSet, closed
from compiler.measures.ladder import Rung, rungs
from compiler.measures.single import aim_at, single
from compiler.measures.specialise import specialise
from compiler.measures.tiers import whole_valued
from compiler.measures.who import classes
from compiler.problems import checks as problems
from compiler.words.amounts import show_fact
from dsl import surface
from dsl.diagnostics import Diagnostic, Witness
from dsl.documents.policy_file import Document, Section
from dsl.source import Source, Span

if TYPE_CHECKING:
    from compiler.analysis.attainable.engine import Engine

if TYPE_CHECKING:
    from compiler.analysis.solver import Answer

Aim = tuple[core.Expr, Fraction]  # bring this expression to this value


@define(slots=False, repr=False, eq=False)
class Subject:
    """A compiled policy; everything that costs time to find is found once."""

    policy: core.Policy
    document: Document
    blocks: Mapping[str, surface.Block]
    thorough: bool = False  # whether the solver may be asked
    found: list[Diagnostic] = field(factory=list)  # what the checks have found so far
    vacuous: bool = False  # whether no unit is let in: then there is nothing else to find
    _domains: dict[core.Expr, IntervalSet] = field(factory=dict)
    _ladders: dict[str, tuple[tuple[core.Effect, tuple[Rung, ...]], ...]] = field(factory=dict)

    @property
    def source(self) -> Source:
        """The policy file."""
        return self.document.source

    @cached_property
    def clauses(self) -> tuple[core.Clause, ...]:
        """All clauses in document order."""
        return self.policy.clauses()

    @property
    def facts(self) -> dict[str, core.Fact]:
        """The facts by name."""
        return self.policy.named

    @cached_property
    def parameters(self) -> dict[str, Value]:
        """The parameters that the policy fills in."""
        return parameters(self.policy)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections of the document by id."""
        return {section.id: section for section in self.document.sections}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """One unit without facts for every class of units that the policy tells apart."""
        return tuple(Unit(who.name, who.kind, {}) for who in classes(self.policy))

    @cached_property
    def items(self) -> dict[str, core.Group]:
        """The item that each clause belongs to; clauses outside every item are left out."""
        return dict(_items(self.policy.root, None))

    @cached_property
    def engine(self) -> Engine:
        """What the parts of the policy can attain; the solver is asked for what is left."""
        from compiler.analysis.attainable.engine import Engine

        return Engine(held(self.policy), solver=True)

    def clauses_below(self, group: core.Group) -> tuple[core.Clause, ...]:
        """Return the clauses of a heading."""
        return clauses_of(group)

    def statements(self, clause: core.Clause) -> tuple[surface.Statement, ...]:
        """Return the statements of a clause as written."""
        block = self.blocks.get(clause.id)
        return block.statements if block is not None else ()

    @cached_property
    def world(self) -> World:
        """A unit of which nothing is known but the parameters that the policy fills in, what 核对 holds, and what other parts can give."""
        return World(held(self.policy), Unit("", "", self.parameters), self._results if self.thorough else {})

    @cached_property
    def _results(self) -> dict[str, Points]:
        """An outer bound of the results that rules read, whatever the class of the unit."""
        found: dict[str, Points] = {}
        for name, fact in self.policy.results.items():
            node = part(self.policy, fact.result_of)
            if node is not None and not self.policy.vetoes:
                which = Part(self.policy, **{"clause" if isinstance(node, core.Clause) else "group": node.id})
                ends = [view.outer(which) for view in self.engine.views]
                found[name] = reduce(Points.hull, ends)
        return found

    def domain(self, measure: core.Expr) -> IntervalSet:
        """Return an outer bound of the values of a measure."""
        found = self._domains.get(measure)
        if found is None:
            reach = spread(measure, self.world)
            high = Fraction(0) if self._never_above(measure) else reach.high
            found = self._domains[measure] = closed(reach.low, high)
        return found

    def never_negative(self, measure: core.Expr) -> bool:
        """Whether a measure has no value below nought."""
        low = spread(measure, self.world).low
        return low is not None and low >= 0

    def _never_above(self, measure: core.Expr) -> bool:
        """Whether a difference is one of a part and its whole."""
        match measure:
            case core.Subtract(core.Read(part), core.Read(whole)):
                seen: set[str] = set()
                while part and part != whole and part not in seen:
                    seen.add(part)
                    part = self.world.policy.named[part].at_most
                return part == whole
            case _:
                return False

    def whole(self, measure: core.Expr) -> bool:
        """Tell whether a measure takes whole numbers only."""
        return whole_valued(measure, self.policy)

    def space(self, tests: Sequence[core.Test]) -> Space:
        """Return the cells of some tests."""
        return space(tests, self.policy, self.domain, self.whole)

    def ladders(self, clause: core.Clause) -> tuple[tuple[core.Effect, tuple[Rung, ...]], ...]:
        """Return the effects of a clause, each with its ladder (empty where it has none), as each kind of unit meets it."""
        found = self._ladders.get(clause.id)
        if found is None:
            met = (met for effect in clause.effects for _, met in self.as_met(effect))
            found = tuple((effect, self._rungs(effect)) for effect in met)
            self._ladders[clause.id] = found
        return found

    def as_met(self, effect: core.Effect) -> tuple[tuple[core.Test, core.Effect], ...]:
        """Return an effect as the units of each kind meet it, each once, with the test that tells the kind."""
        asked = any(isinstance(node, core.OfKind) for branch in effect.branches for node in nodes(branch.test))
        if not asked:
            return ((core.Always(), effect),)
        found: dict[core.Effect, core.Test] = {}
        for kind in self.policy.kinds:
            found.setdefault(specialise(effect, Unit("", kind, {})), core.OfKind((kind,)))
        return tuple((test, met) for met, test in found.items())

    def _rungs(self, effect: core.Effect) -> tuple[Rung, ...]:
        return () if effect.measure is None else rungs(effect, self.domain(effect.measure))

    # --------------------------------------------------------------------------------------------------------- witnesses

    @staticmethod
    def nonzero(points: core.Expr) -> tuple[Aim, ...]:
        """Return what to aim at for points that are not nought."""
        once = single(points)
        aim = aim_at(points, Fraction(1) if once is None else once)
        return () if aim is None else (aim,)

    def example(
        self,
        clause: core.Clause,
        proves: Callable[[Unit], bool],
        *,
        tests: tuple[core.Test, ...] = (),
        aims: tuple[Aim, ...] = (),
    ) -> Unit | None:
        """Return a unit of the clause on which ``proves`` is true: with these tests made true, one of these aims reached."""
        read = facts_of(clause)
        for unit in self._tries(clause, tests, aims):
            full = tidied(unit, held(self.policy), read, held(self.policy).named)
            full = full if full is None or not self.policy.checks else self._agreed(full, set(unit.facts))
            if full is not None and leaves_room(held(self.policy), full) and proven(proves, full):
                return full
        return None

    def let_in(self, unit: Unit) -> bool:
        """Whether the gate lets a unit in whose other facts may be what they like."""
        return not self.policy.checks or self._agreed(unit, set(unit.facts)) is not None

    def _agreed(self, unit: Unit, fixed: set[str]) -> Unit | None:
        """Return a unit that the gate lets in: with every 核对 kept, the facts that were chosen as they are."""
        made = agreed(self.policy, completed(unit, self.policy), fixed)
        if made is None:
            return None
        said = {name for check in self.policy.checks for name in facts_in(check.test)}
        names = unit.facts.keys() | (said if said & unit.facts.keys() else set())
        return Unit(unit.name, unit.kind, {name: made.facts[name] for name in names if name in made.facts})

    def _tries(self, clause: core.Clause, tests: tuple[core.Test, ...], aims: tuple[Aim, ...]) -> Iterator[Unit]:
        policy = held(self.policy)
        for aim, order in product(aims or (None,), _orders(tests)):
            maker = Maker(policy, clause, policy.named)
            for test in (clause.applies, *order):
                maker.make(test, True)
            if aim is None:
                yield maker.unit
            else:
                yield from maker.measured(*aim)

    def shown(self, found: Diagnostic, clause: core.Clause, unit: Unit) -> Diagnostic:
        """Return a finding with the unit that shows it."""
        names = [name for name in dict.fromkeys((*facts_of(clause), *unit.facts)) if name in self.facts]
        return evolve(found, clause=clause.id, witness=witness_of(unit, names, self.facts))

    def possible(self, test: core.Test) -> Answer:
        """Return a unit for which a test holds, or that none does, by all means there are; not analysed in a quick run."""
        from compiler.analysis.solver import NotAnalysed, satisfiable

        return satisfiable(test, self.policy) if self.thorough else NotAnalysed("只在 zhunsheng check 时细查")

    def told_of(self, span: Span) -> bool:
        """Tell whether a sentence has been found wrong already: what follows from that is no finding of its own."""
        return any(_about(each, span) for each in self.found)

    def undecided(self, clause: core.Clause, span: Span, what: str, why: str) -> Diagnostic:
        """Return the note that a check could not decide something about a clause."""
        return evolve(problems.not_analysed(self.source, span, what, why), clause=clause.id)


def _about(found: Diagnostic, span: Span) -> bool:
    label = found.primary
    return label is not None and label.span.start < span.end and span.start < label.span.end


def _orders(tests: tuple[core.Test, ...]) -> tuple[tuple[core.Test, ...], ...]:
    """Return the orders in which to make tests true: as written, and backwards where what is chosen first may bar the rest."""
    flat = tuple(part for test in tests for part in (test.tests if isinstance(test, core.Both) else (test,)))
    return (flat,) if len(flat) < 2 else (flat, flat[::-1])


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
