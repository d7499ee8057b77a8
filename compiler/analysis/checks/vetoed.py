"""Points of sentences that only vetoed units meet (W446): 造假 一票否决 here, 造假 扣 2 分 there.

In: the vetoes and the sentences that read a fact of theirs. Out: findings; a veto sets the total whatever the sentences give, so one
that holds for vetoed units alone is never felt in it. That it does is proved; what nobody can tell is left to the veto's own checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Never
from compiler.core.walk import facts_in, parts
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.single import sign, single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic


def vetoed(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the sentences with fixed points that a veto makes idle."""
    for clause in subject.clauses:
        for effect in clause.effects:
            for branch in effect.branches:
                once = single(branch.points)
                if once is None or not sign(branch.points) or subject.told_of(branch.span):
                    continue
                test = core.Both((clause.applies, branch.test)) if clause.applies != core.Always() else branch.test
                veto = next((each for each in subject.policy.vetoes if _within(subject, test, each.test)), None)
                if veto is None:
                    continue
                word = f"{'扣' if once < 0 else '加'}的 {show_number(abs(once))} 分"
                why = "用到这一句的单位都已经一票否决，总分不看各条的分"
                found = problems.never_felt(subject.source, branch.span, word, why, veto.span)

                def met(unit: Unit) -> bool:
                    return holds(veto.test, unit) and effect_points(effect, unit)[0] != 0  # noqa: B023

                unit = subject.example(clause, met, tests=(branch.test,), aims=subject.nonzero(branch.points))
                if unit is not None:
                    yield subject.shown(found, clause, unit)


def _within(subject: Subject, test: core.Test, veto: core.Test) -> bool:
    """Whether a veto holds wherever a test does."""
    if set(parts(veto)) <= set(parts(test)):
        return True
    if set(facts_in(veto)).isdisjoint(facts_in(test)):
        return False
    return isinstance(subject.possible(core.Both((test, core.Negate(veto)))), Never) and not isinstance(
        subject.possible(test), Never
    )
