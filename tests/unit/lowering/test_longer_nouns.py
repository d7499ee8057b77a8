"""A word of the language that is cut out of a longer noun (计算机, 三轮车, 记录仪) says nothing; nor does 指标 in 指标未完成."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

NOUNS = (
    *("计算机", "计算器", "计算中心", "云计算平台", "计量器具", "计划书", "计生站", "记录仪", "记者站", "记账凭证"),
    *("加油站", "加工厂", "加氢站", "加压泵", "加盟店", "减排项目", "减速带", "减刑案件", "减免税款", "减负事项"),
    *("扣押物品", "扣件", "扣缴义务人", "分局", "分公司", "分管领导", "分类箱", "分支机构", "得力干部", "得失分析"),
    *("件数台账", "起重机", "起诉书", "起草文件", "项目部", "名录", "名牌产品", "名单", "个体户", "个人档案"),
    *("次日报告", "次生灾害", "家庭农场", "家长学校", "条例", "人口普查", "人防工程", "处方", "处室", "处置点"),
    *("户口簿", "户外广告", "满意单位", "台区", "部件", "场所", "站点", "位置标牌", "奖学金", "奖项"),
    *(
        "三轮车",
        "八项规定",
        "千人计划",
        "最高人民法院文书",
        "最低生活保障金",
        "一张图",
        "三同时制度",
        "五年规划",
        "24小时值班点",
        "自来水",
    ),
    *(
        "末端设施",
        "倒班人员",
        "前置审批",
        "后勤人员",
        "内审报告",
        "外墙",
        "及时雨",
        "与会人员",
        "以工代赈项目",
        "应急物资",
    ),
)
PLACES = (
    ("{}每台扣1分", "{}"),
    ("违规使用{}的，每台扣1分", "违规使用{}"),
    ("未上报{}的扣1分", "未上报{}"),
    ("{}丢失每起扣1分", "{}丢失"),
    ("{}完好率低于90%扣1分", "{}完好率"),
    ("违规存储信息的，每台{}扣1分", "违规存储信息{}"),
)


@pytest.mark.parametrize(("line", "name"), PLACES)
def test_a_longer_noun_is_one_name(line: str, name: str) -> None:
    wrong = []
    for noun in NOUNS:
        trial = try_line(line.format(noun), ())
        declared = [each.split(" ", 1)[1].partition("：")[0] for each in trial.declarations]
        said = [each.message for each in trial.bag if each.severity is Severity.ERROR]
        if declared != [name.format(noun)] or said:
            wrong.append((noun, declared, said))
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    ["每年一次 按50%计算", "三轮 每轮 扣1分", "培训8项 规定 扣1分", "达标 最高"],
)
def test_the_words_by_themselves_are_words(line: str) -> None:
    assert try_line(line, ()).policy is None


# A line that begins with a word that declares, and gives points, is a rule: a roster would have lost them without a word.
RULES = (
    *rows("指标未完成每项扣1分", (-2, {"指标未完成": 2}), (0, {"指标未完成": 0})),
    *rows("名单公示：未公示的扣1分", (-1, {"名单公示未公示": True}), (0, {"名单公示未公示": False})),
    *rows("涉及部门未报送的扣1分", (-1, {"涉及部门未报送": True}), (0, {"涉及部门未报送": False})),
    *rows("事实不清的每件扣一分", (-3, {"事实不清": 3}), (0, {"事实不清": 0})),
    *rows("等次评定错误每人扣0.5分", (-1, {"等次评定错误": 2}), (0, {"等次评定错误": 0})),
    *rows("指标完成情况：低于90%扣1分", (-1, {"指标完成情况": "89%"}), (0, {"指标完成情况": "90%"})),
)
# A name in quotation marks is one name: of these, so many are lacking.
LACKING = (
    *rows(
        "“三会一课”缺一次扣0.2分，记录造假的每次扣1分",
        ("-0.4", {"缺少“三会一课”": 2, "记录造假": 0}),
        ("-1.2", {"缺少“三会一课”": 1, "记录造假": 1}),
        (0, {"缺少“三会一课”": 0, "记录造假": 0}),
    ),
    *rows("“一标三实”少1条扣0.1分", ("-0.3", {"缺少“一标三实”": 3}), (0, {"缺少“一标三实”": 0})),
    *rows("缺“三联单”1份扣0.5分", ("-1", {"缺“三联单”": 2}), (0, {"缺“三联单”": 0})),
)


@pytest.mark.parametrize("row", [*RULES, *LACKING], ids=str)
def test_readings(row: Reading) -> None:
    check(row)


def test_a_line_that_declares_still_does() -> None:
    trial = try_line('事实 迟报：计数（次），说明"每次扣2分"\n迟报 每次 扣 2 分', ())
    assert trial.declarations == ()
    assert trial.policy is not None
    assert [fact.name for fact in trial.policy.facts] == ["迟报"]
