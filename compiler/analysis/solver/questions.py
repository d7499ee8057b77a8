"""The questions: does a test ever hold, does one test hold wherever another does, does one part ever give more.

In: tests and parts of policies. Out: ``Answer``. See the package's docstring for what the answers mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from compiler import core
from compiler.analysis.attainable.agreeing import agreed, smaller
from compiler.analysis.solver.answers import NO_SOLVER, Answer, Found, Never, NotAnalysed
from compiler.analysis.solver.parts import Part, with_results
from compiler.analysis.solver.scores import Scores
from compiler.analysis.solver.session import Session
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, holds
from compiler.meaning.ranges import World, might
from compiler.measures.candidates import candidates
from compiler.measures.domain import completed, settled, table
from compiler.measures.who import Who, asks_who, classes

TRIES = 300  # units at the thresholds that are looked at before the solver is asked


def satisfiable(test: core.Test, policy: core.Policy, *, who: Who | None = None) -> Answer:
    """Return a unit for which a test holds; ``who``: of this class only."""
    asked = _classes(who, policy)
    return _first(_satisfiable(test, policy, each) for each in (asked if asks_who(test, policy) else asked[:1]))


def implied(test: core.Test, by: core.Test, policy: core.Policy, *, who: Who | None = None) -> Answer:
    """Return a unit for which ``by`` holds and ``test`` does not; ``Never``: wherever ``by`` holds, ``test`` holds."""
    return satisfiable(core.Both((by, core.Negate(test))), policy, who=who)


def more(first: Part, second: Part, *, who: Who | None = None) -> Answer:
    """Return a unit that gets more points from ``first`` than from ``second``."""
    return _first(_more(first, second, each) for each in _classes(who, first.policy, second.policy))


def _classes(who: Who | None, *policies: core.Policy) -> tuple[Who, ...]:
    return classes(*policies) if who is None else (who,)


def _first(answers: Iterable[Answer]) -> Answer:
    """Return the first unit found; else the first reason not to know; else never."""
    open_: NotAnalysed | None = None
    for answer in answers:
        if isinstance(answer, Found):
            return answer
        if isinstance(answer, NotAnalysed):
            open_ = open_ or answer
    return open_ or Never()


def _satisfiable(test: core.Test, policy: core.Policy, who: Who) -> Answer:
    if might(test, World(policy, Unit(who.name, who.kind, settled(policy)))) is False:
        return Never()

    def confirmed(unit: Unit) -> bool:
        try:
            return holds(test, with_results(unit, policy))
        except (Missing, Undefined, UnknownYear):
            return False

    for unit in islice(candidates((test,), policy, who), TRIES):
        if confirmed(unit) and (made := agreed(policy, completed(unit, policy), unit.facts)) is not None:
            return Found(smaller(policy, made, confirmed))
    session = Session.begin(who, table(policy), policy)
    if session is None:
        return NotAnalysed(NO_SOLVER)
    session.encoder.results = Scores(policy, session.encoder).result
    truth = session.encoder.test(test)
    session.demand(truth.term, truth.ok)
    return _completed(session.ask(confirmed), policy)


def _more(first: Part, second: Part, who: Who) -> Answer:
    known = table(first.policy, second.policy)
    odds = first.at_odds(second)
    if odds:
        return NotAnalysed(odds)
    if first.same_as(second):
        return Never()

    def confirmed(unit: Unit) -> bool:
        left, right = (part.value(completed(unit, part.policy)) for part in (first, second))
        return left is not None and right is not None and left > right

    session = Session.begin(who, known, first.policy, second.policy)
    if session is None:
        return NotAnalysed(NO_SOLVER)
    a, b = (part.formula(Scores(part.policy, session.encoder)) for part in (first, second))
    session.demand(a.ok, b.ok, a.term > b.term)
    return session.ask(confirmed)


def _completed(answer: Answer, policy: core.Policy) -> Answer:
    if not isinstance(answer, Found):
        return answer
    made = completed(answer.unit, policy)
    return Found(agreed(policy, made, answer.unit.facts) or made)
