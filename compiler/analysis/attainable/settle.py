"""What the climb leaves open goes to the solver: is there a unit beyond the farthest one found, until there is none.

In: an open end of a range. Out: the end, exact where the solver proves that no unit lies beyond the last one that it found.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from compiler.analysis.attainable.climb import at_bound
from compiler.analysis.attainable.extremes import Extreme, How
from compiler.analysis.solver.answers import NO_SOLVER, Found, Never, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.analysis.solver.scores import Scores
from compiler.analysis.solver.session import Session
from compiler.meaning.interpret import Unit
from compiler.measures.domain import Facts, completed, table
from compiler.measures.moves import MANY

if TYPE_CHECKING:
    from compiler.analysis.attainable.view import View

_TURNS = 40  # better and better units; a limit that is only approached never ends
APPROACHED = "越来越接近一个达不到的界限，或者要很多步才到；没有定出确切的值"
NO_UNIT = "没有一个单位的各条都有确定的得分"


def settled(view: View, part: Part, end: Extreme, sign: int) -> Extreme:
    """Return an end of a range of which the solver has been asked."""
    session = Session.begin(view.who, table(part.policy), part.policy)
    if session is None:
        return evolve(end, why=NO_SOLVER)
    facts, given = _at_their_best(view, part, sign)
    number = part.formula(Scores.knowing(part.policy, session.encoder, given))
    session.demand(number.ok)

    def whole(unit: Unit) -> Unit:
        return completed(Unit(unit.name, unit.kind, {**facts, **unit.facts}), part.policy)

    for turn in range(_TURNS):
        aim = _aim(end, sign, turn)
        beyond = True if end.found is None else sign * number.term > session.encoder.const(sign * end.found)
        wanted = True if aim is None else sign * number.term >= session.encoder.const(sign * aim)
        answer = session.ask(lambda unit: part.value(whole(unit)) is not None, beyond, wanted)
        if isinstance(answer, Never) and aim is None:
            return _done(end)
        if isinstance(answer, NotAnalysed) and aim is None:
            return evolve(end, why=answer.why)
        if isinstance(answer, Found):
            end = _with(end, whole(answer.unit), part)
            if end.found == end.value:
                return _done(end)
            if end.value is None and end.found is not None and sign * end.found >= MANY * MANY:
                return Extreme(How.UNLIMITED, None, end.unit, end.found)
    return evolve(end, why=APPROACHED)


def _at_their_best(view: View, part: Part, sign: int) -> tuple[Facts, dict[str, Fraction]]:
    """Return the facts and points of the components in which every clause can stand at its bound at once.

    Nothing is lost by leaving them there, because headings and totals never fall when a clause gives more. What may set an
    item to nought, or veto, is left to the solver.
    """
    inside = set(view.engine.inside_of(part))
    facts: Facts = {}
    given: dict[str, Fraction] = {}
    for climb in view.climbs:
        own = [clause for clause in climb.component.clauses if clause.id in inside]
        if not own or climb.component.vetoes or any(clause.zeroed is not None for clause in climb.component.clauses):
            continue
        bounds = {clause.id: view.limit(clause.id) for clause in own}
        best = climb.best(own, sign, bounds, vetoes=False)
        if best is not None and all(at_bound(best[1][clause.id], bounds[clause.id], sign) for clause in own):
            facts |= best[0]
            given |= best[1]
    return facts, given


def _aim(end: Extreme, sign: int, turn: int) -> Fraction | None:
    """Aim at the bound, then half way between the farthest unit and the bound, then anywhere beyond: every third turn."""
    if turn % 3 == 2 or (end.value is None and turn % 3 == 1):
        return None
    if end.value is None:
        return Fraction(sign * MANY * MANY)
    return end.value if turn % 3 == 0 or end.found is None else (end.value + end.found) / 2


def _with(end: Extreme, unit: Unit, part: Part) -> Extreme:
    return evolve(end, unit=unit, found=part.value(unit))


def _done(end: Extreme) -> Extreme:
    if end.found is None:
        return evolve(end, why=NO_UNIT)
    return Extreme(How.REACHED, end.found, end.unit, end.found)
