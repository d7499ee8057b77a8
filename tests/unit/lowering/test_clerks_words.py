"""Words that clerks type and the language reads (grammar/lexicon.toml, dsl/lexer/habits/left_out.py): the points, worked out by hand.

Lines without declarations. ``fmt`` keeps the meaning: what is written back gives the same points.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import Trial, try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

Row = tuple[str, dict[str, object], str]


def value(said: object) -> object:
    """Return what a table says: "97%" is 97/100, 3 is 3; a flag stays one."""
    if isinstance(said, bool):
        return said
    if isinstance(said, str):
        return Fraction(said[:-1]) / 100 if said.endswith("%") else Fraction(said)
    return said


def total(trial: Trial, facts: dict[str, object]) -> Fraction | None:
    """Return what a unit gets."""
    assert trial.policy is not None, [each.message for each in trial.bag]
    assert set(facts) == {fact.name for fact in trial.policy.facts}
    unit = Unit("甲", "县区", {name: value(said) for name, said in facts.items()})  # type: ignore[misc]
    return score(trial.policy, unit).total.exact


def check(row: Row) -> None:
    """Assert that a text gives the points, and what ``fmt`` makes of it as well."""
    text, facts, points = row
    trial = try_line(text)
    assert total(trial, facts) == Fraction(points)
    assert total(try_line(trial.canonical), facts) == Fraction(points)


def rows(text: str, fact: str, *pairs: tuple[object, str]) -> list[Row]:
    """Return a row for each value of one fact."""
    return [(text, {fact: said}, points) for said, points in pairs]


TWO = "缺席会议的，每次扣0.5分；迟到的，每人次扣0.1分，{}"
CAPS: list[Row] = [
    *(
        (TWO.format(cap), {"缺席会议": absent, "迟到": late}, points)
        for cap in ("两项合计最多扣2分。", "两项合计扣分不超过2分", "两项合计不超过2分")
        for absent, late, points in ((1, 2, "-0.7"), (4, 3, "-2"), (0, 0, "0"), (0, 30, "-2"))
    ),
    *(
        (f"省级媒体每篇加2分，市级媒体每篇加1分，{cap}5分", {"省级媒体": one, "市级媒体": two}, points)
        for cap in ("加分最高不超过", "加分最多", "加分最多不超过", "两类合计最多加")
        for one, two, points in ((1, 1, "3"), (3, 0, "5"), (0, 5, "5"), (0, 6, "5"))
    ),
    *rows("宣传活动每次得1分，得分最高不超过3分", "宣传活动", (2, "2"), (3, "3"), (7, "3")),
    *rows("投诉每件扣1分，累计扣减不超过3分", "投诉", (2, "-2"), (4, "-3")),
    *rows("投诉每件扣2分，直至扣完\n本项 5 分", "投诉", (2, "1"), (3, "0")),
    *rows("举报查实1件，扣1分，上不封顶。", "举报", (0, "0"), (3, "-3"), (30, "-30")),
    *rows("新增企业每家加2分；不设上限。", "新增企业", (9, "18")),
]
BOUNDS: list[Row] = [
    *rows(
        "用电量增幅大于5%小于等于10%的扣1分，大于10%的扣2分",
        "用电量增幅",
        ("5%", "0"),
        ("8%", "-1"),
        ("10%", "-1"),
        ("12%", "-2"),
    ),
    *rows("差错率高于或等于3%扣1分", "差错率", ("2.9%", "0"), ("3%", "-1")),
    *rows("失业率控制在4.5%以内得5分，超出的不得分\n本项 5 分", "失业率", ("4.5%", "5"), ("4.6%", "0")),
    *rows("平均用时不超过3天得5分；超过的，扣2分", "平均用时", (3, "5"), (4, "-2")),
    *rows(
        "完成率达到90%得5分，达到80%得3分，达不到的不得分\n本项 5 分",
        "完成率",
        ("90%", "5"),
        ("80%", "3"),
        ("79%", "0"),
    ),
    *rows(
        "报告数每百万人口不少于300份，低于300份扣1分，低于200份扣2分",
        "报告数每百万人口",
        (300, "0"),
        (250, "-1"),
        (150, "-2"),
    ),
    *rows("到岗率不低于95%，低于95%的，每低1个百分点扣0.5分", "到岗率", ("95%", "0"), ("93%", "-1")),
    *rows("平均用时不超过3天，超过3天扣1分，超过5天扣2分", "平均用时", (3, "0"), (4, "-1"), (6, "-2")),
    *rows("完成率低于90%扣2分；达到的不扣分", "完成率", ("89%", "-2"), ("90%", "0")),
]
WORDS: list[Row] = [
    *rows(
        "门前三包责任书签订率达到95%，每低一个百分点扣0.1分。", "门前三包责任书签订率", ("95%", "0"), ("90%", "-0.5")
    ),
    *rows("遗失档案的，每卷扣2分", "遗失档案", (0, "0"), (3, "-6")),
    *rows("不按时报送每次扣0.2分,累计扣分最多2分.", "不按时报送", (3, "-0.6"), (11, "-2")),
    ("未报送扣1分.\n迟报每次扣0.5分.", {"未报送": True, "迟报": 2}, "-2"),
    *(
        ("考核得分四舍五入保留一位小数，得分=实际完成÷任务×10\n本项 10 分", {"实际完成": done, "任务": 3}, points)
        for done, points in ((1, "3.3"), (2, "6.7"), (3, "10"))
    ),
    *rows("旷工每次扣0.5分，3次以上的，退回原单位。", "旷工", (1, "-0.5"), (4, "-2")),
    *(
        ("差错每处扣1分；出现重大差错的，单项否决\n本项 5 分", {"差错": 2, "出现重大差错": grave}, points)
        for grave, points in ((False, "3"), (True, "0"))
    ),
    *(
        ("已述法得2分，未述法不得分\n本项 2 分", {"已述法": said}, points)
        for said, points in ((True, "2"), (False, "0"))
    ),
]
NOTHING: list[Row] = [
    *rows(
        "办结率低于98%的扣2分，低于95%的扣5分，低于90%的不得分。\n本项 10 分",
        "办结率",
        ("98%", "10"),
        ("96%", "8"),
        ("90%", "5"),
        ("88%", "0"),
    ),
    *rows(
        "不合格1个扣2分，2个扣5分，3个以上不得分\n本项 8 分", "不合格", (0, "8"), (1, "6"), (2, "3"), (3, "0"), (4, "0")
    ),
    *rows("投诉每件扣1分，5件以上不得分\n本项 10 分", "投诉", (0, "10"), (4, "6"), (5, "0")),
    *rows(
        "办结率低于95%每低1个百分点扣1分，低于80%不得分\n本项 20 分",
        "办结率",
        ("95%", "20"),
        ("80%", "5"),
        ("79%", "0"),
    ),
]


@pytest.mark.parametrize("row", [*CAPS, *BOUNDS, *WORDS, *NOTHING], ids=str)
def test_points(row: Row) -> None:
    check(row)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲每次扣1分；乙每次扣1分；丙每次扣1分，两项合计最多扣2分", "E428-cap-of-whom"),
        ("投诉每件扣1分，5件以下不得分\n本项 10 分", "E439-nothing-of-losses"),
        ("办结率低于98%的扣2分，达到100%的不得分\n本项 10 分", "E439-nothing-of-losses"),
        ("办结率低于98%的扣2分，低于90%的不得分", "E439-nothing-of-losses"),  # of which item?
        ("不合格1个扣2分，2个扣5分，4个以上不得分\n本项 8 分", "E448-open-ladder"),
        ("办结率达到90%得5分；满意率达到80%得5分；达不到的扣2分", "E102-unexpected-word"),  # which of them?
        ("办结率90%以上，低于95%的扣1分", "E102-unexpected-word"),  # a range?
        ("办结率90%以上，90%以下扣1分", "E102-unexpected-word"),
        ("市级表彰每次加1分；省级表彰每次加2分，同一内容取最高分", "E492-most-of-each"),
        ("投诉每件扣1分，通报批评。", "E101-unfinished-rule"),  # to whom?
        ("达到90%得5分；超过的加1分", "E102-unexpected-word"),  # beyond is not the rest here
        ("完成率大于5%小于等于10%扣1分，超过的扣2分", "E102-unexpected-word"),
        ("费用控制在5%—10%得5分，超出的不得分\n本项 5 分", "E102-unexpected-word"),
    ],
)
def test_asked(text: str, code: str) -> None:
    assert code in [each.code for each in try_line(text).bag]


def test_what_follows_is_no_points() -> None:
    trial = try_line("旷工每次扣0.5分；一个月累计旷工3次以上的，退回原单位。")
    assert trial.policy is not None
    (clause,) = trial.policy.clauses()
    assert [each.text for each in clause.consequences] == ["退回原单位"]


def test_a_notice_is_a_fact_where_points_follow() -> None:
    assert try_line("被通报批评，每次扣1分").declarations == ("事实 被通报批评：计数（次）",)
