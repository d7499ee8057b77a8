"""A duty, a consequence or a veto about a ratio has to say what holds where the denominator is 0; no 无…时 can."""

from __future__ import annotations

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.testkit.samples import compiled

BODY = """## 网上可办

> 网上可办率不低于95%；弄虚作假的，取消评优资格。

```规则
事实 弄虚作假：是否
事实 许可事项数：计数（项）
事实 网上可办事项数：计数（项），不超过 许可事项数
指标 网上可办率 = 网上可办事项数 ÷ 许可事项数，越高越好
{}
```

注（0、5）：没有许可事项的视为做到。
"""


def codes(rule: str) -> list[str]:
    return [each.code for each in compiled(BODY.format(rule)).bag if each.code.startswith("W43")]


@pytest.mark.parametrize(
    ("rule", "warned"),
    [
        ("应当 网上可办率 95%以上", True),
        ("应当 许可事项数 0 项 或 网上可办率 95%以上", False),
        ("应当 网上可办率 95%以上 或 许可事项数 0 项", True),  # looked at in the written order: too late
        ("应当 许可事项数 超过 0 项 且 网上可办率 95%以上", False),
        ("应当 许可事项数 超过 5 项 或 网上可办率 95%以上", True),
        ("应当 弄虚作假 或 （许可事项数 0 项 或 网上可办率 95%以上）", False),
        ("网上可办率 低于 95% 取消评优资格", True),
        ("许可事项数 超过 0 项 且 网上可办率 低于 95% 取消评优资格", False),
        ("网上可办率 低于 95% 一票否决", True),
        ("应当 网上可办事项数 不低于 许可事项数", False),
    ],
)
def test_a_ratio_that_may_have_no_value(rule: str, warned: bool) -> None:
    assert codes(rule) == (["W430-zero-denominator"] if warned else [])


@pytest.mark.parametrize(
    ("rule", "answer"), [("应当 网上可办率 95%以上", "待核"), ("应当 许可事项数 0 项 或 网上可办率 95%以上", "合规")]
)
def test_what_a_unit_without_any_is_told(rule: str, answer: str) -> None:
    policy = compiled(BODY.format(rule)).policy
    assert policy is not None
    facts = {"弄虚作假": False, "许可事项数": 0, "网上可办事项数": 0}
    assert [told for _, told in score(policy, Unit("甲", "县区", facts)).clause("网上可办").duties] == [answer]
