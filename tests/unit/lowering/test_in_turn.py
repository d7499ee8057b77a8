"""Things that have their points in turn: places, prizes, grades, classes. Points worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import check, rows
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring.population import score_all

FIRST, SECOND, THIRD = "获得一等奖", "获得二等奖", "获得三等奖"
PRIZES = (
    (5, {FIRST: True, SECOND: False, THIRD: False}),
    (3, {FIRST: False, SECOND: True, THIRD: False}),
    (4, {FIRST: False, SECOND: True, THIRD: True}),
    (0, {FIRST: False, SECOND: False, THIRD: False}),
)
GRADES = (
    (5, {"评为优秀": True, "评为良好": False, "评为合格": False}),
    (3, {"评为优秀": False, "评为良好": True, "评为合格": False}),
    (1, {"评为优秀": False, "评为良好": False, "评为合格": True}),
)
ACCIDENTS = ("发生一般事故", "发生较大事故", "发生重大事故")
ROWS = (
    *rows("获得一、二、三等奖的分别加5分、3分、1分", *PRIZES),
    *rows("获得一等奖、二等奖、三等奖的，分别加5、3、1分", *PRIZES),
    *rows("评为优秀、良好、合格的分别得5分、3分、1分", *GRADES),
    *rows("评为优秀、良好、合格的，分别得5、3、1分", *GRADES),
    *rows(
        "发生一般、较大、重大事故的，每起分别扣2分、5分、10分",
        (-14, dict(zip(ACCIDENTS, (2, 0, 1), strict=True))),
        (-5, dict(zip(ACCIDENTS, (0, 1, 0), strict=True))),
    ),
    *rows(
        "评为A、B级的，分别得5、3分",
        (5, {"评为A级": True, "评为B级": False}),
        (3, {"评为A级": False, "评为B级": True}),
    ),
    *rows(
        "获国家级、省级表彰的分别加5分、3分",
        (5, {"获国家级表彰": True, "获省级表彰": False}),
        (8, {"获国家级表彰": True, "获省级表彰": True}),
    ),
    *rows("迟报、漏报的，分别扣1分、2分", (-3, {"迟报": True, "漏报": True}), (-2, {"迟报": False, "漏报": True})),
    *rows(
        "一类村达标的得5分，二类村达标的得3分",
        (5, {"一类村达标": True, "二类村达标": False}),
        (3, {"一类村达标": False, "二类村达标": True}),
    ),
    # 类 is a measure word elsewhere
    *rows("发现一类问题扣1分", (-2, {"问题": 2})),
)
FIRSTS = (
    "办件量位居第一、第二、第三位的分别得5、3、2分",
    "办件量排名第一、二、三名的，分别得5、3、2分",
    "办件量排名全市第1、2、3名的，分别得5分、3分、2分",
    "办件量排名前三位的，分别得5、3、2分",
)
LASTS = (
    "办件量排名后三位的，分别扣1分、2分、3分",
    "办件量排名末三位的，分别扣3分、2分、1分",
    "办件量排名倒数第一、第二、第三的，分别扣3分、2分、1分",
)


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_points(number: int) -> None:
    check(ROWS[number])


@pytest.mark.parametrize(
    ("line", "points"),
    [*((line, [5, 3, 2, 0, 0]) for line in FIRSTS), *((line, [0, 0, -1, -2, -3]) for line in LASTS)],
)
def test_places(line: str, points: list[int]) -> None:
    for text in (line, try_line(line).canonical):  # `fmt` keeps it
        trial = try_line(text)
        assert trial.policy is not None, [each.message for each in trial.bag]
        units = [UnitFacts(str(place), "", {"办件量": Fraction(10 - place, 100)}) for place in range(1, 6)]
        assert [each.total.exact for each in score_all(trial.policy, units)] == points


def test_whose_points_nobody_can_tell() -> None:
    trial = try_line("办件量排名后三位的，分别扣1分、3分、2分")
    assert "E431-list-lengths" in [each.code for each in trial.bag]
