"""Times and numbers in the names of events (docs/adr/0051): what is read, what is a ladder, what is asked. Points worked out by hand.

A flag or a count that is named by the whole of its condition gives what the sentence gives; two of them that are one thing at two
levels are a ladder where that is certain, and else asked (E426), never added up.
"""

from __future__ import annotations

from datetime import date

import pytest

from compiler.asking.trial import try_line
from dsl.words.numbered import inside, related
from tests.unit.lowering.test_clerks_words import Row, check, rows

READ: list[Row] = [
    *rows("3日内未办结且未说明理由的扣1分", "3日内未办结且未说明理由", (True, "-1"), (False, "0")),
    *rows("5年以上未轮岗的，每人扣1分", "5年以上未轮岗", (2, "-2")),
    ("投诉3日内未办结扣1分；投诉被退回扣2分", {"投诉3日内未办结": True, "投诉被退回": True}, "-3"),
    *rows("政务新媒体14天内无更新的，每次扣0.5分", "政务新媒体14天内无更新", (0, "0"), (2, "-1")),
    *rows("应急预案超过3年未修订的，扣1分。", "应急预案超过3年未修订", (True, "-1"), (False, "0")),
    *rows("超过两个月未反馈的，扣2分。", "超过两个月未反馈", (True, "-2"), (False, "0")),
    *rows("同一诉求投诉3次以上未解决的，每件扣1分", "同一诉求投诉3次以上未解决", (2, "-2")),
    *rows("一年内2次以上无人值守的，扣2分", "一年内2次以上无人值守", (True, "-2")),
    *rows("问题未整改被二次反馈的，每个扣2分", "问题未整改被二次反馈", (3, "-6")),
    *rows("连续三年获评优秀的，得2分", "连续三年获评优秀", (True, "2"), (False, "0")),
    *rows("经费“两个只增不减”未落实的，一项扣2分", "经费“两个只增不减”未落实", (1, "-2")),
    *rows("教师培训每学年不少于72学时，每少1学时扣0.1分", "教师培训每学年", (72, "0"), (70, "-0.2")),
    *rows("不良反应报告数每百万人口不少于300份得5分\n本项 5 分", "不良反应报告数每百万人口", (300, "5"), (299, "0")),
    *rows("得分=全年12个月考核得分的平均值，保留两位小数\n本项 10 分", "12个月考核得分的平均值", ("9.456", "9.46")),
    *(
        (
            "垃圾未清理，每发现一处扣0.2分；一周内未整改到位的，加倍扣分",
            {"垃圾未清理": 3, "一周内未整改到位": late},
            points,
        )
        for late, points in ((False, "-0.6"), (True, "-1.2"))
    ),
    (
        "来信未在15日内告知的，1件扣0.5分，未在60日内答复的，1件扣1分",
        {"来信未在15日内告知": 2, "未在60日内答复": 1},
        "-2",
    ),
    *(
        ("公开率100%得3分；有1件超期答复的，不得分\n本项 3 分", {"公开率": rate, "超期答复": late}, points)
        for rate, late, points in (("100%", 0, "3"), ("100%", 1, "0"), ("95%", 1, "0"))
    ),
    *rows("有2件以上超期的，扣2分", "超期", (1, "0"), (2, "-2"), (3, "-2")),
    *rows("每漏评、错退1户扣0.5分", "漏评、错退", (0, "0"), (3, "-1.5")),
    *rows("响应时间未在15日内的扣1分", "响应时间", (15, "0"), (16, "-1")),
    *(
        ("自接到交办之日起5日内未反馈的，扣1分", {"接到交办": date(2021, 3, 1), "反馈": day}, points)
        for day, points in ((date(2021, 3, 6), "0"), (date(2021, 3, 7), "-1"), (None, "-1"))
    ),
]
HOURS = "网络舆情24小时内未处置的扣0.5分{0}48小时内未处置的扣1分{0}72小时内未处置的扣2分"
YEARS = "连续两年无事故得3分，连续三年无事故得5分\n本项 5 分"
LADDERS: list[Row] = [
    *(
        (HOURS.format(mark), {"网络舆情24小时内未处置": one, "48小时内未处置": two, "72小时内未处置": three}, points)
        for mark in ("，", "；")
        for one, two, three, points in (
            (False, False, False, "0"),
            (True, False, False, "-0.5"),
            (True, True, False, "-1"),
            (True, True, True, "-2"),
        )
    ),
    *(
        ("投诉2日内未答复扣1分，5日内仍未答复扣2分", {"投诉2日内未答复": two, "5日内仍未答复": five}, points)
        for two, five, points in ((True, False, "-1"), (True, True, "-2"))
    ),
    *(
        (YEARS, {"连续两年无事故": two, "连续三年无事故": three}, points)
        for two, three, points in ((False, False, "0"), (True, False, "3"), (True, True, "5"))
    ),
    *(
        (
            "连续两季度未达标扣2分；连续三季度及以上未达标扣3分",
            {"连续两季度未达标": two, "连续三季度及以上未达标": three},
            points,
        )
        for two, three, points in ((True, False, "-2"), (True, True, "-3"), (False, True, "-3"))
    ),
]
ASKED = [
    "投诉2日内未答复投诉人的扣1分，5日内未作答复的扣2分",
    "2日内未答复的扣1分；投诉5日内未答复的扣2分",
    "一年未培训的，每人扣1分；两年未培训的，每人扣2分",
    "一年内不合格1次扣1分；两年内不合格2次以上扣3分",
    "工单被退回，每件扣0.5分；二次退回的，每件扣1分；三次及以上退回的，每件扣2分",
    "值班电话无人接听的，每次扣0.5分；一年内3次以上无人接听的，扣2分",
    "14天内未更新每次扣1分，30天内未更新每次扣2分",
    "连续三年无安全事故得5分，连续两年无事故得3分\n本项 5 分",
    "未达到进度的扣1分，连续两季度未达到的扣2分",
    "投诉24小时内未处置扣1分；舆情48小时内未处置扣2分；72小时内未处置扣3分",
    "24小时内无处置扣3分；48小时内无处置扣2分",  # less for more: no ladder
    "事实 亿元以上项目：计数（个）\n事实 5亿元以上项目：计数（个）\n亿元以上项目 每个 加 1 分；5亿元以上项目 每个 加 3 分",
]


@pytest.mark.parametrize("row", [*READ, *LADDERS], ids=str)
def test_points(row: Row) -> None:
    check(row)


@pytest.mark.parametrize("text", ASKED)
def test_two_levels_of_one_thing_are_never_added_up(text: str) -> None:
    assert "E426-counted-twice" in [each.code for each in try_line(text).bag]


@pytest.mark.parametrize(("word", "points"), [("就低", "-3"), ("就高", "-1"), ("累计", "-6")])
def test_the_author_may_choose_a_level(word: str, points: str) -> None:
    text = f"未达到进度的扣1分，连续两季度未达到的扣2分，连续三季度未达到的扣3分\n{word}"
    facts: dict[str, object] = dict.fromkeys(("未达到进度", "连续两季度未达到", "连续三季度未达到"), True)
    check((text, facts, points))


def test_the_author_may_add_them_up() -> None:
    assert try_line("二次退回 每件 扣 1 分；三次以上退回 每件 另扣 2 分").policy is not None


@pytest.mark.parametrize(
    "text",
    [
        "教师培训每月不少于6学时，每少1学时扣0.1分",  # of which month?
        "万人上访率超过全市平均值的扣2分，高出50%以上的扣5分",
        "办结率连续3个月低于90%的，扣2分",
        "2处不符合要求扣3分",
        "有3人未达标扣2分",
        "亿元以上项目每个加1分，5亿元以上项目每个加3分",
        "3年内发生2次以上不良记录的，扣2分",
        "3年内连续两次不合格的，扣2分",
    ],
)
def test_refused(text: str) -> None:
    assert try_line(text).policy is None


def test_what_is_bounded_is_no_event() -> None:
    assert try_line("办理时限超过3天不得分\n本项 5 分").declarations == ("事实 办理时限：时长（自然日）",)
    assert try_line("公布后4个工作日内未调整扣2分").declarations == ("事实 公布：日期", "事实 调整：日期，可空")
    assert try_line("不合格连续3次以上的扣1分").declarations == ("事实 不合格连续：计数（次）",)


def test_which_level_lies_inside_the_other() -> None:
    assert inside("48小时内未处置", "舆情24小时内未处置")
    assert not inside("24小时内未处置", "48小时内未处置")
    assert inside("3天内办结", "5天内办结")
    assert inside("10亿元以上项目", "5亿元以上项目")
    assert not inside("三次退回", "二次退回")  # exactly so often?
    assert related("被退回重办", "二次退回")
    assert related("3周未反馈", "5周未反馈")
    assert related("两季度未达到", "未达到")
    assert not related("二次反馈", "未整改")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2020年考核优秀", "2021年考核优秀"),
        ("一季度完成任务", "二季度完成任务"),
        ("3月报送", "4月报送"),
        ("一类事项办结", "二类事项办结"),
        ("5个工作日内未办结", "5个工作日内未回复"),
    ],
)
def test_what_is_counted_through_is_not_two_levels(first: str, second: str) -> None:
    assert not related(first, second)
