"""核对 that let nobody in (W418), or refuse nobody (W417).

In: the 核对 of a policy. Out: the first that contradicts those before it and what the facts are declared to be, with nothing else
found: where no unit is let in, everything that is said of units is true. One that holds by the declarations alone checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Never, NotAnalysed
from compiler.problems import checks as problems
from dsl.diagnostics import Diagnostic


def agreements(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong about 核对; asked of the solver, so only where somebody asks for findings."""
    if not subject.thorough:
        return
    from compiler.analysis.solver import satisfiable

    policy = subject.policy
    for place, check in enumerate(policy.checks):
        met = satisfiable(check.test, evolve(policy, checks=policy.checks[:place]))
        if isinstance(met, Never):
            subject.vacuous = True
            why = "与声明的范围" + ("或者前面的核对" if place else "") + "合不到一起：没有一个单位能通过"
            yield evolve(problems.never_true(subject.source, check.span, why), clause=check.clause)
            return
        refused = satisfiable(core.Negate(check.test), evolve(policy, checks=()))
        if isinstance(refused, Never):
            why = "由声明的类型和范围就一定成立，这一句核对不起作用"
            yield evolve(problems.always_true(subject.source, check.span, why), clause=check.clause)
        for answer in (met, refused):
            if isinstance(answer, NotAnalysed):
                found = problems.not_analysed(subject.source, check.span, "这一句核对起不起作用", answer.why)
                yield evolve(found, clause=check.clause)
                break
