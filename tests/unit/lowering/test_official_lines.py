"""Plain official lines of several kinds: none of something, one of several, measure words. Points worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import check, rows

BEST = "获得国家级表彰的加5分，获得省级表彰的加3分"
NATION, PROVINCE = "获得国家级表彰", "获得省级表彰"
BOTH = (
    (5, {NATION: True, PROVINCE: True}),
    (3, {NATION: False, PROVINCE: True}),
    (0, {NATION: False, PROVINCE: False}),
)
ROWS = (
    # 零投诉 is 无投诉: both speak of one number
    *(
        row
        for none in ("零投诉", "实现零投诉", "无投诉")
        for row in rows(f"{none}的得5分，投诉每件扣1分", (5, {"投诉": 0}), (4, {"投诉": 1}), (3, {"投诉": 2}))
    ),
    *rows("零事故得5分，每发生1起扣2分", (5, {"零事故": True, "起数": 0}), (3, {"零事故": False, "起数": 1})),
    # the best of what is said of one thing
    *(
        row
        for best in (
            "按最高级别计分",
            "同一事项按最高级别计分",
            "以最高分计",
            "同一项工作取最高级别加分",
            "不重复计算",
            "同一事项不累计",
            "不累加",
        )
        for row in rows(f"{BEST}，{best}", *BOTH)
    ),
    *rows("瞒报、漏报、迟报之一的，扣2分", (-2, {"瞒报、漏报、迟报之一": True}), (0, {"瞒报、漏报、迟报之一": False})),
    *rows("差评每单扣1分", (0, {"差评": 0}), (-2, {"差评": 2})),
    *rows("违规线索每条次扣1分", (-2, {"违规线索": 2})),
    *rows("缺勤每人天扣0.1分", ("-0.2", {"缺勤": 2})),
    *rows("满意度得分=测评得分×20%", (18, {"测评得分": 90})),
    # what is not so keeps a unit from the points for all of it
    *rows(
        "断面水质达标率100%得10分，每有1个断面不达标扣2分",
        (10, {"断面水质达标率": "100%", "断面不达标": 0}),
        (8, {"断面水质达标率": "90%", "断面不达标": 1}),
    ),
    *rows(
        "满意率95%以上得5分，不满意每件扣1分",
        (5, {"满意率": "95%", "不满意": 0}),
        (4, {"满意率": "95%", "不满意": 1}),
        (-1, {"满意率": "94%", "不满意": 1}),
    ),
    # both are needed, with or without a comma before the points
    *rows(
        "工作成效显著，在全市推广的加2分",
        (2, {"工作成效显著": True, "全市推广": True}),
        (0, {"工作成效显著": True, "全市推广": False}),
    ),
    # what is done with each piece
    *rows("药品监管案件每立案1件加0.5分，最高加3分", (1, {"药品监管案件立案": 2}), (3, {"药品监管案件立案": 7})),
    *rows("案件每查处1起加1分", (2, {"案件查处": 2})),
)


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_points(number: int) -> None:
    check(ROWS[number])


@pytest.mark.parametrize(
    "line",
    [
        "按得分乘以权重计分",
        "获国家级表彰每项加5分，省级每项加3分，同一事项按最高级别计分",
        "迟报第一次扣1分，第二次扣2分，第三次及以上扣5分",  # one after the other, or the last alone?
    ],
)
def test_is_asked(line: str) -> None:
    assert try_line(line).policy is None
