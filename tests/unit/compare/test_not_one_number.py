"""Where two versions take a number from something else, or type it otherwise, no unit has one value of it: nothing is proved."""

from __future__ import annotations

import pytest

from compiler import core
from compiler.compare import Verdict, compare
from tests.unit.small_policies import compiled_small, small

ITEM = {"title": "# 一、考核（10分）", "front": "总分: 10 分\n"}
OUTSIDE = {"title": "# 一、加分项", "front": ""}

# name -> what differs, the rules with {} in its place, where they stand
CHANGED = {
    "rank-turned": ("越低越好", "越高越好", "事实 超期：计数（件），{}\n超期 排名 前 1 名 记 10 分", ITEM),
    "rank-turned-from-below": ("越低越好", "越高越好", "事实 超期：计数（件），{}\n超期 排名 倒数 1 名 扣 5 分", ITEM),
    "rank-turned-outside": ("越低越好", "越高越好", "事实 超期：计数（件），{}\n超期 排名 前 1 名 加 5 分", OUTSIDE),
    "rank-turned-veto": ("越低越好", "越高越好", "事实 超期：计数（件），{}\n超期 排名 倒数 1 名 一票否决", ITEM),
    "other-days": ("工作日", "自然日", "事实 用时：时长（{}）\n用时 超过 5 个{} 扣 2 分", ITEM),
}


def compiled(rules: str, place: dict[str, str]) -> core.Policy:
    made = compiled_small(small(rules, **place)).policy
    assert made is not None
    return made


@pytest.mark.parametrize("name", CHANGED)
def test_nothing_is_proved_of_it(name: str) -> None:
    before, after, rules, place = CHANGED[name]
    found = compare(*(compiled(rules.replace("{}", word), place) for word in (before, after)))
    assert found.total.verdict is Verdict.UNPROVEN and found.total.less is None and found.total.more is None
    (clause,) = found.clauses
    assert Verdict.UNPROVEN in {each.verdict for each in clause.judgements}
    assert clause.item is None or (clause.item.less is None and clause.item.more is None and clause.item.why)


def test_a_flag_that_becomes_a_count_is_not_proved_and_does_not_crash() -> None:
    old = compiled("事实 瞒报：是否\n瞒报 扣 2 分", ITEM)
    new = compiled("事实 瞒报：计数（次）\n瞒报 1 次以上 扣 2 分", ITEM)
    assert compare(old, new).total.verdict is Verdict.UNPROVEN
