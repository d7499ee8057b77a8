"""Core expressions and tests as formulas of z3, with what must hold for them to have a value; exact, no approximation.

In: Core and one class of units. Out: ``Number`` and ``Truth``: a term and the condition under which the interpreter gives a
value at all (it looks at conditions in their order and only as far as needed, so a zero denominator behind a false test is
no matter). A ratio against a constant is multiplied out, so that it stays linear. The one thing that is not exact is how many
days lie between two dates in 工作日: ``approximate`` says so, and answers are then confirmed or withheld by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, assert_never

from attrs import define, field, frozen

from compiler import core
from compiler.analysis.solver.logic import Logic, Term
from compiler.measures.domain import limits
from compiler.measures.who import Who
from dsl.types import Kind

LAST_DAY = 3_652_059  # 9999-12-31


@frozen(repr=False, eq=False)
class Number:
    """A number and the condition under which it has a value."""

    term: Term
    ok: Term | bool = True


@frozen(repr=False, eq=False)
class Truth:
    """A test and the condition under which it has a value; a plain bool where it is known."""

    term: Term | bool
    ok: Term | bool = True


@define(repr=False, eq=False)
class Encoder(Logic):
    """Makes the formulas of one class of units; ``rules`` collects what the declarations demand of the facts."""

    who: Who
    known: Mapping[str, core.Fact]
    given: Mapping[str, Any]  # settled parameters
    variables: dict[str, Term] = field(factory=dict)
    present: dict[str, Term] = field(factory=dict)  # whether a 可空 fact is not empty
    rules: list[Term] = field(factory=list)
    approximate: bool = False
    periods: dict[tuple[str, str, str], dict[int, Term]] = field(factory=dict)  # by what they span, by their days
    results: Callable[[core.Fact], Number] | None = None  # what another clause gives; set by scores.py

    # ------------------------------------------------------------------------------------------------------------- facts

    def variable(self, name: str) -> Term:
        """Return the variable of a fact; the first time, take in what its declaration demands."""
        if name in self.variables:
            return self.variables[name]
        fact, z3 = self.known[name], self.z3
        made = {Kind.FLAG: z3.Bool, Kind.DATE: z3.Int, Kind.GRADE: z3.Int, Kind.CATEGORY: z3.Int}.get(
            fact.type.kind, z3.Int if fact.type.whole else z3.Real
        )(name)
        self.variables[name] = made
        if fact.optional:
            self.present[name] = z3.Bool(f"{name}·有")
        if fact.type.kind is Kind.FLAG:
            return made
        if fact.type.kind in (Kind.GRADE, Kind.CATEGORY):
            self.rules += [made >= 0, made < max(len(fact.type.members), 1)]
        elif fact.type.kind is Kind.DATE:
            self.rules += [made >= 1, made <= LAST_DAY]
        else:
            self._limit(fact, made)
        return made

    def _limit(self, fact: core.Fact, made: Term) -> None:
        low, high = limits(fact, self.who.kind)
        if fact.each is not None:
            count = self.variable(fact.each[0])
            self.rules += [made >= count * self.const(fact.each[1]), made <= count * self.const(fact.each[2])]
        else:
            self.rules += [] if low is None else [made >= self.const(low)]
            self.rules += [] if high is None else [made <= self.const(high)]
        self._of_all(fact, made)
        if fact.at_most in self.known:
            whole = self.variable(fact.at_most)
            here = self.both(self.present.get(fact.name, True), self.present.get(fact.at_most, True))
            self.rules.append(self.either(self.negate(here), made <= whole))

    def _of_all(self, fact: core.Fact, made: Term) -> None:
        """The highest and the lowest of all units lie beyond the value of this one."""
        if fact.ranks is None or fact.aggregate not in (core.Aggregate.MOST, core.Aggregate.LEAST):
            return
        own = self.number(fact.ranks)
        beyond = made >= own.term if fact.aggregate is core.Aggregate.MOST else made <= own.term
        self.rules.append(self.either(self.negate(own.ok), beyond))

    def bounds(self) -> list[Term]:
        """Return what the declarations demand of the facts that were read, the parts of read wholes among them."""
        for fact in self.known.values():
            if fact.at_most in self.variables and fact.low is not None and fact.low > 0:
                self.variable(fact.name)  # a part that cannot be 0 keeps its whole from being 0
        return self.rules

    # ----------------------------------------------------------------------------------------------------------- numbers

    def number(self, expr: core.Expr) -> Number:
        """Return the term of an expression."""
        match expr:
            case core.Const(value):
                return Number(self.const(value))
            case core.Read(fact):
                return self._read(fact)
            case core.Add(left, right):
                return self._pair(left, right, lambda a, b: a + b)
            case core.Subtract(left, right):
                return self._pair(left, right, lambda a, b: a - b)
            case core.Multiply(left, right):
                return self._pair(left, right, lambda a, b: a * b)
            case core.Divide(left, right):
                return self._quotient(left, right)
            case core.Least(left, right):
                return self._pair(left, right, lambda a, b: self.z3.If(a <= b, a, b))
            case core.Greatest(left, right):
                return self._pair(left, right, lambda a, b: self.z3.If(a >= b, a, b))
            case core.WholeUnits(amount, step, started):
                inside = self.number(amount)
                steps = inside.term / self.const(step)
                return Number(-self._floor(-steps) if started else self._floor(steps), inside.ok)
            case core.Rounded(value, digits, mode):
                inside = self.number(value)
                return Number(self.rounded(inside.term, digits, mode), inside.ok)
        assert_never(expr)

    def _read(self, name: str) -> Number:
        if name in self.given:
            return Number(self.const(Fraction(self.given[name])))
        fact = self.known[name]
        if fact.role is core.Role.RESULT and self.results is not None:
            return self.results(fact)
        made = self.variable(name)
        if fact.type.kind is Kind.FLAG:
            made = self.z3.If(made, 1, 0)
        return Number(self._real(made), self.present.get(name, True))

    def _real(self, term: Term) -> Term:
        return self.z3.ToReal(term) if self.z3.is_int(term) else term

    def _pair(self, left: core.Expr, right: core.Expr, make: Callable[[Term, Term], Term]) -> Number:
        a, b = self.number(left), self.number(right)
        return Number(make(a.term, b.term), self.both(a.ok, b.ok))

    def _quotient(self, left: core.Expr, right: core.Expr) -> Number:
        a, b = self.number(left), self.number(right)
        return Number(a.term / b.term, self.both(b.ok, b.term != 0, a.ok))

    def _floor(self, term: Term) -> Term:
        return self.z3.ToReal(self.z3.ToInt(term))

    def rounded(self, term: Term, digits: int, mode: core.Rounding) -> Term:
        """Return a term rounded to decimal places."""
        z3, scale = self.z3, self.const(10**digits)
        scaled = term * scale
        half = self.const(Fraction(1, 2))
        if mode is core.Rounding.HALF_UP:
            whole = z3.If(scaled >= 0, self._floor(scaled + half), -self._floor(-scaled + half))
            return whole / scale
        below = z3.ToInt(scaled)
        rest = scaled - z3.ToReal(below)
        up = z3.Or(rest > half, z3.And(rest == half, below % 2 == 1))
        return z3.ToReal(z3.If(up, below + 1, below)) / scale

    # ------------------------------------------------------------------------------------------------------------- tests

    def test(self, test: core.Test) -> Truth:
        """Return the term of a test."""
        match test:
            case core.Always():
                return Truth(True)
            case core.Compare(left, op, right):
                return self._compare(left, op, right)
            case core.Holds(fact):
                return Truth(self.variable(fact), self.present.get(fact, True))
            case core.IsMember(fact, member):
                members = self.known[fact].type.members
                chosen = self.variable(fact)
                found = chosen == members.index(member) if member in members else False
                return Truth(found, self.present.get(fact, True))
            case core.OfKind(kinds):
                return Truth(self.who.kind in kinds)
            case core.Listed(_, units):
                return Truth(self.who.name in units)
            case core.Given(fact):
                self.variable(fact)
                return Truth(self.present.get(fact, True))
            case core.Within(start, days, unit, end):
                return self._within(start, days, unit, end)
            case core.Both(tests):
                return self._sequence(tests, stop=False)
            case core.Either(tests):
                return self._sequence(tests, stop=True)
            case core.Negate(inner):
                found_ = self.test(inner)
                return Truth(self.negate(found_.term), found_.ok)
        assert_never(test)

    def _sequence(self, tests: tuple[core.Test, ...], *, stop: bool) -> Truth:
        """Return Both or Either; what stands behind the test that decides need not have a value."""
        found = [self.test(each) for each in tests]
        ok: Term | bool = True
        for each in reversed(found):
            decided = each.term if stop else self.negate(each.term)
            ok = self.both(each.ok, self.either(decided, ok))
        terms = [each.term for each in found]
        return Truth(self.either(*terms) if stop else self.both(*terms), ok)

    def _compare(self, left: core.Expr, op: core.Op, right: core.Expr) -> Truth:
        if isinstance(left, core.Divide) and isinstance(right, core.Const):
            over, under = self.number(left.left), self.number(left.right)
            ok = self.both(under.ok, under.term != 0, over.ok)
            return Truth(self._relation(over.term, op, under.term * self.const(right.value)), ok)
        a, b = self.number(left), self.number(right)
        return Truth(self._relation(a.term, op, b.term), self.both(a.ok, b.ok))

    def _relation(self, a: Term, op: core.Op, b: Term) -> Term:
        match op:
            case core.Op.LT:
                return a < b
            case core.Op.LE:
                return a <= b
            case core.Op.EQ:
                return a == b
            case core.Op.GE:
                return a >= b
            case core.Op.GT:
                return a > b
        assert_never(op)

    def _within(self, start: str, days: int, unit: str, end: str) -> Truth:
        first, last = self.variable(start), self.variable(end)
        given = self.present.get(end, True)
        if unit == "自然日":
            inside: Term = last - first <= days
        else:
            # So many 工作日 are at least as many days, and never more than three times as many and three weeks.
            self.approximate = True
            inside = self.z3.Bool(f"{start}·{days}{unit}·{end}")
            self.rules += [
                self.z3.Implies(last - first <= days, inside),
                self.z3.Implies(last - first > 3 * days + 21, self.z3.Not(inside)),
            ]
            for other, longer in self.periods.setdefault(
                (start, unit, end), {}
            ).items():  # who is in time for 15 is for 20
                short, long = (longer, inside) if other < days else (inside, longer)
                self.rules.append(self.z3.Implies(short, long))
            self.periods[start, unit, end][days] = inside
        return Truth(self.both(given, inside), self.present.get(start, True))
