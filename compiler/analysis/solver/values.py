"""One more question: is there a unit for which one part of a policy has a value and another part has none (0/0, an empty fact)?

In: two parts. Out: ``Answer``, as for ``more``, which asks only about units for which both have a value.
"""

from __future__ import annotations

from compiler.analysis.solver.answers import NO_SOLVER, Answer, Never, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.analysis.solver.scores import Scores
from compiler.analysis.solver.session import Session
from compiler.meaning.interpret import Unit
from compiler.measures.domain import completed, table
from compiler.measures.who import Who


def valued(first: Part, second: Part, *, who: Who) -> Answer:
    """Return a unit of a class that has points by ``first`` and none that can be computed by ``second``."""
    odds = first.at_odds(second)
    if odds:
        return NotAnalysed(odds)
    session = Session.begin(who, table(first.policy, second.policy), first.policy, second.policy)
    if session is None:
        return NotAnalysed(NO_SOLVER)
    a, b = (part.formula(Scores(part.policy, session.encoder)) for part in (first, second))
    without = session.encoder.negate(b.ok)
    if without is False:
        return Never()

    def confirmed(unit: Unit) -> bool:
        left, right = (part.value(completed(unit, part.policy)) for part in (first, second))
        return left is not None and right is None

    session.demand(a.ok, without)
    return session.ask(confirmed)
