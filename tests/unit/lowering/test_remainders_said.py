"""How what is left over of a step counts: a whole one, nothing, or asked where the two numbers differ."""

from __future__ import annotations

import pytest

from tests.unit.lowering.test_clerks_words import Row, check, rows
from tests.unit.lowering.test_starts import codes

LEFT: list[Row] = [
    *rows("投诉每3件扣1分，不足3件的按3件计", "投诉", (0, "0"), (1, "-1"), (3, "-1"), (4, "-2")),
    *rows("投诉每三件扣1分，不足三件的按三件计算", "投诉", (2, "-1"), (3, "-1"), (4, "-2")),
    *rows("投诉每3件扣1分，不足3件的不计", "投诉", (2, "0"), (3, "-1"), (5, "-1")),
    *rows("投资每1000万元加1分，不足1000万元按1000万元计", "投资", (1, "1"), (10000000, "1"), (10000001, "2")),
]


@pytest.mark.parametrize("row", LEFT, ids=lambda row: f"{row[0]}-{row[1]}")
def test_what_is_left_over(row: Row) -> None:
    check(row)


@pytest.mark.parametrize("text", ["投诉每3件扣1分，不足3件的按1件计", "投资每1000万元加1分，不足1000万元按500万元计"])
def test_another_number_is_asked(text: str) -> None:
    assert codes(text) == ["E435-remainder-without-step"]
