"""Several things in one sentence (dsl/lexer/lists/several.py, compiler/lowering/sentences/spread.py): 均, 各得, 分别 over common steps.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.asking.test_open_names import points
from tests.unit.lowering.readings import Reading, check, reading

TWO = "事实 受理率：比率\n事实 答复率：比率\n"
BOTH = TWO + "本项 5 分\n受理率、答复率均达到90%以上的，得5分"
NEITHER = TWO + "受理率、答复率均低于80%的扣1分"
STEPS = TWO + "本项 10 分\n受理率100%得5分，答复率100%得5分；每低一个百分点分别扣0.1分、0.2分"
ONE_LINE = STEPS.replace("；", "，")
MEETINGS = "事实 研究：计数（次）\n事实 接访：计数（次）\n本项 4 分\n研究2次以上，接访4次以上，各得2分，达不到的不得分"
LACKING = "事实 资料齐全：是否\n事实 缺项：计数（项）\n本项 5 分\n资料齐全得5分，每缺1项扣1分，缺3项以上不得分"

ROWS = (
    *(
        reading(BOTH, wanted, 受理率=one, 答复率=two)
        for one, two, wanted in (("90%", "95%", 5), ("89%", "95%", 0), ("95%", "89%", 0))
    ),
    *(reading(NEITHER, wanted, 受理率=one, 答复率=two) for one, two, wanted in (("79%", "70%", -1), ("79%", "80%", 0))),
    *(
        reading(lines, wanted, 受理率=one, 答复率=two)
        for lines in (STEPS, ONE_LINE)
        for one, two, wanted in (("100%", "100%", 10), ("95%", "100%", "9.5"), ("100%", "95%", 9), ("95%", "95%", "8.5"))
    ),
    *(
        reading(MEETINGS, wanted, 研究=one, 接访=two)
        for one, two, wanted in ((2, 4, 4), (1, 4, 2), (2, 3, 2), (0, 0, 0))
    ),
    *(reading(LACKING, 5 - count if count < 3 else 0, 资料齐全=count == 0, 缺项=count) for count in range(5)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


OPEN: list[tuple[str, dict[str, object], str]] = [
    ("受理率、答复率均达到100%的，加5分", {"受理率": 1.0, "答复率": 1.0}, "5"),
    ("受理率、答复率均达到100%的，加5分", {"受理率": 1.0, "答复率": 0.9}, "0"),
    ("研究工作2次以上，接访4次以上，各加2分", {"研究工作": 2, "接访": 3}, "2"),
    (
        "有机构、人员、经费的得5分，缺一项扣2分，缺两项以上不得分\n本项 5 分",
        {"有机构、人员、经费": False, "缺少项数": 1},
        "3",
    ),
    ("归集率90%以上，应用率80%以上，使用率70%以上，各加1分", {"归集率": 0.9, "应用率": 0.8, "使用率": 0.6}, "2"),
]


@pytest.mark.parametrize(("line", "facts", "wanted"), OPEN, ids=[line for line, _, _ in OPEN])
def test_open_names(line: str, facts: dict[str, object], wanted: str) -> None:
    assert str(points(line, facts)) == wanted
    assert str(points(try_line(line).canonical, facts)) == wanted


ASKED = {
    "缺一项扣2分，两项以上扣5分": "E206-ambiguous-subject",
    "受理率、答复率低于90%的扣1分": "E217-name-holds-words",  # one of them, or both?
    "受理率、答复率均达到100%的，得15分；每低1个百分点扣1分\n本项 15 分": "E206-ambiguous-subject",  # of which?
    "受理率100%得5分；每低一个百分点分别扣0.1分、0.2分\n本项 5 分": "E431-list-lengths",
}


@pytest.mark.parametrize("line", ASKED)
def test_asked(line: str) -> None:
    assert ASKED[line] in [each.code for each in try_line(line).bag if each.severity is Severity.ERROR]
