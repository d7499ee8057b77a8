"""What an attacker found about starts, bare shares, noughts and guards: the right points, or the question."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_starts import codes, points


@pytest.mark.parametrize("mark", ["，", "；", "。"])
@pytest.mark.parametrize(
    ("earned", "lost", "flag", "count"),
    [
        ("按时报送得3分", "每迟报1次扣0.5分", "按时报送", "迟报"),
        ("按时报送得3分", "迟报1次扣0.5分", "按时报送", "迟报"),
        ("材料规范得3分", "每缺1份扣0.5分", "材料规范", "缺少份数"),
        ("按要求评估得3分", "应评未评的每项扣0.5分", "按要求评估", "应评未评"),
        ("未发生亡人事故的得3分", "发生亡人事故的，每死亡1人扣0.5分", "未发生亡人事故", "发生亡人事故死亡"),
    ],
)
def test_what_falls_short_is_lost_from_the_points(mark: str, earned: str, lost: str, flag: str, count: str) -> None:
    assert points(f"{earned}{mark}{lost}", 3, **{flag: False, count: 1}) == 2.5


@pytest.mark.parametrize(
    "lost", ["每超速一次扣1.5分", "超速每次扣1.5分", "超速 每 1 次 扣 1.5 分", "超速，每次扣1.5分"]
)
@pytest.mark.parametrize("mark", ["；", "。", "\n"])
def test_a_rate_with_a_subject_of_its_own_is_about_that(mark: str, lost: str) -> None:
    text = f"事实 超速：计数（次）\n公开得5分{mark}{lost}"
    assert [points(text, 10, 公开=each, 超速=2) for each in (True, False)] == [2, 0]
    assert try_line(try_line(text).canonical).canonical == try_line(text).canonical


def test_behind_a_comma_it_is_asked() -> None:
    assert "E426-counted-twice" in codes("事实 超速：计数（次）\n公开得5分，每超速一次扣1.5分")


def test_discretion_is_no_start_for_something_else() -> None:
    text = "事实 超速：计数（次）\n事实 闯红灯：计数（次）\n公开的，酌情给分。每超速一次扣1.5分，每闯红灯一次扣一分"
    facts = {"超速": 2, "闯红灯": 1, "试评定分": 8}
    for written in (text, try_line(text).canonical):
        assert [points(written, 20, 公开=each, **facts) for each in (True, False)] == [4, 0]


def test_in_either_order() -> None:
    text = "不符合要求的每份扣1分；材料规范得5分"
    assert points(text, 5, 材料规范=False, 不符合要求=2) == 3


@pytest.mark.parametrize(
    "text",
    [
        "办结率90%得5分；满意率90%得5分",
        "办结率90%且满意率80%得10分",
        "县区办结率90%得5分",
        "办结率90%记满分",
        "公开得5分；投诉率10%不得分",
        "满意率90%的得5分，90%以下不得分",
        "持证率100%，每有1名无证上岗扣0.5分",
    ],
)
def test_a_bare_share_is_asked_wherever_it_stands(text: str) -> None:
    assert set(codes(text)) == {"E487-exact-share"}


@pytest.mark.parametrize(
    "text", ["用时3天以内扣1分，超过3天扣5分", "投诉不超过3件扣1分，超过3件扣2分", "投诉率5%以内扣1分，超过5%扣2分"]
)
def test_nothing_happened(text: str) -> None:
    assert codes(text) == ["E493-loses-at-nought"]


@pytest.mark.parametrize(
    "text", ["投诉0—3件扣1分，超过3件扣2分", "投诉1—3件扣1分，超过3件扣2分", "会议少于3次扣2分，少于1次扣5分"]
)
def test_nothing_happened_is_said_or_is_bad(text: str) -> None:
    assert codes(text) == []


def test_a_guard_in_front() -> None:
    assert [points("瞒报不加分；表彰每次加1分", 5, 瞒报=each, 表彰=2) for each in (True, False)] == [0, 2]
    text = "公开的不扣分；投诉每件扣1分；办结得5分"
    assert [points(text, 5, 公开=each, 投诉=2, 办结=True) for each in (True, False)] == [5, 3]


def test_a_choice_that_nothing_needs() -> None:
    assert codes("办结率低于90%扣2分，低于80%扣4分，就高") == ["E497-idle-choice"]
