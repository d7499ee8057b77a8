"""Sentences of a stranger that have one reading and were refused: each kind with its siblings, at both sides of each bound."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

# 、 between tiers is the comma between tiers.
TIERS = (
    *rows(
        "反弹率10%以内得2分、20%以内得1分、超过20%不得分",
        (2, {"反弹率": "10%"}),
        (1, {"反弹率": "10.1%"}),
        (1, {"反弹率": "20%"}),
        (0, {"反弹率": "20.1%"}),
    ),
    *rows(
        "迟报1次扣1分、2次扣3分、3次以上扣5分",
        (-1, {"迟报": 1}),
        (-3, {"迟报": 2}),
        (-5, {"迟报": 4}),
        (0, {"迟报": 0}),
    ),
    *rows(
        "投资5000万元以上得1分、1亿元以上得2分",
        (1, {"投资": 99999999}),
        (2, {"投资": 100000000}),
        (0, {"投资": 49999999}),
    ),
)
# What the cap is, said with the name of the item, or in what was just counted.
CAPS = (
    *rows("程序不规范每人扣1分，扣完本项10分为止", (-9, {"程序不规范": 9}), (-10, {"程序不规范": 11})),
    *rows("程序不规范每人扣1分，扣完该项分值5分为止", (-5, {"程序不规范": 6}), (-4, {"程序不规范": 4})),
    *rows("受表彰每次加1分，加满本项3分为止", (3, {"受表彰": 4}), (2, {"受表彰": 2})),
    *rows(
        "抛洒滴漏每车次扣0.1分，20车次封顶",
        ("-1.9", {"抛洒滴漏": 19}),
        (-2, {"抛洒滴漏": 20}),
        (-2, {"抛洒滴漏": 30}),
    ),
    *rows("志愿活动每次加0.5分，4次封顶", (2, {"志愿活动": 4}), (2, {"志愿活动": 9}), ("1.5", {"志愿活动": 3})),
)
# The share of a figure that has just been named; all of it gives all the points.
SHARES = (
    *rows(
        "教师培训学时完成率低于100%的按完成率折算得分，本项满分4分",
        (4, {"教师培训学时完成率": "100%"}),
        (3, {"教师培训学时完成率": "75%"}),
        (2, {"教师培训学时完成率": "50%"}),
    ),
    *rows(
        "建档率不足100%的，按比例得分，满分5分",
        (5, {"建档率": "100%"}),
        ("4.5", {"建档率": "90%"}),
        (0, {"建档率": "0%"}),
    ),
)
# Places won and lost, and a yardstick that begins with a time.
MOVES = (
    *rows(
        "评估排位较上季度每前移1位加0.5分，每后移1位扣0.5分",
        (1, {"评估名次": 3, "上季度评估名次": 5}),
        ("-1.5", {"评估名次": 6, "上季度评估名次": 3}),
        (0, {"评估名次": 4, "上季度评估名次": 4}),
    ),
    *rows("名次较上年每进10位加1分", (2, {"名次": 25, "上年名次": 50}), (0, {"名次": 41, "上年名次": 50})),
    *rows(
        "化债率每低于年度计划1个百分点扣0.3分",
        ("-0.6", {"化债率": "98%", "年度计划": "100%"}),
        (0, {"化债率": "100%", "年度计划": "100%"}),
    ),
    *rows(
        "税收每低于年初目标10万元扣0.5分",
        ("-1", {"税收": 800000, "年初目标": 1000000}),
        (0, {"税收": 1000000, "年初目标": 1000000}),
    ),
)
# The first time costs nothing, and what happens is named before.
TIMES = (
    *rows(
        "值班电话无人接听的，第一次提醒，第二次起每次扣1分",
        (0, {"值班电话无人接听": 1}),
        (-1, {"值班电话无人接听": 2}),
        (-3, {"值班电话无人接听": 4}),
    ),
    *rows("材料迟报的，首次警告，第二次起每次扣0.5分", (0, {"材料迟报": 1}), ("-0.5", {"材料迟报": 2})),
)


@pytest.mark.parametrize("row", [*TIERS, *CAPS, *SHARES, *MOVES, *TIMES], ids=str)
def test_readings(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("抛洒滴漏每车次扣0.1分，20起封顶", "E303-not-points"),
        ("完成率100%得4分，培训完成率低于100%的按完成率得分", "E206-ambiguous-subject"),
        ("逾期5天以内扣1分、10天以内扣2分、10天以上扣3分", "E411-shared-end"),
    ],
)
def test_neighbours_are_asked(line: str, code: str) -> None:
    codes = [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]
    assert code in codes


def test_what_a_share_gives_at_the_whole_is_said_once() -> None:
    trial = try_line("完成率100%得4分；完成率低于100%的按比例得分", ())
    assert trial.policy is not None
    assert [len(effect.branches) for clause in trial.policy.clauses() for effect in clause.effects] == [2]
