"""What was not done, beside what was not done in time, or by a day: the points, worked out by hand."""

from __future__ import annotations

import datetime

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.words.opposites import never_done
from tests.unit.lowering.readings import check, reading
from tests.unit.lowering.test_clerks_words import total
from tests.unit.lowering.test_starts import codes

LATE = [
    ("未按时报送扣5分；未报送扣10分", "未按时报送", "未报送"),
    ("未报送扣10分，未按时报送扣5分", "未按时报送", "未报送"),
    ("未在规定时间内报送的扣5分，没有报送的扣10分", "未在规定时间内报送", "没有报送"),
    ("总结未按时报送扣5分，未报送扣10分", "总结未按时报送", "未报送"),
    ("未按要求制定方案扣5分，未制定方案扣10分", "未按要求制定方案", "未制定方案"),
]


@pytest.mark.parametrize(("text", "late", "never"), LATE)
def test_who_never_did_it_loses_once(text: str, late: str, never: str) -> None:
    trial = try_line(text)
    for facts, points in (
        ({late: False, never: False}, 0),
        ({late: True, never: False}, -5),
        ({late: False, never: True}, -10),
        ({late: True, never: True}, -10),
    ):
        assert total(trial, dict(facts)) == points


def test_things_of_their_own_add_up() -> None:
    trial = try_line("总结未按时报送扣1分，计划未按时报送扣1分，信息未报送扣2分")
    assert total(trial, {"总结未按时报送": True, "计划未按时报送": True, "信息未报送": True}) == -4
    assert not never_done("未报送计划", "未按时报送总结")
    assert not never_done("未按时报送", "未报送")


def test_a_day_and_never_are_asked_or_told_apart() -> None:
    assert codes("未于6月30日前报送扣5分；未报送扣10分") == ["E426-counted-twice"]
    for mark in "，；":
        trial = try_line(f"6月30日前报送得5分{mark}未报送扣3分")
        assert trial.policy is not None
        days = {datetime.date(2025, 6, 30): 5, datetime.date(2025, 7, 1): 0, None: -3}
        for day, points in days.items():
            assert score(trial.policy, Unit("甲", "县区", {"报送": day})).total.exact == points


FLAGS = "事实 公开：是否\n事实 备案：是否\n公开 且 备案 得 5 分，未 公开 {}"


@pytest.mark.parametrize(
    ("award", "published", "filed", "points"),
    [
        ("扣 2 分", True, True, 5),
        ("扣 2 分", False, True, -2),
        ("扣 2 分", False, False, -2),
        ("扣 2 分", True, False, 0),
        ("得 3 分", False, True, 3),
        ("得 3 分", False, False, 0),
    ],
)
def test_what_is_taken_is_taken_from_all(award: str, published: bool, filed: bool, points: int) -> None:
    check(reading(FLAGS.format(award), points, 公开=published, 备案=filed))


@pytest.mark.parametrize("marks", ["；；", "，，", "，；"])
def test_what_was_not_done_has_a_name(marks: str) -> None:
    first, second = marks
    trial = try_line(f"制度健全得2分{first}责任落实得3分{second}未落实的扣1分")
    for sound, done, points in ((True, True, 5), (True, False, 1), (False, True, 3), (False, False, -1)):
        assert total(trial, {"制度健全": sound, "责任落实": done}) == points
    alone = try_line(f"完成任务得5分{first}未完成扣2分")
    assert [total(alone, {"完成任务": each}) for each in (True, False)] == [5, -2]


def test_in_time_not_in_time_and_never() -> None:
    for mark in "；，":
        trial = try_line(f"按时报送得2分{mark}未按时报送扣1分{mark}未报送扣2分")
        assert total(trial, {"按时报送": True, "未报送": False}) == 2
        assert total(trial, {"按时报送": False, "未报送": False}) == -1
        assert total(trial, {"按时报送": False, "未报送": True}) == -2


def test_two_losses_are_no_opposites() -> None:
    trial = try_line("未请假缺席扣2分，请假缺席扣1分")
    for without, excused, points in ((True, False, -2), (False, True, -1), (False, False, 0)):
        assert total(trial, {"未请假缺席": without, "请假缺席": excused}) == points
    assert total(try_line("达标得2分，不达标扣2分"), {"达标": False}) == -2
