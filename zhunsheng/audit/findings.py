"""What an audit found, as findings with places: for reports that know findings only (SARIF, GitHub)."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.faithful.coverage import Fate
from compiler.pipeline import Compiled
from dsl.diagnostics import Diagnostic, Label
from dsl.source import Span
from zhunsheng.audit import problems
from zhunsheng.audit.figures import Audit
from zhunsheng.testkit.cases import problems as case_problems


def findings(audit: Audit, compiled: Compiled) -> Iterator[Diagnostic]:
    """Yield what has to be mended; numbers that do not agree are findings of the policy already."""
    assert compiled.policy is not None
    policy, original = compiled.text.policy, compiled.text.original
    headings = {clause.id: Label(policy, clause.span) for clause in compiled.policy.clauses()}
    for each in audit.sentences:
        if original is not None and each.fate is Fate.MISSING:
            yield problems.sentence_missing(Label(original, each.span))
        elif original is not None and each.fate is Fate.NO_REASON:
            yield problems.sentence_without_reason(Label(original, each.span), each.clauses)
    for one, other in audit.twice:
        yield problems.quoted_twice(headings.get(other, Label(policy, Span(0, 0))), one, other)
    for outcome in audit.failing:
        case = outcome.case
        told = "；".join(map(str, outcome.differences))
        yield case_problems.case_failed(Label(case.source, case.span), case.title, told, case.clause)
    yield from audit.unreadable
    for clause in audit.clauses:
        for gap in clause.missing:
            yield problems.boundary_untested(headings[clause.id], clause.id, gap.boundary, gap.sides)
        if not clause.cases:
            yield problems.clause_without_cases(headings[clause.id], clause.id)
    for rank in audit.ranks:
        if rank.left or rank.against:
            yield problems.rank_untested(headings.get(rank.clause, Label(policy, Span(0, 0))), rank)
    for mutant in audit.mutation.undeclared:
        at = headings.get(mutant.clause, Label(policy, Span(0, 0)))
        yield problems.mutant_survives(at, mutant.clause, mutant.kind, mutant.says)
