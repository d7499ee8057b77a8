"""Forms combine: every kind of sentence with caps, exemptions, factors, kinds of unit, 取最高分 and rounding compiles, has one canonical
form, and gives the same in the interpreter and in the generated Python.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from compiler.asking.trial import try_line
from compiler.backends.python import emit
from compiler.testing.agreement import disagreements, sample_units
from dsl.diagnostics import Bag, Severity

KINDS = ("县区", "市直部门")
FACTS = """
事实 投诉：计数（件）
事实 会议：计数（次）
事实 办结率：比率
事实 用时：时长（工作日）
事实 资金：金额（元）
事实 面积：数量（平方米）
事实 公开：是否
事实 级别：类别（国家级、省级、其他级别）
事实 奖项：类别（第一、第二、未获奖）
事实 评议：等级（满意、一般、不满意）
事实 总数：计数（件），不少于 1 件
事实 报送：日期，可空
事实 上年投诉：计数（件）
事实 不可抗力：是否
事实 主动报告：是否
指标 投诉率 = 投诉 ÷ 总数
分值表 获奖分（第一、第二）：国家级 10 分、8 分
本项 20 分
"""
SENTENCES = {
    "fixed": "未 公开 扣 5 分",
    "rate": "投诉 每件 扣 2 分",
    "steps": "投诉 每满 3 件 扣 1 分，不足 3 件 按 3 件计",
    "shortfall": "会议 不少于 4 次，每缺一次 扣 0.5 分",
    "nested": "办结率 90% 以下 扣 3 分；80% 以下 扣 5 分",
    "ranges": "用时 5—10 个工作日 扣 1 分；超过 10 个工作日 扣 3 分",
    "chained": "1万元≤资金＜2万元 扣 1 分；资金≥2万元 扣 2 分",
    "points": "办结率 低于 90%，每低于 1 个百分点 扣 0.3 分",
    "lists": "办结率 低于 90%、80% 分别 扣 1 分、2 分",
    "between": "面积 低于 100 平方米 扣 5 分，200 平方米以上 不扣分，其间 按比例 扣分",
    "members": "满意 不扣分，一般 扣 1 分，不满意 扣 3 分",
    "flags": "未 公开 或 投诉率 超过 5% 扣 2 分",
    "ranks": "办结率 排名 第1—3名 依次 加 3、2、1 分",
    "share": "办结率 排名 后 30% 扣 2 分",
    "formula": "扣分 = 投诉率 × 20",
    "versus": "投诉 与 上年投诉 相比，每上升 1 件 扣 0.2 分，每下降 1 件 加 0.1 分",
    "table": "按 获奖分 加分",
    "dated": "2021年7月5日前 未 报送 扣 3 分",
    "pro-rata": "按 投诉率 扣分，最高扣 5 分",
    "following": "有下列情形之一的，扣 2 分：不可抗力、主动报告",
}
MODIFIERS = {
    "plain": "{}",
    "capped": "{}\n最高扣 4 分",
    "exempt": "{}\n不可抗力 除外",
    "excused": "{}\n主动报告 不扣分",
    "halved": "{}\n主动报告 减半",
    "scaled": "{}\n按 50% 折算",
    "picked": "{}\n未 公开 扣 1 分\n取最高分",
    "further": "{}\n公开 另扣 0.5 分",
    "rounded": "{}\n保留 1 位小数",
    "both": "{}\n主动报告 减半\n不可抗力 除外\n最高扣 3 分",
}
NEEDLESS = {("pro-rata", "capped"), ("pro-rata", "both")}  # it has its cap already


@pytest.mark.parametrize(("sentence", "modifier"), sorted(set(product(SENTENCES, MODIFIERS)) - NEEDLESS))
def test_every_form_combines(sentence: str, modifier: str) -> None:
    lines = MODIFIERS[modifier].format(SENTENCES[sentence])
    trial = try_line(FACTS + lines, KINDS)
    assert [each.message for each in trial.bag if each.severity is Severity.ERROR] == []
    assert trial.policy is not None
    again = try_line(trial.canonical, KINDS)
    assert again.canonical == trial.canonical
    (artifact,) = emit(trial.policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    assert disagreements(trial.policy, namespace, sample_units(trial.policy, 40, seed=7)) == []


@pytest.mark.parametrize(
    "sentence", sorted(set(SENTENCES) - {"pro-rata", "members", "following", "formula", "table", "versus", "between"})
)
def test_every_form_may_be_for_some_units_only(sentence: str) -> None:
    text = SENTENCES[sentence]
    first, sign, rest = text.partition(" 扣 " if " 扣 " in text else (" 加 " if " 加 " in text else " 扣分"))
    trial = try_line(FACTS + f"县区 且 {first}{sign}{rest}", KINDS)
    assert [each.message for each in trial.bag if each.severity is Severity.ERROR] == []
