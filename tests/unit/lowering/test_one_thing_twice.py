"""Sentences of one line that may speak of one thing twice: levels, parts, nothing at all, several numbers of what is lacking.

The points are worked out from the words, by hand; where two readings remain, the question is what is expected.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from dsl.words.belonging import none_at_all, part_of
from dsl.words.levels import inside, overlap
from tests.unit.lowering.readings import Reading, check, reading, rows

ABOVE, AMONG = "获省级以上表彰", "市级以上表彰"
ROWS = (
    # levels of flags, the higher the more: the innermost counts
    *rows(
        f"{ABOVE}加5分，{AMONG}加3分",
        (0, {ABOVE: False, AMONG: False}),
        (3, {ABOVE: False, AMONG: True}),
        (5, {ABOVE: True, AMONG: True}),
    ),
    # levels of which each is one thing add up
    *rows(
        "县级表彰每次加1分；市级表彰每次加2分",
        (3, {"县级表彰": 1, "市级表彰": 1}),
        (4, {"县级表彰": 2, "市级表彰": 1}),
    ),
    *rows("省级以上表彰每次加5分；市级表彰每次加3分", (8, {"省级以上表彰": 1, "市级表彰": 1})),
    # a part that comes on top
    *rows("投诉每件扣1分，重复投诉每件另扣2分", (-3, {"投诉": 1, "重复投诉": 1}), (-2, {"投诉": 2, "重复投诉": 0})),
    *rows(
        "未整改每件扣1分，经督办仍未整改的每件加扣2分",
        (-1, {"未整改": 1, "经督办仍未整改": 0}),
        (-3, {"未整改": 1, "经督办仍未整改": 1}),
    ),
    *rows("其他投诉每件扣1分，重复投诉每件扣2分", (-3, {"其他投诉": 1, "重复投诉": 1})),
    *rows("投诉每件扣1分，其中重复投诉每件另扣2分", (-4, {"投诉": 2, "重复投诉": 1})),
    # several numbers of what is lacking are steps of one count
    *rows(
        "缺1人扣0.5分，缺2人以上扣2分",
        *((points, {"缺少人数": count}) for count, points in ((0, 0), (1, "-0.5"), (2, -2), (3, -2))),
    ),
    *rows(
        "人员配备不足的，少一名扣0.5分，少两名及以上的扣2分",
        *((points, {"人员配备不足": count}) for count, points in ((0, 0), (1, "-0.5"), (2, -2), (5, -2))),
    ),
    *rows(
        "缺1项扣1分，缺2项扣2分，缺3项以上扣5分",
        *((points, {"缺少项数": count}) for count, points in ((0, 0), (1, -1), (2, -2), (3, -5), (9, -5))),
    ),
    # what is counted is what is lacking, and its name says so
    *rows("责任书每少1份扣1分", (0, {"缺少责任书": 0}), (-2, {"缺少责任书": 2})),
    *rows("每少1份责任书扣1分", (-2, {"缺少责任书": 2})),
    *rows("信息每少报1篇扣1分", (-2, {"缺少信息": 2})),
    *rows("按要求召开会议，每少1次扣1分", (-3, {"按要求召开会议缺少次数": 3})),
    *rows("未配置服务每缺1项扣1分", (-3, {"未配置服务": 3})),
    # what there should be was said before
    *rows(
        "本项 10 分\n台账10项以上得5分，台账每少1项扣1分",
        *((points, {"台账": count}) for count, points in ((12, 5), (10, 5), (8, 3), (0, 0))),
    ),
    *rows(
        "本项 10 分\n台账10项以上得5分；台账每少1项扣1分",
        *((points, {"台账": count}) for count, points in ((12, 5), (8, 3))),
    ),
    *rows(
        "本项 10 分\n资料齐全得5分，资料每缺1项扣1分",
        (5, {"资料齐全": True, "缺少资料": 0}),
        (3, {"资料齐全": False, "缺少资料": 2}),
    ),
    # of the pieces that the sentence counts, so many count half or twice
    *rows(
        "问题每件扣1分，自查发现的问题减半扣分",
        (-3, {"问题": 3, "自查发现的问题": 0}),
        ("-2.5", {"问题": 3, "自查发现的问题": 1}),
        ("-1.5", {"问题": 3, "自查发现的问题": 3}),
    ),
    # what the unit did is said of all of them
    *rows(
        "迟报每次扣2分，主动报告的减半扣分", (-3, {"迟报": 3, "主动报告": True}), (-6, {"迟报": 3, "主动报告": False})
    ),
    *rows(
        "完成率超过100%的，每超1个百分点加0.1分；低于100%的，每低1个百分点扣0.5分",
        ("0.5", {"完成率": "105%"}),
        (-1, {"完成率": "98%"}),
    ),
    # 均 in front of a name says of how many it is
    *rows(
        "火灾起数同比上升扣1分，死亡人数同比上升扣2分，均下降加2分",
        (2, {"火灾起数同比上升": False, "死亡人数同比上升": False, "均下降": True}),
        (-1, {"火灾起数同比上升": True, "死亡人数同比上升": False, "均下降": False}),
    ),
    # people are counted, places are not
    *rows("发展党员1名加0.5分，最多加2分", (1, {"发展党员": 2}), (2, {"发展党员": 5})),
    *rows(
        "引进人才1名加1分，2名加3分，3名以上加5分",
        *((points, {"引进人才": count}) for count, points in ((0, 0), (1, 1), (2, 3), (4, 5))),
    ),
    # 本项合计 in a clause that is an item by itself
    *rows(
        "投诉每件扣1分；通报每次扣2分；本项合计最多扣5分",
        (-4, {"投诉": 2, "通报": 1}),
        (-5, {"投诉": 6, "通报": 1}),
    ),
    *rows("投诉每件扣1分；通报每次扣2分；以上合计不超过5分", (-5, {"投诉": 6, "通报": 1})),
    *rows("本项 10 分\n投诉每件扣1分；通报每次扣2分；本项合计最多扣5分", (5, {"投诉": 6, "通报": 1})),
    *rows("和谐社区3个以上得2分", (2, {"和谐社区": 3}), (0, {"和谐社区": 2})),
    *rows("政策宣讲和业务培训每次加1分", (3, {"政策宣讲和业务培训": 3})),
)


# the rest, of some kinds of units
OF_KINDS = (
    *(
        reading("事实 任务完成：是否\n任务完成 的 加 1 分，未完成 的 县区 扣 2 分", points, 任务完成=done, kind=kind)
        for done, kind, points in ((True, "县区", 1), (False, "县区", -2), (False, "市直部门", 0))
    ),
    *(
        reading(
            f"事实 办结率：比率\n办结率 90%以上 加 1 分，其余 的 县区 扣 2 分，{other} 扣 1 分",
            points,
            办结率=rate,
            kind=kind,
        )
        for other in ("其余 的 市直部门", "市直部门")
        for rate, kind, points in (
            ("90%", "县区", 1),
            ("80%", "县区", -2),
            ("80%", "市直部门", -1),
            ("95%", "市直部门", 1),
        )
    ),
)


@pytest.mark.parametrize("row", (*ROWS, *OF_KINDS), ids=str)
def test_points(row: Reading) -> None:
    check(row)


ASKED = (
    ("获得市级以上表彰每次加1分，县级以上表彰每次加2分", "E426"),
    ("获得市级以上表彰的加1分，获得县级以上表彰的加2分", "E426"),  # the higher gives less
    ("县级以上表彰每次加1分；市级表彰每次加2分", "E426"),
    ("获省级以上表彰加5分，市级以上加3分", "E426"),
    ("一般及以上事故每起扣2分；重大事故每起扣5分", "E426"),
    ("投诉每件扣1分，处置不及时的投诉每件扣2分", "E426"),
    ("投诉每件扣1分；投诉处理不当的每件扣2分", "E426"),
    ("事实 投诉：计数（件）\n事实 超期件：计数（件），不超过 投诉\n投诉 每件 扣 1 分；超期件 每件 扣 2 分", "E426"),
    ("事故每起扣1分；发生重大事故每起扣5分", "E426"),
    ("未整改每件扣1分，经督办仍未整改的每件扣2分", "E426"),
    ("未报送扣1分，经催办仍未报送的扣3分", "E426"),
    ("投诉每件扣1分，其中处置不及时的每起扣2分", "E217"),
    ("会议不少于4次，每少召开1次扣1分，全年未召开的扣5分", "E426"),
    ("会议不少于4次，每少1次扣1分，未召开的扣5分", "E426"),
    ("会议每少1次扣1分，未召开会议的扣5分", "E401"),
    ("会议不少于4次，少1次扣1分，少2次扣3分", "E426"),
    ("少一名扣0.5分，少两名扣2分", "E448"),
    ("缺1人扣0.5分；缺2人扣2分", "E426"),
    ("每满10件加1分，每满50件加3分", "E426"),
    ("低1个百分点扣1分，低2个百分点扣3分", "E426"),
    ("信息被省采用每条加3分，被市采用每条加1分，不重复计分", "E492"),
    ("投诉每件扣1分，差评每件扣2分，同一事项不重复扣分", "E492"),
    ("开展政策宣讲和业务培训2次以上得2分", "E206"),
    ("政策宣讲、业务培训少于4次扣2分", "E206"),
    ("获国家级表彰加5分，省级及以上表彰加3分", "E426"),
    ("获奖每人次加1分，获一等奖每人次加3分", "E426"),
    ("办件超时每件扣0.5分，超时且未说明的每件扣1分", "E426"),
    ("未完成任务扣5分，完成80%以上扣2分", "E217"),
    ("未完成任务的扣5分，未完成但达到80%以上的扣2分", "E217"),
    ("稿件被采用每篇加1分，被省级以上采用每篇加5分", "E426"),
    ("差评每件扣1分，整改到位的扣0.5分", "E401"),
    ("差评每件扣1分，整改到位的每件返还0.5分", "E217"),
    ("引进人才1名加1分，2名加3分", "E448"),
    ("未完成的县区扣2分", "E405"),
    ("任务完成的加1分，其余扣2分，县区扣1分", "E488"),
    ("台账不完整的扣1分，没有台账的扣3分，台账完整的加1分", "E426"),
    ("未公示或未备案的扣2分，均未完成的扣5分", "E405"),  # not whoever has both
    ("材料不齐全的扣1分，未完成的扣3分", "E405"),
    ("首次扣1分，再次扣2分，三次以上扣5分", "E217"),
    ("每发现1处扣1分，重复出现的加倍扣分，最高扣5分", "E494"),
    ("检查发现问题每个扣0.5分，未整改的每个扣1分", "E426"),
    ("检查发现问题每个扣0.5分，未整改的扣1分", "E401"),
    ("对牵头部门和配合部门分别扣2分、1分", "E217"),
    ("养老服务投诉每件扣0.5分，查证属实的每件扣2分", "E426"),
    ("问题每件扣1分，自查发现的减半", "E494"),
    ("问题每个扣1分，逾期未整改的加倍扣分", "E494"),
    ("信息每条加1分，被省采用的加倍", "E494"),
    ("信息报送每条加0.5分，被采用的每条加1分", "E426"),
    ("门诊投诉每件扣1分，经调解未解决的加扣2分", "E401"),
    ("投诉每件扣1分；未参加培训每人扣2分；逾期未整改的加倍扣分", "E494"),
    ("会议缺席每次扣1分；投诉每件扣1分。逾期未整改的加倍扣分", "E494"),
    ("满意度80—90得5分，90—100得8分", "E411"),
)


@pytest.mark.parametrize(("lines", "code"), ASKED)
def test_is_asked(lines: str, code: str) -> None:
    trial = try_line(lines)
    assert code in [each.code[:4] for each in trial.bag if each.severity is Severity.ERROR]
    assert trial.policy is None


@pytest.mark.parametrize(
    "lines",
    [
        "投诉每件扣1分；未参加培训每人扣2分\n逾期未整改的加倍扣分",
        "未公示扣1分；公示不规范扣0.5分",
        "会议不少于4次，每少1次扣1分，未制定计划的扣5分",
        "迟报每次扣1分，未报每次扣2分",
        "公示加1分，备案加1分，均未完成的扣3分",
        "制度缺1项扣1分，台账缺1项扣2分",
        "应公开未公开每条扣0.5分，公开内容错误每条扣0.2分，最多扣3分",
        "信息报送每条加0.5分，被采用的每条再加1分",
        "信息被省采用每条加3分，被市采用每条加1分",
        "事实 自查发现：计数（件）\n问题每件扣1分，自查发现的减半",
        "事实 自查发现：是否\n事实 问题：计数（件）\n问题每件扣1分，自查发现的减半",
        "投诉每件扣1分；重复投诉每件扣2分\n累计",
    ],
)
def test_is_clear(lines: str) -> None:
    assert try_line(lines).policy is not None


def test_what_is_part_of_what() -> None:
    assert part_of("重复投诉", "投诉", counted=True)
    assert part_of("经督办仍未整改", "未整改", counted=False)
    assert part_of("信息被省采用", "信息", counted=True)
    assert not part_of("公示不规范", "公示", counted=False)
    assert not part_of("其他投诉", "投诉", counted=True)
    assert not part_of("未发生事故", "事故", counted=True)
    assert not part_of("上年投诉", "投诉", counted=True)


def test_levels() -> None:
    assert inside("获省级以上表彰", "市级以上表彰")
    assert not inside("市级以上表彰", "省级以上表彰")
    assert overlap("市级表彰", "县级以上表彰")
    assert not overlap("市级表彰", "县级表彰")
    assert not overlap("市级表彰", "省级以上表彰")
    assert not overlap("市级表彰", "县级以上通报")
    assert overlap("特别重大事故", "较大及以上事故")


def test_nothing_at_all() -> None:
    assert none_at_all("全年未召开", "召开", "会议")
    assert none_at_all("会议未召开", "", "会议")
    assert none_at_all("未召开会议", "", "会议")
    assert not none_at_all("未制定计划", "", "会议")
    assert not none_at_all("迟到", "", "会议")
