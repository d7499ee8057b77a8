"""核对 between facts: how it is written, what it means, and what is no 核对 at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import zhunsheng
from compiler.gate.declared import gate_of
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.formatter.statements import show_block
from dsl.source import Source
from tests.unit.cli.conftest import POLICY, SOURCE

FACTS = """事实 线上：计数（件）
事实 线下：计数（件）
事实 公开：是否
事实 级别：等级（优、良）
事实 满意率：比率
事实 受理日期：日期
事实 办结日期：日期
"""


def compiled(line: str, facts: str = FACTS) -> Compiled:
    text = POLICY.replace("```规则\n事实 工单总数", f"```规则\n{facts}事实 工单总数").replace(
        "\n按期办结率 100%", f"\n{line}\n按期办结率 100%", 1
    )
    return compile_policy(PolicyText("demo", Source("policy.md", text), Source("source.txt", SOURCE)))


def errors(found: Compiled) -> list[str]:
    return [f"{each.code[:4]} {each.message}" for each in found.bag if each.code[0] == "E"]


def refused(found: Compiled, **facts: Any) -> bool:
    assert found.policy is not None, errors(found)
    return any(code == "E664-facts-contradict" for code, _, _ in gate_of(found.policy).between(facts, ""))


# how it is written, how fmt writes it, facts that agree, facts that contradict each other
SAYABLE: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "核对 工单总数 等于 线上 加 线下",
        "核对 工单总数 等于 线上 + 线下",
        {"线上": 80, "线下": 40},
        {"线上": 80, "线下": 50},
    ),
    (
        "核对 工单总数 等于 线上、线下 之和",
        "核对 工单总数 等于 线上 + 线下",
        {"线上": 80, "线下": 40},
        {"线上": 1, "线下": 1},
    ),
    (
        "核对：工单总数 = 线上 + 线下",
        "核对 工单总数 等于 线上 + 线下",
        {"线上": 120, "线下": 0},
        {"线上": 0, "线下": 0},
    ),
    ("核对 线上 减 线下 不低于 1 件", "核对 线上 − 线下 不低于 1 件", {"线上": 2, "线下": 1}, {"线上": 1, "线下": 1}),
    ("核对 线上 加 1 件 不超过 线下", "核对 线上 + 1 件 不超过 线下", {"线上": 1, "线下": 2}, {"线上": 2, "线下": 2}),
    (
        "核对 公开 的，工单总数 等于 线上",
        "核对 公开，工单总数 等于 线上",
        {"公开": False, "线上": 1},
        {"公开": True, "线上": 1},
    ),
    (
        "核对 未 公开 的，线上 等于 0 件",
        "核对 未 公开，线上 等于 0 件",
        {"公开": True, "线上": 1},
        {"公开": False, "线上": 1},
    ),
    (
        "核对 级别 优 的，满意率 不低于 90%",
        "核对 级别 为 优，满意率 不低于 90%",
        {"级别": "良", "满意率": 0},
        {"级别": "优", "满意率": 0},
    ),
    (
        "核对 满意率 等于 线上 ÷ 工单总数",
        "核对 满意率 等于 线上 ÷ 工单总数",
        {"线上": 60, "满意率": Fraction(1, 2)},
        {"线上": 61, "满意率": Fraction(1, 2)},
    ),
]


@pytest.mark.parametrize(("line", "canonical", "good", "bad"), SAYABLE, ids=[each[1] for each in SAYABLE])
def test_what_is_checked(line: str, canonical: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    for written in (line, canonical):
        found = compiled(written)
        assert not refused(found, 工单总数=120, **good)
        assert refused(found, 工单总数=120, **bad)
        assert found.blocks is not None and found.document is not None
        assert canonical in show_block(found.blocks["一"], found.document.source).split("\n")


def test_dates_are_in_order() -> None:
    from datetime import date

    found = compiled("核对 受理日期 不晚于 办结日期")
    assert not refused(found, 受理日期=date(2021, 7, 5), 办结日期=date(2021, 7, 5))
    assert refused(found, 受理日期=date(2021, 7, 6), 办结日期=date(2021, 7, 5))


def test_what_is_not_known_contradicts_nothing() -> None:
    assert not refused(compiled("核对 工单总数 等于 线上 加 线下"), 工单总数=1, 线上=3)
    assert not refused(compiled("核对 满意率 等于 线上 ÷ 工单总数"), 工单总数=0, 线上=0, 满意率=Fraction(1))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("核对 工单总数 等于 满意率", "E307 计数（件） 与 比率 不能相比"),
        ("核对 受理日期 等于 线上", "E307 日期 与 计数（件） 不能相比"),
        ("核对 工单总量 等于 线上", "E201 “工单总量”未声明；是否指“工单总数”？"),
        ("核对 公开 等于 线上", "E204 “公开”是是否，这里需要可以计算的数"),
        ("核对 线上 的，线上 等于 线下", "E204 “线上”是计数（件），这里需要是否型的事实"),
        ("核对 级别 差 的，线上 等于 线下", "E201 “级别差”未声明"),
        ("核对 得分（一） 等于 得分（二）", "E204 “得分（一）”是由程序算的得分，这里需要填报的事实"),
        ("核对 线上 不低于 全体平均（线下）", "E204 “线下全体平均”是由程序算的统计"),
    ],
)
def test_what_cannot_be_checked(line: str, told: str) -> None:
    assert any(each.startswith(told) for each in errors(compiled(line)))


def test_a_name_that_begins_so_is_a_name() -> None:
    found = compiled("核对不及时 每次 扣 1 分", FACTS + "事实 核对不及时：计数（次）\n")
    assert found.draft is not None and found.draft.checks == ()
    found = compiled("核对率 = 线上 ÷ 工单总数")
    assert errors(found) == [] and found.policy is not None and found.policy.checks == ()


def test_it_is_checked_for_every_unit_of_a_sheet(tmp_path: Path) -> None:
    checked = "事实 线上：计数（件）\n事实 线下：计数（件）\n核对 工单总数 等于 线上 加 线下\n"
    text = POLICY.replace("```规则\n事实 工单总数", f"```规则\n{checked}事实 工单总数")
    (tmp_path / "policy.md").write_text(text, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    head = "单位,类别,工单总数,按期办结工单数,反馈不规范,线上,线下\n"
    (tmp_path / "facts.csv").write_text(
        head + '甲县,县区,100,99,3,50,50\n乙局,部门,"1,000",50,0,50,5\n', encoding="utf-8"
    )
    with pytest.raises(zhunsheng.FactsError) as caught:
        zhunsheng.score(tmp_path, tmp_path / "facts.csv")
    (found,) = [each for each in caught.value.findings if each.code[0] == "E"]
    assert found.message == (
        "乙局，第3行“工单总数”列（C3）：与“工单总数 等于 线上 加 线下”不符：“工单总数”是 1,000，“线上”是 50，“线下”是 5"
    )
