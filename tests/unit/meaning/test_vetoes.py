"""Where two vetoes hold, the severest counts, wherever it stands in the policy."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.asking.trial import try_line
from compiler.backends.python import emit
from compiler.meaning import plain
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.source import Source

FACTS = "事实 造假：是否\n事实 瞒报：是否\n事实 投诉：计数（件）\n投诉 每件 扣 1 分\n"
ORDERS = (
    "造假 一票否决，扣 5 分\n瞒报 一票否决，扣 2 分",
    "瞒报 一票否决，扣 2 分\n造假 一票否决，扣 5 分",
)


@pytest.mark.parametrize("rules", ORDERS, ids=["severest-first", "severest-last"])
@pytest.mark.parametrize(
    ("forged", "hidden", "total"), [(True, True, -5), (True, False, -5), (False, True, -2), (False, False, -1)]
)
def test_the_severest_veto_counts(rules: str, forged: bool, hidden: bool, total: int) -> None:
    policy = try_line(FACTS + rules).policy
    assert policy is not None
    facts = {"造假": forged, "瞒报": hidden, "投诉": 1}
    assert score(policy, Unit("甲", "", facts)).total.exact == total
    namespace: dict[str, Any] = {}
    exec(emit(policy, Bag())[0].text, namespace)  # our own generated module
    assert namespace["_计分"](facts, "", "")["total"] == total


POLICY = """---
政策: 试
机关: 某机关
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
总分: 20 分
---

## 一、办理（10分）

> 投诉每件扣1分，误评扣2分。

```规则
事实 投诉：计数（件）
事实 误评：是否
投诉 每件 扣 1 分；误评 扣 2 分
```

## 二、总评（10分）

> 办理得分低于5分的，一票否决。

```规则
得分（一） 低于 5 分 一票否决
```
"""
SOURCE = "一、办理（10分）\n投诉每件扣1分，误评扣2分。\n二、总评（10分）\n办理得分低于5分的，一票否决。\n"


@pytest.mark.parametrize(
    ("facts", "low", "high", "fired", "missing"),
    [
        ({"投诉": 6, "误评": False}, 0, 0, ("二",), ()),
        ({"投诉": 4, "误评": False}, 16, 16, (), ()),
        ({"投诉": 4}, 0, 16, (), ("误评",)),
        ({"投诉": 4, "误评": False, "得分（一）": 1}, 16, 16, (), ()),
        ({"投诉": 4, "得分（一）": 9}, 0, 16, (), ("误评",)),
    ],
    ids=["below", "above", "open", "given by a sheet", "given by a sheet and open"],
)
def test_a_veto_reads_what_another_item_gives(
    facts: dict[str, Any], low: int, high: int, fired: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    text = PolicyText("试", Source("policy.md", POLICY), Source("source.txt", SOURCE))
    compiled = compile_policy(text)
    assert compiled.policy is not None, [each.message for each in compiled.bag]
    for by in (score, plain.score):
        result = by(compiled.policy, Unit("甲", "", facts))
        assert (result.total.low, result.total.high) == (low, high)
        assert (result.vetoes, result.missing) == (fired, missing)
