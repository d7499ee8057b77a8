"""What a sentence under a heading does to the items below it, and to an item beyond the hundred points."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from compiler.backends.python import emit
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from compiler.testing.agreement import disagreements
from dsl.diagnostics import Bag, Severity
from dsl.source import Source

FRONT = "---\n政策: 试\n机关: 某机关\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n---\n\n"
WHOLE = """# 一、服务（10分）

> 弄虚作假的，此项不记分。

```规则
事实 弄虚作假：是否
弄虚作假 此项不记分
```

## 1 投诉（6分）

> 投诉每件扣1分。

```规则
事实 投诉：计数（件）
投诉 每件 扣 1 分
```

## 2 公开（4分）

> 未公开的扣2分。

```规则
事实 公开：是否
未 公开 扣 2 分
```
"""
OUTSIDE = """# 加分项（5分）

> 创新每项加1分。弄虚作假的，此项不得分。

```规则
事实 创新：计数（项）
事实 弄虚作假：是否
创新 每项 加 1 分
弄虚作假 此项不得分
```
"""


@pytest.mark.parametrize(
    ("text", "facts", "points"),
    [
        (WHOLE, {"弄虚作假": True, "投诉": 0, "公开": True}, 0),
        (WHOLE, {"弄虚作假": False, "投诉": 2, "公开": False}, 6),
        (OUTSIDE, {"创新": 3, "弄虚作假": True}, 0),
        (OUTSIDE, {"创新": 3, "弄虚作假": False}, 3),
    ],
)
def test_the_whole_heading(text: str, facts: dict[str, Any], points: int) -> None:
    quotes = "\n".join(line[2:] for line in text.splitlines() if line.startswith("> "))
    made = compile_policy(PolicyText("try", Source("policy.md", FRONT + text), Source("source.txt", quotes)))
    assert [each.message for each in made.bag if each.severity is Severity.ERROR] == []
    assert made.policy is not None
    (artifact,) = emit(made.policy, Bag())
    module: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), module)  # our own generated module
    unit = Unit("试", "", facts)
    assert score(made.policy, unit).total.exact == Fraction(points)
    assert disagreements(made.policy, module, [unit]) == []
