"""So many are lacking: 缺 2 人以上, 少 3 个村以上 (dsl/lexer/habits/lacking.py): the points, worked out by hand."""

from __future__ import annotations

import pytest

from tests.unit.lowering.test_clerks_words import Row, check, rows
from tests.unit.lowering.test_starts import codes

BOUNDED: list[Row] = [
    *rows("少3个村以上扣5分", "缺少村", (0, "0"), (2, "0"), (3, "-5"), (6, "-5")),
    *rows("缺2人以上扣5分", "缺少人数", (1, "0"), (2, "-5"), (4, "-5")),
    *rows("缺少3份以上材料扣2分", "缺少材料", (2, "0"), (3, "-2"), (6, "-2")),
    *rows("台账缺3项以上扣5分", "缺少台账", (2, "0"), (3, "-5"), (6, "-5")),
    *rows("资料缺少3份及以上扣5分", "缺少资料", (2, "0"), (3, "-5")),
    *rows("缺1人扣0.5分，缺2人以上扣2分", "缺少人数", (0, "0"), (1, "-0.5"), (2, "-2"), (3, "-2")),
    *rows("少1个村扣1分，少3个村以上扣5分，少2个村扣2分", "缺少村", (1, "-1"), (2, "-2"), (3, "-5"), (6, "-5")),
    *rows("每少1个村扣1分", "缺少村", (1, "-1"), (3, "-3")),
    *rows("缺勤3次以上扣5分", "缺勤", (2, "0"), (3, "-5")),
]


@pytest.mark.parametrize("row", BOUNDED, ids=lambda row: f"{row[0]}-{row[1]}")
def test_so_many_that_are_lacking_are_a_limit(row: Row) -> None:
    check(row)


def test_one_by_one_and_a_limit_are_asked() -> None:
    assert codes("每少1个村扣1分，少3个村以上扣5分") == ["E426-counted-twice"]
    assert codes("每缺1人扣1分；缺5人以上扣10分") == ["E426-counted-twice"]


def test_less_than_last_year_lacks_nothing() -> None:
    for text, name in (
        ("信访件较上年减少5件以上加5分", "信访件较上年减少"),
        ("信访件较上年增加5件以上加5分", "信访件较上年增加"),
    ):
        for row in rows(text, name, (4, "0"), (5, "5"), (6, "5")):
            check(row)


@pytest.mark.parametrize(
    "name",
    [
        "五个一工程未完成",
        "四个一批未落实",
        "百日攻坚未完成",
        "最多跑一次改革未落实",
        "一次办好改革未落实",
        "两个责任未落实",
    ],
)
def test_a_programme_is_named_as_a_whole(name: str) -> None:
    for row in rows(f"{name}扣2分", name, (True, "-2"), (False, "0")):
        check(row)
