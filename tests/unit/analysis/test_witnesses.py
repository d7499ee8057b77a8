"""Every finding of a check carries a unit; the unit is one that can be, and the interpreter can run it."""

from __future__ import annotations

import pytest

from compiler.analysis.checks import CHECKS, Cost
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import score_clause
from compiler.measures.choosing import exact_of, in_range, parameters
from dsl.diagnostics import Diagnostic
from tests.unit.test_cases import cases, compiled

QUICK = {code for check in CHECKS if check.cost is Cost.QUICK for code in check.codes}
WHILE_ORDERING = {"E411-shared-end", "E412-tier-overlap", "N425-end-stands-alone"}
# The points that there are leave no total in the gap between two grades.
NO_UNIT = {"分值一改就有空档"}
BY_NAME = ("名称里只差一个数", "前一句对同一个数的分有两种读法")  # told by what is written, not by values


def found(codes: set[str]) -> list[object]:
    paths = [case for case in cases("bad") if case.split("/")[0] in codes]
    return [pytest.param(case, id=case.replace("/", "-")) for case in paths]


def nobody(finding: Diagnostic) -> bool:
    assert finding.primary is not None
    return any(finding.primary.text.endswith(text) for text in NO_UNIT) or any(
        each in finding.message for each in BY_NAME
    )


@pytest.mark.parametrize("case", found(QUICK | WHILE_ORDERING))
def test_a_finding_has_a_unit_that_can_be(case: str) -> None:
    made = compiled("bad", case)
    assert made.draft is not None
    for finding in made.bag:
        by_number = BY_NAME[0] in finding.message  # a unit is shown where both sentences can hold
        alone = (finding.witness is None) == nobody(finding)
        assert alone or (by_number and finding.witness is not None), "a unit, unless the point is that there is none"
        if finding.witness is None:
            continue
        facts = dict(finding.witness.facts)
        assert finding.witness.text
        for name, value in facts.items():
            fact = made.draft.named[name]
            assert in_range(fact, value), name
            part, whole = exact_of(value), exact_of(facts.get(fact.at_most))
            assert part is None or whole is None or part <= whole, name


@pytest.mark.parametrize("case", found(QUICK))
def test_the_unit_of_a_check_can_be_scored(case: str) -> None:
    made = compiled("bad", case)
    policy = made.draft
    assert policy is not None
    clauses = {clause.id: clause for clause in policy.clauses()}
    for finding in made.bag:
        if finding.witness is None:
            continue
        facts = {**parameters(policy), **dict(finding.witness.facts)}
        unit = Unit(finding.witness.name, finding.witness.kind, facts)
        result = score_clause(clauses[finding.clause], World(policy, unit), None)
        assert result.outcome in (Outcome.SCORED, Outcome.NOT_APPLICABLE)
