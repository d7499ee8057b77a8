"""What a stranger found who attacked the reader again: what looks like a guard and is another kind, what is lost because not all was done,
one thing at two levels. It is asked; beside it stands what has one reading, with the points worked out by hand.
"""

from __future__ import annotations

import re

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

SPARED, TWICE = "E494-spared-of-which", "E426-counted-twice"
ASKED = (
    # another kind, or what takes away from those before
    ("原创信息每条加1分，转载信息不加分", SPARED),
    ("重大事故每起扣5分，一般事故不扣分", SPARED),
    ("无故缺席每次扣1分，请假不扣分", SPARED),
    ("博士每人加3分，本科不加分", SPARED),
    ("立项项目每个加1分，未立项项目不加分", SPARED),
    ("国家级加5分，省级加3分，市级不加分", SPARED),
    ("主要领导参会得2分，分管领导参会得1分，其他人员参会不得分", SPARED),
    ("重大差错扣3分，一般差错扣1分，轻微差错不扣分", SPARED),
    ("主持加2分，参与减半", SPARED),
    ("优秀加2分，良好减半", SPARED),
    ("未参会扣2分，替会减半", SPARED),
    # some of the pieces, or all
    ("投诉每件扣1分，无理取闹的除外", SPARED),
    ("投诉每件扣1分，无效投诉除外", SPARED),
    ("差评每条扣0.5分；恶意差评不计入", SPARED),
    ("投诉每件扣1分；无理投诉除外", SPARED),
    ("非本单位原因造成的不扣分，其他每次扣1分", SPARED),
    ("经批准的不扣分，其余每次扣1分", SPARED),
    ("已备案的不扣分，未备案每项扣1分", SPARED),
    # what is lost is why not all was earned
    ("档案完整得4分，发现一处缺失扣0.5分", TWICE),
    ("数据准确得3分，每错1处扣0.5分", TWICE),
    ("组织领导得2分，方案制定得2分，宣传发动得2分，每缺一项扣2分", TWICE),
    ("公开及时、内容完整得3分，公开不及时扣1分，内容不完整扣1分", TWICE),
    ("安全事故为零得10分，每发生1起扣5分", TWICE),
    ("及时处置得2分，处置不及时扣1分，未处置扣2分", TWICE),
    ("按时参加得1分，请假扣0.2分，缺席扣0.5分", TWICE),
    # one thing at two levels: only the one sentence, or both
    ("整改不及时扣1分，未整改扣2分", TWICE),
    ("台账不规范扣1分，无台账扣3分", TWICE),
    ("完成任务得5分，超额完成得6分", TWICE),
    ("启动整改得3分，完成整改得5分", TWICE),
    ("公开率低于95%扣1分，未公开扣3分", TWICE),
    ("参会率低于90%扣1分，无人参会扣3分", TWICE),
    ("全部办结得5分，办结率达到95%得3分", TWICE),
    ("全覆盖得5分，覆盖率达到90%得3分", TWICE),
    ("缺1份扣1分，全缺扣5分", TWICE),
    ("漏报1户扣1分，全部未报扣5分", TWICE),
    ("县级以上表彰每项加1分，其中省级以上再加2分", "E401-count-without-rate"),
)
ROWS = (
    *rows("投诉每件扣1分，恶意投诉的除外", (-2, {"投诉": 3, "恶意投诉": 1})),
    *rows("超期每件扣1分，经批准的除外", (-2, {"超期": 3, "经批准": 1})),
    *rows("编制预案得2分，未编制预案不得分", (2, {"编制预案": True}), (0, {"编制预案": False})),
    *rows("按时报送得2分，未按时报送扣1分", (2, {"按时报送": True}), (-1, {"按时报送": False})),
    *rows(
        "国家级每项加5分，省级每项加3分，弄虚作假的不加分",
        (8, {"国家级": 1, "省级": 1, "弄虚作假": False}),
        (0, {"国家级": 1, "省级": 1, "弄虚作假": True}),
    ),
    *rows(
        "本项 20 分\n一般事故每起扣2分，重大事故不得分",
        (18, {"一般事故": 1, "重大事故": False}),
        (0, {"一般事故": 1, "重大事故": True}),
    ),
    *rows(
        "本项 10 分\n开展演练得3分；每起事故扣1分",
        (2, {"开展演练": True, "事故": 1}),
        (3, {"开展演练": True, "事故": 0}),
    ),
    # two faults of one thing, two things of one kind
    *rows("制度不健全扣1分，制度不落实扣1分", (-2, {"制度不健全": True, "制度不落实": True})),
    *rows("未报送计划扣1分，未报送总结扣1分", (-2, {"未报送计划": True, "未报送总结": True})),
    *rows("未到会扣2分，未请假扣1分", (-3, {"未到会": True, "未请假": True})),
    *rows("原创信息每条加1分，转载信息每条加0分", (3, {"原创信息": 3, "转载信息": 2})),
    *rows("国家级加5分，省级加3分，市级加0分", (8, {"国家级": True, "省级": True, "市级": True})),
)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_is_asked(line: str, code: str) -> None:
    assert code in [each.code for each in try_line(line, ()).bag if each.severity is Severity.ERROR]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


# What is spared stands first and 其余 counts the pieces: as a count it has to be written behind them, which the hint does not say yet.
SPARED_FIRST = ("非本单位原因造成的不扣分，其他每次扣1分", "经批准的不扣分，其余每次扣1分")


@pytest.mark.parametrize("line", [line for line, code in ASKED if code == SPARED and line not in SPARED_FIRST])
def test_a_declaration_that_is_offered_settles_it(line: str) -> None:
    (hint,) = [each.hint for each in try_line(line, ()).bag if each.code == SPARED]
    offered = re.findall("「(事实 [^」]+)」", hint)
    assert offered
    for each in offered:
        assert SPARED not in [one.code for one in try_line(f"{each}\n{line}", ()).bag], each
