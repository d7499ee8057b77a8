"""The cap of one sentence and the day of a deadline: `cases` proposes rows beside them, and mutants change them."""

from __future__ import annotations

from compiler import core
from compiler.asking.trial import try_line
from compiler.testing.mutants import mutants
from zhunsheng.testkit.boundaries.proposing import boundary_cases
from zhunsheng.testkit.scenarios.blank import blank_scenario


def policy_of(line: str) -> core.Policy:
    trial = try_line(line)
    assert trial.policy is not None, [each.message for each in trial.bag]
    return trial.policy


def proposed(line: str, fact: str) -> list[object]:
    """The values of a fact in the rows that are proposed."""
    policy = policy_of(line)
    rows = [row for clause in policy.clauses() for row in boundary_cases(policy, clause)]
    return [row.unit.facts.get(fact) for row in rows]


CAPPED = "坑槽每处扣0.5分；标牌缺失每块扣0.2分，最多扣3分；堵塞每处扣0.3分"


def test_rows_stand_beside_the_cap_of_one_sentence() -> None:
    assert {14, 15, 16} <= set(proposed(CAPPED, "标牌缺失"))
    assert {2, 3, 4} <= set(proposed("迟报每次扣5分，最高扣12分；漏报每次扣1分", "迟报"))
    assert {1, 2, 3} <= set(proposed("获奖每项加2分，最多加4分，迟报每次扣1分", "获奖"))


def test_a_cap_of_one_sentence_has_mutants() -> None:
    says = [each.says for each in mutants(policy_of(CAPPED)) if each.kind == "封顶"]
    assert [each.partition("：")[2] for each in says] == ["去掉封顶 3 分", "封顶 3 分改为 4 分", "封顶 3 分改为 2 分"]


def test_what_a_cap_holds_has_mutants_too() -> None:
    says = [each.says for each in mutants(policy_of(CAPPED)) if "标牌缺失" in each.says]
    assert any("按量改为定额" in each for each in says) and any("每单位 -0.2 分改为" in each for each in says)


DAY = "2026年12月20日前未报送年度总结的，扣2分"


def test_rows_stand_on_both_sides_of_a_deadline_that_was_missed() -> None:
    days = [getattr(each, "day", None) for each in proposed(DAY, "报送年度总结")]
    assert {19, 20, 21, None} <= set(days)


def test_the_day_of_a_deadline_that_was_missed_has_mutants() -> None:
    says = [each.says.partition("：")[2] for each in mutants(policy_of(DAY)) if each.kind == "条件"]
    assert "2026年12月20日改为2026年12月21日" in says and "2026年12月20日含改为不含" in says
    assert not any("且" in each for each in says)


def test_an_empty_scenario_of_a_policy_with_grades_has_a_row_for_the_grade() -> None:
    blank = blank_scenario(policy_of("投诉每件扣1分\n等次 优秀：90分以上\n等次 合格：60分以上"))
    assert "| 等次 |  |  |" in blank
    assert blank.index("| 总分 |") < blank.index("| 等次 |")
