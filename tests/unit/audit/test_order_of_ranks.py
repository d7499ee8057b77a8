"""审计: a rank is given by hand in every case, so only two whole units tell by what it is ranked, and from which end."""

from __future__ import annotations

import pytest

from compiler.meaning.interpret import Unit
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from zhunsheng.audit import figures as auditing
from zhunsheng.audit.findings import findings

FRONT = "---\n政策: 演示\n机关: 某局\n原文: source.txt\n考核期间: 2021-01-01 至 2021-12-31\n---\n\n# 一（10分）\n\n"
COUNTED = "事实 超期：计数（件），越{}越好\n超期 排名 {} 扣 5 分"
RATIO = (
    "事实 工单：计数（件）\n事实 办结：计数（件），不超过 工单\n指标 办结率 = 办结 ÷ 工单，越高越好\n无工单时 不扣分\n"
    "办结率 排名 倒数 1 名 扣 5 分"
)
LOW, FROM_TOP = COUNTED.format("低", "倒数 1 名"), COUNTED.format("低", "前 1 名")


def compiled(rules: str, kinds: str = "") -> Compiled:
    quote = rules.rpartition("\n")[2]
    name = "超期倒数名次" if "超期 排名 倒数" in rules else "超期名次" if "超期" in rules else "办结率倒数名次"
    head, more = ("", "") if "超期" in rules else ("工单 | 办结 | ", "10 | 9 | ")
    bars = "---|" * (4 + head.count("|") - 1)
    table = f"| {head}{name} | 得分 | 案例 |\n|{bars}\n| {more}1 | -5 | 是 |\n| {more}2 | 0 | 不是 |\n"
    text = f"{FRONT}> {quote}\n\n```规则\n{kinds}{rules}\n```\n\n{table}"
    made = compile_policy(PolicyText("demo", Source("policy.md", text), Source("source.txt", quote)))
    assert made.policy is not None, [each.message for each in made.bag]
    return made


def counted(*rows: tuple[int, int], rank: str = "超期倒数名次", kinds: tuple[str, ...] = ("", "")) -> dict[str, Unit]:
    return {
        f"情景{at}": Unit("", kind, {"超期": number, rank: given})
        for at, ((number, given), kind) in enumerate(zip(rows, kinds, strict=False))
    }


def shares(*rows: tuple[int, int, int]) -> dict[str, Unit]:
    names = ("办结", "工单", "办结率倒数名次")
    return {f"情景{at}": Unit("", "", dict(zip(names, row, strict=True))) for at, row in enumerate(rows)}


FLIPPED, FORMULA = "越低越好改为越高越好", ["越高越好改为越低越好", "算式的分子改为分母减分子", "算式不除以分母"]


@pytest.mark.parametrize(
    ("rules", "units", "left"),
    [
        (LOW, {}, [FLIPPED]),
        (LOW, counted((9, 1)), [FLIPPED]),
        (LOW, counted((9, 1), (2, 5)), []),
        (LOW, counted((9, 1), (9, 2)), [FLIPPED]),  # the same number tells nothing
        (LOW, counted((9, 1), (2, 5), kinds=("县区", "部门")), [FLIPPED]),  # ranked among others
        (FROM_TOP, counted((9, 5), (2, 1), rank="超期名次"), []),
        (RATIO, {}, FORMULA),
        (RATIO, shares((50, 100, 1), (90, 100, 8)), ["算式不除以分母"]),
        (RATIO, shares((50, 100, 1), (9, 10, 8)), []),
    ],
)
def test_what_two_units_tell(rules: str, units: dict[str, Unit], left: list[str]) -> None:
    found = auditing.audit("demo", compiled(rules), units)
    (rank,) = found.ranks
    assert list(rank.left) == left and not rank.against
    told = [each for each in findings(found, compiled(rules)) if each.code == "W687-rank-untested"]
    assert len(told) == bool(left)
    assert ("只由情景检验" in auditing.text(found)) is bool(left)
    assert ("排名的算法" in auditing.html([found])) is bool(left)


@pytest.mark.parametrize(
    ("rules", "units"),
    [
        (COUNTED.format("高", "倒数 1 名"), counted((9, 1), (2, 5))),
        (COUNTED.format("高", "前 1 名"), counted((9, 5), (2, 1), rank="超期名次")),
        (RATIO.replace("办结 ÷ 工单", "（工单 − 办结） ÷ 工单"), shares((50, 100, 1), (9, 10, 8))),
    ],
)
def test_scenarios_that_stand_against_the_order(rules: str, units: dict[str, Unit]) -> None:
    found = auditing.audit("demo", compiled(rules), units)
    assert found.ranks[0].against == ("情景0", "情景1")
    assert "与情景里的名次不合：情景0、情景1" in auditing.text(found)
    assert auditing.data(found)["ranks"][0]["against"] == ["情景0", "情景1"]
    (told,) = [each for each in findings(found, compiled(rules)) if each.code == "W687-rank-untested"]
    assert "先后正好相反" in told.message


def test_a_unit_without_the_ratio_takes_no_part() -> None:
    found = auditing.audit("demo", compiled(RATIO), shares((0, 0, 1), (9, 10, 8)))
    assert list(found.ranks[0].left) == FORMULA
