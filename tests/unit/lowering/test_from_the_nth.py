"""From the second time on, and the pieces beyond a number: the points, worked out by hand (dsl/lexer/memory/nth.py)."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import Row, check, rows
from tests.unit.lowering.test_starts import codes

THEN: list[Row] = [
    *(
        row
        for text in (
            "投诉每次扣1分，第二次起每次扣2分",
            "投诉每次扣1分，从第二次起，每次扣2分",
            "投诉每次扣1分，第二次起加倍扣分",
            "投诉第一次扣1分，第二次起每次扣2分",
            "投诉首次扣1分，以后每次扣2分",
        )
        for row in rows(text, "投诉", (0, "0"), (1, "-1"), (2, "-3"), (4, "-7"))
    ),
    *(
        row
        for text in (
            "迟到首次不扣分，第二次起每次扣1分",
            "迟到第一次提醒，从第二次起每次扣1分",
            "迟到首次不扣分，以后每次扣1分",
            "迟到第二次起每次扣1分",
        )
        for row in rows(text, "迟到", (0, "0"), (1, "0"), (2, "-1"), (4, "-3"))
    ),
    *rows("投诉每次扣1分，自第三次起每次扣2分", "投诉", (2, "-2"), (3, "-4"), (4, "-6")),
    *rows("投诉前2次不扣分，第3次起每次扣1分", "投诉", (2, "0"), (3, "-1"), (5, "-3")),
    *rows("信息每条加1分，第6条起每条加0.5分，最多加10分", "信息", (5, "5"), (6, "5.5"), (15, "10"), (20, "10")),
    *rows("迟到1次提醒，2次扣1分，3次以上扣3分", "迟到", (1, "0"), (2, "-1"), (3, "-3"), (4, "-3")),
    *rows("迟到1次不扣分，2次以上扣1分", "迟到", (1, "0"), (2, "-1"), (4, "-1")),
]


@pytest.mark.parametrize("row", THEN, ids=lambda row: f"{row[0]}-{row[1]}")
def test_what_each_time_from_then_on_costs(row: Row) -> None:
    check(row)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("迟到第二次扣2分", "E426"),
        ("第一次通报批评，第二次扣2分", "E426"),
        ("迟到1次不扣分，2次扣1分", "E448"),
        ("投诉每件扣1分，超过5件的加倍", "E494"),
        ("投诉每件扣1分；超过5件的，加倍扣分", "E494"),
        ("信息每条加1分，10条以上减半", "E494"),
        ("超期每天扣1分，超过10天的加倍", "E494"),
        ("投诉每件扣1分，3件以内的不扣分", "E494"),
        ("信息每条加1分，3条以内不加分", "E494"),
        ("国家级、省级分别加4分、2分，市级减半", "E206"),
        ("主要领导批示加2分，分管领导减半", "E206"),
    ],
)
def test_is_asked(text: str, code: str) -> None:
    assert [each[:4] for each in codes(text)] == [code]


@pytest.mark.parametrize(
    "row",
    [
        *rows("投诉 每件 扣 1 分，最多计 5 件，超过 5 件，每超过 1 件 再扣 2 分", "投诉", (5, "-5"), (6, "-7")),
        *rows("投诉每件扣1分\n超过 5 件 加倍", "投诉", (5, "-5"), (6, "-12")),
        *rows("投诉 超过 3 件，每超过 1 件 扣 1 分", "投诉", (3, "0"), (4, "-1")),
        *rows("投诉每件扣1分\n3件以内不扣分", "投诉", (3, "0"), (4, "-4")),
        *rows("信息每条加1分；信息不足3条不加分", "信息", (2, "0"), (3, "3")),
    ],
    ids=lambda row: f"{row[0]}-{row[1]}",
)
def test_what_is_told_can_be_typed(row: Row) -> None:
    check(row)


def test_the_question_says_what_to_type() -> None:
    (found,) = [each for each in try_line("投诉每件扣1分，超过5件的加倍").bag if each.code.startswith("E494")]
    assert "每件 扣 1 分，最多计 5 件，超过 5 件，每超过 1 件 再扣 2 分" in found.hint
