"""The comparison with gold readings: one thing changed is told apart, other names are not. Texts and readings made up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tools.gold.agreeing import agree
from tools.gold.drafts import read_draft
from tools.gold.judging import MISSED, OPEN, RIGHT, WRONG, Judge, Row
from tools.gold.places import plain
from tools.gold.report import shared_facts
from tools.gold.sides import parted, side_of

ITEM = Fraction(10)


def same(gold: list[str], made: list[str], points: Fraction | None = ITEM) -> bool:
    one, other = side_of(parted(gold), points), side_of(parted(made), points)
    assert one.policy is not None, one.errors
    assert other.policy is not None, other.errors
    return bool(agree(one, other))


CHANGED = {
    "the sign": (["未报送 扣 2 分"], ["未报送 加 2 分"]),
    "the points": (["未报送 扣 2 分"], ["未报送 扣 3 分"]),
    "each": (["未报送 每次 扣 2 分"], ["未报送 扣 2 分"]),
    "the step": (["投诉量 每满 2 件 扣 1 分"], ["投诉量 每满 3 件 扣 1 分"]),
    "the bound word": (["办结率 低于 90% 扣 3 分"], ["办结率 90% 以下 扣 3 分"]),
    "the bound": (["办结率 低于 90% 扣 3 分"], ["办结率 低于 95% 扣 3 分"]),
    "the side": (["办结率 低于 90% 扣 3 分"], ["办结率 高于 90% 扣 3 分"]),
    "a cap that is gone": (["未报送 每次 扣 2 分", "最多扣 4 分"], ["未报送 每次 扣 2 分"]),
    "another cap": (["未报送 每次 扣 2 分", "最多扣 4 分"], ["未报送 每次 扣 2 分", "最多扣 6 分"]),
    "a cap of one or of both": (
        ["迟报 每次 扣 2 分", "最多扣 4 分", "---", "漏报 每次 扣 2 分"],
        ["迟报 每次 扣 2 分", "漏报 每次 扣 2 分", "最多扣 4 分"],
    ),
    "zero for the item": (["迟报 扣 2 分", "瞒报 此项不记分"], ["迟报 扣 2 分", "瞒报 扣 8 分"]),
    "one fact for two": (["迟报 每次 扣 2 分", "漏报 每次 扣 1 分"], ["迟报 每次 扣 3 分"]),
    "and for or": (["无计划 且 完成率 低于 90% 扣 2 分"], ["无计划 或 完成率 低于 90% 扣 2 分"]),
    "a consequence": (["瞒报 取消评优资格"], ["瞒报 扣 2 分"]),
}


@pytest.mark.parametrize(("gold", "made"), CHANGED.values(), ids=CHANGED)
def test_one_thing_changed_is_told_apart(gold: list[str], made: list[str]) -> None:
    assert same(gold, gold)
    assert not same(gold, made)


EQUAL = {
    "a flag": (["未报送 扣 2 分"], ["材料没有报送 扣 2 分"]),
    "counts in another order": (
        ["迟报 每次 扣 2 分", "漏报 每次 扣 1 分"],
        ["漏掉的 每次 扣 1 分", "报得迟的 每次 扣 2 分"],
    ),
    "tiers": (["办结率 低于 90% 扣 3 分；低于 80% 扣 5 分"], ["完成率 低于 80% 扣 5 分；低于 90% 扣 3 分"]),
    "not so": (["未 建立 扣 5 分"], ["没有建立 扣 5 分"]),
}


@pytest.mark.parametrize(("gold", "made"), EQUAL.values(), ids=EQUAL)
def test_other_names_are_the_same_reading(gold: list[str], made: list[str]) -> None:
    assert same(gold, made)


# --------------------------------------------------------------------------------------------------------------- verdicts

SOURCE = """一、材料报送（10分）
未按时报送的，每次扣2分。
二、窗口服务（10分）
未按规定处置，致使再次投诉的，每次扣6分。
三、说明
比如，迟报一次，扣2分。
四、其他（10分）
酌情处理。
"""
DRAFT = """---
政策: 试
---
# 一、材料报送（10分）

> 未按时报送的，每次扣2分。

```规则
事实 未按时报送：计数（次）
未按时报送 每次 扣 2 分
```

# 二、窗口服务（10分）

> 未按规定处置，致使再次投诉的，每次扣6分。

{second}

# 三、说明

> 比如，迟报一次，扣2分。

{third}
"""
SENTENCES = ("未按时报送的，每次扣2分。", "未按规定处置，致使再次投诉的，每次扣6分。", "比如，迟报一次，扣2分。")
READ = "```规则\n事实 再次投诉：计数（次），说明“未按规定处置”\n再次投诉 每次 扣 6 分\n```"
TURNED = "```规则\n事实 未致使再次投诉：计数（次）\n未致使再次投诉 每次 扣 6 分\n```"
TRAP = "```规则\n事实 迟报：计数（次）\n迟报 每次 扣 2 分\n```"


def fates(second: str, third: str, last: list[str] | None) -> list[str]:
    gold: list[list[str] | None] = [["迟报材料 每次 扣 2 分"], ["处置不当致投诉 每次 扣 6 分"], last]
    rows = [Row(str(at), each, lines, "10 分") for at, (each, lines) in enumerate(zip(SENTENCES, gold, strict=True))]
    return [each.fate for each in Judge(rows, DRAFT.format(second=second, third=third), SOURCE).verdicts()]


def test_a_sentence_is_right_wrong_open_or_missed() -> None:
    assert fates(READ, "", []) == [RIGHT, RIGHT, RIGHT]
    assert fates(TURNED, "", []) == [RIGHT, WRONG, RIGHT]
    assert fates("待定：没有读出条件。", "", []) == [RIGHT, OPEN, RIGHT]
    assert fates("", "", []) == [RIGHT, MISSED, RIGHT]


def test_a_rule_for_what_scores_nothing_is_wrong() -> None:
    assert fates(READ, TRAP, [])[2] == WRONG


def test_what_cannot_be_said_and_is_left_open_is_right() -> None:
    assert fates(READ, "待定：没有读出条件。", None)[2] == RIGHT
    assert fates(READ, TRAP, None)[2] == WRONG


def test_a_fact_that_two_items_share_is_told() -> None:
    def shared(name: str) -> list[str]:
        second = f"```规则\n{name} 每次 扣 6 分\n```"
        if name != "未按时报送":
            second = second.replace("规则\n", f"规则\n事实 {name}：计数（次）\n", 1)
        return list(shared_facts(read_draft(DRAFT.format(second=second, third=""), plain(SOURCE))))

    assert shared("再次投诉") == []
    assert [each.partition("：")[0] for each in shared("未按时报送")] == ["未按时报送"]
