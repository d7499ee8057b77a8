"""Duties that nobody can keep together (W418): 应当 5 天以内 in one clause, 应当 超过 5 天 in another.

In: the duties of the clauses, for every class of units that two of them concern. Out: findings at the second of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Never
from compiler.core.walk import facts_in
from compiler.meaning.interpret import holds
from compiler.measures.cells import LIMIT, true_in
from compiler.measures.specialise import NEVER, decided
from compiler.problems import checks as problems
from dsl.diagnostics import Diagnostic


def duties(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the duties that contradict an earlier one about the same fact."""
    said = [
        (clause, duty, duty.test, frozenset(facts_in(duty.test)))
        for clause in subject.clauses
        for duty in clause.duties
        if duty.test is not None
    ]
    told: set[object] = set()
    for (first, before, asked, names), (second, now, also, others) in combinations(said, 2):
        if names.isdisjoint(others) or now.span in told or not _both_concern(subject, first, second):
            continue
        both = core.Both((asked, also))
        if _never(subject, both) and not _never(subject, asked) and not _never(subject, also):
            told.add(now.span)
            found = problems.duties_apart(subject.source, now.span, before.span)
            unit = subject.example(second, lambda unit: holds(also, unit), tests=(also,))  # noqa: B023
            yield found if unit is None else subject.shown(found, second, unit)


def _both_concern(subject: Subject, first: core.Clause, second: core.Clause) -> bool:
    applies = core.Both((first.applies, second.applies))
    return any(decided(applies, unit) != NEVER for unit in subject.units)


def _never(subject: Subject, test: core.Test) -> bool:
    space = subject.space((test,))
    if space.size <= LIMIT:
        if not any(true_in(test, cell) for cell in space.cells()):
            return True
        if space.exact:
            return False
    return isinstance(subject.possible(test), Never)
