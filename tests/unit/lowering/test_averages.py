"""平均每项、人均: a duration, an amount or a quantity shared out over pieces keeps its unit; other pairs have no quotient."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from compiler.backends.python.module import emit
from compiler.explain.trace import explain, render_text
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.agreement import disagreements, sample_units
from dsl.diagnostics import Bag
from tests.unit.small_policies import compiled_small, small

RULES = """事实 时限合计：时长（工作日）
事实 事项：计数（项）
指标 平均时限 = 时限合计 ÷ 事项，越低越好
无事项时 不扣分
平均时限 超过 5 个工作日 扣 3 分"""


@pytest.mark.parametrize(
    ("together", "pieces", "points"),
    [(10, 2, 0), (Fraction("10.01"), 2, -3), (Fraction("9.99"), 2, 0), (16, 3, -3), (15, 3, 0), (0, 0, 0)],
)
def test_an_average_is_compared_in_the_unit_of_the_whole(together: Fraction, pieces: int, points: int) -> None:
    policy = compiled_small(small(RULES)).policy
    assert policy is not None
    unit = Unit("甲", "", {"时限合计": Fraction(together), "事项": pieces})
    assert score(policy, unit).total.exact == points


def test_words_and_engines() -> None:
    policy = compiled_small(small(RULES)).policy
    assert policy is not None
    unit = Unit("甲", "", {"时限合计": Fraction(16), "事项": 3})
    assert "平均时限 16/3 个工作日" in render_text(explain(policy, unit, score(policy, unit)))
    namespace: dict[str, Any] = {}
    exec(emit(policy, Bag())[0].text, namespace)  # our own generated module
    assert not disagreements(policy, namespace, list(sample_units(policy, 300, seed=1)))


@pytest.mark.parametrize(
    ("over", "under", "bound", "code"),
    [
        ("金额（元）", "计数（人）", "100 元", ""),
        ("数量（平方米）", "计数（人）", "10 平方米", ""),
        ("金额（元）", "计数（人）", "100 人", "E301-unit-mismatch"),
        ("计数（件）", "计数（人）", "10 件", "E307-cannot-compute"),
        ("金额（元）", "时长（月）", "10 元", "E307-cannot-compute"),
        ("计数（件）", "时长（月）", "10 件", "E307-cannot-compute"),
    ],
)
def test_what_can_be_shared_out(over: str, under: str, bound: str, code: str) -> None:
    rules = (
        f"事实 甲数：{over}\n事实 乙数：{under}\n指标 均值 = 甲数 ÷ 乙数\n无乙数时 不扣分\n均值 超过 {bound} 扣 3 分"
    )
    assert {each.code for each in compiled_small(small(rules)).bag} == ({code} if code else set())
