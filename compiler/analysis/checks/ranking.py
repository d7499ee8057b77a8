"""按…排名记分 without a table from ranks to points (W424): nobody but the assessor can tell what a rank is worth.

In: the statements of a clause. The points become a judgement with a reason, within the points of the item.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Unit
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every sentence that gives points by rank and says no more."""
    for clause in subject.clauses:
        for statement in subject.statements(clause):
            if isinstance(statement, surface.Rule) and isinstance(statement.award, surface.ByRank):
                yield _reported(subject, clause, statement)


def _reported(subject: Subject, clause: core.Clause, rule: surface.Rule) -> Diagnostic:
    award = rule.award
    assert isinstance(award, surface.ByRank)
    name = award.measure.text if award.measure is not None else "名次"
    judged = [fact for fact in subject.facts.values() if fact.role is core.Role.JUDGEMENT and fact.clause == clause.id]
    most = max((fact.high for fact in judged if fact.high is not None), default=Fraction(0))
    found = problems.rank_without_table(subject.source, rule.span, name, show_number(most))

    def scored(unit: Unit) -> bool:
        return all(fact.name in unit.facts for fact in judged)

    unit = subject.example(clause, scored, aims=tuple((core.Read(fact.name), most) for fact in judged))
    return found if unit is None else subject.shown(found, clause, unit)
