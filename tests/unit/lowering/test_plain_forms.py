"""Forms that are plain in official texts: bounds and caps in brackets, places and steps behind them, days, allowances, two figures.

Made-up lines; the points are worked out from the words by hand, at both sides of every bound.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, refused, rows

RATE, PILE = "满意率", "投诉"
TIERS = "满意率90%（含）以上得10分，80%（含）-90%得8分，70%（含）至80%得6分，70%以下不得分"
TWO = "办结率达到95%以上，满意率达到90%以上的得10分，一项未达到的得5分，两项均未达到的不得分"
ROWS = (
    # what a bracket says is held by one tier is left out of the next
    *rows(TIERS, *((points, {RATE: value}) for points, value in ((10, "90%"), (8, "89.99%"), (8, "80%"), (6, "79%")))),
    *rows(TIERS, (6, {RATE: "70%"}), (0, {RATE: "69.99%"})),
    *rows("满意率80%（含）以上得5分；80%以下不得分", (5, {RATE: "80%"}), (0, {RATE: "79.99%"})),
    *rows("满意率在85%（含）—90%（不含）之间的，得6分", (6, {RATE: "85%"}), (0, {RATE: "90%"}), (6, {RATE: "89.99%"})),
    *rows("满意率在90%（含）至95%之间得8分", (0, {RATE: "89.99%"}), (8, {RATE: "90%"}), (0, {RATE: "95%"})),
    *rows("满意率80%（含）以上得5分；办结率80%以下扣3分", (2, {RATE: "80%", "办结率": "80%"})),  # of another figure
    *rows(
        "投诉5件以下得10分，5件—10件（含）得6分，10件以上不得分",
        *((points, {PILE: pieces}) for points, pieces in ((10, 5), (6, 6), (6, 10), (0, 11))),
    ),
    # a figure cut short
    *rows(
        "电子健康档案建档率≥90%得10分，80%≤建档率＜90%得8分，建档率＜80%不得分",
        *((points, {"电子健康档案建档率": value}) for points, value in ((10, "90%"), (8, "80%"), (0, "79.99%"))),
    ),
    *rows(
        "建档率90%以上得10分，80%≤率＜90%得8分", (10, {"建档率": "90%"}), (8, {"建档率": "89%"}), (0, {"建档率": "79%"})
    ),
    # caps in brackets in the middle of a line
    *rows(
        "投诉每件扣1分（最多扣5分），被通报每次扣2分",
        (-5, {PILE: 6, "被通报": 0}),
        (-4, {PILE: 4, "被通报": 0}),
        (-11, {PILE: 9, "被通报": 3}),
    ),
    *rows(
        "信息每条加0.5分（封顶3分）、被省级采用每条加1分（5分封顶）",
        (3, {"信息": 7, "被省级采用": 0}),
        (5, {"信息": 0, "被省级采用": 6}),
        (8, {"信息": 7, "被省级采用": 6}),
        ("2.5", {"信息": 1, "被省级采用": 2}),
    ),
    # so many are allowed, or cost less
    *rows("投诉3件以内不扣分，超过3件的每件扣1分", *((points, {PILE: n}) for points, n in ((0, 3), (-1, 4), (-3, 6)))),
    *rows("差错不超过2处不扣分；超过部分每处扣0.5分", *((p, {"差错": n}) for p, n in ((0, 2), ("-0.5", 3), (-1, 4)))),
    *rows(
        "迟报3次（含）以内的每次扣1分，超过的每次扣2分",
        *((points, {"迟报": n}) for points, n in ((0, 0), (-2, 2), (-3, 3), (-5, 4), (-7, 5))),
    ),
    *rows(
        "信息10条以内每条加0.1分，超过10条的部分每条加0.2分",
        *((points, {"信息": n}) for points, n in (("0.9", 9), (1, 10), ("1.2", 11))),
    ),
    # a bound word alone in front of steps
    *rows(
        "会议不少于4次得5分，不足的每少1次扣1分",
        *((points, {"会议": n}) for points, n in ((5, 5), (5, 4), (4, 3), (1, 0))),
    ),
    *rows("办结率达到95%得10分，未达到的每低1个百分点扣1分", (10, {"办结率": "95%"}), (9, {"办结率": "94%"})),
    # growth against another growth
    *rows(
        "增速高于全市平均水平得10分，每低1个百分点扣1分",
        *((p, {"增速": own, "全市平均水平": "6%"}) for p, own in ((10, "7%"), (10, "6%"), (9, "5%"), (8, "4%"))),
    ),
    *rows(
        "社零增速达到全市平均水平得5分，低于全市平均水平的，每低1个百分点扣1分",
        *((p, {"社零增速": own, "全市平均水平": "6%"}) for p, own in ((5, "6%"), (5, "5.5%"), (4, "5%"), (3, "4%"))),
    ),
    # places against the year before: a better place is a smaller number
    *rows(
        "排名较上年每后退1位扣1分，每上升1位加1分",
        *((p, {"名次": now, "上年名次": 5}) for p, now in ((0, 5), (-1, 6), (-3, 8), (1, 4), (4, 1))),
    ),
    # what there should be, and what is lacking
    *rows(
        "会议应召开不少于4次，少开1次扣1分", *((p, {"会议应召开": n}) for p, n in ((0, 4), (0, 5), (-1, 3), (-4, 0)))
    ),
    *rows("应配备安全员5名，每缺1人扣1分", *((p, {"配备安全员": n}) for p, n in ((0, 5), (-1, 4), (-5, 0)))),
    *rows(
        "在岗率100%得5分，每缺1人扣1分", (5, {"在岗率": "100%", "缺少人数": 0}), (3, {"在岗率": "98%", "缺少人数": 2})
    ),
    *rows("每月10日前报送工作信息，少报1次扣0.5分", (0, {"少报": 0}), ("-1.5", {"少报": 3})),
    # days that come again and again belong to what is counted
    *rows("每月5日前未报送的每次扣1分", (0, {"每月5日前未报送": 0}), (-2, {"每月5日前未报送": 2})),
    *rows("每月5日前报送报表，未报送的每次扣1分", (-2, {"未报送": 2})),
    *rows("次月10日前未报送信息的，每次扣0.5分", ("-1.5", {"次月10日前未报送信息": 3})),
    # shares
    *rows(
        "完成率100%得10分，80%以上按比例得分，低于80%不得分",
        *((p, {"完成率": rate}) for p, rate in ((10, "100%"), (9, "90%"), (8, "80%"), (0, "79.99%"))),
    ),
    # two figures for one amount
    *rows(
        TWO,
        *(
            (p, {"办结率": one, RATE: other})
            for p, one, other in ((10, "95%", "90%"), (5, "95%", "89%"), (5, "94%", "90%"))
        ),
        (0, {"办结率": "94.99%", RATE: "89.99%"}),
    ),
    *rows(
        "办结率达到95%、满意率达到90%的，得10分",
        *((p, {"办结率": "95%", RATE: r}) for p, r in ((10, "90%"), (0, "89%"))),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    """Both engines give the points of the text, and the quoted sentence agrees with the rules."""
    check(row)


# line, places of ranks, points
PLACES: tuple[tuple[str, dict[str, int], str], ...] = (
    ("排名前3得5分，4-8名得3分", {"1": 5, "3": 5, "4": 3, "8": 3, "9": 0}, ""),
    ("满意率前3名得5分", {"3": 5, "4": 0}, ""),
    ("进入全市前三名加2分", {"3": 2, "4": 0}, ""),
    ("综合得分前三的单位加2分", {"3": 2, "4": 0}, ""),
    ("名次在前5名的得5分；6至10名的得3分；其余不得分", {"5": 5, "6": 3, "10": 3, "11": 0}, ""),
    ("排名1-3名得5分，4-6名得3分，7名以后扣1分", {"3": 5, "6": 3, "7": -1, "9": -1}, ""),
    ("列全市前3名得10分，4-6名得8分，6名以后扣1分", {"3": 10, "6": 8, "7": -1}, ""),
    ("综合排名全市第一得10分，每降低1个位次扣0.5分", {"1": 10, "2": 9.5, "5": 8}, ""),
    ("满意率排名前3名得10分，每后退1位扣2分", {"1": 10, "3": 10, "4": 8, "6": 4}, ""),
)


@pytest.mark.parametrize(("line", "points", "_"), PLACES, ids=[line for line, _, _ in PLACES])
def test_places(line: str, points: dict[str, float], _: str) -> None:
    """Each place in the ranking has the points of the text."""
    trial = try_line(line)
    assert trial.policy is not None, [each.message for each in trial.bag if each.severity is Severity.ERROR]
    ranks = [fact.name for fact in trial.policy.facts if "名次" in fact.name]
    for place, expected in points.items():
        unit = Unit("试", "其他", {name: int(place) for name in ranks})
        assert float(score(trial.policy, unit).total.exact) == expected, place


def test_days_of_a_line() -> None:
    """Days without a year lie in the year that is assessed, and a verb alone goes on about the thing before."""
    trial = try_line("3月1日前报送计划的得3分，4月1日前报送的得1分")
    assert trial.policy is not None
    assert trial.assumed == ("考核期间 2025-01-01 至 2025-12-31",)
    got = [
        score(trial.policy, Unit("试", "其他", {"报送计划": day})).total.exact
        for day in (date(2025, 3, 1), date(2025, 3, 2), date(2025, 4, 1), date(2025, 4, 2))
    ]
    assert got == [3, 1, 1, 0]


def test_roles_of_units() -> None:
    """牵头单位 and 配合单位 that have points of their own are kinds of units."""
    trial = try_line("未按时报送的，牵头单位扣2分，配合单位扣1分")
    assert trial.policy is not None
    for kind, points in (("牵头单位", -2), ("配合单位", -1), ("其他", 0)):
        assert score(trial.policy, Unit("试", kind, {"未按时报送": True})).total.exact == points


def test_pieces_of_each_kind() -> None:
    """Each kind of unit has its own points for each piece."""
    trial = try_line("任务未完成的，每项县区扣2分，市直部门扣1分")
    assert trial.policy is not None
    for kind, points in (("县区", -6), ("市直部门", -3), ("其他", 0)):
        assert score(trial.policy, Unit("试", kind, {"任务未完成": 3})).total.exact == points


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("完成率按比例得分，最高5分", "按 完成率 记分，封顶 5 分"),
        ("任务完成率按比例计分", "按 任务完成率 记分"),
    ],
)
def test_share_of_itself(line: str, given: str) -> None:
    """完成率 按比例 得分 is 按 完成率 得分, of what the cap says where no item does."""
    trial = try_line(line)
    assert trial.policy is not None
    assert trial.canonical == given
    most = 5 if "5" in line else 10
    rate = line.partition("按")[0]
    groups = score(trial.policy, Unit("试", "其他", {rate: 1})).groups
    assert [each.points.exact for each in groups if each.full is not None][:1] == [most]


# Two readings, or none: asked, or not read.
ASKED = (
    ("迟报3次以内每次扣1分，超过3次的每次扣2分", "E408"),  # of all of them, or of those beyond
    ("超过3件的每件扣1分", "E408"),
    ("排名第5名得3分，每上升1位加0.5分", "E403"),
    ("脱贫人口参保率≥95%得5分，参保率≥90%得3分", "E206"),
    ("3月1日前报送计划得2分，12月1日前报送总结得2分，12月31日前报送得1分", "E102"),
    ("投诉每件扣1分，通报扣1分（最多扣5分），被通报每次扣2分", "E102"),
    ("办结率低于95%，满意率低于90%的，扣5分", "E102"),
    ("投诉3件以内不扣分，举报每件扣1分，超过3件的每件扣2分", "E408"),
    ("办结率95%以上得10分，80%以上按比例得分，80%以下不得分", "E433"),
)


@pytest.mark.parametrize(("line", "code"), ASKED, ids=[line for line, _ in ASKED])
def test_asked(line: str, code: str) -> None:
    """What has two readings is not read."""
    assert code in {each.code[:4] for each in try_line(line).bag if each.severity is Severity.ERROR}


READ_AGAIN = (
    TIERS,
    TWO,
    "迟报3次（含）以内的每次扣1分，超过的每次扣2分",
    "排名1-3名得5分，4-6名得3分，7名以后扣1分",
    "综合排名全市第一得10分，每降低1个位次扣0.5分",
    "排名较上年每后退1位扣1分，每上升1位加1分",
    "投诉每件扣1分（最多扣5分），被通报每次扣2分",
    "任务未完成的，每项牵头部门扣2分，配合部门扣1分",
)


@pytest.mark.parametrize("line", READ_AGAIN)
def test_canonical_form_says_the_same(line: str) -> None:
    """What ``fmt`` writes is read as the line was."""
    first = try_line(line)
    again = try_line("\n".join((*first.declarations, first.canonical)))
    assert first.policy is not None
    assert again.policy is not None
    assert again.canonical.splitlines()[len(first.declarations) :] == first.canonical.splitlines()


def test_quoted_sentence_is_held_against_its_rules() -> None:
    """A bound that a bracket settles is settled for the quoted sentence too."""
    fact = f"事实 {RATE}：比率\n"
    assert refused(f"{fact}{TIERS}") == []


def test_a_better_place_is_a_smaller_number() -> None:
    """考核名次较上年每上升 1 位: from the fifth place to the third are two places."""
    trial = try_line("考核名次较上年每上升1位加0.5分，每下降1位扣0.5分。")
    assert trial.policy is not None
    names = [each.name for each in trial.policy.facts]
    last = next(each for each in names if "上年" in each)
    now = next(each for each in names if each != last)
    for (before, after), points in {(5, 3): "1", (3, 5): "-1", (4, 4): "0"}.items():
        unit = Unit("某单位", trial.policy.kinds[0] if trial.policy.kinds else "", {last: before, now: after})
        assert score(trial.policy, unit).total.exact == Fraction(points)
