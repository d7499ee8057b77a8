"""Forms that clerks type: places from the bottom in order, a letter for the number, a product alone, a cap on the count.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.asking.test_open_names import points
from tests.unit.lowering.readings import Reading, check, reading, refused

RATE = "事实 办结率：比率\n"
WORST = RATE + "办结率 排名倒数第1名至第3名依次扣3、2、1分"
SECOND = RATE + "办结率 排名倒数第2—3名扣1分"
LETTER = RATE + "办结率0%<x<50%，扣3分；50%≦x<75%，扣1分"
LETTERS = RATE + "办结率x≥75%加2分，60%≤x<75%加1分"
PRODUCT = RATE + "本项 15 分\n办结率*15分"
COUNTED = "事实 投诉：计数（件）\n投诉每件扣1分，最多计20件"
EACH_TIME = "事实 投诉：计数（件）\n事实 表扬：计数（次）\n投诉每件扣0.5分，最多计4次；表扬每次加1分"
BY_TWO = "事实 获奖：计数（次）\n获奖 每 2 次 加 1 分，最多计 7 次"
CASES = "事实 办件量：计数（件）\n本项 10 分\n办件量100件以上的得10分，不足100件的按比例得分"
MONEY = "事实 资金：金额（元）\n本项 6 分\n资金500万元以上得6分，不足500万元的按比例得分"
HALF = "事实 违规：计数（次）\n事实 主动报告：是否\n违规每次扣2分，主动报告按50%折算"

ROWS = (
    *(reading(WORST, wanted, 办结率="90%", 办结率倒数名次=place) for place, wanted in ((1, -3), (2, -2), (3, -1), (4, 0))),
    *(reading(SECOND, wanted, 办结率="90%", 办结率倒数名次=place) for place, wanted in ((1, 0), (2, -1), (3, -1), (4, 0))),
    *(
        reading(LETTER, wanted, 办结率=rate)
        for rate, wanted in (("0%", 0), ("1%", -3), ("49.9%", -3), ("50%", -1), ("74%", -1), ("75%", 0))
    ),
    *(reading(LETTERS, wanted, 办结率=rate) for rate, wanted in (("75%", 2), ("74.9%", 1), ("60%", 1), ("59%", 0))),
    *(reading(PRODUCT, wanted, 办结率=rate) for rate, wanted in (("100%", 15), ("80%", 12), ("0%", 0))),
    *(reading(COUNTED, wanted, 投诉=count) for count, wanted in ((3, -3), (20, -20), (25, -20))),
    reading(EACH_TIME, 0, 投诉=9, 表扬=2),
    reading(EACH_TIME, "-0.5", 投诉=1, 表扬=0),
    *(reading(BY_TWO, wanted, 获奖=count) for count, wanted in ((1, 0), (5, 2), (7, 3), (20, 3))),
    *(reading(CASES, wanted, 办件量=count) for count, wanted in ((120, 10), (100, 10), (99, "9.9"), (45, "4.5"), (0, 0))),
    *(reading(MONEY, wanted, 资金=money) for money, wanted in (("6000000", 6), ("2500000", 3), ("0", 0))),
    reading(HALF, -2, 违规=2, 主动报告=True),
    reading(HALF, -4, 违规=2, 主动报告=False),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


OPEN: list[tuple[str, dict[str, object], str]] = [
    ("事件处理率*15分\n本项 15 分", {"事件处理率": 0.8}, "12"),
    ("15分×事件处理率\n本项 15 分", {"事件处理率": 0.8}, "12"),
    ("违规扣2分，主动报告按50%折算", {"违规": True, "主动报告": True}, "-1"),
    ("满意率0%<x<50%，扣3分；50%≦x<75%，扣1分", {"满意率": 0.5}, "-1"),
    ("投诉每件扣1分，最多计20次", {"投诉": 30}, "-20"),
    ("到位资金500万元以上得6分，不足500万元的按比例得分\n本项 6 分", {"到位资金": 1_000_000}, "6/5"),
]


@pytest.mark.parametrize(("line", "facts", "wanted"), OPEN, ids=[line for line, _, _ in OPEN])
def test_open_names(line: str, facts: dict[str, object], wanted: str) -> None:
    assert str(points(line, facts)) == wanted
    assert str(points(try_line(line).canonical, facts)) == wanted


ASKED = {
    "事实 投诉：计数（件）\n投诉每件扣1分，封顶20件": "E303-not-points",
    "事实 投诉：计数（件）\n投诉每件扣1分，最多计20人": "E303-not-points",
    "事实 办件量：计数（件）\n本项 10 分\n办件量100件以上得10分，50件以上得5分，不足50件的按比例得分": "E433-middle-without-ends",
    RATE + "办结率*15分": "E434-price-without-sign",
}


@pytest.mark.parametrize("lines", ASKED)
def test_asked(lines: str) -> None:
    assert ASKED[lines] in refused(lines)
