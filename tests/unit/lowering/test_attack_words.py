"""Words that a line uses beside those of the language, and names that swallow a word: read as they are meant, or asked."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

RIGHT: tuple[Reading, ...] = (
    # a cap of several says nothing of the side
    *rows("信息每条加0.5分；简报每篇加1分；两项累计最高4分", (4, {"信息": 6, "简报": 5}), (2, {"信息": 2, "简报": 1})),
    *rows("信息每条加0.5分；简报每篇加1分；以上两项最高不超过4分", (4, {"信息": 9, "简报": 0})),
    *rows("投诉每件扣1分；差评每条扣0.5分；两项最高4分", (-4, {"投诉": 6, "差评": 5}), (-2, {"投诉": 1, "差评": 2})),
    # 缺席 1 次 with no 每 beside points for what is done
    *rows(
        "建立制度得2分，定期检查得2分，缺少检查记录1次扣0.5分",
        (3.5, {"建立制度": True, "定期检查": True, "缺少检查记录": 1}),
    ),
    # 参加 holds no 加扣, 增加 no 加
    *rows(
        "未参加扣2分，迟到扣1分，取最高分", (-2, {"未参加": True, "迟到": True}), (-1, {"未参加": False, "迟到": True})
    ),
    *rows("参会率低于80%扣1分，未参加扣3分", (-4, {"参会率": "70%", "未参加": True})),
    *rows("有一次未参加扣1分", (-2, {"未参加": 2})),
    *rows(
        "领导未参加扣1分，其他人未参加扣0.5分",
        ("-1.5", {"领导未参加": True, "其他人未参加": True}),
        ("-0.5", {"领导未参加": False, "其他人未参加": True}),
    ),
    *rows("信息增加扣1分", (-1, {"信息增加": True})),
    *rows("迟到扣1分，瞒报的加扣1分", (-2, {"迟到": True, "瞒报": True})),
    # words that 有 and 无 begin and that say what kind a thing is
    *rows(
        "有效发明加1分，无效发明扣1分",
        (0, {"有效发明": False, "无效发明": False}),
        (1, {"有效发明": True, "无效发明": False}),
    ),
    *rows("有偿服务扣1分，无偿服务加1分", (0, {"有偿服务": False, "无偿服务": False})),
    *rows("有线电视整改得1分，无线电视整改得2分", (0, {"有线电视整改": False, "无线电视整改": False})),
    *rows("有害垃圾分类得1分，无害垃圾分类得1分", (1, {"有害垃圾分类": True, "无害垃圾分类": False})),
    *rows("有证摊贩整治得1分，无证摊贩整治得2分", (3, {"有证摊贩整治": True, "无证摊贩整治": True})),
    *rows("措施有效得1分，措施无效扣1分", (-1, {"措施有效": False}), (1, {"措施有效": True})),
    *rows("有台账得1分，无台账扣1分", (-1, {"有台账": False})),
    # 等于 is a bound: exactly
    *rows(
        "满意率大于95%得5分，等于95%得3分，小于95%不得分",
        (3, {"满意率": "95%"}),
        (5, {"满意率": "96%"}),
        (0, {"满意率": "94%"}),
    ),
    *rows("满意率高于95%得5分，等于95%得3分，低于95%不得分", (3, {"满意率": "95%"})),
    *rows("用时等于3天得3分，少于3天得5分", (3, {"用时": 3}), (5, {"用时": 2}), (0, {"用时": 4})),
    *rows("培训恰好等于3次得2分", (2, {"培训": 3}), (0, {"培训": 4})),
    # whose points a formula gives
    *rows("单项得分=完成率×10", (9, {"完成率": "90%"})),
    *rows("实际得分=完成率×10", (9, {"完成率": "90%"})),
    *rows("年度得分=完成率×10", (9, {"完成率": "90%"})),
    *rows("该指标得分=完成率×10", (9, {"完成率": "90%"})),
    # so many people so many times
    *rows("违纪每人每次扣1分", (-3, {"违纪": 3})),
    *rows("旷工每人每天扣0.5分", (-3, {"旷工": 6})),
    *rows("会议缺席每人每次扣0.5分，最多扣2分", (-2, {"会议缺席": 7})),
    *rows("投诉每项每次扣1分", (-3, {"投诉": 3})),
    # a condition in front of a figure
    *rows(
        "手续齐全且满意率90%以上得5分",
        (0, {"手续齐全": False, "满意率": "95%"}),
        (5, {"手续齐全": True, "满意率": "95%"}),
        (0, {"手续齐全": True, "满意率": "89%"}),
    ),
    *rows(
        "无投诉且满意率90%以上得5分", (0, {"无投诉": False, "满意率": "95%"}), (5, {"无投诉": True, "满意率": "95%"})
    ),
    *rows(
        "按时完成，满意率90%以上得5分",
        (0, {"按时完成": False, "满意率": "95%"}),
        (5, {"按时完成": True, "满意率": "90%"}),
    ),
    *rows(
        "制度健全，整改率达到90%得2分",
        (0, {"制度健全": False, "整改率": "95%"}),
        (2, {"制度健全": True, "整改率": "95%"}),
    ),
    *rows("窗口服务，满意率90%以上得5分", (5, {"窗口服务满意率": "95%"})),
    *rows(
        "投资额与上年持平得3分，每增长1%加0.5分，低于上年不得分",
        (0, {"投资额": 90, "上年": 100}),
        (3, {"投资额": 100, "上年": 100}),
    ),
    *rows("企业并购率90%以上得5分", (5, {"企业并购率": "95%"})),
)

# What a message offers, and neighbours of what is asked: they are read.
READ = (
    "事实 投诉率：比率，越低越好\n投诉率 排名倒数第一 扣 3 分",
    "事实 平均办理时长：时长（自然日），越低越好\n平均办理时长 排名前三 加 2 分",
    "投诉办结率排名前三加2分",
    "满意率排名前三加2分",
    "季度末位 每次 扣 1 分",
    "年度综合得分 排名末位 扣 1 分",
    "公开财务 每次 得3分",
    "每月按时报送加0.4分",
    "每年 6月30日前 报送 得 1 分",
    "事故起数下降得2分，死亡人数下降得3分，未 事故起数下降 且 未 死亡人数下降 不得分",
    "投资额与上年持平得3分，每增长1%加0.5分，每下降1%扣0.5分",
    "投资额与上年持平得3分，每增长1%加0.5分，低于 上年 不得分",
    "迟到 每 3次 扣1分",
    "迟到 3次以上 扣1分",
    "较大火灾 每起 扣 5 分",
    "逾期未办结 每件 扣1分",
)

ASKED: tuple[tuple[str, str], ...] = (
    ("信息每条加0.5分；投诉每件扣1分；两项累计最高4分", "E428-cap-of-whom"),
    ("完成任务且满意率100%得5分", "E217-name-holds-words"),
    ("手续齐全但满意率低于90%扣1分", "E217-name-holds-words"),
    ("有制度和执行率达到90%得3分", "E217-name-holds-words"),
    ("完成任务并排名前三的得5分", "E217-name-holds-words"),
    ("既完成目标又排名前三得5分", "E217-name-holds-words"),
    ("通过验收并获前三名的加2分", "E217-name-holds-words"),
    # which end of a rank is the better one
    ("平均办理时长最短的前三名加2分", "E107-rank-side"),
    ("平均用时最短的前三名加2分", "E107-rank-side"),
    ("事故率从低到高排名前三加2分", "E107-rank-side"),
    ("发案率由高到低排名前三的扣2分", "E107-rank-side"),
    ("投诉率排名倒数第一扣3分", "E107-rank-side"),
    ("单位能耗排名前三得3分", "E107-rank-side"),
    ("违纪率排名全市最后三名扣2分", "E107-rank-side"),
    ("平均用时排名前三加2分", "E107-rank-side"),
    # once a year, or every time
    ("季度排名末位扣1分", "E109-each-year"),
    ("月度排名前三加1分，后三扣1分", "E109-each-year"),
    ("半年排名后三位扣2分", "E109-each-year"),
    ("季度考核第一名加1分，最后一名扣1分", "E109-each-year"),
    ("每月公开财务得3分，未公开不得分", "E109-each-year"),
    ("每月上报得2分，其余不得分", "E109-each-year"),
    ("每日巡查得2分，未巡查每次扣0.5分", "E109-each-year"),
    ("每月开展检查得2分，未开展的扣1分", "E109-each-year"),
    # none of several
    ("事故起数下降得2分，死亡人数下降得3分，均未下降不得分", "E206-ambiguous-subject"),
    ("按时报计划得1分，按时报总结得1分，均未报扣2分", "E206-ambiguous-subject"),
    # what falls is not said
    ("投资额与上年持平得3分，每增长1%加0.5分", "E448-open-ladder"),
    ("满意率与上年持平得2分，每提高1个百分点加0.5分，最多加2分", "E448-open-ladder"),
    ("外资到位额与上年持平得2分，每增长5%加1分，最多加3分", "E448-open-ladder"),
    # half of what
    ("按时完成得4分，逾期完成得一半分", "E404-no-base"),
    # every three, or three once
    ("迟到累计3次扣1分，累计5次扣2分", "E448-open-ladder"),
    ("迟到累计3次扣1分", "E206-ambiguous-subject"),
    ("累计迟到3次扣1分", "E206-ambiguous-subject"),
    ("迟到累计满3次扣1分", "E206-ambiguous-subject"),
    ("累计缺席满3次扣2分", "E206-ambiguous-subject"),
    # of each piece, or of all of them
    ("火灾每起扣1分，死亡1人以上的每起扣5分", "E206-ambiguous-subject"),
    ("集体上访每批扣1分，人数50人以上每批扣3分", "E206-ambiguous-subject"),
    ("6月30日前未办结的每件扣1分", "E206-ambiguous-subject"),
    ("12月底前未整改的问题每个扣1分", "E206-ambiguous-subject"),
    ("9月30日前未开工的项目每个扣1分", "E206-ambiguous-subject"),
    ("2024年底前未整改的每个扣1分", "E206-ambiguous-subject"),
    ("按完成率×权重计分", "E217-name-holds-words"),
)


def test_points_of_an_indicator_are_points() -> None:
    """指标得分 = … declares no indicator: it gives points."""
    trial = try_line("指标得分=实际值÷目标值×10", ())
    assert trial.policy is not None
    assert trial.canonical == "得分 = 实际值 ÷ 目标值 × 10"


@pytest.mark.parametrize("line", READ)
def test_what_is_offered_is_read(line: str) -> None:
    """Nothing in it is an error."""
    trial = try_line(line, ())
    assert [each.code for each in trial.bag if each.severity is Severity.ERROR] == []
    assert trial.policy is not None


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("考核合格且满意率排名前三的加2分", "考核合格"),
        ("完成任务 且 满意率达到 90% 得 5 分", "完成任务"),
        ("完成任务 且 排名前三 得 5 分", "完成任务"),
    ],
)
def test_a_condition_beside_a_rank_is_a_fact_of_its_own(line: str, flag: str) -> None:
    """What the message offers is read."""
    assert f"事实 {flag}：是否" in try_line(line, ()).declarations
    assert try_line(line, ()).policy is not None


def test_people_and_times_together_are_a_unit_of_both() -> None:
    """每人每次 is counted in 人次, 每人每天 in 人天."""
    assert try_line("违纪每人每次扣1分", ()).declarations == ("事实 违纪：计数（人次）",)
    assert try_line("旷工每人每天扣0.5分", ()).declarations == ("事实 旷工：计数（人天）",)


@pytest.mark.parametrize("row", RIGHT, ids=str)
def test_a_line_gives_what_it_says(row: Reading) -> None:
    """The points that a reader expects, from both engines."""
    check(row)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_has_two_readings_is_asked(line: str, code: str) -> None:
    """The code stands among the errors, so no policy comes of the line."""
    trial = try_line(line, ())
    assert trial.policy is None
    assert code in {each.code for each in trial.bag if each.severity is Severity.ERROR}
