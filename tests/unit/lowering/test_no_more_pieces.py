"""超过 N 次的不再计分 counts so many pieces at most, and what is spared of pieces that are priced as 1 起 扣 1 分 is so many of them.

The points are worked out from the words by hand, at both sides of every bound.
"""

from __future__ import annotations

import pytest

from tests.unit.lowering.readings import Reading, check, rows

SPARED = "主管部门自查发现并及时处理"
ROWS = (
    *rows(
        "“你点我检”活动每场次得0.5分，超过4场次的不再计分，少于2场次的不得分",
        (0, {"“你点我检”活动": 1}),
        (1, {"“你点我检”活动": 2}),
        (2, {"“你点我检”活动": 4}),
        (2, {"“你点我检”活动": 6}),
    ),
    *rows("信息每条得0.5分，超过4条不再得分", (2, {"信息": 4}), (2, {"信息": 5})),
    *rows("宣传每次加1分，达到5次的不再加分", (4, {"宣传": 4}), (5, {"宣传": 5}), (5, {"宣传": 6})),
    *rows("投诉每件扣1分，达到10件后不再扣分", (-9, {"投诉": 9}), (-10, {"投诉": 10}), (-10, {"投诉": 11})),
    # without 不再 it takes what they gave
    *rows("信息每条得0.5分，超过4条的不得分", (2, {"信息": 4}), (0, {"信息": 5})),
    *rows(
        f"违规补课查实1起扣1分，{SPARED}的不扣分",
        (-2, {"违规补课": 2, SPARED: 0}),
        (-1, {"违规补课": 2, SPARED: 1}),
        (0, {"违规补课": 2, SPARED: 2}),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)
