"""What official sentences leave unsaid or say twice (dsl/lexer/implied.py), and the words that clerks type for one and the same thing.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import Reading, check, reading

RATE = "事实 办结率：比率\n"
COUNT = "事实 投诉：计数（件）\n"
ACCIDENT = "事实 事故：是否\n本项 5 分\n得满分\n事故 "
NEWS = "事实 信息：计数（条）\n"

CAPS = tuple(
    reading(f"{COUNT}投诉 每件 扣 1 分，{cap}", points, 投诉=count)
    for cap in ("最高不超过5分", "累计不超过5分", "单项扣至5分为止", "累计扣分，最高扣分不超过5分", "本项最多扣5分")
    for count, points in ((4, -4), (5, -5), (9, -5))
)
GONE = tuple(
    reading(f"{COUNT}本项 5 分\n投诉 每件 扣 2 分，{word}", points, 投诉=count)
    for word in ("扣完为止", "直至0分为止", "至本项扣完为止", "扣至0分为止")
    for count, points in ((2, 1), (3, 0))
)
ZEROED = tuple(
    reading(ACCIDENT + words, points, 事故=happened)
    for words in ("此项得分为0", "整个项得0分", "全扣", "扣满分", "此项不得分")
    for happened, points in ((True, 0), (False, 5))
)
FULL = (
    reading(f"{NEWS}信息 每条 加 1 分，满分2分", 1, 信息=1),
    reading(f"{NEWS}信息 每条 加 1 分，满分2分", 2, 信息=3),
    reading(f"{COUNT}基础分5分，投诉每件扣1分", 3, 投诉=2),
)

RANKED = RATE + "办结率 排名第1名加3分，第2名加2分；第3名加1分"
TIERS = RATE + "办结率 排名第一名至第三名得5分，第四名至第六名得3分"
LAST = tuple(f"{RATE}办结率 {words}扣1分" for words in ("排名最后一名", "排名末位", "排名倒数第一"))
PLACES = (
    *(reading(RANKED, 4 - place if place < 4 else 0, 办结率="90%", 办结率名次=place) for place in (1, 2, 3, 4)),
    *(
        reading(TIERS, points, 办结率="90%", 办结率名次=place)
        for place, points in ((1, 5), (3, 5), (4, 3), (6, 3), (7, 0))
    ),
    *(
        reading(lines, -1 if place == 1 else 0, 办结率="90%", 办结率倒数名次=place)
        for lines in LAST
        for place in (1, 2)
    ),
    reading(RATE + "办结率 第7名及以后 扣1分", -1, 办结率="90%", 办结率名次=7),
    reading(RATE + "办结率 第7名及以后 扣1分", 0, 办结率="90%", 办结率名次=6),
    reading(RATE + "办结率 第7名以内 加1分", 1, 办结率="90%", 办结率名次=7),
    reading(RATE + "办结率 第7名以内 加1分", 0, 办结率="90%", 办结率名次=8),
)

KINDS = (
    reading(RATE + "县区 办结率 低于95% 扣1分", -1, kind="县区", 办结率="94%"),
    reading(RATE + "县区 办结率 低于95% 扣1分", 0, kind="市直部门", 办结率="94%"),
    reading(COUNT + "县区投诉每件扣2分，市直部门投诉每件扣1分", -4, kind="县区", 投诉=2),
    reading(COUNT + "县区投诉每件扣2分，市直部门投诉每件扣1分", -2, kind="市直部门", 投诉=2),
)

SAID_SO = tuple(
    reading(f"{COUNT}{words}每件扣1分", -2, 投诉=2)
    for words in ("被投诉", "发生投诉的", "凡投诉的，", "当年投诉", "有投诉的，")
)
NONE = tuple(
    reading(f"{COUNT}本项 5 分\n{words}得满分", points, 投诉=count)
    for words in ("无投诉的", "未发生投诉的", "没有投诉", "没有发生投诉的")
    for count, points in ((0, 5), (1, 0))
)

SMALL_STEPS = tuple(
    reading(f"{RATE}办结率 低于95% {words} 扣1分", points, 办结率=rate)
    for words, rate, points in (
        ("每低1%", "93%", -2),
        ("每低1‰", "94.8%", -2),
        ("每差0.5个百分点", "94%", -2),
        ("每落后1个百分点", "94.5%", 0),
    )
)
ROUNDED_UP = RATE + "办结率 低于95%，每低5个百分点扣1分，不足5个百分点的按5个百分点计算"
COUNTED = (
    reading(NEWS + "每报送1条信息得0.5分", "1.5", 信息=3),
    reading(NEWS + "信息每报送1条得0.5分", "1.5", 信息=3),
    *(
        reading(f"{NEWS}{words}，每少报1条扣0.5分", points, 信息=count)
        for words in ("信息不少于12条", "信息12条以上得6分")
        for count, points in ((12, 0 if "不少于" in words else 6), (10, -1 if "不少于" in words else 5))
    ),
    reading("事实 甲：是否\n事实 乙：是否\n甲加5分、乙加3分", 8, 甲=True, 乙=True),
    reading("事实 甲：计数（次）\n事实 乙：计数（次）\n甲加5分/次、乙加3分/次", 11, 甲=1, 乙=2),
    reading(NEWS + "信息 每项每条 加 1 分", 3, 信息=3),
    reading("事实 甲：是否\n事实 乙：是否\n甲、乙的，各扣1分", -2, 甲=True, 乙=True),
    reading("事实 甲：是否\n事实 乙：是否\n甲、乙的，各扣1分", -1, 甲=False, 乙=True),
    reading("事实 甲：是否\n甲 +1分", 1, 甲=True),
    reading("事实 甲：是否\n甲 -1分", -1, 甲=True),
    reading(ROUNDED_UP, -1, 办结率="94%"),
    reading(ROUNDED_UP, -2, 办结率="89%"),
)

THIRD = (
    reading(RATE + "办结率 低于三分之一 扣1分", -1, 办结率="33%"),
    reading(RATE + "办结率 低于三分之一 扣1分", 0, 办结率="34%"),
    reading(RATE + "办结率 三分之二以上 加1分", 1, 办结率="67%"),
    reading(RATE + "办结率 低于千分之五 扣1分", -1, 办结率="0.4%"),
)

SHARES = tuple(
    reading(f"{RATE}本项 10 分\n办结率 {words}", points, 办结率=rate)
    for words in ("100%的记满分，低于100%的按比例记分", "达到100%的记满分，其余按比例记分")
    for rate, points in (("100%", 10), ("45%", "4.5"))
)
MONEY = "事实 到位资金：金额（元）\n到位资金500万元以上得6分，100—500万元（不含）得3分，其余不得分"
BRACKETS = (
    *(
        reading(MONEY, points, 到位资金=money)
        for money, points in ((5_000_000, 6), (4_999_999, 3), (1_000_000, 3), (999_999, 0))
    ),
    reading("事实 超期：计数（件）\n事实 经批准：计数（件）\n超期每件扣1分（经批准的除外）", -3, 超期=5, 经批准=2),
    reading("事实 总结：日期，可空\n总结2021年3月31日前报送得2分", 2, 总结=date(2021, 3, 31)),
    reading("事实 总结：日期，可空\n总结2021年3月31日前报送得2分", 0, 总结=date(2021, 4, 1)),
    reading("事实 总结：日期，可空\n总结6月底前未报送扣2分", 0, 总结=date(2021, 6, 30)),
    reading("事实 总结：日期，可空\n总结6月底前未报送扣2分", -2, 总结=date(2021, 7, 1)),
    reading("事实 总结：日期，可空\n年底前未上报总结扣2分", -2, 总结=date(2022, 1, 1)),
)

ALL = (
    *CAPS, *GONE, *ZEROED, *FULL, *PLACES, *KINDS, *SAID_SO, *NONE, *SMALL_STEPS, *COUNTED, *THIRD, *SHARES, *BRACKETS
)  # fmt: skip


@pytest.mark.parametrize("row", ALL, ids=str)
def test_points(row: Reading) -> None:
    check(row)


def test_what_follows_behind_a_comma_follows_from_the_same() -> None:
    for words in ("未公示的，扣1分，取消评优资格", "未公示的，扣1分并取消评优资格"):
        trial = try_line(words, ())
        assert trial.canonical == "未公示 扣 1 分，取消评优资格"
        assert trial.declarations == ("事实 未公示：是否",)
        assert trial.policy is not None
        (clause,) = trial.policy.clauses()
        assert [each.text for each in clause.consequences] == ["取消评优资格"]
    assert try_line("未公示扣1分；取消评优资格", ()).policy is None, "behind ； nobody knows"
