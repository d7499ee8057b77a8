"""Sentences of a stranger that have one reading and were refused: each kind with its siblings, at both sides of each bound."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

# 、 between tiers is the comma between tiers.
TIERS = (
    *rows(
        "反弹率10%以内得2分、20%以内得1分、超过20%不得分",
        (2, {"反弹率": "10%"}),
        (1, {"反弹率": "10.1%"}),
        (1, {"反弹率": "20%"}),
        (0, {"反弹率": "20.1%"}),
    ),
    *rows(
        "迟报1次扣1分、2次扣3分、3次以上扣5分",
        (-1, {"迟报": 1}),
        (-3, {"迟报": 2}),
        (-5, {"迟报": 4}),
        (0, {"迟报": 0}),
    ),
    *rows(
        "投资5000万元以上得1分、1亿元以上得2分",
        (1, {"投资": 99999999}),
        (2, {"投资": 100000000}),
        (0, {"投资": 49999999}),
    ),
)
# What the cap is, said with the name of the item, or in what was just counted.
CAPS = (
    *rows("程序不规范每人扣1分，扣完本项10分为止", (-9, {"程序不规范": 9}), (-10, {"程序不规范": 11})),
    *rows("程序不规范每人扣1分，扣完该项分值5分为止", (-5, {"程序不规范": 6}), (-4, {"程序不规范": 4})),
    *rows("受表彰每次加1分，加满本项3分为止", (3, {"受表彰": 4}), (2, {"受表彰": 2})),
    *rows(
        "抛洒滴漏每车次扣0.1分，20车次封顶",
        ("-1.9", {"抛洒滴漏": 19}),
        (-2, {"抛洒滴漏": 20}),
        (-2, {"抛洒滴漏": 30}),
    ),
    *rows("志愿活动每次加0.5分，4次封顶", (2, {"志愿活动": 4}), (2, {"志愿活动": 9}), ("1.5", {"志愿活动": 3})),
)
# The share of a figure that has just been named; all of it gives all the points.
SHARES = (
    *rows(
        "教师培训学时完成率低于100%的按完成率折算得分，本项满分4分",
        (4, {"教师培训学时完成率": "100%"}),
        (3, {"教师培训学时完成率": "75%"}),
        (2, {"教师培训学时完成率": "50%"}),
    ),
    *rows(
        "建档率不足100%的，按比例得分，满分5分",
        (5, {"建档率": "100%"}),
        ("4.5", {"建档率": "90%"}),
        (0, {"建档率": "0%"}),
    ),
)
# Places won and lost, and a yardstick that begins with a time.
MOVES = (
    *rows(
        "评估排位较上季度每前移1位加0.5分，每后移1位扣0.5分",
        (1, {"评估名次": 3, "上季度评估名次": 5}),
        ("-1.5", {"评估名次": 6, "上季度评估名次": 3}),
        (0, {"评估名次": 4, "上季度评估名次": 4}),
    ),
    *rows("名次较上年每进10位加1分", (2, {"名次": 25, "上年名次": 50}), (0, {"名次": 41, "上年名次": 50})),
    *rows(
        "化债率每低于年度计划1个百分点扣0.3分",
        ("-0.6", {"化债率": "98%", "年度计划": "100%"}),
        (0, {"化债率": "100%", "年度计划": "100%"}),
    ),
    *rows(
        "税收每低于年初目标10万元扣0.5分",
        ("-1", {"税收": 800000, "年初目标": 1000000}),
        (0, {"税收": 1000000, "年初目标": 1000000}),
    ),
)
# The first time costs nothing, and what happens is named before.
TIMES = (
    *rows(
        "值班电话无人接听的，第一次提醒，第二次起每次扣1分",
        (0, {"值班电话无人接听": 1}),
        (-1, {"值班电话无人接听": 2}),
        (-3, {"值班电话无人接听": 4}),
    ),
    *rows("材料迟报的，首次警告，第二次起每次扣0.5分", (0, {"材料迟报": 1}), ("-0.5", {"材料迟报": 2})),
)


@pytest.mark.parametrize("row", [*TIERS, *CAPS, *SHARES, *MOVES, *TIMES], ids=str)
def test_readings(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("抛洒滴漏每车次扣0.1分，20起封顶", "E303-not-points"),
        ("完成率100%得4分，培训完成率低于100%的按完成率得分", "E206-ambiguous-subject"),
        ("逾期5天以内扣1分、10天以内扣2分、10天以上扣3分", "E411-shared-end"),
    ],
)
def test_neighbours_are_asked(line: str, code: str) -> None:
    codes = [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]
    assert code in codes


def test_what_a_share_gives_at_the_whole_is_said_once() -> None:
    trial = try_line("完成率100%得4分；完成率低于100%的按比例得分", ())
    assert trial.policy is not None
    assert [len(effect.branches) for clause in trial.policy.clauses() for effect in clause.effects] == [2]


# What is late by up to so many days loses, and what is not late loses nothing.
LATE = (
    *rows(
        "总结逾期不足1个月的扣0.5分，逾期1个月以上的扣1分",
        (0, {"总结逾期": 0}),
        ("-0.5", {"总结逾期": "0.5"}),
        (-1, {"总结逾期": 1}),
    ),
    *rows(
        "逾期5天以内扣1分，10天以内扣2分，超过10天扣3分",
        (0, {"逾期": 0}),
        (-1, {"逾期": 5}),
        (-2, {"逾期": 6}),
        (-2, {"逾期": 10}),
        (-3, {"逾期": 11}),
    ),
    *rows("迟报2小时以内扣1分，超过2小时扣2分", (0, {"迟报": 0}), (-1, {"迟报": 2}), (-2, {"迟报": 3})),
    *rows("逾期5天以内得3分，超过5天不得分", (3, {"逾期": 0}), (3, {"逾期": 5}), (0, {"逾期": 6})),
)
# Each of several figures has its limit and its points, or its steps.
LISTS = (
    *rows(
        "支出进度：6月底达到50%、9月底达到75%、12月底达到92%的，各得1分",
        (3, {"支出进度6月底": "52%", "支出进度9月底": "76%", "支出进度12月底": "95%"}),
        (2, {"支出进度6月底": "49.9%", "支出进度9月底": "75%", "支出进度12月底": "92%"}),
        (0, {"支出进度6月底": "40%", "支出进度9月底": "60%", "支出进度12月底": "91%"}),
    ),
    *rows(
        "甲率低于100%、乙率低于90%的，分别扣1分、2分",
        (-1, {"甲率": "99%", "乙率": "90%"}),
        (-3, {"甲率": "99%", "乙率": "89%"}),
    ),
    *rows("培训2次以上、检查4次以上的，各得1分", (1, {"培训": 2, "检查": 3}), (2, {"培训": 2, "检查": 4})),
    *rows(
        "发证率和提交率应达100%，每低1个百分点分别扣0.1分、0.05分",
        (0, {"发证率": "100%", "提交率": "100%"}),
        ("-0.2", {"发证率": "98%", "提交率": "100%"}),
        ("-0.3", {"发证率": "99%", "提交率": "96%"}),
    ),
    *rows(
        "甲率、乙率、丙率低于90%的，每低1个百分点各扣0.1分",
        ("-0.2", {"甲率": "89%", "乙率": "90%", "丙率": "89%"}),
        (0, {"甲率": "90%", "乙率": "95%", "丙率": "100%"}),
    ),
)
# Points without a sign among nothing but losses, of what was not done; and who was ranked among whom.
SIGNS = (
    *rows(
        "档案员未经培训上岗的0.5分/人，未配备专职档案员扣1分",
        (-1, {"档案员未经培训上岗": 2, "未配备专职档案员": False}),
        (-1, {"档案员未经培训上岗": 0, "未配备专职档案员": True}),
        (0, {"档案员未经培训上岗": 0, "未配备专职档案员": False}),
    ),
    *rows(
        "违规操作2分/次、漏检1分/次，瞒报每次扣5分",
        (-3, {"违规操作": 1, "漏检": 1, "瞒报": 0}),
        (-5, {"违规操作": 0, "漏检": 0, "瞒报": 1}),
    ),
    *rows(
        "一级站得2分/个、二级站得1分/个，未建的扣1分",
        (4, {"一级站": 1, "二级站": 2, "未建": False}),
        (-1, {"一级站": 0, "二级站": 0, "未建": True}),
    ),
    *rows(
        "政府全体会议，主要负责人缺席一次扣1分，迟到早退扣0.1分/人次",
        ("-1.3", {"政府全体会议主要负责人缺席": 1, "迟到早退": 3}),
        (0, {"政府全体会议主要负责人缺席": 0, "迟到早退": 0}),
    ),
)


@pytest.mark.parametrize("row", [*LATE, *LISTS, *SIGNS], ids=str)
def test_lists_and_delays(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize(
    "line",
    [
        "满意度位居各乡镇后两位的扣1分",
        "满意度排名全市各县区后两位的扣1分",
        "满意度在全县各乡镇中排名后两位的扣1分",
        "满意度排全县各镇街后2位的扣1分",
        "满意度居全市同类县（市、区）后两位的扣1分",
    ],
)
def test_among_whom_is_no_name(line: str) -> None:
    assert try_line(line, ()).canonical == "满意度 排名 倒数 2 位 扣 1 分"


def test_a_kind_that_is_assessed_is_ranked_by_itself() -> None:
    line = "满意度位居各乡镇后两位的扣1分"
    assert try_line(line, ("乡镇", "部门")).canonical == "乡镇 且 满意度 排名 倒数 2 位 扣 1 分"
    assert try_line(line, ("县区",)).policy is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("档案员未经培训上岗的0.5分/人", "E434-price-without-sign"),
        ("获得表彰0.5分/次，通报批评扣1分", "E434-price-without-sign"),
        ("未迟报0.5分/次，通报批评扣1分", "E434-price-without-sign"),
        ("一级站2分/个、二级站1分/个，未建的扣1分", "E434-price-without-sign"),
        ("甲率、乙率达到100%，每低1个百分点扣0.1分", "E217-name-holds-words"),
        ("甲率、乙率、丙率达到100%，每低1个百分点分别扣0.1分、0.05分", "E217-name-holds-words"),
        ("甲率达到50%、75%的，各得1分", "E432-list-alone"),
        ("用时5天以内扣1分，超过5天扣2分", "E493-loses-at-nought"),
        ("逾期10天以内扣1分，10天以上扣2分", "E411-shared-end"),
    ],
)
def test_what_has_two_readings_is_asked(line: str, code: str) -> None:
    codes = [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]
    assert code in codes


def test_a_delay_behind_a_day_begins_behind_nought() -> None:
    trial = try_line("档案应于6月30日前移交，逾期10天以内扣0.5分，超过10天扣1分", ())
    said = "档案移交逾期 超过 0 个自然日 且 10 个自然日以下 扣 0.5 分，超过 10 个自然日 扣 1 分"
    assert trial.policy is not None
    assert trial.canonical == said


# Sizes that cannot both be are different things, and the things are named once.
_SMALL, _MIDDLE, _GREAT = (
    f"引进投资{size}项目" for size in ("5000万元以上1亿元以下", "1亿元（含）以上5亿元以下", "5亿元（含）以上")
)
SIZES = (
    *rows(
        "引进投资5000万元以上1亿元以下项目每个得1分，1亿元（含）以上5亿元以下每个得3分，5亿元（含）以上每个得8分，最高20分",
        (1, {_SMALL: 1, _MIDDLE: 0, _GREAT: 0}),
        (5, {_SMALL: 2, _MIDDLE: 1, _GREAT: 0}),
        (20, {_SMALL: 0, _MIDDLE: 2, _GREAT: 2}),
    ),
    *rows(
        "流转50亩以上100亩以下项目每个得1分，100亩以上项目每个得2分",
        (4, {"流转50亩以上100亩以下项目": 2, "100亩以上项目": 1}),
        (0, {"流转50亩以上100亩以下项目": 0, "100亩以上项目": 0}),
    ),
)
# The verb alone is the number that moved, and that it moved at all is more than nought.
WAYS = (
    *rows(
        "发案数同比下降20%以上得5分，下降10%以上得3分，有下降但不足10%得1分",
        (5, {"发案数同比下降": "20%"}),
        (3, {"发案数同比下降": "19.9%"}),
        (3, {"发案数同比下降": "10%"}),
        (1, {"发案数同比下降": "9.9%"}),
        (0, {"发案数同比下降": "0%"}),
    ),
    *rows(
        "投诉量同比上升扣2分，上升20%以上扣5分",
        (0, {"投诉量同比上升": "0%"}),
        (-2, {"投诉量同比上升": "19%"}),
        (-5, {"投诉量同比上升": "20%"}),
    ),
)
# Of which year something is, is part of its name; what is still not done by a day is not done by it.
YEARS = (
    *rows("2024年度责任书未签订的扣1分", (-1, {"2024年度责任书未签订": True}), (0, {"2024年度责任书未签订": False})),
    *rows(
        "2024年信访积案化解率低于90%扣1分", (-1, {"2024年信访积案化解率": "89%"}), (0, {"2024年信访积案化解率": "90%"})
    ),
)


@pytest.mark.parametrize("row", [*SIZES, *WAYS, *YEARS], ids=str)
def test_sizes_ways_and_years(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("年底前仍未移交的扣2分", "12月31日前 未 移交 扣 2 分"),
        ("年底仍未移交的扣2分", "12月31日前 未 移交 扣 2 分"),
        ("总结12月20日前尚未报送的扣1分", "12月20日前 未 总结报送 扣 1 分"),
        ("2024年度档案应于6月30日前移交，每逾期1天扣0.1分", "2024年度档案移交逾期 每 1 个自然日 扣 0.1 分"),
    ],
)
def test_what_is_still_not_done_by_a_day(line: str, said: str) -> None:
    trial = try_line(line, ())
    assert trial.policy is not None
    assert trial.canonical == said


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("引进投资5000万元以上的项目每个得1分，1亿元以上的项目每个得3分", "E426-counted-twice"),
        ("引进5000万元以上1亿元以下项目每个得1分，8000万元以上5亿元以下每个得3分", "E426-counted-twice"),
        ("档案6月30日前移交，逾期1个月以上的扣1分，年底前未移交的扣2分", "E102-unexpected-word"),
    ],
)
def test_neighbours_of_sizes_and_days(line: str, code: str) -> None:
    codes = [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]
    assert code in codes


# A limit on both sides of nought, of what says how far it is off; and what keeps from the full coverage.
OFF = (
    *rows(
        "统计质量核查，误差率在±2%以内不扣分，超过±2%的每超1个百分点扣1分",
        (0, {"统计质量核查误差率": "2%"}),
        (-2, {"统计质量核查误差率": "4%"}),
    ),
    *rows("决算偏差率不超过±5%的得2分", (2, {"决算偏差率": "5%"}), (0, {"决算偏差率": "5.1%"})),
    *rows(
        "现场检查全覆盖得3分，每漏查一家扣0.1分，扣完为止",
        (3, {"现场检查全覆盖": True, "漏查": 0}),
        ("2.6", {"现场检查全覆盖": False, "漏查": 4}),
        (0, {"现场检查全覆盖": False, "漏查": 40}),
    ),
)


@pytest.mark.parametrize("row", OFF, ids=str)
def test_what_is_off(row: Reading) -> None:
    check(row)


def test_a_number_with_a_sign_of_its_own_is_not_off() -> None:
    assert try_line("增长率在±2%以内得2分", ()).policy is None
