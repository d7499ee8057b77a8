"""Shares of the points of the item: 得一半分, 扣除本项分值的50%, 按80%计分 where nothing else is given. Points worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import check, rows

DONE = ((10, {"完成率": "90%"}), (5, {"完成率": "89.9%"}), (5, {"完成率": "80%"}), (0, {"完成率": "79.9%"}))
LATE = ((5, {"逾期报送": True}), (10, {"逾期报送": False}))
ROWS = (
    *rows("本项 10 分\n完成率90%以上得满分，80%以上得一半分", *DONE),
    *rows("本项 10 分\n完成率90%以上得满分，80%以上得50%的分", *DONE),
    *rows("本项 10 分\n完成率达到90%得满分，达到80%得本项分值的百分之五十", *DONE),
    *(
        row
        for lost in ("扣一半分", "扣除本项分值的50%", "扣50%分值", "扣一半")
        for row in rows(f"本项 10 分\n逾期报送的{lost}", *LATE)
    ),
    *rows(
        "本项 10 分\n资料齐全得满分，基本齐全得60%分值",
        (10, {"资料齐全": True, "基本齐全": False}),
        (6, {"资料齐全": False, "基本齐全": True}),
        (0, {"资料齐全": False, "基本齐全": False}),
    ),
    # nothing is there to be multiplied
    *rows("本项 10 分\n完成率90%以上得满分，不足90%的按80%计分", (10, {"完成率": "90%"}), (8, {"完成率": "89.9%"})),
    *rows("本项 10 分\n完成率90%以上得满分，其余按80%计分", (10, {"完成率": "90%"}), (8, {"完成率": "89.9%"})),
    # what was lost is
    *rows(
        "本项 10 分\n迟报每次扣2分，主动说明的按50%计分",
        (6, {"迟报": 2, "主动说明": False}),
        (8, {"迟报": 2, "主动说明": True}),
    ),
    *rows("完成率达到一半得5分", (5, {"完成率": "50%"}), (0, {"完成率": "49.9%"})),
)


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_points(number: int) -> None:
    check(ROWS[number])


def test_a_line_alone_is_tried_with_ten_points_and_written_as_a_share() -> None:
    trial = try_line("逾期报送的扣除该项分值的百分之三十")
    assert (trial.canonical, trial.assumed) == ("逾期报送 扣 30%", ("本项 10 分",))
    assert try_line(trial.canonical).assumed == ("本项 10 分",)
