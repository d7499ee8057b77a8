"""Deadlines without a unit, kinds and names without a character that shows, characters that no file can hold: found at random."""

from __future__ import annotations

import pytest

from compiler import core
from compiler.asking.trial import try_line
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source

POLICY = """---
政策: 示例办法{more}
机关: 示例局
考核期间: 2021-01-01 至 2021-12-31
总分: 5 分
对象类别: [{kinds}]
原文: source.txt
---

# 一、公开（5分）

> 未公开的，扣5分。

```规则
事实 公开：是否
未 公开 扣 5 分
```
"""


@pytest.mark.parametrize(
    "line",
    [
        "5 内 报送 扣 1 分",
        "5 以内 未 报送 扣 1 分",
        "5 以内 未 报送 每次 扣 1 分",
        "事实 报送：是否\n5 内 未 报送 扣 1 分",
        "事实 报送：计数（次）\n5 内 报送 每次 扣 1 分",
        "事实 报送：时长（工作日）\n5 内 报送 扣 1 分",
    ],
)
def test_a_deadline_without_a_unit_is_asked_for_it(line: str) -> None:
    assert {each.code for each in try_line(line).bag} == {"E305-missing-unit"}


def test_one_without_a_sign_is_asked_for_both() -> None:
    assert {each.code for each in try_line("5及以下全5分").bag} >= {"E434-price-without-sign", "E305-missing-unit"}


def compiled(more: str, kinds: str) -> core.Policy | None:
    policy = Source("policy.md", POLICY.format(more=more, kinds=kinds))
    return compile_policy(PolicyText("示例", policy, Source("source.txt", f"{more}未公开的，扣5分。"))).policy


@pytest.mark.parametrize("kind", ['"', "''", "\u200b", "\u200b\u200b", ""])
def test_a_kind_without_a_character_is_none(kind: str) -> None:
    policy = compiled("", f"县区，{kind}")
    assert policy is not None and policy.kinds == ("县区",)


def test_half_a_character_is_no_fault_of_the_compiler() -> None:
    assert compiled("\ud800", "县区") is not None
