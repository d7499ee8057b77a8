"""Ordinary lines of other fields, as a stranger wrote them with the points beside them: fire safety, health, schools, grain, jobs.

The names are inferred as ``try`` infers them; the points are those that the writer worked out before any program saw the line.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

FIRE = "辖区年内未发生亡人火灾事故"
DRILL = "未组织防汛演练"
ROWS = (
    # what happens 年内 is said of the period anyway; 2 年内 is a time
    *rows(f"本项 6 分\n{FIRE}的，得6分", (6, {FIRE: True}), (0, {FIRE: False})),
    *rows(f"年内{DRILL}的扣2分", (-2, {DRILL: True}), (0, {DRILL: False})),
    # 本项, 该项, 本条 before points or a cap are the item's anyway
    *rows("本项 20 分\n造成恶劣影响的，本项扣20分", (0, {"造成恶劣影响": True}), (20, {"造成恶劣影响": False})),
    *rows("投诉每件扣1分，本条最高扣5分", (-4, {"投诉": 4}), (-5, {"投诉": 5}), (-5, {"投诉": 6})),
    *rows(
        "信息被市采用的，每条得0.5分；被省采用的，每条得1分；本项累计得分不超过5分",
        ("0.5", {"信息被市采用": 1, "被省采用": 0}),
        (4, {"信息被市采用": 4, "被省采用": 2}),
        (5, {"信息被市采用": 8, "被省采用": 1}),
        (5, {"信息被市采用": 9, "被省采用": 1}),
    ),
    *rows(
        "信息被中办采用的，每条加2分；被省委采用的，每条加1分，以上合计加分不超过10分",
        (3, {"信息被中办采用": 1, "被省委采用": 1}),
        (10, {"信息被中办采用": 4, "被省委采用": 2}),
        (9, {"信息被中办采用": 4, "被省委采用": 1}),
        (10, {"信息被中办采用": 5, "被省委采用": 1}),
    ),
    # a cap that names the item holds the clause, also behind a comma
    *rows(
        "成交额达到1亿元的加3分；每增加5000万元加1分，本项最多加6分",
        (0, {"成交额": 99_990_000}),
        (3, {"成交额": 100_000_000}),
        (4, {"成交额": 150_000_000}),
        (6, {"成交额": 250_000_000}),
        (6, {"成交额": 300_000_000}),
    ),
    # ranges whose ends are joined by 、
    *rows(
        "整改到位率达到百分之九十以上的得4分，百分之八十以上、不足百分之九十的得2分，不足百分之八十的不得分",
        (4, {"整改到位率": "90%"}),
        (2, {"整改到位率": "89.9%"}),
        (2, {"整改到位率": "80%"}),
        (0, {"整改到位率": "79.9%"}),
    ),
    *rows(
        "差率超过1%、不超过3%的扣3分；超过3%的扣6分",
        (0, {"差率": "1%"}),
        (-3, {"差率": "1.1%"}),
        (-3, {"差率": "3%"}),
        (-6, {"差率": "3.1%"}),
    ),
    # neither is neither
    *rows(
        "参保率98%以上的加2分；95%以上不足98%的不加不扣，不足95%的扣2分",
        (2, {"参保率": "98%"}),
        (0, {"参保率": "97.9%"}),
        (0, {"参保率": "95%"}),
        (-2, {"参保率": "94.9%"}),
    ),
    # names that hold an age, a great amount, a particle
    *rows(
        "0—6岁儿童健康管理率达到90%得3分；65岁以上老年人健康管理率达到70%得2分",
        (5, {"0—6岁儿童健康管理率": "90%", "65岁以上老年人健康管理率": "70%"}),
        (2, {"0—6岁儿童健康管理率": "89.9%", "65岁以上老年人健康管理率": "70%"}),
        (0, {"0—6岁儿童健康管理率": "89%", "65岁以上老年人健康管理率": "69.9%"}),
    ),
    *rows(
        "新签约亿元以上项目3个及以上的计10分，2个的计6分，1个的计3分",
        *((points, {"新签约亿元以上项目": count}) for count, points in ((3, 10), (4, 10), (2, 6), (1, 3), (0, 0))),
    ),
    *rows("在建项目投资完成率低于90%扣2分", (-2, {"在建项目投资完成率": "89.9%"}), (0, {"在建项目投资完成率": "90%"})),
    *rows("为民服务满意率低于90%扣2分", (-2, {"为民服务满意率": "89%"}), (0, {"为民服务满意率": "90%"})),
    # what is beyond a number, piece by piece
    *rows(
        "新增高企超过10家的部分每家加0.5分",
        (0, {"新增高企": 10}),
        ("0.5", {"新增高企": 11}),
        (1, {"新增高企": 12}),
    ),
    *rows("新增高企超过10家的，超出部分每家加0.5分", (0, {"新增高企": 10}), ("0.5", {"新增高企": 11})),
    # how far the number of another is passed, in pieces
    *rows(
        "主题上线数每多于任务数1个加0.5分，最高加2分",
        (0, {"主题上线数": 13, "任务数": 13}),
        ("0.5", {"主题上线数": 14, "任务数": 13}),
        (2, {"主题上线数": 18, "任务数": 13}),
        (0, {"主题上线数": 12, "任务数": 13}),
    ),
    # the end of the name said again; what is late is later than not at all
    *rows(
        "村级财务公示逾期的，逾期10日以内扣0.5分，逾期超过10日扣1分",
        *((points, {"村级财务公示逾期": days}) for days, points in ((0, 0), (1, "-0.5"), (10, "-0.5"), (11, -1))),
    ),
    *rows("抽查结果20个工作日内公示的得2分", (2, {"抽查结果公示": 20}), (0, {"抽查结果公示": 21})),
    # what is counted under what stands before
    *rows(
        "新增上市企业，主板每户加5分，新三板每户加2分",
        (5, {"新增上市企业主板": 1, "新增上市企业新三板": 0}),
        (9, {"新增上市企业主板": 1, "新增上市企业新三板": 2}),
        (2, {"新增上市企业主板": 0, "新增上市企业新三板": 1}),
    ),
    # what the rest gets by share
    *rows(
        "本项 8 分\n城镇新增就业人数达到2000人的得8分，未达到的按完成比例得分",
        (8, {"城镇新增就业人数": 2000, "完成比例": "100%"}),
        (6, {"城镇新增就业人数": 1500, "完成比例": "75%"}),
        (4, {"城镇新增就业人数": 1000, "完成比例": "50%"}),
        (0, {"城镇新增就业人数": 0, "完成比例": "0%"}),
    ),
    # on what grounds, and by whom
    *rows("根据市生态环境局平台统计，有效率低于90%的，扣2分", (-2, {"有效率": "89.9%"}), (0, {"有效率": "90%"})),
    *rows(
        "按照要求，按月报送网络安全自查报告，每报送1次得0.5分，最高得6分",
        *(
            (points, {"按月报送网络安全自查报告": count})
            for count, points in ((0, 0), (1, "0.5"), (11, "5.5"), (12, 6), (13, 6))
        ),
    ),
    # a share of another number
    *rows(
        "投诉件数每超过上年投诉件数10%扣1分",
        *(
            (points, {"投诉件数": count, "上年投诉件数": 100})
            for count, points in ((100, 0), (109, 0), (110, -1), (125, -2))
        ),
    ),
    *rows(
        "办结率每低于全县平均1%扣1分",
        (0, {"办结率": "95%", "全县平均": "95%"}),
        (-1, {"办结率": "94%", "全县平均": "95%"}),
    ),
    # how far one number lies beyond another
    *rows(
        "办结率高于全县平均5个百分点以上得2分",
        (2, {"办结率": "95%", "全县平均": "90%"}),
        (0, {"办结率": "94.9%", "全县平均": "90%"}),
        (0, {"办结率": "90%", "全县平均": "95%"}),
    ),
    *rows(
        "用时超过规定时限3天以上的扣2分",
        (0, {"用时": 12, "规定时限": 10}),
        (-2, {"用时": 13, "规定时限": 10}),
    ),
    # every place from the last one on
    *rows(
        "满意率排名末位的扣3分、倒数第二名的扣2分、倒数第三名的扣1分",
        *(
            (points, {"满意率": "90%", "满意率倒数名次": place})
            for place, points in ((1, -3), (2, -2), (3, -1), (4, 0))
        ),
    ),
    # several things that are all needed; what a rate is of
    *rows(
        "机构健全，制度完善的，得3分",
        (3, {"机构健全": True, "制度完善": True}),
        (0, {"机构健全": True, "制度完善": False}),
        (0, {"机构健全": False, "制度完善": True}),
    ),
    *rows("办理提案，满意率达到100%得3分", (3, {"办理提案满意率": "100%"}), (0, {"办理提案满意率": "99%"})),
    *rows(
        "每万人发明专利拥有量达到10件得3分，每少1件扣0.3分",
        (3, {"每万人发明专利拥有量": 10}),
        ("2.7", {"每万人发明专利拥有量": 9}),
        (3, {"每万人发明专利拥有量": 11}),
    ),
    *rows("孕产妇死亡率低于18/10万得2分", (2, {"孕产妇死亡率": "0.00017"}), (0, {"孕产妇死亡率": "0.00018"})),
    # so much more than last year
    *rows(
        "卫生厕所普及率较上年提高3个百分点以上得3分",
        (3, {"卫生厕所普及率": "93%", "上年卫生厕所普及率": "90%"}),
        (0, {"卫生厕所普及率": "92.9%", "上年卫生厕所普及率": "90%"}),
    ),
    # what brackets add at the end, and 累计 before a number
    *rows("批示每次加1分（最高加3分）", (2, {"批示": 2}), (3, {"批示": 4})),
    *rows("示范点每建成1个加1分", (2, {"示范点建成": 2}), (0, {"示范点建成": 0})),
    # one of what happened is each; levels that one name lists
    *rows(
        "辖区内发生一起道路交通事故扣2分",
        (-4, {"辖区内道路交通事故": 2}),
        (0, {"辖区内道路交通事故": 0}),
    ),
    *rows(
        "被省、市通报批评的，每次分别扣3分、2分",
        (-7, {"被省通报批评": 1, "被市通报批评": 2}),
        (0, {"被省通报批评": 0, "被市通报批评": 0}),
    ),
    # what is not done is lost from what was done
    *rows(
        "责任落实到位，得5分。发现责任不落实的，每起扣1分，扣完5分为止",
        *(
            (5 - count if count < 6 else 0, {"责任落实到位": not count, "发现责任不落实": count})
            for count in (0, 1, 5, 6)
        ),
    ),
    # a duty costs nothing, and the steps are of another thing
    *rows(
        "应当报送总结，办结率低于90%每低1个百分点扣1分",
        (-1, {"报送总结": True, "办结率": "89%"}),
        (-1, {"报送总结": False, "办结率": "89%"}),
        (0, {"报送总结": False, "办结率": "90%"}),
    ),
    # joined to what is no filler there
    *rows("被群众投诉且经核实的，每次扣2分", (-4, {"被群众投诉且经核实": 2}), (0, {"被群众投诉且经核实": 0})),
    # until nothing is left, in other words
    *rows(
        "本项 6 分\n巩固率在98%（含）以上计6分，每低1个百分点减1分，减完为止",
        (6, {"巩固率": "98%"}),
        (6, {"巩固率": "98.5%"}),
        (5, {"巩固率": "97%"}),
        (0, {"巩固率": "92%"}),
        (0, {"巩固率": "91%"}),
    ),
    *rows("PM2.5浓度不高于35微克/立方米得6分", (6, {"PM2.5浓度": 35}), (0, {"PM2.5浓度": 36})),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize("word", ["酌情", "视情节轻重", "由考核组酌情"])
def test_a_range_says_already_that_somebody_judges(word: str) -> None:
    assert try_line(f"瞒报的，{word}扣1—3分", ()).canonical == "瞒报 扣 1—3 分"


def test_shares_of_places_stand_one_behind_the_other() -> None:
    trial = try_line("满意率排名前10%的得5分，10%—30%的得3分，其余得1分", ())
    assert trial.canonical == "满意率 排名 前 10% 记 5 分，排名 前 30% 记 3 分，其余 记 1 分"


ASKED = (
    # instead of what each one gives, or on top of it?
    ("高企每家加0.3分；高企超过10家每超过1家加0.5分", "E426-counted-twice"),
    ("高企1家加0.3分，超过10家的部分每家加0.5分", "E426-counted-twice"),
    # of the sentence before, or of the clause, where more follows?
    ("甲类每件扣1分，本项最多扣5分；乙类每件扣2分", "E428-cap-of-whom"),
    # a share of another number, or more by a share of it?
    ("三公经费超过预算5%扣2分", "E131-share-or-gap"),
    ("税收高于上年税收的10%得2分", "E131-share-or-gap"),
    ("开支低于预算10%加2分", "E131-share-or-gap"),
    ("办结率高于全县平均5个百分点得2分", "E487-exact-share"),
    ("能耗同比下降3%以上得5分；每降低1个百分点得1分", "E130-fall-of-a-fall"),
    # is 每起 carried on?
    ("一般事故每起扣5分，较大事故扣10分", "E401-count-without-rate"),
    ("脱岗1次扣1分，累计3次以上扣5分", "E448-open-ladder"),
    ("每培育1家专精特新企业加0.5分，国家级的加2分", "E401-count-without-rate"),
    # one number, or two?
    ("健康档案建档率≥90%得3分；80%≤建档率<85%得2分", "E206-ambiguous-subject"),
    ("制度不健全，台账不齐全，扣1分", "E102-unexpected-word"),
    ("发生安全事故，满意率低于90%扣2分", "E102-unexpected-word"),
    # a time of each piece, and one number for the unit
    ("工单签收超过4小时的，每件扣0.1分；办理超期的，每件扣0.5分", "E408-bound-before-rate"),
    # what is 完成 95%?
    ("播种面积完成下达任务的，得4分；完成95%以上的，得2分", "E217-name-holds-words"),
    ("收入增速高于全省平均水平的，得5分，与全省持平的得3分", "E102-unexpected-word"),
    ("成效明显的，酌情加3分", "E217-name-holds-words"),
)


@pytest.mark.parametrize(("lines", "code"), ASKED)
def test_is_asked(lines: str, code: str) -> None:
    assert code in [each.code for each in try_line(lines, ()).bag if each.severity is Severity.ERROR]
