"""Ranks of a ratio: a unit without the ratio takes no part, and the policy's 无…时 says what it gets."""

from __future__ import annotations

import pytest

from compiler.meaning.result import Points
from dsl.diagnostics import Severity
from tests.unit.testkit.samples import compiled
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring.population import score_all

BODY = """## 及时率

> 及时率倒数3名的，扣2分；没有信息的不扣分。

```规则
事实 信息总数：计数（条）
事实 及时信息：计数（条），不超过 信息总数
及时率 = 及时信息 ÷ 信息总数，越高越好
无信息时 不扣分
及时率 排名 倒数 3 名 扣 2 分
```

"""
TIMELY = {"甲": 90, "乙": 80, "丙": 70, "丁": 60}


def units() -> list[UnitFacts]:
    ranked = [UnitFacts(name, "县区", {"信息总数": 100, "及时信息": count}) for name, count in TIMELY.items()]
    return [*ranked, UnitFacts("戊", "县区", {"信息总数": 0, "及时信息": 0})]


def test_a_unit_without_the_ratio_has_no_rank_and_what_the_policy_states() -> None:
    policy = compiled(BODY).policy
    assert policy is not None
    totals = {result.unit: result.total for result in score_all(policy, units())}
    assert totals == {name: Points.exactly(0 if name in ("甲", "戊") else -2) for name in "甲乙丙丁戊"}


@pytest.mark.parametrize("stated", [True, False])
def test_a_rank_of_a_ratio_that_may_have_no_value_is_warned_about(stated: bool) -> None:
    made = compiled(BODY if stated else BODY.replace("无信息时 不扣分\n", ""))
    found = [each.code for each in made.bag if each.severity is Severity.WARNING]
    assert found == ([] if stated else ["W430-zero-denominator"])
