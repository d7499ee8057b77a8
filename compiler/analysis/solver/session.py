"""One conversation with z3 about one class of units: formulas in, a confirmed unit, never, or not analysed out.

The solver is imported here and nowhere else, when it is first asked. Limits are counted in the solver's own steps
(``rlimit``), so that answers do not depend on the machine. The unit that it finds is made plainer, one fact after the other
(a value that a person would write down first, as long as the formulas still hold), so that the same question shows the same
unit with every version of the solver; and the interpreter has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, field

from compiler import core
from compiler.analysis.solver.answers import (
    CALENDAR,
    NOT_CONFIRMED,
    TOO_LONG,
    Answer,
    Found,
    Never,
    NotAnalysed,
)
from compiler.analysis.solver.encode import Encoder
from compiler.analysis.solver.logic import Term
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, Value
from compiler.measures.domain import Facts, companions, limits, settled, tidy
from compiler.measures.who import Who
from dsl import limits as table
from dsl.types import Kind

_POLISH = 400_000  # for one try to make a unit plainer
_DAYS = 14  # of a period that are tried one by one
_READABLE = 40  # facts; a unit with more of them is not read as an example


def load() -> Any:
    """Return the module z3; None where the extra is not installed."""
    try:
        import z3
    except ImportError:
        return None
    return z3


@define(repr=False, eq=False)
class Session:
    """A solver with the facts of some policies, for one class of units."""

    z3: Any
    encoder: Encoder
    known: Mapping[str, core.Fact]
    given: Facts
    checks: tuple[core.Check, ...] = ()
    demands: list[Term] = field(factory=list)
    period: tuple[date, date] | None = None  # an example is of a day in it, where it can be

    @classmethod
    def begin(cls, who: Who, known: Mapping[str, core.Fact], *policies: core.Policy) -> Session | None:
        """Begin a conversation; None where there is no solver."""
        z3 = load()
        if z3 is None:
            return None
        given = settled(*policies)
        checks = tuple(dict.fromkeys(check for policy in policies for check in policy.checks))
        period = next((policy.period for policy in policies if policy.period is not None), None)
        return cls(z3, Encoder(z3, who, known, given), known, given, checks, period=period)

    def demand(self, *terms: Term | bool) -> None:
        """Demand that formulas hold."""
        self.demands += [self.z3.BoolVal(term) if isinstance(term, bool) else term for term in terms]

    def ask(self, confirm: Callable[[Unit], bool], *more: Term | bool) -> Answer:
        """Return a unit for which all demands (and ``more``) hold and that the interpreter confirms, never, or why neither."""
        solver = self.z3.Solver()
        solver.set("rlimit", table.STEPS.most)
        extra = [self.z3.BoolVal(term) if isinstance(term, bool) else term for term in more]
        kept = self._kept()
        solver.add(*self.encoder.bounds(), *self.demands, *extra, *kept)
        found = solver.check()
        if found == self.z3.unsat:
            return Never()
        if found != self.z3.sat:
            return NotAnalysed(TOO_LONG)
        unit = self._unit(self._polished(solver))
        if unit is not None and confirm(unit):
            return Found(unit)
        return NotAnalysed(CALENDAR if self.encoder.approximate else NOT_CONFIRMED)

    def _kept(self) -> list[Term]:
        """Return what 核对 demands of the facts that are spoken of; a check without a value demands nothing."""
        found: list[Term] = []
        left = list(self.checks)
        while met := [check for check in left if not self.encoder.variables.keys().isdisjoint(facts_in(check.test))]:
            left = [check for check in left if check not in met]
            for check in met:
                truth = self.encoder.test(check.test)
                held = self.encoder.either(self.encoder.negate(truth.ok), truth.term)
                found.append(self.z3.BoolVal(held) if isinstance(held, bool) else held)
        return found

    def _polished(self, solver: Any) -> Any:
        """Return a model in which every fact has the plainest value that the facts before it leave it."""
        model = solver.model()
        if len(self.encoder.variables) > _READABLE:
            return model
        solver.set("rlimit", _POLISH)
        for name in list(self.encoder.variables):
            for wish in self._wishes(name):
                solver.push()
                solver.add(wish)
                if solver.check() == self.z3.sat:
                    model = solver.model()
                    break
                solver.pop()
        return model

    def _wishes(self, name: str) -> list[Term]:
        fact, made = self.known[name], self.encoder.variables[name]
        present = self.encoder.present.get(name)
        first = [] if present is None else [self.z3.Not(present)]
        match fact.type.kind:
            case Kind.FLAG:
                return [*first, self.z3.Not(made), made]
            case Kind.GRADE | Kind.CATEGORY:
                return [*first, *(made == index for index in range(len(fact.type.members)))]
            case Kind.DATE:
                return [*first, *self._days(made)]
        low, high = limits(fact, self.encoder.who.kind)
        wanted = (low, Fraction(0), Fraction(1), Fraction(10), Fraction(100), high)
        return [*first, *(made == self.encoder.const(each) for each in dict.fromkeys(wanted) if each is not None)]

    def _days(self, made: Term) -> list[Term]:
        """Return the days of the period that come to mind: its ends, the first of a month, then any; the year 9999 last."""
        if self.period is None:
            return []
        first, last = self.period
        months = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
        asked = [first, last, *(day for day in months if first < day < last)][:_DAYS]
        within = self.z3.And(made >= first.toordinal(), made <= last.toordinal())
        return [*(made == day.toordinal() for day in asked), within]

    def _unit(self, model: Any) -> Unit | None:
        facts: Facts = dict(self.given)
        for name in companions(self.encoder.variables, self.known):
            if name in facts:
                continue
            made = self.encoder.variables.get(name)
            if made is None:
                continue
            present = self.encoder.present.get(name)
            if present is not None and not self.z3.is_true(model.eval(present, model_completion=True)):
                facts[name] = None
                continue
            value = self._value(name, model.eval(made, model_completion=True))
            if value is None:
                return None
            facts[name] = value
        return Unit(self.encoder.who.name, self.encoder.who.kind, facts)

    def _value(self, name: str, term: Term) -> Value:
        fact = self.known[name]
        match fact.type.kind:
            case Kind.FLAG:
                return bool(self.z3.is_true(term))
            case Kind.GRADE | Kind.CATEGORY:
                return fact.type.members[term.as_long()] if fact.type.members else "其他"
            case Kind.DATE:
                return date.fromordinal(term.as_long())
        if self.z3.is_int_value(term):
            return int(term.as_long())
        if self.z3.is_rational_value(term):
            return tidy(Fraction(term.numerator_as_long(), term.denominator_as_long()))
        return None  # an irrational root: no value that a person can fill in
