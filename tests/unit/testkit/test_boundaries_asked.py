"""Boundaries that a clause has and nobody may leave untested: caps of one sentence, the days around a deadline."""

from __future__ import annotations

from fractions import Fraction

from compiler.meaning.interpret import clause_points
from tests.unit.small_policies import compiled_small, small
from zhunsheng.testkit.boundaries.proposing import boundary_cases, missing_boundaries

THREE = "事实 甲：计数（处）\n事实 乙：计数（块）\n甲 每处 扣 0.5 分；乙 每块 扣 0.2 分，最多扣 3 分"
DAY = "事实 年度总结：日期，可空\n2021年12月20日前 未 年度总结 扣 2 分"


def sides(rules: str) -> dict[str, tuple[str, ...]]:
    policy = compiled_small(small(rules)).policy
    assert policy is not None
    return {each.boundary: each.sides for each in missing_boundaries(policy, policy.clauses()[0], ())}


def test_what_is_proposed_tells_the_cap_from_another_and_from_none() -> None:
    made = [
        compiled_small(small(THREE.replace("最多扣 3 分", cap))).policy
        for cap in ("最多扣 3 分", "最多扣 2 分", "最多扣 4 分")
    ]
    assert made[0] is not None
    units = [each.unit for each in boundary_cases(made[0], made[0].clauses()[0])]
    given = [[clause_points(policy.clauses()[0], unit)[0] for unit in units] for policy in made if policy is not None]
    assert given[0] != given[1] and given[0] != given[2]
    assert Fraction(-3) in given[0]


def test_a_deadline_that_may_stay_empty_has_its_days() -> None:
    found = sides(DAY)
    assert found["年度总结 2021年12月20日"] == ("前一日", "当日", "后一日")
    assert found["年度总结"] == ("已填", "空")
