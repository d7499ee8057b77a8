"""What stands before the rule (dsl/lexer/habits/labels.py, counted.py): a label with a colon, 的单位, what is counted.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.asking.test_open_names import points
from tests.unit.lowering.readings import Reading, check, reading, refused

RATE = "事实 可办率：比率\n"
LIMITS = RATE + "本项 5 分\n可办率：县区达到90%以上，市直部门达到95%以上的，得5分；未达到的，不得分"
SPEAKS = RATE + "本项 5 分\n可办率：达到90%得5分，达到80%得3分"
UNITS = "事实 问责：是否\n问责的单位，扣2分"
PLACES = RATE + "可办率 排名前10位且达到95%以上的单位加2分"
JOINED = "事实 热线办结率：比率\n热线：办结率低于90%扣1分"

ROWS = (
    *(
        reading(LIMITS, wanted, kind=kind, 可办率=rate)
        for kind, rate, wanted in (
            ("县区", "92%", 5), ("县区", "89%", 0), ("市直部门", "92%", 0), ("市直部门", "95%", 5)
        )
    ),
    *(reading(SPEAKS, wanted, 可办率=rate) for rate, wanted in (("90%", 5), ("85%", 3), ("79%", 0))),
    reading(RATE + "评分标准：可办率低于90%扣1分", -1, 可办率="89%"),
    reading(UNITS, -2, 问责=True),
    reading(UNITS, 0, 问责=False),
    reading(PLACES, 2, 可办率="96%", 可办率名次=5),
    reading(PLACES, 0, 可办率="96%", 可办率名次=11),
    reading(JOINED, -1, 热线办结率="89%"),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


OPEN: list[tuple[str, dict[str, object], str]] = [
    ("热线：办结率低于90%扣1分；网格：办结率低于80%扣2分", {"热线办结率": 0.85, "网格办结率": 0.85}, "-1"),
    ("网上可办率：达到90%加5分", {"网上可办率": 0.9}, "5"),
    ("牵头单位每项任务加1分，配合单位每项任务加0.5分", {"牵头单位任务": 2, "配合单位任务": 1}, "5/2"),
    ("机关在岗率抽查，每缺岗1人次扣0.2分", {"机关在岗率抽查缺岗": 3}, "-3/5"),
    ("未整改的，每2个问题扣1分", {"未整改问题": 5}, "-2"),
    ("受到问责的单位扣2分", {"受到问责": True}, "-2"),
]


@pytest.mark.parametrize(("line", "facts", "wanted"), OPEN, ids=[line for line, _, _ in OPEN])
def test_open_names(line: str, facts: dict[str, object], wanted: str) -> None:
    assert str(points(line, facts)) == wanted
    assert str(points(try_line(line).canonical, facts)) == wanted


ASKED = ("县区：投诉每件扣1分", "考核优秀的，每个单位加2分", "积点说明，每带1节加0.5分", "扣分标准：每次1分\n本项 5 分")


@pytest.mark.parametrize("line", ASKED)
def test_asked(line: str) -> None:
    assert [each.code for each in try_line(line).bag if each.severity is Severity.ERROR]


def test_a_label_before_a_declared_name_is_asked() -> None:
    """热线：办结率, 网格：办结率 where 办结率 is declared once: two numbers, or one?"""
    assert refused("事实 办结率：比率\n热线：办结率低于90%扣1分；网格：办结率低于80%扣1分")
