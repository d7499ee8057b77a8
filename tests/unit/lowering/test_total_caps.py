"""合计最多加, 合计最多扣, 总分不超过 in 加分项, in an item or in a clause without a heading above it hold that heading."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.diagnostics import Severity
from tests.unit.small_policies import compiled_small, small

HEAD = "---\n政策: 试行办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n总分: 10 分\n原文: source.txt\n---\n"
FIRST = "\n{mark} 一、服务（10分）\n\n> 投诉每件扣1分。\n\n```规则\n事实 投诉：计数（件）\n投诉 每件 扣 1 分\n```\n"
SECOND = "\n{mark} {title}\n\n> {quote}\n\n```规则\n事实 表彰：计数（次）\n事实 创新：计数（项）\n{rules}\n```\n"
GAINS = "表彰每次加1分，创新每项加2分"
LOSSES = "表彰每次扣1分，创新每项扣2分"


def total(title: str, rules: str, facts: dict[str, int], above: str = "") -> Fraction:
    """The total of a unit, in a policy of an item of 10 points and a heading behind it."""
    mark = "##" if above else "#"
    quote = rules.replace("\n", "；")
    text = HEAD + above + FIRST.format(mark=mark) + SECOND.format(mark=mark, title=title, quote=quote, rules=rules)
    compiled = compiled_small(text)
    assert compiled.policy is not None, [each.message for each in compiled.bag if each.severity is Severity.ERROR]
    found = score(compiled.policy, Unit("试", "", dict(facts))).total.exact
    assert found is not None
    return found


@pytest.mark.parametrize("above", ["", "# 附件\n"])
@pytest.mark.parametrize(
    "cap",
    ["合计最多加3分", "本项合计最多加3分", "总加分不超过3分", "总分不超过3分", "合计得分不超过3分", "合计不超过3分"],
)
def test_a_cap_in_bonus_points_holds_them_and_never_the_total(cap: str, above: str) -> None:
    rules = f"{GAINS}\n{cap}"
    assert total("二、加分项", rules, {"投诉": 0, "表彰": 0, "创新": 0}, above) == 10
    assert total("二、加分项", rules, {"投诉": 1, "表彰": 5, "创新": 0}, above) == 12
    assert total("二、加分项", rules, {"投诉": 4, "表彰": 1, "创新": 0}, above) == 7
    assert total("二、加分项", rules, {"投诉": 0, "表彰": 2, "创新": 3}, above) == 13


@pytest.mark.parametrize("above", ["", "# 附件\n"])
@pytest.mark.parametrize("cap", ["合计最多扣3分", "本项合计最高扣3分", "总扣分不超过3分"])
def test_a_cap_in_losses_holds_them_and_never_the_total(cap: str, above: str) -> None:
    rules = f"{LOSSES}\n{cap}"
    assert total("二、扣分项", rules, {"投诉": 5, "表彰": 0, "创新": 0}, above) == 5
    assert total("二、扣分项", rules, {"投诉": 5, "表彰": 4, "创新": 1}, above) == 2


def test_a_cap_in_another_item_holds_that_item() -> None:
    """二、创新（5分） under 附件: 一 keeps all it has."""
    text = HEAD.replace("10 分", "15 分") + "\n# 附件\n" + FIRST.format(mark="##")
    rules = f"{GAINS}\n本项合计最多加3分"
    text += SECOND.format(mark="##", title="二、创新（5分）", quote=rules.replace("\n", "；"), rules=rules)
    compiled = compiled_small(text)
    assert compiled.policy is not None, [each.message for each in compiled.bag if each.severity is Severity.ERROR]
    facts = {"投诉": 1, "表彰": 4, "创新": 0}
    assert score(compiled.policy, Unit("试", "", facts)).total.exact == 12


@pytest.mark.parametrize(("most", "expected"), [(12, 12), (10, 10), (11, 11)])
def test_a_cap_on_the_total_that_leaves_room_for_all_points_holds_the_total(most: int, expected: int) -> None:
    rules = f"{GAINS}\n总分不超过{most}分"
    assert total("二、加分项", rules, {"投诉": 0, "表彰": 5, "创新": 0}) == expected
    assert total("二、加分项", rules, {"投诉": 5, "表彰": 9, "创新": 0}) == min(most, 14)


def test_a_clause_below_a_heading_still_caps_the_heading() -> None:
    compiled = compiled_small(
        small("事实 迟报：计数（次）\n迟报 每次 扣 2 分\n本项合计最多扣 3 分", title="# 一、考核\n\n## 1. 报送")
    )
    assert compiled.policy is not None
    (group,) = compiled.policy.root.children
    assert group.lowest == -3
