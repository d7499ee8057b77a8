"""Two sentences of which one holds wherever the other does are asked, unless the author's word settles it (language.md §8)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score


def codes(text: str) -> list[str]:
    """Return the codes of the errors that trying a text gives."""
    return [each.code for each in try_line(text).bag if each.code.startswith("E")]


def points(text: str, **values: object) -> Fraction | None:
    """Return what a text gives for these facts."""
    trial = try_line(text)
    assert trial.policy is not None, [each.message for each in trial.bag]
    return score(trial.policy, Unit("甲", "县区", values)).total.low  # type: ignore[arg-type]


FLAGS = "事实 公开：是否\n事实 备案：是否\n"
BOTH = f"{FLAGS}公开 或 备案 加 4 分；公开 且 备案 加 8 分"


@pytest.mark.parametrize(
    "text",
    [
        BOTH,
        "公开 或 备案 加 4 分；公开 且 备案 加 8 分",  # names that nobody declared: their parts are the facts
        "未公开扣2分；未公开且未整改扣3分",
        "未公开或未备案的扣4分，未公开且未备案的扣8分",
        "办结率 低于 90% 每低于 1 个百分点 扣 1 分；低于 80% 扣 5 分",
        "办结率 80%—90% 每高于 1 个百分点 加 1 分；90%以上 加 12 分",
    ],
)
def test_asked(text: str) -> None:
    assert codes(text) == ["E426-counted-twice"]


@pytest.mark.parametrize(("word", "both"), [("就高", 8), ("累计", 12)])
def test_settled_for_the_clause(word: str, both: int) -> None:
    text = f"{BOTH}\n{word}"
    assert points(text, 公开=True, 备案=True) == both
    assert points(text, 公开=True, 备案=False) == 4


def test_settled_by_the_sentence() -> None:
    text = "公开 加 2 分；公开 且 备案 再加 5 分"
    assert [points(text, 公开=True, 备案=each) for each in (True, False)] == [7, 2]


def test_steps_that_begin_at_the_bound_come_on_top() -> None:
    text = "办件量 超过 100 件 加 2 分，每超过 10 件 加 1 分"
    assert [points(text, 办件量=each) for each in (100, 105, 120)] == [0, 2, 4]


RANGE = "办结率 80%—90% 每低于 1 个百分点 扣 1 分"


@pytest.mark.parametrize(("share", "lost"), [(95, 0), (90, 0), (85, -5), (80, -10), (79, -15), (50, -15)])
def test_steps_in_a_range_begin_at_its_end(share: int, lost: int) -> None:
    assert points(f"{RANGE}；低于 80% 扣 15 分", 办结率=Fraction(share, 100)) == lost


@pytest.mark.parametrize(("share", "won"), [(95, 10), (90, 10), (85, 5), (80, 0), (79, 0)])
def test_steps_in_a_range_are_lost_from_what_the_bound_earns(share: int, won: int) -> None:
    assert points("办结率 90%以上 记 10 分；80%—90% 每低于 1 个百分点 扣 1 分", 办结率=Fraction(share, 100)) == won


def test_two_ranges_with_steps_are_asked() -> None:
    assert codes(f"{RANGE}；70%—80% 每低于 1 个百分点 扣 2 分") == ["E205-no-subject"]


def test_how_far_not_reaches() -> None:
    assert codes(f"{FLAGS}未 公开 或 备案 扣 4 分") == ["E108-not-of-which"]
    assert codes(f"{FLAGS}未 公开 或 未 备案 扣 4 分") == []
    assert codes("事实 整改：是否\n事实 造成后果：是否\n未 整改 或 造成后果 扣 4 分") == []


@pytest.mark.parametrize("joint", ["或", "，或者", "且"])
def test_a_name_behind_a_bound_and_a_joint(joint: str) -> None:
    text = f"满意率低于80%{joint}未整改的扣2分"
    either = joint != "且"
    assert points(text, 满意率=Fraction(7, 10), 未整改=True) == -2
    assert points(text, 满意率=Fraction(7, 10), 未整改=False) == (-2 if either else 0)
