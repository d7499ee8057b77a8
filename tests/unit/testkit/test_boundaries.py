"""The cases a clause should have, and which of them it lacks."""

from __future__ import annotations

import pytest

from compiler import core
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source, Span
from tests.unit.cli.conftest import POLICY, SOURCE
from tests.unit.testkit.samples import BONUS, COUNT, GOOD_RATE, RATE, SHARE, compiled, table
from zhunsheng.testkit.boundaries.proposing import Suggestion, boundary_cases, missing_boundaries
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.cases.scopes import item_of

HEADING = "## 条款（10分）\n\n> 本条10分。{}\n\n```规则\n{}\n```\n"
RATIO = "事实 办结：计数（件），不超过 受理\n事实 受理：计数（件）\n办结率 = 办结 ÷ 受理；无受理时 不扣分\n"
# name -> (official sentence, rule)
RULES = {
    "area": (
        "面积50—100平方米扣5分；100—150平方米扣3分。",
        "事实 面积：数量（平方米）\n面积 50—100 平方米 扣 5 分；100—150 平方米 扣 3 分\n端点就高",
    ),
    "steps": ("每满2次扣1分，封顶3分。", "事实 缺席：计数（次）\n每满 2 次 扣 1 分；封顶 3 分"),
    "both": ("甲且办结率低于60%的，扣5分。", f"事实 甲：是否\n{RATIO}甲 且 办结率 低于 60% 扣 5 分"),
    "part-of-sum": (
        "网办率不足50%的，扣2分。",
        "事实 网办：计数（件）\n事实 窗口：计数（件）\n网办率 = 网办 ÷ （网办 ＋ 窗口）\n网办率 不足 50% 扣 2 分",
    ),
    "pro-rata": (
        "按进驻比例记分。",
        "事实 已进驻：计数（项），不超过 应进驻\n事实 应进驻：计数（项）\n进驻比例 = 已进驻 ÷ 应进驻\n按进驻比例 记分",
    ),
    "judged": ("酌情给分。", "酌情给分"),
    "deadline": (
        "交办后20个工作日内未报送的，扣3分。",
        "事实 交办日：日期\n事实 报送日：日期，可空\n交办日后 20 个工作日内 未 报送日 扣 3 分",
    ),
    "dated": ("未在2021年7月5日前报送的，扣3分。", "事实 报送日：日期\n报送日 未 2021 年 7 月 5 日前 扣 3 分"),
    "grade": ("评价差的，扣3分。", "事实 评价：等级（优、良、差）\n评价 差 扣 3 分"),
}


def policy_of(body: str) -> core.Policy:
    made = compiled(body)
    assert made.policy is not None, [each.message for each in made.bag]
    return made.policy


def rows(body: str) -> list[str]:
    policy = policy_of(body)
    return [" ".join(text for _, text in each.cells(policy)) for each in boundary_cases(policy, policy.clauses()[0])]


def as_case(policy: core.Policy, each: Suggestion) -> Case:
    item = item_of(policy, each.clause) if each.measured is Measured.ITEM else None
    source = compiled(RATE).text.policy
    return Case(policy.slug, each.clause, "", each.unit, (), source, Span(0, 0), item=item.id if item else "")


def test_ratio() -> None:
    assert rows(RATE) == [
        "10000 9699  办结率 97% 略低于",
        "100 97  办结率 97% 恰为",
        "10000 9701  办结率 97% 略高于",
        "0 0  分母 工单总数 为 0",
    ]


def test_given_ratio() -> None:
    assert rows(SHARE) == ["89.99%  满意率 90% 略低于", "90%  满意率 90% 恰为", "90.01%  满意率 90% 略高于"]


def test_count_and_cap() -> None:
    assert rows(COUNT) == [
        "0  反馈不规范 没有",
        "1  反馈不规范 一个",
        "2  反馈不规范 多个；封顶 5 分 未到",
        "3  封顶 5 分 超出",
    ]


def test_kinds() -> None:
    assert rows(BONUS) == [
        "县区 999  办件量 1000件 略低于",
        "县区 1000  办件量 1000件 恰为",
        "县区 1001  办件量 1000件 略高于；对象类别 县区",
        "市直部门 1001  对象类别 市直部门",
    ]


def test_floor_of_an_item() -> None:
    body = "## 反馈（3分）\n\n> 反馈不规范的，1件扣2分。\n\n```规则\n事实 反馈不规范：计数（件）\n每件 扣 2 分\n```\n"
    policy = policy_of(body)
    floor = [each for each in boundary_cases(policy, policy.clauses()[0]) if each.measured is Measured.ITEM]
    assert [(each.unit.facts, each.covers) for each in floor] == [
        ({"反馈不规范": 1}, ("本项扣完 3 分 未到",)),
        ({"反馈不规范": 2}, ("本项扣完 3 分 超出",)),
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_other_forms(rule: tuple[str, str], snapshot: object) -> None:
    body = HEADING.format(*rule)
    assert f"{rule[1]}\n\n" + "\n".join(rows(body)) + "\n" == snapshot


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_suggestions_leave_nothing_out(rule: tuple[str, str]) -> None:
    policy = policy_of(HEADING.format(*rule))
    (clause,) = policy.clauses()
    suggested = boundary_cases(policy, clause)
    assert suggested
    assert missing_boundaries(policy, clause, [as_case(policy, each) for each in suggested]) == ()


def test_missing() -> None:
    made = compiled(RATE + GOOD_RATE)
    assert made.policy is not None
    cases, _ = read_cases(made)
    (above, empty) = missing_boundaries(made.policy, made.policy.clauses()[0], cases)
    assert (above.boundary, above.sides) == ("办结率 97%", ("略高于",))
    assert (empty.boundary, empty.sides) == ("分母 工单总数", ("为 0",))
    assert dict(above.suggestions[0].cells(made.policy))["按期办结工单数"] == "9701"


def test_a_blank_suggestion_does_not_pass() -> None:
    policy = policy_of(RATE)
    cells = boundary_cases(policy, policy.clauses()[0])[0].cells(policy)
    pasted = RATE + table(" | ".join(name for name, _ in cells), " | ".join(text for _, text in cells))
    assert [each.code for each in read_cases(compiled(pasted))[1]] == ["E506-no-expected-points"]


def test_nearby_threshold_is_no_neighbour() -> None:
    """98% lies within one point of 97%, but on another tier."""
    quote = "办结率低于97%扣5分；97%—98%扣3分；超过98%不扣分。"
    body = HEADING.format(quote, f"{RATIO}办结率 低于 97% 扣 5 分；97%—98% 扣 3 分；超过 98% 不扣分")
    made = compiled(body + "\n" + table("办结 | 受理 | 得分", "97 | 100 | -3", "98 | 100 | -3"))
    assert made.policy is not None, [each.message for each in made.bag]
    missing = missing_boundaries(made.policy, made.policy.clauses()[0], read_cases(made)[0])
    assert {each.boundary: each.sides for each in missing}["办结率 97%"] == ("略低于", "略高于")


def test_no_case_is_asked_for_that_the_gate_would_refuse() -> None:
    """核对 按期办结工单数 等于 工单总数: no unit lies below 100%, so no case can."""
    checked = POLICY.replace("\n按期办结率 100%", "\n核对 按期办结工单数 等于 工单总数\n按期办结率 100%", 1)
    for text, asked in ((POLICY, True), (checked, False)):
        policy = compile_policy(PolicyText("demo", Source("policy.md", text), Source("source.txt", SOURCE))).policy
        assert policy is not None
        made = boundary_cases(policy, policy.clauses()[0])
        assert any(each.unit.facts["按期办结工单数"] != each.unit.facts["工单总数"] for each in made) is asked
