"""得 N 分 from which other sentences take, and shares that are named by their number alone (language.md §8, “Rivals”)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score


def points(text: str, item: int, **values: object) -> Fraction | None:
    """Return what an item of so many points gives for these facts."""
    trial = try_line(f"{text}\n本项 {item} 分")
    assert trial.policy is not None, [each.message for each in trial.bag]
    return score(trial.policy, Unit("甲", "县区", values)).total.low  # type: ignore[arg-type]


def share(text: str, item: int, name: str, *percents: int) -> list[Fraction | None]:
    """Return what an item gives at some percentages."""
    return [points(text, item, **{name: Fraction(each, 100)}) for each in percents]


def codes(text: str) -> list[str]:
    """Return the codes of the errors that trying a text gives."""
    return [each.code for each in try_line(text).bag if each.code.startswith("E")]


@pytest.mark.parametrize(
    ("text", "item", "lost"),
    [
        ("无越级上访得5分。有越级上访的，1人次扣1分", 5, "越级上访"),
        ("没有信访积案得5分，有信访积案的每件扣1分", 5, "信访积案"),
        ("未发生事故得5分，发生事故每起扣1分", 5, "事故"),
        ("整改率100%得5分；每少整改1项扣1分", 5, "少整改"),
        ("风险评估应评尽评，得5分；应评未评的，每件扣1分", 5, "应评未评"),
        ("公开栏更新及时得5分，不符合要求每项扣1分", 5, "不符合要求"),
    ],
)
def test_what_falls_short_is_lost_from_the_points(text: str, item: int, lost: str) -> None:
    assert [points(text, item, **{lost: each}) for each in (0, 2, 9)] == [5, 3, 0]


def test_what_has_nothing_to_do_with_them_is_not() -> None:
    text = "报送计划得5分；投诉每件扣1分"
    assert [points(text, 5, 报送计划=each, 投诉=1) for each in (True, False)] == [4, 0]


def test_nothing_behind_steps_spares_no_pieces() -> None:
    text = "应评尽评得5分；应评未评的每件扣1分，引发群体性事件的不得分"
    assert [points(text, 5, 应评未评=2, 引发群体性事件=each) for each in (False, True)] == [3, 0]


def test_a_duty_that_was_not_kept_is_a_name() -> None:
    assert try_line("应公开未公开的，每件扣1分").declarations == ("事实 应公开未公开：计数（件）",)


def test_nought_points_are_none() -> None:
    text = "毛入学率≥95%计5分，每低1个百分点扣0.5分，低于90%计0分"
    assert share(text, 5, "毛入学率", 95, 93, 90, 89) == [5, 4, Fraction(5, 2), 0]


@pytest.mark.parametrize(
    "text",
    [
        "普及率达到90%得10分，85%得8分，80%得6分，不足80%的不得分",
        "普及率90%得10分，85%得8分，80%得6分",
        "普及率80%得6分，85%得8分，90%得10分",
        "普及率完成90%得10分，完成85%得8分，完成80%得6分，完成不到80%的不得分",
    ],
)
def test_bare_shares_are_reached(text: str) -> None:
    name = "普及率完成" if "普及率完成" in text else "普及率"
    assert share(text, 10, name, 100, 90, 89, 85, 84, 80, 79) == [10, 10, 8, 8, 6, 6, 0]


def test_one_bare_share_is_reached_where_what_lies_below_is_said() -> None:
    assert share("普及率90%得3分，不到90%的不得分", 3, "普及率", 95, 90, 89) == [3, 3, 0]


@pytest.mark.parametrize("text", ["普及率90%得10分", "普及率90%扣1分，80%扣2分", "普及率90%加1分，80%加2分"])
def test_a_bare_share_that_may_be_either_is_asked(text: str) -> None:
    assert set(codes(text)) == {"E487-exact-share"}


def test_the_whole_and_nothing_are_what_they_are() -> None:
    assert codes("普及率100%得10分") == codes("普及率0%扣10分") == codes("普及率90%—90%得10分") == []


TWO = "甲率 90%以上 记 5 分，80%—90% 记 3 分\n{}\n乙率 60%以下 扣 1 分，60%—70% 扣 0.5 分\n{}"


@pytest.mark.parametrize(("first", "second", "total"), [("端点就低", "端点就高", "2.5"), ("端点就高", "端点就低", "4")])
def test_a_choice_behind_the_tiers_of_each_figure(first: str, second: str, total: str) -> None:
    values = {"甲率": Fraction(9, 10), "乙率": Fraction(6, 10)}
    assert points(TWO.format(first, second), 5, **values) == Fraction(total)


def test_one_choice_holds_for_every_figure_of_the_clause() -> None:
    values = {"甲率": Fraction(9, 10), "乙率": Fraction(6, 10)}
    assert points(TWO.format("端点就低", ""), 5, **values) == 2


def test_every_year_is_asked() -> None:
    assert codes("每年举办应急演练的加1分") == ["E109-each-year"]
    assert codes("工龄每年加1分") == codes("每月按时报送的加0.4分") == []


@pytest.mark.parametrize("text", ["迟到、早退的，各扣1分", "迟到、早退各扣1分"])
def test_each_of_several_names_that_nobody_declared(text: str) -> None:
    trial = try_line(text)
    assert trial.policy is not None
    given = [
        score(trial.policy, Unit("甲", "县区", {"迟到": one, "早退": other})).total.low
        for one, other in ((True, True), (True, False), (False, False))
    ]
    assert given == [-2, -1, 0]


@pytest.mark.parametrize(("progress", "won"), [(85, 5), (80, 5), (75, 4), (50, 0)])
def test_steps_from_another_number_that_is_reached(progress: int, won: int) -> None:
    text = "支出进度达到序时进度的得5分，每低1个百分点扣0.2分"
    assert points(text, 5, 支出进度=Fraction(progress, 100), 序时进度=Fraction(80, 100)) == won


def test_ahead_of_time_is_a_word() -> None:
    assert try_line("提前完成的加1分").declarations == ("事实 提前完成：是否",)
