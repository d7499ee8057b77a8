"""What a stranger typed, with the points beside it, and what was read as something else: it is asked now.

Each line stands beside what it must not be taken for: the same words where only one reading is possible.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

ITEM = "本项 10 分\n"
ASKED = (
    # from the points, or besides them: what is lost is why not all was reached
    ("水质达标率100%得4分，每出现一次超标扣1分", "E426-counted-twice"),
    ("设备完好率达到100%得3分，故障每起扣0.5分", "E426-counted-twice"),
    ("整改率100%的得5分，被通报的扣2分", "E426-counted-twice"),
    # steps of a figure that nothing names
    ("优良天数比例达到年度目标的得6分，未达到的每少1天扣0.3分", "E206-ambiguous-subject"),
    ("年均浓度完成控制目标得5分，每超目标1微克/立方米扣1分", "E206-ambiguous-subject"),
    ("完成绿化任务得5分，每少10亩扣1分", "E206-ambiguous-subject"),
    # a word of the sentence is no name
    ("责任人未到岗履职的扣0.5分，有两人的扣1分", "E217-name-holds-words"),
    ("完整率达100%、准确率达98%以上的得3分，任一项不达标扣1分", "E217-name-holds-words"),
    # where there is none, their share is low as well
    ("A级食堂占比低于30%的扣0.5分，没有A级食堂的扣1分", "E426-counted-twice"),
    ("绿色企业比例低于10%的扣1分；无绿色企业的扣3分", "E426-counted-twice"),
    # of the last sentence, or of both
    ("任务未完成的扣3分，进度滞后被通报的扣5分，因客观原因造成的减半", "E494-spared-of-which"),
    ("未培训的扣1分，未考核的扣2分，主动报告的减半", "E494-spared-of-which"),
    # of pieces that are priced as 1 起: those, or all of them
    ("违规补课1起扣1分；自查发现的不扣分", "E494-spared-of-which"),
    ("违规补课1起扣1分，自查发现的减半", "E494-spared-of-which"),
)
ROWS = (
    *rows(
        "水质达标率100%得4分；每出现一次超标扣1分",
        (4, {"水质达标率": "100%", "超标": 0}),
        (-1, {"水质达标率": "90%", "超标": 1}),
    ),
    *rows(
        "水质达标率100%得4分，每出现一次超标另扣1分",
        (3, {"水质达标率": "100%", "超标": 1}),
        (-1, {"水质达标率": "90%", "超标": 1}),
    ),
    *rows(ITEM + "得4分，每出现一次超标扣1分", (4, {"超标": 0}), (3, {"超标": 1})),
    *rows("追回基金每5万元加0.1分", (0, {"追回基金": 49999}), ("0.1", {"追回基金": 50000})),
    *rows(
        "A级食堂占比低于30%的扣0.5分，没有公示的扣1分",
        ("-0.5", {"A级食堂占比": "29%", "没有公示": False}),
        ("-1.5", {"A级食堂占比": "0%", "没有公示": True}),
    ),
    *rows(
        "任务未完成的扣3分；进度滞后被通报的扣5分，因客观原因造成的减半",
        (-3, {"任务未完成": True, "进度滞后被通报": False, "因客观原因造成": True}),
        ("-5.5", {"任务未完成": True, "进度滞后被通报": True, "因客观原因造成": True}),
    ),
)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_is_asked(line: str, code: str) -> None:
    assert code in [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)
