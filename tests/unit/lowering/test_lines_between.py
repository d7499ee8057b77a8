"""其间按比例 behind two bare numbers, whichever way the points go; and a ratio that stands within a formula has its 无…时."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.small_policies import compiled_small, small

TITLE = "# 一、考核（10分）"


def given(rules: str, **facts: Fraction | int) -> Fraction | None:
    made = compiled_small(small(rules, TITLE))
    assert made.policy is not None, [each.message for each in made.bag]
    assert not list(made.bag), [each.message for each in made.bag]
    return score(made.policy, Unit("", "", facts)).total.exact


LINES = {
    "投诉率 5% 记 10 分，20% 记 6 分，其间按比例": {0: "10", 5: "10", 10: "26/3", 20: "6", 21: "0"},
    "投诉率 20% 记 6 分，5% 记 10 分，其间 按比例 记分": {0: "10", 5: "10", 10: "26/3", 20: "6", 21: "0"},
    "投诉率 5%以下 记 10 分，20% 记 6 分，其间 按比例 记分": {5: "10", 10: "26/3", 20: "6", 21: "0"},
    "投诉率 5%以下 记 10 分，20%以下 记 6 分，其间 按比例 记分": {5: "10", 10: "26/3", 20: "6", 21: "0"},
    "投诉率 60% 记 6 分，90% 记 10 分，其间按比例": {59: "0", 60: "6", 75: "8", 90: "10", 100: "10"},
    "投诉率 5% 扣 1 分，20% 扣 5 分，其间 按比例 扣分": {4: "10", 5: "9", 10: "23/3", 20: "5", 30: "5"},
    "投诉率 80% 扣 5 分，95% 扣 1 分，其间 按比例 扣分": {70: "5", 80: "5", 90: "23/3", 95: "9", 96: "10"},
}


@pytest.mark.parametrize("rule", LINES)
def test_a_line_between_two_numbers(rule: str) -> None:
    for value, points in LINES[rule].items():
        assert given(f"事实 投诉率：比率\n{rule}", 投诉率=Fraction(value, 100)) == Fraction(points), value


def test_a_line_of_days() -> None:
    rule = "事实 用时：时长（自然日）\n用时 5 天 记 10 分，20 天 记 4 分，其间 按比例 记分"
    assert [given(rule, 用时=days) for days in (5, 10, 20, 21)] == [10, 8, 4, 0]


@pytest.mark.parametrize(
    "rule",
    [
        "投诉率 5% 记 10 分，20% 记 6 分",  # no line: asked
        "投诉率 5% 记 10 分，10% 记 10 分，其间 按比例 记分",  # neither rises nor falls
        "投诉率 低于 5% 记 10 分，低于 20% 记 6 分，其间 按比例 记分",
    ],
)
def test_other_numbers_are_asked_about(rule: str) -> None:
    assert compiled_small(small(f"事实 投诉率：比率\n{rule}", TITLE)).policy is None


FACTS = "事实 差评数：计数（件），不超过 评价数\n事实 评价数：计数（件）\n"


@pytest.mark.parametrize("formula", ["1 − 差评数 ÷ 评价数", "（评价数 − 差评数） ÷ 评价数"])
@pytest.mark.parametrize("noun", ["评价", "评价数"])
def test_a_ratio_within_a_formula_may_be_empty(formula: str, noun: str) -> None:
    rules = f"{FACTS}指标 好评率 = {formula}\n无{noun}时 不扣分\n好评率 低于 90% 扣 3 分"
    counted = {(10, 1): 10, (10, 2): 7, (0, 0): 10}
    for (all_, bad), points in counted.items():
        assert given(rules, 评价数=all_, 差评数=bad) == points


def test_points_by_a_formula_with_a_ratio_within() -> None:
    rules = f"{FACTS}指标 好评率 = 1 − 差评数 ÷ 评价数\n无评价时 得 4 分\n得分 = 好评率 × 10"
    assert [given(rules, 评价数=all_, 差评数=bad) for all_, bad in ((10, 1), (0, 0))] == [9, 4]


def test_a_noun_that_is_no_denominator_names_those_that_are() -> None:
    rules = f"{FACTS}指标 好评率 = 1 − 差评数 ÷ 评价数\n无办件时 不扣分\n好评率 低于 90% 扣 3 分"
    bag = compiled_small(small(rules, TITLE)).bag
    assert [each.code for each in bag] == ["E210-empty-noun"]
    assert [each.hint for each in bag] == ["写分母名称里的字，这里写「无评价数时」"]
