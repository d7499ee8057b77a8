"""One number against another that nobody declared (dsl/lexer/habits/yardsticks.py), and steps of a share of it.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.asking.test_open_names import points
from tests.unit.lowering.readings import Reading, check, reading, refused

FIRES = "火灾起数较上年每上升5%，扣1分，最高扣5分"
RATE = "投诉率比去年每上升1个百分点扣1分"
BUDGET = "支出进度低于序时进度的，每低1个百分点扣0.2分，最多扣2分"
LAND = "播种面积低于下达任务的，每低1%扣0.5分；撂荒地每10亩扣0.1分"
TIMES = "违规次数超过规定次数的，每超过1次扣1分"
SAME = "“三公”经费支出同比下降加5分，持平加3分，上升扣1分"
GROWTH = "总额增幅高于全市平均的加8分，与全市平均持平的加6分，低于全市平均的加4分"
SPENT, BEFORE = "“三公”经费支出", "上年同期“三公”经费支出"

OPEN: list[tuple[str, dict[str, object], str]] = [
    (FIRES, {"火灾起数": 112, "上年火灾起数": 100}, "-2"),
    (FIRES, {"火灾起数": 104, "上年火灾起数": 100}, "0"),
    (FIRES, {"火灾起数": 90, "上年火灾起数": 100}, "0"),
    (FIRES, {"火灾起数": 150, "上年火灾起数": 100}, "-5"),
    (RATE, {"投诉率": 0.075, "去年投诉率": 0.05}, "-2"),
    (RATE, {"投诉率": 0.05, "去年投诉率": 0.06}, "0"),
    ("立案数同比每下降1件扣0.5分", {"立案数": 7, "上年同期立案数": 10}, "-3/2"),
    ("投诉比上年下降的，每下降1件加0.5分", {"投诉": 8, "上年投诉": 10}, "1"),
    (BUDGET, {"支出进度": 0.7, "序时进度": 0.75}, "-1"),
    (BUDGET, {"支出进度": 0.8, "序时进度": 0.75}, "0"),
    (BUDGET, {"支出进度": 0.6, "序时进度": 0.75}, "-2"),
    (LAND, {"播种面积": 98, "下达任务": 100, "撂荒地": 0}, "-1"),
    (LAND, {"播种面积": 196, "下达任务": 200, "撂荒地": 25}, "-6/5"),
    (TIMES, {"违规次数": 5, "规定次数": 3}, "-2"),
    (TIMES, {"违规次数": 3, "规定次数": 3}, "0"),
    (SAME, {SPENT: 90, BEFORE: 100}, "5"),
    (SAME, {SPENT: 100, BEFORE: 100}, "3"),
    (SAME, {SPENT: 101, BEFORE: 100}, "-1"),
    (GROWTH, {"总额增幅": 10, "全市平均": 8}, "8"),
    (GROWTH, {"总额增幅": 8, "全市平均": 8}, "6"),
    (GROWTH, {"总额增幅": -1, "全市平均": 8}, "4"),
]


@pytest.mark.parametrize(("line", "facts", "wanted"), OPEN, ids=lambda each: each if isinstance(each, str) else "")
def test_open_names(line: str, facts: dict[str, object], wanted: str) -> None:
    assert str(points(line, facts)) == wanted
    assert str(points(try_line(line).canonical, facts)) == wanted


COUNTS = "事实 火灾：计数（起），不少于 1 起\n事实 上年火灾：计数（起），不少于 1 起\n"
MONEY = "事实 税收：金额（元）\n事实 目标：金额（元），不少于 1 元\n税收 低于 目标 的，每低 1% 扣 0.5 分"
LANDS = "事实 撂荒地：数量（亩）\n事实 绿地：数量（亩）\n撂荒地 每 10 亩 扣 0.1 分，绿地 每 10 亩 加 0.2 分"
ROWS = (
    *(
        reading(COUNTS + line, wanted, 火灾=now, 上年火灾=100)
        for line in ("火灾 与 上年火灾 相比，每上升 5 个百分点 扣 1 分", "火灾较上年每上升5%，扣1分", "火灾较上年火灾每上升5%扣1分")
        for now, wanted in ((112, -2), (105, -1), (100, 0), (60, 0))
    ),
    reading(MONEY, "-1.5", 税收="970", 目标="1000"),
    reading(MONEY, 0, 税收="1100", 目标="1000"),
    reading(LANDS, "0.3", 撂荒地="10", 绿地="20"),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_declared_names(row: Reading) -> None:
    check(row)


def test_what_cannot_be_told_is_asked() -> None:
    """投诉 较上年每上升 5%: of a ratio or of a count? The name does not say."""
    trial = try_line("投诉较上年每上升5%，扣1分")
    assert trial.policy is None
    assert [each.code for each in trial.bag if each.severity is Severity.ERROR] == ["E301-unit-mismatch"]


def test_a_share_of_what_may_be_negative_is_refused() -> None:
    facts = "事实 利润：金额（元）\n事实 上年利润：金额（元），-100 元—100 元\n"
    assert refused(facts + "利润 与 上年利润 相比，每下降 5 个百分点 扣 1 分")


def test_a_name_alone_stays_a_flag() -> None:
    """Where nothing goes on from the comparison, the whole condition is one flag (docs/adr/0051)."""
    assert try_line("支出进度低于序时进度的，扣1分").declarations == ("事实 支出进度低于序时进度：是否",)
    assert try_line("超过规定时限办理的，每件扣1分").declarations == ("事实 超过规定时限办理：计数（件）",)
