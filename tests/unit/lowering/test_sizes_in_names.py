"""Of what size a thing is that is counted: the size belongs to its name. Points worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import check, rows

ROWS = (
    *rows("5000万元以上项目每个加1分", (0, {"5000万元以上项目": 0}), (3, {"5000万元以上项目": 3})),
    *rows("引进投资5000万元以上的项目，每个加1分", (2, {"引进投资5000万元以上的项目": 2})),
    *rows("引进1亿元以上项目，每个加2分，最多加5分", (4, {"引进1亿元以上项目": 2}), (5, {"引进1亿元以上项目": 3})),
    *rows("每新增1家年产值5000万元以上企业加1分", (2, {"新增年产值5000万元以上企业": 2})),
    *rows("投资超过5000万元的项目每个加1分", (2, {"投资超过5000万元的项目": 2})),
    *rows("引进1000—5000万元项目每个加1分", (2, {"引进1000—5000万元项目": 2})),
    *rows("投资5000万元以上1亿元以下的项目每个加1分", (2, {"投资5000万元以上1亿元以下的项目": 2})),
    *rows("培育10人以上企业每家加1分", (2, {"培育10人以上企业": 2})),
    *rows("举办100人以上培训班每期加1分", (2, {"举办100人以上培训班": 2})),
    *rows("新建1000平方米以上公园每个加1分", (2, {"新建1000平方米以上公园": 2})),
    *rows("发生死亡3人以上事故的扣10分", (-10, {"发生死亡3人以上事故": True}), (0, {"发生死亡3人以上事故": False})),
    *rows("5人以上集体上访每起扣2分", (-4, {"5人以上集体上访": 2})),
    *rows(
        "5000万元以上项目数达到10个的得5分",
        (0, {"5000万元以上项目数": 9}),
        (5, {"5000万元以上项目数": 10}),
        (5, {"5000万元以上项目数": 11}),
    ),
    # a bound stays a bound
    *rows("培训100人以上的加1分", (0, {"培训": 99}), (1, {"培训": 100})),
    *rows("死亡3人以上的，扣10分", (0, {"死亡": 2}), (-10, {"死亡": 3})),
    *rows(
        "引进资金5000万元以上的加5分",
        (0, {"引进资金": 49_999_999}),
        (5, {"引进资金": 50_000_000}),
    ),
    *rows("投诉5件以上的扣2分", (0, {"投诉": 4}), (-2, {"投诉": 5})),
)


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_points(number: int) -> None:
    check(ROWS[number])


def test_two_sizes_of_one_thing_are_asked() -> None:
    trial = try_line("引进10亿元以上项目每个加5分，1亿元以上项目每个加3分")
    assert trial.policy is None
    assert "E426-counted-twice" in [each.code for each in trial.bag]
