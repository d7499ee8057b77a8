"""Readings that the laws of tests/properties/test_laws.py have found: a plain example of each; the points are worked out from the words."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.lowering.readings import Reading, check, reading, refused

COUNT = "事实 投诉：计数（件）\n"
PRAISE = COUNT + "事实 表扬：计数（次）\n"
EXCUSED = "事实 主动报告：是否\n"
BOTH = PRAISE + EXCUSED + "投诉 每件 扣 2 分；表扬 每次 加 1 分\n主动报告 "
# What spares is said of what is lost; 减半加分 of what is won; 折算 of everything.
SPARED = (
    reading(BOTH + "除外", 3, 投诉=2, 表扬=3, 主动报告=True),
    reading(BOTH + "减半", 1, 投诉=2, 表扬=3, 主动报告=True),
    reading(BOTH + "加倍", -5, 投诉=2, 表扬=3, 主动报告=True),
    reading(BOTH + "减半加分", "-2.5", 投诉=2, 表扬=3, 主动报告=True),
    reading(BOTH + "按 50% 折算", "-0.5", 投诉=2, 表扬=3, 主动报告=True),
    reading(BOTH + "除外", -1, 投诉=2, 表扬=3, 主动报告=False),
)
# A formula and an assessor's points are lost or won by their word; one effect may do both.
RATE = "事实 返工率：比率\n"
FORMULA = RATE + EXCUSED + "事实 公开：是否\n公开 加 1 分；扣分 = 返工率 × 10\n主动报告 不加分"
ELSE = "事实 失密：是否\n" + EXCUSED + "失密 扣 1 分，否则 加 8 分\n主动报告 {}"
JUDGED = PRAISE + EXCUSED + "投诉 每件 扣 2 分；表扬 每次 加 1—2 分\n主动报告 除外"
SIGNS = (
    reading(FORMULA, -7, 返工率="70%", 公开=True, 主动报告=True),
    reading(FORMULA, -6, 返工率="70%", 公开=True, 主动报告=False),
    reading(ELSE.format("不加分"), -1, 失密=True, 主动报告=True),
    reading(ELSE.format("不加分"), 0, 失密=False, 主动报告=True),
    reading(ELSE.format("不扣分"), 8, 失密=False, 主动报告=True),
    reading(ELSE.format("不扣分"), 0, 失密=True, 主动报告=True),
    reading(JUDGED, 4, 投诉=2, 表扬=3, 主动报告=True, **{"一、试评定分": 4}),
)
# 不扣分 and 不加分 behind a comma are said of that line; so many pieces are out of what is counted, not of what stands beside it.
COMMA = COUNT + EXCUSED + "事实 公示：是否\n投诉 每件 扣 2 分；未 公示 扣 1 分，主动报告 不扣分"
PIECES = COUNT + "事实 经批准投诉：计数（件）\n事实 公示：是否\n投诉 每件 扣 2 分；未 公示 扣 1 分\n经批准投诉 除外"
REACH = (
    reading(COMMA, -4, 投诉=2, 公示=False, 主动报告=True),
    reading(COMMA, -5, 投诉=2, 公示=False, 主动报告=False),
    reading(PIECES, -5, 投诉=3, 经批准投诉=1, 公示=False),
)
# 无…时 belongs to the indicators over that denominator, wherever it stands; its points count once.
TWO = (
    "事实 退件：计数（件），不超过 收件\n事实 收件：计数（件）\n事实 结案：计数（件），不超过 立案\n事实 立案：计数（件）\n"
    "指标 退件率 = 退件 ÷ 收件\n指标 结案率 = 结案 ÷ 立案\n"
    "退件率 超过 10% 扣 2 分；结案率 低于 90% 扣 3 分；退件率 超过 50% 另扣 1 分\n无立案时 不扣分；无收件时 扣 4 分"
)
EMPTY = (
    reading(TWO, -4, 退件=0, 收件=0, 结案=0, 立案=0),
    reading(TWO, -7, 退件=0, 收件=0, 结案=0, 立案=5),
    reading(TWO, -3, 退件=6, 收件=10, 结案=0, 立案=0),
)
# 其余 is where no level counts anything.
LEVELS = "事实 推介：计数（篇），分级 国家级、省级\n国家级 每篇 加 3 分，省级 每篇 加 2 分，其余 扣 1 分"
# 不记分 takes losses away with what they are lost from, where it reaches that; a share that is doubled is held by its cap.
MOVES = (
    "事实 信访量：计数（批）\n事实 上年信访量：计数（批）\n事实 差错：计数（处）\n" + EXCUSED + "本项 10 分\n"
    "信访量 与 上年信访量 相比，每下降 1 批 加 0.2 分，每上升 1 批 扣 1 分，最高扣 2 分，主动报告 不记分\n"
    "差错 0 处 记 5 分，每增加 1 处 扣 3 分"
)
SHARE = RATE + EXCUSED + "事实 公开：是否\n未 公开 扣 2 分\n按 返工率 扣分，最高扣 4 分，主动报告 加倍"
FROM = (
    reading(MOVES, 3, 信访量=9, 上年信访量=5, 差错=0, 主动报告=True),
    reading(MOVES, 5, 信访量=4, 上年信访量=5, 差错=0, 主动报告=True),
    reading(SHARE, -4, 返工率="100%", 公开=True, 主动报告=True),
    reading(SHARE, -2, 返工率="25%", 公开=True, 主动报告=True),
)
REST = (
    reading(LEVELS, 3, 推介·国家级=1, 推介·省级=0),
    reading(LEVELS, 2, 推介·国家级=0, 推介·省级=1),
    reading(LEVELS, -1, 推介·国家级=0, 推介·省级=0),
)
# A cap of one sentence inside a cap of several; a cap on points that a table gives.
NESTED = (
    PRAISE + "事实 差错：计数（处）\n差错 每处 扣 1 分；投诉 每件 扣 2 分，最高扣 3 分；表扬 每次 加 1 分\n最高扣 10 分"
)
LOOKED_UP = (
    "事实 级别：类别（国家级、其他级别）\n事实 奖项：类别（第一、第二、未获奖）\n事实 表扬：计数（次）\n"
    "分值表 获奖分（第一、第二）：国家级 8 分、6 分\n按 获奖分 加分，最多加 3 分；表扬 每次 加 1 分"
)
# Of 取最高分 the caps hold one sentence each, 另加 comes on top of it; 最多加 holds what is won, not what 否则 takes.
MOST = (
    PRAISE + "事实 创新：计数（项）\n事实 公开：是否\n表扬 每次 加 1 分{}；创新 每项 加 2 分\n取最高分\n{}最多加 {} 分"
)
ELSE_CAPPED = PRAISE + "事实 公开：是否\n公开 加 2 分，否则 扣 4 分；表扬 每次 加 1 分\n最多加 3 分"
CAPS = (
    reading(MOST.format("", "", 900), 8, 表扬=7, 创新=4, 公开=True, 投诉=0),
    reading(MOST.format("", "", 6), 6, 表扬=4, 创新=4, 公开=True, 投诉=0),
    reading(MOST.format("，最多加 3 分", "公开 另加 1 分\n", 900), 9, 表扬=7, 创新=4, 公开=True, 投诉=0),
    reading(MOST.format("，最多加 3 分", "公开 另加 1 分\n", 900), 4, 表扬=7, 创新=1, 公开=True, 投诉=0),
    reading(MOST.format("", "公开 另加 1 分；投诉 每件 扣 1 分\n", 7), 6, 表扬=4, 创新=4, 公开=True, 投诉=1),
    reading(ELSE_CAPPED, -1, 公开=False, 表扬=8, 投诉=0),
    reading(ELSE_CAPPED, 3, 公开=True, 表扬=8, 投诉=0),
    reading(NESTED, -10, 差错=9, 投诉=5, 表扬=0),
    reading(NESTED, -4, 差错=1, 投诉=5, 表扬=0),
    reading(NESTED, -8, 差错=9, 投诉=5, 表扬=2),
)


# Steps begin from the bound before them only where they count the same thing; 不记分 behind losses is said of what is won further on.
MONTHS = (
    "事实 驻村时间：时长（月）\n事实 信访量：计数（批）\n事实 上年信访量：计数（批）\n"
    "驻村时间 1 月 加 1 分\n信访量 与 上年信访量 相比，每下降 1 批 加 0.2 分"
)
BEHIND = COUNT + RATE + EXCUSED + "本项 20 分\n投诉 每件 扣 1 分；主动报告 不记分；得分 = （1 − 返工率） × 10"
OTHERS = (
    reading(MONTHS, 5, 驻村时间=4, 信访量=5, 上年信访量=10),
    reading(BEHIND, 0, 投诉=3, 返工率="50%", 主动报告=True),
    reading(BEHIND, 2, 投诉=3, 返工率="50%", 主动报告=False),
)


@pytest.mark.parametrize("row", [*SPARED, *SIGNS, *REACH, *FROM, *EMPTY, *REST, *CAPS, *OTHERS], ids=str)
def test_a_reader_expects_these_points(row: Reading) -> None:
    check(row)


def test_a_cap_holds_what_a_table_gives() -> None:
    policy = try_line(LOOKED_UP).policy
    assert policy is not None
    facts = {"级别": "国家级", "奖项": "第一", "表扬": 2}
    assert score(policy, Unit("试", "县区", facts)).total.exact == 3 + 2


# Words of a list, and of a name, are no words of the language; what follows a list is.
LISTED = "事实 超速：计数（次）\n事实 闯红灯：计数（次）\n事实 瞒报：是否\n有下列情形之一的，每次 扣 1 分：超速、闯红灯"
SAME = (
    ("超速、闯红灯", "超速和闯红灯"),
    ("超速、闯红灯", "超速以及闯红灯"),
    ("超速、闯红灯", "超速或者闯红灯"),
    ("有下列情形之一的，每次 扣 1 分：超速、闯红灯", "每超速 1 次 扣 1 分，每闯红灯 1 次 扣 1 分"),
)


@pytest.mark.parametrize("lines", [LISTED.replace(*pair) for pair in SAME])
def test_a_list_is_its_names(lines: str) -> None:
    check(reading(lines, -5, 超速=2, 闯红灯=3, 瞒报=False))


@pytest.mark.parametrize(("more", "points"), [("，最高扣 3 分", -3), ("，瞒报 除外", 0), ("和闯红灯的，瞒报 除外", 0)])
def test_a_list_ends_with_a_comma_behind_a_name(more: str, points: int) -> None:
    lines = LISTED.replace("、闯红灯", more) if more.startswith("和") else LISTED + more
    check(reading(lines, points, 超速=2, 闯红灯=3, 瞒报=True))


def test_no_case_may_say_免于扣分() -> None:
    rate = "事实 回访：计数（户），不超过 应回访\n事实 应回访：计数（户）\n指标 回访率 = 回访 ÷ 应回访\n"
    check(reading(rate + "回访率 低于 80% 扣 2 分\n无应回访时 免于扣分", 0, 回访=0, 应回访=0))


# One number of pieces before the points is a rate, whatever stands beside it.
ONCE = PRAISE + EXCUSED + "{} 表扬 1 次 加 2 分{}"
PIECEWISE = (
    reading(ONCE.format("县区 且", ""), 6, 表扬=3),
    reading(ONCE.format("县区 且", ""), 0, kind="市直部门", 表扬=3),
    reading(ONCE.format("主动报告 且", ""), 6, 表扬=3, 主动报告=True),
    reading(ONCE.format("主动报告 且", ""), 0, 表扬=3, 主动报告=False),
    reading(PRAISE + "表扬 1 次 的 县区 加 2 分", 6, 表扬=3),
    reading(PRAISE + "县区 且 表扬 2 次 加 3 分", 3, 表扬=3),
    reading(ONCE.format("县区 且", "，2 次 加 3 分，3 次以上 加 5 分"), 3, 表扬=2),
    reading(ONCE.format("县区 且", "，市直部门 且 表扬 2 次 加 3 分"), 6, 表扬=3),
)


@pytest.mark.parametrize("row", PIECEWISE, ids=str)
def test_a_number_of_pieces_beside_a_condition_is_a_rate(row: Reading) -> None:
    check(row)


RATES = "事实 办结率：比率\n事实 报送：日期，可空\n"
SOME = (
    reading(RATES + "县区 且 办结率 低于 90% 扣 1 分；办结率 低于 80% 另扣 3 分", -4, 办结率="70%"),
    reading(RATES + "县区 且 办结率 低于 60% 扣 1 分；办结率 达到 95% 加 3 分", -1, 办结率="50%"),
    reading(RATES + "县区 且 办结率 低于 60% 扣 1 分；办结率 60%—80% 扣 3 分", -3, 办结率="70%"),
)


@pytest.mark.parametrize("row", SOME, ids=str)
def test_sentences_of_some_and_of_all_units_that_are_plain(row: Reading) -> None:
    check(row)


OTHERS_LOSE = "事实 信息：计数（条）\n事实 瞒报：是否\n事实 公示：是否\n市直部门 且 公示 {} 1 分\n"
ASKED = (
    (RATES + "县区 且 办结率 低于 90% 扣 1 分；办结率 低于 80% 扣 3 分", "E468-some-and-all"),
    (RATES + "办结率 低于 90% 扣 1 分\n县区 且 办结率 低于 80% 扣 3 分", "E468-some-and-all"),
    (RATES + "县区 且 2021年3月31日前 未 报送 扣 1 分；2021年4月15日前 未 报送 扣 2 分", "E468-some-and-all"),
    (OTHERS_LOSE.format("扣") + "信息 每条 加 1 分\n瞒报 除外", "E469-reach-by-kind"),
    (OTHERS_LOSE.format("扣") + "县区 信息 每条 加 1 分\n瞒报 减半", "E469-reach-by-kind"),
    (OTHERS_LOSE.format("加") + "瞒报 不记分\n信息 每条 加 1 分", "E469-reach-by-kind"),
    (COUNT + "事实 报备：是否\n投诉 每件 扣 1 分；未 报备 扣 1 分，最高扣 5 分", "E428-cap-of-whom"),
    ("事实 信息：计数（条）\n信息 每条 得 1 分，最多加 4 分", "E427-cap-of-nothing"),
    (PRAISE + "本项 10 分\n表扬 每次 加 1 分；县区 且 投诉 超过 2 件 扣 2 分", "E429-two-starts"),
    (RATE + EXCUSED + "本项 10 分\n扣分 = 返工率 × 10；主动报告 不得分", "E439-nothing-of-losses"),
)


@pytest.mark.parametrize(("lines", "code"), ASKED, ids=[code for _, code in ASKED])
def test_two_readings_are_asked(lines: str, code: str) -> None:
    assert code in refused(lines)
