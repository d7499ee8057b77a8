"""Small policies, and for every code one that has it."""

from __future__ import annotations

from pathlib import Path

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source

HEAD = """---
政策: 工单考核办法
文号: 〔2021〕73号
机关: 审批局
考核期间: 2021-01-01 至 2021-12-31
对象类别: [县区, 市直部门]
原文: source.txt
---

"""
LIST = """## 名单

> 县区：甲县、乙县。

```规则
名单 县区：甲县、乙县
名单 市直部门：市公安局
```

"""
RATE = """## 工单办理（30分）

### 办结率

> 办结率97%以上不扣分，低于97%扣5分。

```规则
事实 工单总数：计数（件）
事实 按期办结工单数：计数（件），不超过 工单总数
办结率 = 按期办结工单数 ÷ 工单总数；无工单时 不扣分
办结率 97% 以上 不扣分；低于 97% 扣 5 分
```

"""
COUNT = """### 事项反馈

> 反馈不规范的，1件扣2分，封顶5分。

```规则
事实 反馈不规范：计数（件）
每件 扣 2 分；封顶 5 分
```

"""
BONUS = """## 加分项

### 办件量

> 县区办件量超过1000件的，加10分。

```规则
事实 办件量：计数（件）
办件量 超过 1000 件 的 县区 加 10 分
```

"""
DUTY = """## 纪律

> 弄虚作假的，取消评优资格；应当公开结果。

```规则
事实 弄虚作假：是否
事实 公开结果：是否
弄虚作假 取消评优资格
应当 公开结果
```

"""
SHARE = """### 满意率

> 群众满意率低于90%扣3分。

```规则
事实 满意率：比率
满意率 低于 90% 扣 3 分
```

"""
GOOD_RATE = "| 按期办结工单数 | 工单总数 | 得分 | 案例 |\n|---|---|---|---|\n| 97 | 100 | 0 | 恰 97% |\n| 9699 | 10000 | -5 | 略低 |\n\n"
GOOD_COUNT = "| 反馈不规范 | 得分 |\n|---|---|\n| 2 | -4 |\n| 3 | -5 |\n\n"


def table(header: str, *rows: str) -> str:
    """Return a Markdown table."""
    rule = "|".join("---" for _ in header.split("|"))
    return "\n".join(f"| {line} |" for line in (header, rule.replace("|", " | "), *rows)) + "\n\n"


# A policy with each finding: what stands in the page of the code as its example.
EXAMPLES: dict[str, str] = {
    "E501-no-points-column": RATE + table("按期办结工单数 | 工单总数 | 案例", "97 | 100 | 恰 97%"),
    "E502-unknown-case-column": RATE + table("按期办结工单 | 工单总数 | 得分", "97 | 100 | 0"),
    "E503-case-column-twice": RATE + table("工单总数 | 按期办结工单数 | 工单总数 | 得分", "100 | 97 | 100 | 0"),
    "E504-case-heading-unit": RATE + table("按期办结工单数（项） | 工单总数 | 得分", "97 | 100 | 0"),
    "E505-no-cases": RATE + table("按期办结工单数 | 工单总数 | 得分"),
    "E506-no-expected-points": RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | "),
    "E507-not-points": RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | 不扣分"),
    "E508-inexact-points": RATE + table("按期办结工单数 | 工单总数 | 得分", "96 | 100 | -5.000000000000001"),
    "E509-bad-case-cell": RATE + table("按期办结工单数 | 工单总数 | 得分", "97.5 | 100 | 0"),
    "N510-case-cell-read-as": RATE + GOOD_RATE + SHARE + table("满意率 | 得分", "90 | 0", "89.9 | -3"),
    "E511-cases-contradict": RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | 0", "97 | 100 | -5"),
    "W512-case-twice": RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | 0", "97 | 100 | 0"),
    "W513-clause-without-cases": RATE,
    "E514-unknown-case-kind": BONUS + table("类别 | 办件量 | 得分", "县直 | 1001 | 10"),
    "E515-case-without-kind": BONUS + table("办件量 | 得分", "1001 | 10"),
    "E516-unknown-case-unit": LIST + BONUS + table("单位 | 办件量 | 得分", "丙县 | 1001 | 10"),
    "E517-nothing-to-test": RATE + GOOD_RATE + "## 附则\n\n" + table("工单总数 | 得分", "97 | 0"),
    "E518-unknown-case-outcome": DUTY + table("弄虚作假 | 后果", "是 | 取消评先资格"),
}


def source_text(body: str) -> str:
    """Return the source of a policy: the sentences that it quotes."""
    return "".join(f"{line[2:]}\n" for line in body.splitlines() if line.startswith("> ")) or "没有引文。\n"


def policy_text(body: str) -> str:
    """Return the text of a policy file."""
    return HEAD + body


def compiled(body: str, name: str = "policy.md") -> Compiled:
    """Compile a policy that lies nowhere."""
    text = policy_text(body)
    return compile_policy(PolicyText("demo", Source(name, text), Source("source.txt", source_text(body))))


def write(folder: Path, body: str) -> Path:
    """Write a policy folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "policy.md").write_text(policy_text(body), encoding="utf-8")
    (folder / "source.txt").write_text(source_text(body), encoding="utf-8")
    return folder
