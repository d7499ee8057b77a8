"""Lines as clerks type them, without a policy: what is plain is read, what cannot be read for sure is asked.

Made-up lines; the points are those of the item, worked out from the words by hand.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.explain.trace import show_range
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

Facts = dict[str, object]


def _value(value: object) -> object:
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1]) / 100
    return Fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


# line, facts of a unit, points of the item
READ: tuple[tuple[str, Facts, str], ...] = (
    # words of the language inside longer ones
    ("本项 10 分；违法占用耕地面积比例超过5%的扣3分", {"违法占用耕地面积比例": "6%"}, "7 分"),
    ("本项 10 分；违法占用耕地面积比例超过5%的扣3分", {"违法占用耕地面积比例": "5%"}, "10 分"),
    ("本项 10 分；挤占专项资金比例超过10%的，扣4分", {"挤占专项资金比例": "11%"}, "6 分"),
    ("本项 10 分；占道经营5处以上扣2分", {"占道经营": 5}, "8 分"),
    ("本项 10 分；投诉占用户总数5%以上的扣3分", {"投诉": 5, "用户总数": 100}, "7 分"),
    ("本项 10 分；下达5件以上扣2分", {"下达": 5}, "8 分"),
    ("本项 10 分；加班比例超过5%的扣3分", {"加班比例": "6%"}, "7 分"),
    ("本项 10 分；个案5件以上扣2分", {"个案": 5}, "8 分"),
    ("本项 10 分；末端治理设施缺失每处扣1分", {"末端治理设施缺失": 2}, "8 分"),
    ("本项 10 分；排名系统数据错误每处扣0.5分", {"排名系统数据错误": 2}, "9 分"),
    # two levels of one delay, in different units of time
    ("本项 10 分；超过两周未更新扣1分，超过半年未更新扣3分", {"超过两周未更新": True, "超过半年未更新": False}, "9 分"),
    ("本项 10 分；超过两周未更新扣1分，超过半年未更新扣3分", {"超过两周未更新": True, "超过半年未更新": True}, "7 分"),
    (
        "本项 10 分；网站24小时内未处置扣1分，网站3日内未处置扣3分",
        {"网站24小时内未处置": True, "网站3日内未处置": True},
        "7 分",
    ),
    # the author settles it
    ("本项 20 分；投诉每件扣1分，3件以上扣5分；累计", {"投诉": 3}, "12 分"),
    ("本项 20 分；办结率低于90%每低1个百分点扣1分；低于80%扣5分；累计", {"办结率": "79%"}, "4 分"),
    ("本项 20 分；迟报每次扣2分，主动报告的减半扣分，最高扣6分", {"迟报": 5, "主动报告": True}, "15 分"),
    ("本项 10 分；超期且未说明每件扣1分", {"超期且未说明": 2}, "8 分"),
    ("本项 10 分；完成招商任务得5分，未完成的按完成比例得分", {"完成招商任务": False, "完成比例": "80%"}, "4 分"),
    (
        "本项 10 分；办结率90%以上得5分；满意率90%以上得5分，每低1个百分点扣1分",
        {"办结率": "80%", "满意率": "88%"},
        "3 分",
    ),
    # what happens by the day or by the piece, named by a verb
    ("本项 5 分；每逾期1天扣0.5分", {"逾期": 2}, "4 分"),
    (
        "本项 10 分；本项工作完成得5分；每提前1天加0.5分，每逾期1天扣1分",
        {"本项工作完成": True, "提前": 4, "逾期": 0},
        "7 分",
    ),
    ("本项 10 分；每漏报1次扣1分", {"漏报": 2}, "8 分"),
    ("本项 10 分；每有一项未完成扣2分", {"未完成": 2}, "6 分"),
    ("本项 10 分；有1项未完成的扣2分", {"未完成": 2}, "6 分"),
    # words without weight
    ("本项 5 分；发现弄虚作假的，一经查实，本项不得分", {"发现弄虚作假": True}, "0 分"),
    ("本项 5 分；发现弄虚作假的，一经查实，本项不得分", {"发现弄虚作假": False}, "5 分"),
    ("本项 10 分；造成不良影响的，视情节轻重扣1-5分", {"造成不良影响": True, "试评定分": 2}, "8 分"),
    ("本项 10 分；造成不良影响的，酌情扣1-5分", {"造成不良影响": True, "试评定分": 2}, "8 分"),
    # 各 of a list, of several figures
    ("本项 10 分；制度建设、台账管理各5分", {"制度建设": True, "台账管理": False}, "5 分"),
    ("本项 10 分；制度建设、台账管理各占5分", {"制度建设": True, "台账管理": False}, "5 分"),
    (
        "本项 8 分；开工率100%得4分、竣工率100%得4分，每低5个百分点各扣0.5分",
        {"开工率": "90%", "竣工率": "95%"},
        "6.5 分",
    ),
    # what is set before it counts
    ("本项 10 分；以95%为基准，合格率每低一个百分点扣1分", {"合格率": "93%"}, "8 分"),
    ("本项 10 分；以95%为基准，合格率每低一个百分点扣1分", {"合格率": "96%"}, "10 分"),
    ("本项 10 分；每季度至少召开1次专题会议，少1次扣1分", {"缺少次数": 2}, "8 分"),
    ("本项 5 分；每月5日前报送报表，每迟报1次扣0.5分", {"迟报": 2}, "4 分"),
    # places without their measure word
    ("本项 10 分；全市排名第一的得10分，第二的得9分，其余的得7分", {"指标值": "90%", "指标值名次": 2}, "9 分"),
    ("本项 10 分；全市排名第一的得10分，第二的得9分，其余的得7分", {"指标值": "90%", "指标值名次": 3}, "7 分"),
    ("本项 10 分；至少开展4次应急演练，每少1次扣2分", {"缺少次数": 2}, "6 分"),
    # the line between two tiers that are reached: 6 + (75 − 60) ÷ 30 × 4
    ("本项 10 分；完成率60%得6分，90%得10分，其间按比例得分", {"完成率": "75%"}, "8 分"),
    ("本项 10 分；完成率60%得6分，90%得10分，其间按比例得分", {"完成率": "60%"}, "6 分"),
    ("本项 10 分；完成率60%得6分，90%得10分，其间按比例得分", {"完成率": "95%"}, "10 分"),
    ("本项 10 分；完成率60%得6分，90%得10分，其间按比例得分", {"完成率": "59%"}, "0 分"),
    ("本项 10 分；完成率达到90%得10分，达到60%得6分，其间按比例得分", {"完成率": "75%"}, "8 分"),
    # all of it is 100% of what the next sentence goes on about
    ("本项 10 分；全部完成得10分，完成80%以上得6分，不足80%不得分", {"完成率": "100%"}, "10 分"),
    ("本项 10 分；全部完成得10分，完成80%以上得6分，不足80%不得分", {"完成率": "80%"}, "6 分"),
    ("本项 10 分；全部完成得10分，完成80%以上得6分，不足80%不得分", {"完成率": "79%"}, "0 分"),
    # higher or lower than last year, of a number without a name
    ("本项 10 分；较上年下降的得10分，持平的得8分，上升的得5分", {"本年数": 3, "上年数": 4}, "10 分"),
    ("本项 10 分；较上年下降的得10分，持平的得8分，上升的得5分", {"本年数": 4, "上年数": 4}, "8 分"),
    ("本项 10 分；较上年下降的得10分，持平的得8分，上升的得5分", {"本年数": 5, "上年数": 4}, "5 分"),
    # what went wrong as a whole leaves nothing to lose from
    ("本项 5 分；报送不完整的扣2分，未按时报送的不得分", {"报送不完整": True, "未按时报送": False}, "3 分"),
    ("本项 5 分；报送不完整的扣2分，未按时报送的不得分", {"报送不完整": False, "未按时报送": True}, "0 分"),
    ("本项 20 分；发生一般事故每起扣2分，重大事故不得分", {"一般事故": 1, "重大事故": True}, "0 分"),
    ("本项 20 分；发生一般事故每起扣2分，重大事故不得分", {"一般事故": 1, "重大事故": False}, "18 分"),
    # grades, of which one holds
    (
        "本项 10 分；优秀得10分，良好得8分，合格得6分，不合格不得分",
        {"优秀": True, "良好": False, "合格": False, "不合格": False},
        "10 分",
    ),
    # one of something stands for each of it, also behind a comma
    ("本项 5 分；资料齐全的得5分，发现一处不规范的扣0.5分", {"资料齐全": True, "不规范": 2}, "4 分"),
    # 得 5 分 is what is lost for each that was not put right
    ("本项 5 分；问题整改率达到100%得5分，每有一个问题未整改扣1分", {"问题整改率": "80%", "问题未整改": 2}, "3 分"),
    ("本项 5 分；问题整改率达到100%得5分，每有一个问题未整改扣1分", {"问题整改率": "100%", "问题未整改": 0}, "5 分"),
    # pieces that were found to be so
    ("本项 10 分；被群众投诉且经核实的，每次扣2分", {"被群众投诉且经核实": 2}, "6 分"),
)

# line, code of the question
ASKED = (
    ("本项 20 分；投诉每件扣1分，封顶 25 分", "E498-cap-beyond-item"),
    ("本项 20 分；迟报每次扣2分，最高扣6分，主动报告的减半扣分", "E499-cap-or-factor-first"),
    ("本项 20 分；事故每起扣3分，最高扣9分，瞒报的加倍扣分", "E499-cap-or-factor-first"),
    ("本项 10 分；完成重点项目、民生实事目标任务的，按完成比例得分", "E117-share-under-whole"),
    ("本项 10 分；完成招商任务得5分，完成争资任务得5分，未完成的按完成比例得分", "E206-ambiguous-subject"),
    ("本项 10 分；办结率90%以上得5分，满意率90%以上得5分，每低1个百分点扣1分", "E206-ambiguous-subject"),
    ("本项 10 分；投诉且瞒报每件扣1分", "E217-name-holds-words"),
    ("本项 20 分；投诉每件扣1分，2件扣3分", "E487-exact-share"),
    ("本项 10 分；造成不良影响的，酌情扣3分", "E102-unexpected-word"),  # three, or up to three?
    ("本项 8 分；开工率100%得4分，每低5个百分点各扣0.5分", "E102-unexpected-word"),  # of what else?
    ("本项 5 分；逾期报送的扣1分，逾期5天以上的扣3分", "E426-counted-twice"),
    ("本项 10 分；完成率60%得6分，80%得8分，90%得10分，其间按比例得分", "E433-middle-without-ends"),  # between which?
    ("本项 10 分；少报每条扣0.5分；上级没有约稿不得分", "E439-nothing-of-losses"),
    ("网站30天内未更新扣1分，网站1个月内未更新扣3分", "E426-counted-twice"),
)


@pytest.mark.parametrize(("line", "facts", "points"), READ)
def test_what_is_plain_is_read(line: str, facts: Facts, points: str) -> None:
    trial = try_line(line)
    assert trial.policy is not None, [(each.code, each.message) for each in trial.bag]
    assert {each.name for each in trial.policy.facts} == set(facts) | {
        each.name for each in trial.policy.facts if each.name.endswith("名次")
    }
    values = {name: _value(value) for name, value in facts.items()}
    result = score(trial.policy, Unit("试", "县区", values))  # type: ignore[arg-type]  # a table holds every type
    (item,) = [show_range(each.points) for each in result.groups if each.full is not None]
    assert item == points


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_has_two_readings_is_asked(line: str, code: str) -> None:
    trial = try_line(line)
    assert trial.policy is None
    assert code in [each.code for each in trial.bag]
