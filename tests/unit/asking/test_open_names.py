"""Names that nobody declared: what a line needs, and what may not hide in a name (language.md §8, “Names”).

Points are worked out from the sentences; a line without points is refused, and the message says which word was meant.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.diagnostics import Severity

Facts = dict[str, object]


def points(line: str, facts: Facts) -> Fraction:
    trial = try_line(line)
    assert trial.policy is not None, [each.message for each in trial.bag]
    declared = {fact.name for fact in trial.policy.facts}
    assert set(facts) <= declared, declared
    values = {name: Fraction(str(value)) if isinstance(value, float) else value for name, value in facts.items()}
    (clause,) = score(trial.policy, Unit("甲", "", values)).clauses  # type: ignore[arg-type]
    exact = clause.points.exact
    assert exact is not None, clause
    return exact


READ: list[tuple[str, Facts, str]] = [
    # a formula under a condition, and for the rest
    ("特困 得分 = 甲 × 2", {"特困": True, "甲": 3}, "6"),
    ("特困 得分 = 甲 × 2", {"特困": False, "甲": 3}, "0"),
    ("特困 加分 = 甲 × 2", {"特困": True, "甲": 3}, "6"),
    # the negation before a deadline's fact is no part of its name
    # longer words
    ("第一作者 加 2 分", {"第一作者": True}, "2"),
    ("第二课堂 每次 加 1 分", {"第二课堂": 2}, "2"),
    ("缺席 1 次 扣除 1 分", {"缺席": 3}, "-3"),
    ("缺勤 1 次 扣 0.5 分", {"缺勤": 2}, "-1"),
    ("超期 1 件 扣 1 分", {"超期": 2}, "-2"),
    ("每超额完成 1 个百分点 加 1 分", {"超额完成": 0.03}, "3"),
    ("每超编 1 人 扣 2 分", {"超编": 2}, "-4"),
    ("每缺勤 1 次 扣 1 分", {"缺勤": 4}, "-4"),
    ("管理不到位 扣 1 分", {"管理不到位": True}, "-1"),
    ("缺少年度计划 扣 1 分", {"缺少年度计划": True}, "-1"),
    ("缺少处分材料 扣 1 分", {"缺少处分材料": True}, "-1"),
    ("缺办法的单位和部门 每个 扣 1 分", {"缺办法的单位和部门": 2}, "-2"),
    ("部门数 每个 扣 1 分", {"部门数": 2}, "-2"),
    ("其他材料不齐 扣 1 分", {"其他材料不齐": True}, "-1"),
    ("不达标企业 每家 扣 1 分", {"不达标企业": 2}, "-2"),
    ("新增占压 每处 扣 1 分", {"新增占压": 2}, "-2"),
    # measure words
    ("每部专著记2分", {"专著": 3}, "6"),
    ("每节课加0.5分", {"课": 4}, "2"),
    ("代课 每节 加 0.5 分", {"代课": 4}, "2"),
    ("谈心谈话 每案 加 0.5 分", {"谈心谈话": 3}, "1.5"),
    ("论文 每类 加 1 分", {"论文": 2}, "2"),
    ("错题 每题 扣 1 分", {"错题": 2}, "-2"),
    # one of something stands for each
    ("1处不符合要求扣3分", {"不符合要求": 2}, "-6"),
    ("发现1人违规扣5分", {"违规": 2}, "-10"),
    ("发现一处不符合要求，扣3分", {"不符合要求": 2}, "-6"),
    ("每缺一项制度，扣2分", {"缺少制度": 2}, "-4"),
    ("每有1个机构达不到要求的，扣0.5分", {"机构达不到要求": 3}, "-1.5"),
    # 未 before a share denies it, and is no part of the name
    ("甲未占到乙的90%以上的，扣3分", {"甲": 9, "乙": 10}, "0"),
    ("甲未占到乙的90%以上的，扣3分", {"甲": 8, "乙": 10}, "-3"),
    # 行为, 平均 are words
    ("发生违纪行为的，扣2分", {"发生违纪行为": True}, "-2"),
    # what only multiplies
    ("得分 = 笔试成绩 × 40% + 面试成绩 × 60%", {"笔试成绩": 80, "面试成绩": 90}, "86"),
    ("得分 = 基础分 × 系数", {"基础分": 80, "系数": 1.2}, "96"),
    ("得分 = 办结率 × 10", {"办结率": 0.9}, "9"),
    ("得分 = 完成比例 × 10", {"完成比例": 0.5}, "5"),
    # one 万 for both ends, one for a list
    ("到位资金 500—1000 万元 加 3 分", {"到位资金": 3000}, "0"),
    ("到位资金 500至1000万元 加 3 分", {"到位资金": 6_000_000}, "3"),
    ("到位资金 1～2亿元 加 3 分", {"到位资金": 15_000_000}, "0"),
    ("办件量 5—10 万件 加 1 分", {"办件量": 30}, "0"),
    ("办件量 五到十万件 加 1 分", {"办件量": 60_000}, "1"),
    ("到位资金 1—20000 元 加 1 分", {"到位资金": 5}, "1"),
    ("到位资金 5000—10000 元 加 1 分", {"到位资金": 6000}, "1"),
    ("到位资金 5000—1 万元 加 1 分", {"到位资金": 6000}, "1"),
    # a list ends with its line
    ("有下列情形之一的，每例 扣 0.5 分：甲；乙\n最高扣 1 分", {"甲": 3, "乙": 1}, "-1"),
    ("有下列情形之一的，扣 1 分：甲；乙\n丙 扣 2 分", {"甲": True, "乙": False, "丙": True}, "-3"),
    ("有下列情形之一的，扣 1 分：（一）甲；\n（二）乙", {"甲": False, "乙": True}, "-1"),
    # flags named by the whole of their condition say the same as the sentence
    ("未整改 扣 2 分", {"未整改": True}, "-2"),
    ("超过规定时限办理 每件 扣 1 分", {"超过规定时限办理": 2}, "-2"),
    ("未落实或落实不到位的，扣1分", {"未落实或落实不到位": True}, "-1"),
]


@pytest.mark.parametrize(("line", "facts", "right"), READ, ids=[f"{line}-{right}" for line, _, right in READ])
def test_read(line: str, facts: Facts, right: str) -> None:
    assert points(line, facts) == Fraction(right)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("资金 1—20000 元 加 1 分", "资金 1—20000 元 加 1 分"),
        ("资金 5000—1 万元 加 1 分", "资金 5000—10000 元 加 1 分"),
        ("资金 500至1000万元 加 1 分", "资金 500—1000 万元 加 1 分"),
        ("资金 1—2 亿元 加 1 分", "资金 1—2 亿元 加 1 分"),
    ],
)
def test_ends_keep_their_value_when_written_again(line: str, shown: str) -> None:
    first = try_line(line)
    assert first.canonical.strip() == shown
    again = try_line(shown)
    assert again.policy is not None and first.policy is not None
    effects = [trial.policy.clauses()[0].effects[0].branches for trial in (first, again) if trial.policy is not None]
    assert [branch.test for branch in effects[0]] == [branch.test for branch in effects[1]]


def test_a_deadline_missed() -> None:
    trial = try_line("公布 后 4 个工作日内 未 调整 扣 2 分")
    assert trial.declarations == ("事实 公布：日期", "事实 调整：日期，可空")
    assert "未 调整" in trial.canonical


REFUSED: list[tuple[str, str]] = [
    ("主动报告 减半扣分 或 不予扣分", "减半扣分"),
    ("到位资金 500余万元 加 1 分", "500余"),
    ("到位资金500多万元 加 1 分", "500多"),
    ("2处不符合要求扣3分", "2处"),
    ("每某某 扣 1 分", "每"),
    ("完成率全年低于80%上半年低于40% 扣 3 分", "80%"),
    ("迟到三次以上早退五次的人员 扣 1 分", "三次"),
    ("其余材料 得分 = 甲 × 2", "其余"),
    ("得满分的单位和加倍处理的单位 加 1 分", "得满分"),
]


@pytest.mark.parametrize(("line", "word"), REFUSED, ids=[line for line, _ in REFUSED])
def test_refused(line: str, word: str) -> None:
    trial = try_line(line)
    errors = [each for each in trial.bag if each.severity is Severity.ERROR]
    assert trial.policy is None and errors
    if errors[0].code == "E217-name-holds-words":
        assert word in errors[0].message


@pytest.mark.parametrize(
    ("line", "name", "rest", "unit"),
    [
        ("每超速一次扣1.5分", "超速", "速", "次"),
        ("每低保户1户加1分", "低保户", "保户", "户"),
        ("每高龄老人1人加1分", "高龄老人", "龄老人", "人"),
        ("公开得5分，每多报1次扣1分", "多报", "报", "次"),
    ],
)
def test_a_word_that_may_be_cut_from_a_name_is_asked(line: str, name: str, rest: str, unit: str) -> None:
    (found,) = try_line(line).bag
    assert (found.code, found.message) == ("E206-ambiguous-subject", f"可能指“{name}”，也可能指“{rest}”")
    assert points(f"{name} 每{unit} 扣 2 分", {name: 3}) == -6  # as the hint has it
    assert points(f"事实 {name}：计数（{unit}）\n{line.removeprefix('公开得5分，')}", {name: 2}) in (-3, 2, -2)


@pytest.mark.parametrize("line", ["每超目标值1个百分点扣1分", "每超过控制数1人扣1分", "每超载1次扣1分"])
def test_a_word_that_is_none_is_not_asked(line: str) -> None:
    assert not list(try_line(line).bag)


def test_a_formula_without_a_condition_before_it_needs_one() -> None:
    assert try_line("其余 得分 = 实际值 ÷ 标准 × 3").policy is None  # the rest of what?
    both = "完成率 低于 60% 得 0 分；其余 得分 = 实际值 ÷ 标准 × 3"
    facts: Facts = {"完成率": 0.7, "实际值": 5, "标准": 10}
    assert points(both, facts) == Fraction("1.5")
    assert points(both, {**facts, "完成率": 0.5}) == 0


def test_an_indicator_that_is_used_stays_one() -> None:
    """综合得分 = … with a use of it is an indicator, whatever it is called."""
    facts: Facts = {"笔试成绩": 80, "面试成绩": 90}
    line = "综合得分 = 笔试成绩 × 40% + 面试成绩 × 60%\n综合得分 低于 90 分 扣 1 分"
    assert points(line, facts) == -1


DENIED: list[tuple[str, str, str, str]] = [
    # a thing and its opposite are one fact: the line, the fact, points where it holds, points where it does not
    ("未制定方案的不得分；制定方案得3分", "制定方案", "3", "0"),
    ("公开得2分，未公开扣1分", "公开", "2", "-1"),
    ("达标得3分，不达标扣1分", "达标", "3", "-1"),
    ("资料齐全得3分；资料不齐全扣2分", "资料齐全", "3", "-2"),
    ("已公示得3分；没有公示扣1分", "已公示", "3", "-1"),
    ("建立台账得3分；没建立台账扣1分", "建立台账", "3", "-1"),
    ("有台账得3分，无台账扣1分", "有台账", "3", "-1"),
    ("合格得3分，不合格扣2分", "合格", "3", "-2"),
    ("评为合格的得3分，评为不合格的扣2分", "评为合格", "3", "-2"),
]


@pytest.mark.parametrize(("line", "fact", "held", "lost"), DENIED, ids=[each[0] for each in DENIED])
def test_a_thing_and_its_opposite_are_one_fact(line: str, fact: str, held: str, lost: str) -> None:
    trial = try_line(line)
    assert trial.declarations == (f"事实 {fact}：是否",)
    assert f"未 {fact}" in trial.canonical
    assert points(line, {fact: True}) == Fraction(held)
    assert points(line, {fact: False}) == Fraction(lost)


def test_pieces_that_are_exempt_are_counted() -> None:
    for line in ("超期每件扣1分（经批准的除外）", "超期 每件 扣 1 分，经批准 除外"):
        assert points(line, {"超期": 5, "经批准": 2}) == -3


def test_what_only_looks_like_a_form_of_it() -> None:
    assert try_line("投诉每件扣1分（其中重复投诉不扣分）").policy is None  # 其中 is no part of a name
    assert try_line("办结率第1名得3分").declarations == ("事实 办结率：比率",)
    assert (
        try_line("办结率 100% 记满分，其余 按比例 扣分").policy is None
    )  # of what is lacking, and of how many points?


def test_words_that_deny_nothing() -> None:
    trial = try_line("不动产登记得3分，动产登记得1分")
    assert trial.declarations == ("事实 不动产登记：是否", "事实 动产登记：是否")
    assert try_line("达标 每项 加 1 分\n不达标 每项 扣 1 分").declarations == (
        "事实 达标：计数（项）",
        "事实 不达标：计数（项）",
    )
