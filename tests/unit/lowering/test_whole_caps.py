"""本项合计最多加 5 分 and its kind: of the heading under which it is said; of the clause itself where that is an item or stands alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.analysis.pairs import policy
from tests.unit.small_policies import compiled_small

BONUS = """
总分: 10 分
# 一、服务（10分）
事实 投诉：计数（件）
投诉 每件 扣 1 分
# 二、加分项
事实 表彰：计数（次）
事实 创新：计数（项）
表彰 每次 加 1 分，创新 每项 加 2 分
"""
SERVICE = "事实 投诉：计数（件）\n事实 退回：计数（件）\n投诉 每件 扣 1 分；退回 每件 扣 1 分\n本项合计最多扣 5 分\n"
LATE = "事实 迟报：计数（件）\n迟报 每件 扣 1 分"


def total(text: str, **facts: int) -> Fraction | None:
    made = compiled_small(policy(text)).policy
    assert made is not None
    return score(made, Unit("", "", facts)).total.exact


@pytest.mark.parametrize("cap", ["合计最多加 3 分", "本项合计最多加 3 分", "总分不超过 3 分", "最多加 3 分"])
def test_of_a_bonus_that_has_no_headings_below(cap: str) -> None:
    text = BONUS + cap
    assert total(text, 投诉=0, 表彰=5, 创新=0) == 13
    assert total(text, 投诉=1, 表彰=5, 创新=2) == 12
    assert total(text, 投诉=4, 表彰=0, 创新=0) == 6


def test_of_an_item_beside_another() -> None:
    text = f"总分: 20 分\n# 一、服务（20分）\n## 1. 甲（10分）\n{SERVICE}## 2. 乙（10分）\n{LATE}"
    assert total(text, 投诉=4, 退回=4, 迟报=9) == 5 + 1


def test_of_a_clause_that_nothing_stands_above() -> None:
    assert total(f"# 一、服务\n{SERVICE}# 二、迟报\n{LATE}", 投诉=4, 退回=4, 迟报=9) == -5 - 9


def test_of_the_heading_above() -> None:
    assert total(f"# 一、服务\n## 1. 甲\n{SERVICE}## 2. 乙\n{LATE}", 投诉=4, 退回=0, 迟报=9) == -5
