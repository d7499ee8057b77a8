"""Bounds that are said shorter, or twice: 超 5 件, 逾 3 天, 满 5 件, 不达 90%, 5 件或以上. The points, worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import Row, check, rows
from tests.unit.lowering.test_starts import codes

BOUNDS: list[Row] = [
    *rows("投诉超5件扣2分", "投诉", (4, "0"), (5, "0"), (6, "-2"), (12, "-2")),
    *rows("用时逾3天扣1分", "用时", (3, "0"), (4, "-1"), (7, "-1")),
    *rows("超3天扣1分，超5天扣2分", "用时", (3, "0"), (4, "-1"), (5, "-1"), (6, "-2")),
    *rows("投诉不超5件得2分", "投诉", (5, "2"), (6, "0")),
    *rows("投诉满5件扣2分，满10件扣5分", "投诉", (4, "0"), (5, "-2"), (9, "-2"), (10, "-5"), (20, "-5")),
    *rows("投诉5件或以上扣2分", "投诉", (4, "0"), (5, "-2"), (6, "-2")),
    *rows("投诉5件或以下得2分", "投诉", (5, "2"), (6, "0")),
    *(
        row
        for word in ("不达", "未到", "没到", "没达到")
        for row in rows(f"满意率{word}90%扣2分", "满意率", ("89%", "-2"), ("90%", "0"), ("95%", "0"))
    ),
    *(row for word in ("低于等于", "小于等于") for row in rows(f"投诉{word}3件得5分", "投诉", (3, "5"), (4, "0"))),
    *rows("投诉多于等于3件扣5分", "投诉", (2, "0"), (3, "-5")),
    *rows("容积率超过1.5扣2分", "容积率", ("1.5", "0"), ("1.6", "-2")),
    *rows("未到岗每人扣1分", "未到岗", (0, "0"), (2, "-2")),
    *rows("圆满3次加1分", "圆满", (2, "0"), (3, "1"), (6, "2")),
]


@pytest.mark.parametrize("row", BOUNDS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_both_sides_of_the_bound(row: Row) -> None:
    check(row)


def test_a_share_without_its_sign_is_asked() -> None:
    assert codes("满意率低于90扣2分") == ["E305-missing-unit"]


@pytest.mark.parametrize(
    "text", ["超期3天扣1分", "罚款5万元扣2分", "少缴1万元扣1分", "办结时间5天扣1分", "毁林10亩扣5分"]
)
def test_nobody_loses_for_exactly_so_much(text: str) -> None:
    assert codes(text) == ["E487-exact-share"]
    assert "以上」" in next(each for each in try_line(text).bag if each.code.startswith("E487")).hint


@pytest.mark.parametrize(
    "row",
    [
        *rows("名次上升1位加1分", "名次上升", (0, "0"), (1, "1"), (3, "3")),
        *rows("位次后退1位扣0.5分", "位次后退", (0, "0"), (2, "-1")),
        *rows("超期1天扣1分", "超期", (0, "0"), (3, "-3")),
    ],
    ids=lambda row: f"{row[0]}-{row[1]}",
)
def test_so_many_of_one_is_a_price(row: Row) -> None:
    check(row)
