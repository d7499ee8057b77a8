"""Policies that are wrong: none may raise, none may be accepted without a word, none may be scored wrongly.

What was once so stands here as an ordinary test; what still is names its reason and is expected to fail.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import frozen

from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import score
from tests.unit.findings_text import show
from tests.unit.small_policies import COUNTS, DEDUCT, FLAG, INDENTED, KINDS, LATE, RATE, compiled_small, small


def expected_to_fail(why: str) -> object:
    return pytest.mark.xfail(strict=True, reason=why) if why else ()


# name -> (policy, what is wrong with the code; empty: nothing any more). No text may raise, whatever it says.
CRASHES = {
    "row-of-one-bar": (small(DEDUCT, after="\n| 未报送 | 得分 |\n|---|---|\n|\n"), ""),
    "type-that-is-a-facet": (small("事实 甲：可空\n甲 扣 5 分"), ""),
    "indicator-named-as-a-level": (
        small("事实 媒体：是否，分级 国家级、省级\n指标 媒体·国家级 = 2 ÷ 2\n国家级 加 5 分"),
        "",
    ),
    "points-over-nought": (small(DEDUCT, title="# 一、考核（1/0分）"), ""),
    "total-over-nought": (small(DEDUCT, front="总分: 1/0 分\n"), ""),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=expected_to_fail(why)) for name, (_, why) in CRASHES.items()]
)
def test_nothing_raises(name: str) -> None:
    assert compiled_small(CRASHES[name][0]).bag.items, "and each of these is wrong"


# name -> (policy, why it is wrong). Each must have a finding of some severity.
ACCEPTED = {
    "circular-by-way-of-another": (
        small(COUNTS + "指标 甲率 = 乙率 ÷ 2\n指标 乙率 = 甲率 ÷ 2\n甲率 低于 50% 扣 5 分"), ""
    ),
    "at-least-taken-for-at-most": (
        small("事实 总数：计数（件），不少于 迟报\n" + LATE + "迟报 每件 扣 1 分"),
        "",
    ),
    "points-without-a-condition": (small(FLAG + "扣 5 分"), ""),
    "misspelt-fence": (small(DEDUCT).replace("```规则", "```规责"), ""),
    "fence-with-a-remark": (small(DEDUCT).replace("```规则", "```规则 试行"), ""),
    "fence-in-a-list": (
        small(DEDUCT).replace(f"```规则\n{DEDUCT}\n```", "- 规则：\n\n" + INDENTED),
        "",
    ),
    "empty-block": (small(""), ""),
    "total-of-the-second-kind": (
        small(DEDUCT, title="# 一、考核（县区100分，市直部门30分）", front=KINDS + "总分: 100 分\n"),
        "",
    ),
    "unknown-kind-above-the-clause": (
        small(DEDUCT, title="# 一、考核（县局100分）\n\n## 1. 报送", front=KINDS),
        "",
    ),
    "each-one-above-a-bound": (small("事实 会议：计数（次）\n会议 超过 4 次，每次 扣 0.5 分"), ""),
    "each-point-below-a-bound": (small("事实 及时率：比率\n及时率 低于 90%，每 1 个百分点 扣 1 分"), ""),
    "crossed-limits": (small("事实 迟报：计数（件），不少于 10 件，不超过 5 件\n迟报 每件 扣 1 分"), ""),
    "divided-by-nought": (
        small(LATE + "指标 均数 = 迟报 ÷ 0\n均数 超过 5 件 扣 1 分"),
        "",
    ),
    "parameter-in-another-unit": (
        small(
            "参数 期限：时长（工作日）\n事实 用时：时长（工作日）\n用时 超过 期限 扣 3 分", front="参数:\n  期限: 2 小时\n"
        ),
        "",
    ),
    "parameter-that-is-no-number": (
        small("参数 限数：计数（件）\n" + LATE + "迟报 超过 限数 扣 3 分", front="参数:\n  限数: 九成左右\n"),
        "",
    ),
    "cap-of-both-and-of-one-kind": (small(LATE + "迟报 每件 扣 1 分，封顶 5 分，最高扣 3 分"), ""),
    "more-than-the-item-has": (small(FLAG + "未报送 扣 15 分", title="# 一、考核（10分）"), ""),
    "award-above-the-item": (small("事实 报送：是否\n报送 记 15 分", title="# 一、考核（10分）"), ""),
    "two-choices": (
        small(RATE + "办结率 90%—100% 不扣分；80%—90% 扣 3 分\n端点就高\n端点就低"), ""
    ),
    "two-item-points": (small(DEDUCT + "\n本项 3 分\n本项 5 分"), ""),
    "two-otherwise": (small(RATE + "办结率 低于 90% 扣 5 分；其余 不扣分；其余 加 1 分"), ""),
    "zero-denominator-twice": (
        small(RATE + "无交办时 扣 5 分\n办结率 低于 90% 扣 5 分"), ""
    ),
    "other-days-than-quoted": (
        small("事实 用时：时长（自然日）\n用时 超过 5 个自然日 扣 1 分", quote="用时超过5个工作日的，扣1分。"),
        "",
    ),
    "other-measure-word-than-quoted": (
        small("事实 迟报：计数（次）\n迟报 每次 扣 1 分", quote="迟报的，每件扣1分。"), ""
    ),
    "added-where-deducted-is-quoted": (
        small("事实 未报送：是否\n未报送 加 5 分", quote="未报送的，扣5分。"), ""
    ),
    "otherwise-after-another-fact": (
        small("事实 评价：等级（优、良）\n事实 迟报：是否\n优 加 5 分；迟报 扣 1 分；其余 扣 2 分"),
        "其余 closes the tiers right before it (docs/语言.md, 其余): legal, and easily read otherwise; 优 without 迟报 gets 5 − 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=expected_to_fail(why)) for name, (_, why) in ACCEPTED.items()],
)
def test_wrong_policy_is_not_accepted(name: str) -> None:
    found = list(compiled_small(ACCEPTED[name][0]).bag)
    assert found
    assert all("“”" not in each.message for each in found), "and it says something"


@frozen
class Score:
    """What a rule must give for some facts, and what it gives."""

    text: str
    facts: dict[str, Value]
    points: str
    why: str
    kind: str = ""


SCORES = {
    "tiers-with-a-sentence-between": Score(
        small("事实 退单率：比率\n事实 推诿：是否\n退单率 10% 以上 扣 1 分；推诿 扣 1 分；退单率 20% 以上 扣 2 分"),
        {"退单率": Fraction(1, 4), "推诿": False},
        "-2",
        "",
    ),
    "indicator-used-before-it-is-declared": Score(
        small(COUNTS + "指标 半数 = 办结率 ÷ 2\n指标 办结率 = 办结数 ÷ 交办数\n无交办时 不扣分\n半数 低于 50% 扣 5 分"),
        {"交办数": 10, "办结数": 5},
        "-5",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=expected_to_fail(each.why)) for name, each in SCORES.items()]
)
def test_score(name: str) -> None:
    each = SCORES[name]
    made = compiled_small(each.text)
    assert made.policy is not None, show(made.bag)
    assert score(made.policy, Unit("甲", each.kind, each.facts)).total.exact == Fraction(each.points)


def test_parameter_in_chinese_numerals() -> None:
    text = small("参数 线：比率\n事实 率：比率\n率 低于 线 扣 5 分", front="参数:\n  线: 百分之八十\n")
    assert show(compiled_small(text).bag) == "没有发现问题"
