"""The case that would notice a mutant: units on the boundaries of both policies and seeded samples, proven by the interpreter.

In: a policy and a mutant that no case notices. Out: a row of a case table, its facts as few and as plain as they can be, the points
blank; None where no unit was found on which the two policies differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from attrs import define, evolve, field, frozen

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import facts_of
from compiler.measures.choosing import exact_of, in_range, may_judge, neutral, parameters
from compiler.measures.domain import tidy
from compiler.testing.mutants import Mutant
from compiler.testing.sampling import sample_units
from dsl.source import Source, Span
from zhunsheng.testkit.boundaries.proposing import boundary_cases
from zhunsheng.testkit.cases.columns import CONSEQUENCES, DUTIES
from zhunsheng.testkit.cases.expected import Measured, State
from zhunsheng.testkit.cases.facts import REASON
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.pasting import Row, row_of
from zhunsheng.testkit.cases.scopes import clause_of, item_of, part
from zhunsheng.testkit.mutants.tipping import tipping, truth
from zhunsheng.testkit.running.got import Got
from zhunsheng.testkit.running.interpreted import Interpreter

SAMPLES, SEED = 300, 0
_NOWHERE = (Source("", ""), Span(0, 0))


@frozen
class KillingCase:
    """A row to paste under a heading: the facts tell the policy and the mutant apart in ``column``, which is left blank."""

    clause: str
    column: str
    row: Row


@define
class Killer:
    """Finds such cases for the mutants of one policy; remembers the units of each clause and what they score."""

    policy: core.Policy
    interpreter: Interpreter = field(init=False)
    pools: dict[tuple[str, Measured], tuple[list[Unit], Iterator[Unit]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Set up the judge."""
        self.interpreter = Interpreter(self.policy)

    def find(self, mutant: Mutant) -> KillingCase | None:
        """Return a row that would notice the mutant."""
        judge = Interpreter(mutant.policy)
        if mutant.facts:
            return self._refused(mutant, judge)
        for measured in self._measured(mutant):
            for unit in self._units(mutant, measured):
                if self._fits(unit) and self._told(mutant, measured, unit, judge):
                    return self._row(mutant, measured, unit, judge)
        return None

    def _refused(self, mutant: Mutant, judge: Interpreter) -> KillingCase | None:
        """Return a row that is refused by one of the two policies."""
        clause = clause_of(self.policy, mutant.clause)
        if clause is None:
            return None
        alone = [Unit("", "", facts) for facts in self._beyond(mutant)]
        kinds = self.policy.kinds or ("",)
        units = [*alone, *(self._whole(evolve(unit, kind=kind), (clause,)) for unit in alone for kind in kinds)]
        for unit in units:
            column = self._told(mutant, Measured.CLAUSE, unit, judge)
            if column:
                return self._written(mutant, unit, column)
        return None

    def _beyond(self, mutant: Mutant) -> list[dict[str, Value]]:
        """Return facts that only one of the two policies lets in: a part above its whole, a number out of its range."""
        name, *others = mutant.facts
        fact = self.policy.fact(name)
        if others:
            return [{name: 2, others[0]: 1}]
        ends = [end + step for end, step in ((fact.high, 1), (fact.low, -1)) if end is not None]
        return [{name: tidy(end)} for end in ends]

    def _measured(self, mutant: Mutant) -> tuple[Measured, ...]:
        """What to look at, the nearest first: the clause, its item, the whole."""
        clause = (Measured.CLAUSE,) if clause_of(self.policy, mutant.clause) is not None else ()
        item = (Measured.ITEM,) if item_of(self.policy, mutant.clause) is not None else ()
        return (*clause, *item, Measured.TOTAL)

    def _units(self, mutant: Mutant, measured: Measured) -> Iterator[Unit]:
        """Yield units worth trying: on the boundaries of the policy and of the mutant, then drawn ones."""
        key = mutant.clause, measured
        yield from (evolve(unit, name=name) for name in mutant.units for unit in self._pool(*key))
        yield from self._pool(*key)
        yield from self._on_boundaries(mutant.policy, *key)
        if measured is Measured.TOTAL:
            yield from self._tipped(mutant)

    def _pool(self, clause_id: str, measured: Measured) -> Iterator[Unit]:
        """Yield what another mutant of the clause was tried with, and then more: the drawn ones where no boundary tells."""
        key = clause_id, measured
        if key not in self.pools:
            self.pools[key] = [], chain(self._on_boundaries(self.policy, *key), self._drawn(*key))
        done, coming = self.pools[key]
        yield from done
        for unit in coming:
            done.append(unit)
            yield unit

    def _tipped(self, mutant: Mutant) -> Iterator[Unit]:
        """Yield units with which a veto that was changed holds in one policy and not in the other."""
        for before, after in zip(self.policy.vetoes, mutant.policy.vetoes, strict=True):
            if before.test != after.test:
                for unit in tipping(before.test, self.policy):
                    if truth(before.test, unit) is not truth(after.test, unit):
                        yield self._whole(unit, self.policy.clauses(), vetoes=True)

    def _on_boundaries(self, policy: core.Policy, clause_id: str, measured: Measured) -> Iterator[Unit]:
        clause = clause_of(policy, clause_id)
        if clause is not None and measured is Measured.CLAUSE:
            yield from (self._whole(each.unit, (clause,)) for each in boundary_cases(policy, clause))

    def _drawn(self, clause_id: str, measured: Measured) -> Iterator[Unit]:
        clauses = self._clauses(clause_id, measured)
        cut = part(self.policy, measured, clause_id, self._item(clause_id))
        for unit in sample_units(_with_what_is_read(cut), SAMPLES, SEED):
            yield self._whole(unit, clauses, vetoes=measured is Measured.TOTAL)

    def _clauses(self, clause_id: str, measured: Measured) -> tuple[core.Clause, ...]:
        return part(self.policy, measured, clause_id, self._item(clause_id)).clauses()

    def _item(self, clause_id: str) -> str:
        item = item_of(self.policy, clause_id)
        return item.id if item is not None else ""

    def _whole(self, unit: Unit, clauses: tuple[core.Clause, ...], *, vetoes: bool = False) -> Unit:
        """Keep the facts that these clauses read, with the reasons of judgements and what the policy fills in."""
        read = {name for clause in clauses for name in facts_of(clause)}
        if vetoes:
            read |= {name for veto in self.policy.vetoes for name in facts_in(veto.test)}
        facts: dict[str, Value] = parameters(self.policy)
        for fact in self.policy.facts:
            if fact.name in read and fact.name not in facts and fact.role is not core.Role.RESULT:
                facts[fact.name] = unit.facts.get(fact.name, neutral(fact, self.policy))
                if fact.reason and facts[fact.name] is not None:
                    facts[fact.reason] = REASON
        return evolve(unit, facts=facts)

    def _told(self, mutant: Mutant, measured: Measured, unit: Unit, judge: Interpreter) -> str:
        """The column in which the two differ on a unit; empty where they do not."""
        case = Case(self.policy.slug, mutant.clause, "", unit, (), *_NOWHERE, item=self._item(mutant.clause))
        return _difference(self.interpreter.run(case, measured), judge.run(case, measured), measured)

    def _row(self, mutant: Mutant, measured: Measured, unit: Unit, judge: Interpreter) -> KillingCase:
        """Make the facts plain, one after the other, as long as the two still differ, and write them down."""
        for changed in self._plainer(unit, drop=measured is not Measured.CLAUSE):
            if self._fits(changed(unit)) and self._told(mutant, measured, changed(unit), judge):
                unit = changed(unit)
        return self._written(mutant, unit, self._told(mutant, measured, unit, judge))

    def _written(self, mutant: Mutant, unit: Unit, column: str) -> KillingCase:
        given = {name: value for name, value in unit.facts.items() if self._is_asked(name)}
        row = row_of(evolve(unit, facts=given), self.policy, column, f"能发现：{mutant.says}")
        return KillingCase(mutant.clause, column, row)

    def _plainer(self, unit: Unit, *, drop: bool) -> Iterator[Callable[[Unit], Unit]]:
        """Yield ways to make a unit plainer: no name, no kind, a fact at rest or nearly, a fact left out."""
        yield lambda now: evolve(now, name="")
        yield lambda now: evolve(now, kind="")
        for fact in self.policy.facts:
            if fact.name in unit.facts and self._is_asked(fact.name):
                if drop:
                    yield lambda now, name=fact.name: evolve(now, facts=_without(now.facts, name))  # type: ignore[misc]
                for plain in (1, neutral(fact, self.policy)) if fact.type.whole else (neutral(fact, self.policy),):
                    yield lambda now, name=fact.name, plain=plain: _with(now, name, plain)  # type: ignore[misc]

    def _is_asked(self, name: str) -> bool:
        """Whether a case gives this: not the reason of a judgement, not what the policy fills in."""
        facts = (fact for fact in self.policy.facts if fact.name == name)
        return any(fact.role is not core.Role.PARAMETER or fact.value is None for fact in facts)

    def _fits(self, unit: Unit) -> bool:
        """Whether the unit can be one: every fact in its range, no part above its whole, judgements as they may be given."""
        return all(_can_be(fact, unit) for fact in self.policy.facts if fact.name in unit.facts)


def _can_be(fact: core.Fact, unit: Unit) -> bool:
    value, whole = exact_of(unit.facts[fact.name]), exact_of(unit.facts.get(fact.at_most))
    above = value is not None and whole is not None and value > whole
    return not above and in_range(fact, unit.facts[fact.name]) and may_judge(fact, unit)


def _with_what_is_read(cut: core.Policy) -> core.Policy:
    """Leave out the facts that nothing of a part of a policy reads, so that drawing a unit costs no more than the part."""
    tests = [*(veto.test for veto in cut.vetoes), *(check.test for check in cut.checks)]
    open_ = [name for clause in cut.clauses() for name in facts_of(clause)] + [
        n for test in tests for n in facts_in(test)
    ]
    needed: set[str] = set()
    while open_:
        name = open_.pop()
        if name and name not in needed:
            needed.add(name)
            fact = cut.fact(name)
            open_ += [fact.at_most, fact.reason, *(fact.each[:1] if fact.each is not None else ())]
    return evolve(cut, facts=tuple(fact for fact in cut.facts if fact.name in needed))


def _with(unit: Unit, name: str, value: Value) -> Unit:
    """Set a fact, unless it was left out meanwhile."""
    return evolve(unit, facts={**unit.facts, name: value}) if name in unit.facts else unit


def _without(facts: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {each: value for each, value in facts.items() if each != name}


def _difference(one: Got, other: Got, measured: Measured) -> str:
    """The column in which two results differ: points that a clerk can work out, what follows, or duties."""
    # A case that expects 0 points is met by 不适用, too.
    alike = one.points == other.points and one.state is None and other.state is State.NOT_APPLICABLE
    if (one.points, one.state) != (other.points, other.state) and not alike:
        settled = one.state is not None or (one.points is not None and one.points.exact is not None)
        return str(measured) if settled else ""
    if one.consequences != other.consequences:
        return CONSEQUENCES
    return DUTIES if one.duties != other.duties else ""
