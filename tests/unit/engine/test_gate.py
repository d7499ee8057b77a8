"""One gate for every way in: each row is tried as CSV, workbook, JSON, Python values and through the generated module."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from compiler import core
from dsl.types import RATIO
from tests.unit.engine.conftest import fact
from tests.unit.engine.ways import BASE, FACTS, KINDS, LISTED, ONE_KIND, WAYS

SUM = core.Add(core.Read("办结"), core.Read("次数"))
CHECKED = evolve(
    BASE,
    checks=(
        core.Check(core.Compare(core.Read("总数"), core.Op.EQ, SUM), "总数 等于 办结 加 次数", "一", FACTS[0].span),
        core.Check(
            core.Either(
                (
                    core.Negate(core.Holds("公开")),
                    core.Compare(
                        core.Divide(core.Read("办结"), core.Read("总数"), "率"), core.Op.EQ, core.Read("满意率")
                    ),
                )
            ),
            "公开的，满意率 等于 办结 除以 总数",
            "一",
            FACTS[0].span,
        ),
    ),
)
WIDE = evolve(BASE, facts=(*FACTS, evolve(fact("增长率", RATIO), low=Fraction(0), high=Fraction(3))))
UNWRITTEN = "cannot be written in such a file"
_READ = {"csv": "", "xlsx": "", "json": ""}
JUDGEMENT = {"评分": 8, "评分理由": "好"}
# (policy, what is given, the codes for every way, or by way where a way differs)
ROWS: dict[str, tuple[core.Policy, dict[str, Any], str, dict[str, str]]] = {
    "a count below nought": (BASE, {"总数": -1}, "E625", {}),
    "a flag given as 3": (BASE, {"公开": 3}, "E632", {}),
    "a part above its whole": (BASE, {"总数": 100, "办结": 150}, "E627", {}),
    "the same as texts": (BASE, {"总数": "100", "办结": "150"}, "E627", {"module": "E620 E620"}),
    "a ratio of 69": (BASE, {"满意率": 69}, "E625", {"csv": "", "xlsx": "", "json": ""}),
    "a ratio as the text 69": (BASE, {"满意率": "69"}, "E625", {"csv": "", "xlsx": "", "json": "", "module": "E620"}),
    "a ratio of 101%": (BASE, {"满意率": Fraction(101, 100)}, "E625", {"csv": "", "xlsx": "", "json": ""}),
    "a half for a count": (BASE, {"总数": Fraction(1, 2)}, "E624", {}),
    "True for a count": (BASE, {"总数": True}, "E620", {}),
    "True for a date": (BASE, {"报送": True}, "E634", {}),
    "True for a level": (BASE, {"等级": True}, "E633", {}),
    "a number for a date": (BASE, {"报送": 20190705}, "E634", {"csv": "", "xlsx": "", "json": ""}),  # a spelling there
    "a number for a level": (BASE, {"等级": 20190705}, "E633", {}),
    "a date for a count": (BASE, {"总数": date(2021, 7, 5)}, "E620", {"json": UNWRITTEN}),
    "a day of another age": (BASE, {"报送": date(21, 7, 5)}, "E635", {"xlsx": UNWRITTEN}),
    "a level that is none": (BASE, {"等级": "优秀"}, "E633", {}),
    "a fact that is none": (BASE, {"总量": 1}, "E601", {}),
    "a kind that is none": (KINDS, {"类别": "县"}, "E614", {}),
    "no kind where there are several": (KINDS, {"总数": 1}, "E613", {}),
    "a misspelt unit": (LISTED, {"单位": "甲县政府"}, "E611", {}),
    "a unit under another kind": (LISTED, {"单位": "甲县", "类别": "部门"}, "E615", {}),
    "a listed unit of a kind that is none": (LISTED, {"单位": "甲县", "类别": "县"}, "E614", {}),
    "points above the most": (BASE, {"评分": Fraction(21, 2), "评分理由": "好"}, "E625", {}),
    "points below nought": (BASE, {"评分": -1, "评分理由": "好"}, "E625", {}),
    "points above the most of a kind": (KINDS, {"类别": "县区", "评分": 9, "评分理由": "好"}, "E640", {}),
    "points above so many pieces": (BASE, {"次数": 3, "加分": 7, "加分理由": "好"}, "E640", {}),
    "a judgement without a reason": (BASE, {"评分": 8}, "E638", {}),
    "a judgement with a blank reason": (BASE, {"评分": 8, "评分理由": "  "}, "E638", {}),
    "a dash for a reason": (BASE, {"评分": 8, "评分理由": "-"}, "E638", {}),
    "a full stop for a reason": (BASE, {"评分": 8, "评分理由": "。"}, "E638", {}),
    "a number for a reason": (BASE, {"评分": 8, "评分理由": "0"}, "E638", {}),
    "无 for a reason": (BASE, {"评分": 8, "评分理由": "无。"}, "E638", {}),
    "a number that is no text for a reason": (BASE, {"评分": 8, "评分理由": 5}, "E638", {}),
    "a yes for a reason": (BASE, {"评分": 8, "评分理由": True}, "E638", {}),
    "是 for a reason": (BASE, {"评分": 8, "评分理由": "是"}, "E638", {}),
    "待补 for a reason": (BASE, {"评分": 8, "评分理由": "待补"}, "E638", {}),
    "a reason that nobody sees": (BASE, {"评分": 8, "评分理由": "\u200b"}, "E638", {}),
    "a number of 31 digits": (BASE, {"总数": 10**30}, "E623", {}),
    "a number of 31 digits below nought": (BASE, {"总数": -(10**30)}, "E623", {}),
    "a fact twice": (BASE, {"总数": 5, "办结": 4, "总数 ": 3}, "E602", {}),
    "the tail of a float": (BASE, {"满意率": Decimal("0.8999999999999999")}, "E663", _READ),
    "a wide ratio that may be 2.5% or 250%": (WIDE, {"增长率": Decimal("2.5")}, "E628", {"python": "", "module": ""}),
    "a wide ratio that is a percentage": (WIDE, {"增长率": Decimal("97")}, "E625", _READ),
    "a parameter that the policy settles otherwise": (BASE, {"系数": 3}, "E639", {}),
    "a float": (BASE, {"满意率": 0.5}, "E663", {"csv": "", "xlsx": "", "json": ""}),
    "no number at all": (BASE, {"总数": Decimal("NaN")}, "E622", {"csv": "E622", "xlsx": UNWRITTEN, "json": UNWRITTEN}),
    "a sum that does not add up": (CHECKED, {"总数": 10, "办结": 7, "次数": 2}, "E664", {}),
    "a ratio that is another": (CHECKED, {"总数": 10, "办结": 5, "公开": 1, "满意率": Fraction(1, 4)}, "E664", {}),
    "all faults at once": (
        KINDS,
        {"类别": "县", "总数": 1, "办结": 2, "公开": "也许", "评分": 9},
        "E614 E627 E632 E638",
        {},
    ),
}


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, row in ROWS.items() for way in WAYS if row[3].get(way) != UNWRITTEN]
)
def test_what_is_refused(name: str, way: str, tmp_path: Path) -> None:
    policy, given, everywhere, by_way = ROWS[name]
    codes, _ = WAYS[way](policy, {"单位": "甲局", **given}, tmp_path)
    assert sorted(codes) == by_way.get(way, everywhere).split()


GOOD: dict[str, tuple[core.Policy, dict[str, Any], dict[str, Any]]] = {
    "a flag given as 1": (BASE, {"公开": 1}, {"公开": True}),
    "a part that is all": (BASE, {"总数": 100, "办结": 100}, {"总数": 100, "办结": 100}),
    "a ratio": (BASE, {"满意率": Fraction(1, 2)}, {"满意率": Fraction(1, 2)}),
    "a whole decimal": (BASE, {"总数": Decimal("12.0")}, {"总数": 12}),
    "a reason of one character": (BASE, {"评分": 8, "评分理由": "优"}, {"评分": 8}),
    "a reason that begins with 无": (BASE, {"评分": 8, "评分理由": "无差错"}, {"评分": 8}),
    "a number of 30 digits": (BASE, {"总数": 10**29}, {"总数": 10**29}),
    "the most points": (BASE, {"评分": 10, "评分理由": "好"}, {"评分": 10, "评分理由": "好"}),
    "the most of a kind": (KINDS, {"类别": "县区", **JUDGEMENT}, JUDGEMENT),
    "as many points as pieces allow": (BASE, {"次数": 3, "加分": 6, "加分理由": "好"}, {"次数": 3, "加分": 6}),
    "pieces that are not known": (BASE, {"加分": 6, "加分理由": "好"}, {"加分": 6}),
    "one kind that need not be said": (ONE_KIND, {"总数": 1}, {"总数": 1}),
    "a listed unit": (LISTED, {"单位": "甲县", "总数": 1}, {"总数": 1}),
    "a sum that adds up": (CHECKED, {"总数": 10, "办结": 8, "次数": 2}, {"总数": 10}),
    "a sum of which a part is not known": (CHECKED, {"总数": 10, "办结": 3}, {"总数": 10}),
    "a ratio that is the same": (CHECKED, {"总数": 10, "办结": 5, "公开": 1, "满意率": Fraction(1, 2)}, {"总数": 10}),
    "a ratio of nought": (CHECKED, {"总数": 0, "办结": 0, "公开": 1, "满意率": Fraction(1, 2)}, {"总数": 0}),
    "a ratio that nobody claims": (CHECKED, {"总数": 10, "办结": 5, "公开": 0, "满意率": Fraction(1, 4)}, {"总数": 10}),
    "a parameter": (BASE, {"系数": 2}, {"系数": 2}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", GOOD)
def test_what_comes_in(name: str, way: str, tmp_path: Path) -> None:
    policy, given, expected = GOOD[name]
    codes, values = WAYS[way](policy, {"单位": "甲局", **given}, tmp_path)
    assert codes == []
    assert {name: values[name] for name in expected} == expected
    assert values["系数"] == 2, "what the policy settles is filled in"


def test_a_time_of_day_is_dropped(tmp_path: Path) -> None:
    for way in ("xlsx", "python", "module"):
        codes, values = WAYS[way](BASE, {"单位": "甲局", "报送": datetime(2021, 7, 5, 8)}, tmp_path)
        assert (codes, type(values["报送"]), values["报送"]) == ([], date, date(2021, 7, 5))
