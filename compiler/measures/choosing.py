"""Facts while they are being chosen: tests made true, measures brought to a value, one after the other.

A measure is moved by one of its facts, along which it is linear between its kinks: two trials tell where the value is.
Nothing here is certain: whoever asks proves what comes out by running it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.calendar import UnknownYear, add_days
from compiler.meaning.interpret import Missing, Undefined, Unit, Value, holds, number
from compiler.measures.intervals import mirrored
from dsl.types import Kind

Facts = dict[str, Value]
SCAN = 600  # how many pieces are tried when looking for a cap
_NOBODY = "某单位"


@define(repr=False, eq=False)
class Maker:
    """Facts while they are being chosen. ``fixed`` are those that an earlier test needs as they are."""

    policy: core.Policy
    clause: core.Clause
    known: dict[str, core.Fact]
    facts: Facts = field(factory=dict)
    fixed: set[str] = field(factory=set)
    kinds: tuple[str, ...] = field(init=False)
    name: str = ""

    def __attrs_post_init__(self) -> None:
        """Begin with any kind of unit, where kinds matter, and with the parameters of the policy."""
        asked = any(isinstance(node, core.OfKind) for test in _all_tests(self.clause) for node in nodes(test))
        self.kinds = self.policy.kinds if asked else ("",)
        self.facts |= parameters(self.policy)
        self.fixed |= set(self.facts)

    @property
    def unit(self) -> Unit:
        """The unit as chosen so far."""
        return Unit(self.name, self.kinds[0] if self.kinds else "", dict(self.facts))

    def make(self, test: core.Test, truth: bool) -> None:
        """Choose facts so that a test comes out as wanted, as far as that is easy."""
        match test:
            case core.Both(tests) | core.Either(tests):
                every = isinstance(test, core.Both) is truth
                if every or not any(self.decided(each) is truth for each in tests):
                    for each in tests if every else tests[:1]:
                        self.make(each, truth)
            case core.Negate(inner):
                self.make(inner, not truth)
            case core.Compare():
                self.compare(test, truth)
            case core.OfKind(kinds):
                known = self.policy.kinds if self.kinds == ("",) else self.kinds
                self.kinds = tuple(kind for kind in known if (kind in kinds) is truth) or self.kinds
            case core.Listed(_, units):
                self.name = units[0] if truth and units else _NOBODY
            case core.Within():
                self.within(test, truth)
            case core.Holds(fact):
                self.fix(fact, truth)
            case core.IsMember(fact, member):
                others = [other for other in self.known[fact].type.members if (other == member) is truth]
                self.fix(fact, others[0] if others else member)
            case core.Given(fact):
                self.fix(fact, self.facts.get(fact) or filled(self.known[fact], self.policy) if truth else None)

    def decided(self, test: core.Test) -> bool | None:
        """Return whether a test holds as things stand; None where a fact that it reads is open."""
        try:
            return holds(test, self.unit)
        except (Missing, Undefined, UnknownYear):
            return None

    def fix(self, fact: str, value: Value) -> None:
        """Set a fact once and for all."""
        if fact not in self.fixed:
            self.facts[fact] = value
            self.fixed.add(fact)

    def compare(self, test: core.Compare, truth: bool) -> None:
        """Bring the measure of a comparison to a simple value on the wanted side."""
        measure, threshold = threshold_of(test)
        for aim in (
            threshold,
            threshold + 1,
            threshold - 1,
            threshold + Fraction(1, 100),
            threshold - Fraction(1, 100),
        ):
            for unit in self.measured(measure, aim):
                with suppress(Missing, Undefined, UnknownYear):
                    if holds(test, unit) is truth and self._all_in_range(unit):
                        self.facts |= unit.facts
                        self.fixed |= set(facts_in(measure))
                        return

    def _all_in_range(self, unit: Unit) -> bool:
        return all(in_range(self.known[name], value) for name, value in unit.facts.items() if name in self.known)

    def within(self, test: core.Within, truth: bool) -> None:
        """Put the end of a period on its last day, or on the day after it."""
        start = self.facts.get(test.start) or filled(self.known[test.start], self.policy)
        assert isinstance(start, date)
        with suppress(UnknownYear):
            last = add_days(start, test.days, test.unit)
            self.fix(test.start, start)
            self.fix(test.end, last if truth else add_days(last, 1, test.unit))

    # ------------------------------------------------------------------------------------------------------- measures

    def measured(self, measure: core.Expr, aim: Fraction) -> Iterator[Unit]:
        """Yield units whose measure is this value, or as near to it as whole facts allow."""
        facts = dict(self.facts)
        free = [name for name in dict.fromkeys(facts_in(measure)) if name not in self.fixed]
        self._denominators(measure, aim, facts)
        for name in dict.fromkeys(facts_in(measure)):
            facts.setdefault(name, number_of(self.known[name], Fraction(0)))
        under = {name for node in nodes(measure) if isinstance(node, core.Divide) for name in facts_in(node.right)}
        for lever in sorted(free, key=lambda name: name in under):
            yield from (self._with(each) for each in self._moved(measure, aim, lever, facts))

    def _denominators(self, measure: core.Expr, aim: Fraction, facts: Facts) -> None:
        """Give every free denominator the size that makes the value exact."""
        for node in nodes(measure):
            if not isinstance(node, core.Divide):
                continue
            names = [name for name in facts_in(node.right) if name not in self.fixed]
            inner = max(
                (each.value.denominator for each in nodes(node.left) if isinstance(each, core.Const)), default=1
            )
            for name in names:
                facts[name] = number_of(self.known[name], Fraction(0))
            if names:
                own = [name for name in names if name not in set(facts_in(node.left))] or names
                facts[own[0]] = number_of(self.known[own[0]], Fraction(aim.denominator * inner))
                if own != names:  # a part of its own whole, a ÷ (a + b): the rest of the whole
                    facts[own[0]] = number_of(self.known[own[0]], Fraction(abs(aim.denominator - aim.numerator)))

    def _moved(self, expr: core.Expr, aim: Fraction, lever: str, facts: Facts) -> Iterator[Facts]:
        """Move one fact so that an expression becomes a value; linear between kinks, so two trials tell where."""
        fact = self.known[lever]
        for here, there in ((1, 2), (100, 101), (-2, -1)):
            first, second = (self._value(expr, {**facts, lever: Fraction(at)}) for at in (here, there))
            if first is None or second is None or first == second:
                continue
            root = here + (aim - first) / ((second - first) / (there - here))
            whole = fact.type.discrete
            values = (Fraction(root // 1), Fraction(-(-root // 1))) if whole else (root,)
            yield from ({**facts, lever: number_of(fact, value)} for value in dict.fromkeys(values))

    def _value(self, expr: core.Expr, facts: Facts) -> Fraction | None:
        try:
            return number(expr, Unit(self.name, "", facts))
        except (Missing, Undefined):
            return None

    def _with(self, facts: Facts) -> Unit:
        """Return the unit with these facts; a whole that nothing fixed grows with its part, pieces with what is judged."""
        grown = dict(facts)
        for name, value in facts.items():
            whole = self.known[name].at_most if name in self.known else ""
            part, limit = exact_of(value), exact_of(grown.get(whole))
            if whole and part is not None and whole not in self.fixed and (limit is None or limit < part):
                grown[whole] = value
            if part is not None and name in self.known:
                grown |= self._pieces(self.known[name], part, grown)
        return Unit(self.name, self.kinds[0] if self.kinds else "", grown)

    def _pieces(self, fact: core.Fact, points: Fraction, facts: Facts) -> Facts:
        """As many pieces as these points need, where a judgement by the piece has too few of them."""
        if fact.each is None or fact.each[2] <= 0:
            return {}
        counted, _, high = fact.each
        needed = Fraction(-(-points // high))
        return {counted: number_of(self.known[counted], needed)} if (exact_of(facts.get(counted)) or 0) < needed else {}

    def more(self, points: core.Expr) -> Iterator[Unit]:
        """Yield units with 1, 2, 3 … of each free fact that points are counted from."""
        for name in dict.fromkeys(facts_in(points)):
            # A count that a condition asks for (有反馈不规范的) may still grow.
            if self.known[name].role is not core.Role.PARAMETER:
                for count in range(1, SCAN + 1):
                    yield self._with({**self.facts, name: number_of(self.known[name], Fraction(count))})


def _all_tests(clause: core.Clause) -> list[core.Test]:
    return [clause.applies, *(branch.test for effect in clause.effects for branch in effect.branches)]


def exact_of(value: Value) -> Fraction | None:
    """Return a value as a number; None where it is none."""
    if isinstance(value, Fraction):
        return value
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else None


def number_of(fact: core.Fact, value: Fraction) -> Value:
    """Return a number as a fact of this type has it."""
    if fact.type.kind is Kind.DATE:
        return date.fromordinal(max(1, int(value)))
    return int(value) if fact.type.whole and value.denominator == 1 else value


def in_range(fact: core.Fact, value: Value) -> bool:
    """Whether a value is one that the fact can have."""
    exact = exact_of(value)
    if exact is None:
        return True
    typed_low, typed_high = fact.type.domain
    low = typed_low if fact.low is None else fact.low
    high = typed_high if fact.high is None else fact.high
    fits = (low is None or exact >= low) and (high is None or exact <= high)
    return fits and (not fact.type.whole or exact.denominator == 1)


def neutral(fact: core.Fact, policy: core.Policy) -> Value:
    """Return the value of a fact that nothing asks for: nothing happened."""
    return None if fact.optional else filled(fact, policy)


def filled(fact: core.Fact, policy: core.Policy) -> Value:
    """Return a plain value of a fact that must not be empty."""
    match fact.type.kind:
        case Kind.FLAG:
            return False
        case Kind.GRADE | Kind.CATEGORY:
            return fact.type.members[0] if fact.type.members else ""
        case Kind.DATE:
            return (policy.period[0] if policy.period else date(2021, 1, 1)) + timedelta(days=7)
    low = fact.low if fact.low is not None else fact.type.domain[0]
    return number_of(fact, low if low is not None else Fraction(0))


def tidied(unit: Unit, policy: core.Policy, read: Sequence[str], known: Mapping[str, core.Fact]) -> Unit | None:
    """Fill in the facts that a clause reads and nothing asked for; None where a value leaves its declared range."""
    facts = {**parameters(policy), **unit.facts}
    for name in read:
        if name not in facts:
            facts[name] = neutral(known[name], policy)
    for name in [*read, *facts]:
        whole = known[name].at_most if name in known else ""
        value, limit = exact_of(facts.get(name)), exact_of(facts.get(whole))
        if whole in read and value is not None and (limit is None or value > limit):
            return None
    full = Unit(unit.name, unit.kind, facts)
    if not all(
        in_range(known[name], value) and may_judge(known[name], full) for name, value in facts.items() if name in known
    ):
        return None
    return full


def may_judge(fact: core.Fact, unit: Unit) -> bool:
    """Whether an assessor may give a unit what it has: up to the points of its kind, within so much for each counted piece."""
    value = exact_of(unit.facts.get(fact.name))
    if value is None:
        return True
    if fact.high_by_kind and unit.kind and value > (fact.most(unit.kind) or value):
        return False
    count = exact_of(unit.facts.get(fact.each[0])) if fact.each is not None else None
    return fact.each is None or count is None or count * fact.each[1] <= value <= count * fact.each[2]


def parameters(policy: core.Policy) -> Facts:
    """Return the parameters that the policy fills in, each as its type has it."""
    return {**policy.filled}


def threshold_of(leaf: core.Compare) -> tuple[core.Expr, Fraction]:
    """Return what a comparison measures, and against which number."""
    match leaf:
        case core.Compare(left, _, core.Const(value)):
            return left, value
        case core.Compare(core.Const(value), op, right):
            return threshold_of(core.Compare(right, mirrored(op), core.Const(value)))
        case core.Compare(left, _, right):
            return core.Subtract(left, right), Fraction(0)
