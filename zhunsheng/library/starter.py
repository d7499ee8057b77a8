"""A first policy to start from: three small texts, put into a new folder."""

from __future__ import annotations

from pathlib import Path

from dsl.diagnostics import Bag
from zhunsheng.library import folders
from zhunsheng.library.policies import FILE, SCENARIOS

_SOURCE = """{title}

一、工单办理（10分）

工单按期办结率低于95%的，扣5分；低于90%的，扣10分。
"""
_POLICY = """---
政策: {title}
机关: 示范机关
考核期间: 2026-01-01 至 2026-12-31
总分: 10 分
原文: source.txt
---

这是一份示范。把 source.txt 换成正式文件的全文，再逐条写：标题、原文、规则、案例。

## 一、工单办理（10分）

> 工单按期办结率低于95%的，扣5分；低于90%的，扣10分。

```规则
事实 工单总数：计数（件）
事实 按期办结工单数：计数（件），不超过 工单总数
指标 按期办结率 = 按期办结工单数 ÷ 工单总数，越高越好；无工单时 不扣分

按期办结率 低于 95% 扣 5 分；低于 90% 扣 10 分
```

注：原文没有写没有工单时如何计分，这里按不扣分。

| 按期办结工单数 | 工单总数 | 得分 | 本项得分 | 案例 |
|---:|---:|---:|---:|---|
| 9501 | 10000 | 0 | 10 | 略高于 95% |
| 95 | 100 | 0 | 10 | 恰 95%，不算低于 |
| 9499 | 10000 | -5 | 5 | 略低于 95% |
| 9001 | 10000 | -5 | 5 | 略高于 90% |
| 90 | 100 | -5 | 5 | 恰 90%，不算低于 90% |
| 8999 | 10000 | -10 | 0 | 略低于 90%，本项扣完 |
| 0 | 0 | 0 | 10 | 没有工单 |
"""
_SCENARIOS = """# 情景

整个单位从头算到尾；单位和数字都是编的。

## 甲单位：一件逾期

| 事实 | 值 |
|---|---|
| 单位 | 甲单位 |
| 工单总数 | 200 |
| 按期办结工单数 | 199 |

| 条款或项目 | 算式 | 得分 | 说明 |
|---|---|---:|---|
| 一 | 10 − 0 | 10 | 199÷200 = 99.5%，不低于 95% |
| 总分 | 10 | 10 | |

## 乙单位：扣完

| 事实 | 值 |
|---|---|
| 单位 | 乙单位 |
| 工单总数 | 50 |
| 按期办结工单数 | 40 |

| 条款或项目 | 算式 | 得分 | 说明 |
|---|---|---:|---|
| 一 | 10 − 10 | 0 | 40÷50 = 80%，低于 90% |
| 总分 | 0 | 0 | |
"""


def make_folder(folder: Path, title: str, bag: Bag) -> list[Path]:
    """Make a policy folder; returns its files, or nothing, with the reason in ``bag``."""
    line = " ".join("".join(char if char.isprintable() else " " for char in title).split()) or "示范考核办法"
    texts = {FILE: _POLICY.format(title=line), "source.txt": _SOURCE.format(title=line), SCENARIOS: _SCENARIOS}
    return folders.make_folder(folder, texts, bag)
