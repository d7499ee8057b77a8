"""经济开发区不少于2次，每缺一次扣1分: a kind of unit is no number that every unit has."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.asking.whom import kind_as_number


@pytest.mark.parametrize(
    "line",
    [
        "经济开发区不少于2次，每缺一次扣1分",
        "县区专题会议不少于4次，每缺一次扣1分；经济开发区不少于2次，每缺一次扣1分",
        "高新区低于90%的，扣2分",
        "县直单位每次扣1分",
        "各街道超过5天的，扣1分",
    ],
)
def test_a_kind_of_unit_is_asked_about(line: str) -> None:
    trial = try_line(line)
    assert trial.policy is None
    assert [each.code for each in trial.bag] == ["E209-unknown-kind"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("受表彰的街道", "计数（个）"),
        ("走访街道", "计数（次）"),
        ("培训县直单位", "计数（次）"),
        ("经济开发区", "是否"),
        ("经济开发区会议", "计数（次）"),
    ],
)
def test_what_counts_units_or_what_was_done_is_a_number(name: str, kind: str) -> None:
    assert not kind_as_number(name, kind)


def test_what_is_short_of_a_bound_needs_no_name_of_its_own() -> None:
    trial = try_line("县区专题会议不少于4次，每缺一次扣1分")
    assert trial.declarations == ("事实 专题会议：计数（次）",)


def test_grades_of_the_total_are_pointed_to() -> None:
    (found,) = try_line("总分90分以上的为优秀").bag
    assert "「等次 优秀：90分以上」" in found.hint
