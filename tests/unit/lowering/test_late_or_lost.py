"""得 N 分 for what was done in time, and a loss for what was too late: asked, and each of its answers can be typed."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import Row, check, rows, total
from tests.unit.lowering.test_starts import codes


@pytest.mark.parametrize(
    "text",
    [
        "按时报送得10分；迟报扣3分",
        "按时报送得10分，逾期报送的扣3分",
        "6月30日前报送得10分，迟报扣3分",
        "6月30日前报送得10分；逾期扣3分；未报送扣5分",
    ],
)
def test_from_the_points_or_instead_of_them(text: str) -> None:
    assert codes(text) == ["E426-counted-twice"]
    (found,) = [each for each in try_line(text).bag if each.code.startswith("E426")]
    assert "剩 7 分" in found.message
    assert "另外再扣 3 分" in found.message


def test_what_is_told_can_be_typed() -> None:
    for text, points in (
        ("按时报送得10分；迟报得7分", 7),
        ("按时报送得10分；迟报另扣3分", -3),
        ("按时报送得10分；迟报扣3分\n累计", -3),
    ):
        trial = try_line(text)
        assert total(trial, {"按时报送": False, "迟报": True}) == points
        assert total(trial, {"按时报送": True, "迟报": False}) == 10


OPPOSITES: list[Row] = [
    *rows("建立台账得5分，未建立扣2分", "建立台账", (True, "5"), (False, "-2")),
    *rows("编制预案得5分，没有编制的，扣2分", "编制预案", (True, "5"), (False, "-2")),
    *rows("未迟报得5分；迟报一次扣2分", "迟报", (0, "5"), (1, "3"), (3, "-1")),
    *rows("未投诉得5分，投诉每件扣1分", "投诉", (0, "5"), (2, "3")),
    *(
        ("未整改扣5分；整改每项加1分", {"未整改": undone, "整改": done}, points)
        for undone, done, points in ((True, 2, "-3"), (False, 2, "2"))
    ),
]


@pytest.mark.parametrize("row", OPPOSITES, ids=lambda row: f"{row[0]}-{row[1]}")
def test_opposites_are_one_fact(row: Row) -> None:
    check(row)


def test_a_kind_of_what_never_happened() -> None:
    for text in ("零事故得10分，发生一般事故扣3分", "无安全事故得10分；发生较大安全事故扣5分"):
        assert codes(text) == ["E426-counted-twice"]
    trial = try_line("零事故得10分，一般事故得7分")
    assert total(trial, {"零事故": False, "一般事故": True}) == 7
    assert total(try_line("无事故得10分；事故每起扣3分"), {"事故": 2}) == 4
