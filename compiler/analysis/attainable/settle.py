"""What the climb leaves open goes to the solver: is there a unit beyond the farthest one found, until there is none.

In: an open end of a range, and what is best left as it is. Out: the end, exact where the solver proves that no unit lies beyond the
last one that it found.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.attainable.extremes import Extreme, How
from compiler.analysis.solver.answers import NO_SOLVER, Found, Never, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.analysis.solver.scores import Scores
from compiler.analysis.solver.session import Session
from compiler.meaning.interpret import Unit
from compiler.measures.domain import Facts, completed, table
from compiler.measures.moves import MANY
from compiler.measures.who import Who

_TURNS = 40  # better and better units; a limit that is only approached never ends
APPROACHED = "越来越接近一个达不到的界限，或者要很多步才到；没有定出确切的值"
NO_UNIT = "没有一个单位的各条都有确定的得分"


def settled(who: Who, part: Part, end: Extreme, sign: int, best: tuple[Facts, Mapping[str, Fraction]]) -> Extreme:
    """Return an end of a range of which the solver has been asked; it does not look at the facts and the points of ``best``."""
    session = Session.begin(who, table(part.policy), part.policy)
    if session is None:
        return evolve(end, why=NO_SOLVER)
    facts, given = best
    number = part.formula(Scores.knowing(part.policy, session.encoder, given))
    session.demand(number.ok)

    def whole(unit: Unit) -> Unit | None:
        made = completed(Unit(unit.name, unit.kind, {**facts, **unit.facts}), part.policy)
        return agreed(part.policy, made, unit.facts) if part.policy.checks else made

    def confirmed(unit: Unit) -> bool:
        made = whole(unit)
        return made is not None and part.value(made) is not None

    for turn in range(_TURNS):
        aim = _aim(end, sign, turn)
        beyond = True if end.found is None else sign * number.term > session.encoder.const(sign * end.found)
        wanted = True if aim is None else sign * number.term >= session.encoder.const(sign * aim)
        answer = session.ask(confirmed, beyond, wanted)
        if isinstance(answer, Never) and aim is None:
            return _done(end)
        if isinstance(answer, NotAnalysed) and aim is None:
            return evolve(end, why=answer.why)
        unit = whole(answer.unit) if isinstance(answer, Found) else None
        if unit is not None:
            end = _with(end, unit, part)
            if end.found == end.value:
                return _done(end)
            if end.value is None and end.found is not None and sign * end.found >= MANY * MANY:
                return Extreme(How.UNLIMITED, None, end.unit, end.found)
    return evolve(end, why=APPROACHED)


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
