"""What a case table says: columns, cells, units, expected points, titles."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from compiler.meaning.result import Points
from tests.unit.testkit.samples import BONUS, COUNT, DUTY, GOOD_RATE, LIST, RATE, SHARE, compiled, table
from zhunsheng.testkit.cases.expected import Expected, Measured, State
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases

DATES = """## 报送

> 交办后3个自然日内未报送的，扣3分。

```规则
事实 交办日：日期
事实 报送日：日期，可空
交办日后 3 个自然日内 未 报送日 扣 3 分
```

"""
JUDGED = """## 改革（5分）

> 改革5分，酌情给分。

```规则
酌情给分
```

"""


def read(body: str) -> tuple[Case, ...]:
    made = compiled(body)
    assert not made.bag.failed, [each.message for each in made.bag]
    cases, bag = read_cases(made)
    assert [each.code for each in bag if each.code.startswith("E")] == []
    return cases


def codes(body: str) -> list[str]:
    return [each.code for each in read_cases(compiled(body))[1]]


def expected(text: str) -> Expected:
    (case,) = read(RATE + table("工单总数 | 得分", f"100 | {text}"))
    return case.expected[0][1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5", "-5"),
        ("－５分", "-5"),
        ("−2.50", "-5/2"),
        ("+3 分", "3"),
        ("-10/3", "-10/3"),
        (".5", "1/2"),
        ("1000000000000000000000", "1000000000000000000000"),
    ],
)
def test_exact_points(text: str, value: str) -> None:
    assert expected(text) == Expected(Points.exactly(Fraction(value)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("-5—0", -5, 0),
        ("-5-0", -5, 0),
        ("-5 至 -1", -5, -1),
        ("－5～0分", -5, 0),
        ("不限—0", None, 0),
        ("0.5到1", 0.5, 1),
    ],
)
def test_ranges(text: str, low: float | None, high: float | None) -> None:
    ends = [None if end is None else Fraction(str(end)) for end in (low, high)]
    assert expected(text) == Expected(Points(*ends))


@pytest.mark.parametrize("text", ["无法计算", "不适用", " 不 适用 "])
def test_no_points(text: str) -> None:
    assert expected(text).state is State("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.30000000000000004", "E508-inexact-points"),
        ("1e-5", "E508-inexact-points"),
        ("-4.999999999999999—0", "E508-inexact-points"),
        ("-5%", "E507-not-points"),
        ("5/0", "E507-not-points"),
        ("0—-5", "E507-not-points"),
        ("扣5", "E507-not-points"),
        ("nan", "E507-not-points"),
        ("不限—不限", "E507-not-points"),
    ],
)
def test_what_is_no_number_is_refused(text: str, code: str) -> None:
    cases, bag = read_cases(compiled(RATE + table("工单总数 | 得分", f"100 | {text}")))
    assert (cases, [each.code for each in bag]) == ((), [code])


def test_cells_read_as_in_fact_sheets() -> None:
    cases = read(
        RATE
        + GOOD_RATE
        + SHARE
        + table("满意率 | 得分 | 案例", "90％ | 0 | 恰好", "89.99% | -3 | 低", "0.9 | 0 | 小数")
        + DATES
        + table("交办日 | 报送日 | 得分", "2021年7月5日 | 2021/7/8 | 0", "20210705 |  | -3", "2021-7-5 | 待补 | -3—0")
    )
    shares = [case.unit.facts["满意率"] for case in cases if "满意率" in case.unit.facts]
    assert shares == [Fraction(9, 10), Fraction(8999, 10000), Fraction(9, 10)]
    dates = [dict(case.unit.facts) for case in cases if case.clause == "报送"]
    day = date(2021, 7, 5)
    # An empty cell of a fact that may be empty is the value "nothing happened", as in a fact sheet.
    assert dates == [{"交办日": day, "报送日": date(2021, 7, 8)}, {"交办日": day, "报送日": None}, {"交办日": day}]


def test_empty_cell_is_a_fact_not_given() -> None:
    (case,) = read(RATE + table("按期办结工单数 | 工单总数 | 得分", " | 100 | -5—0"))
    assert case.unit.facts == {"工单总数": 100}
    assert case.written == (("工单总数", "100"),)


def test_headings_may_carry_units_and_be_spelt_loosely() -> None:
    (case,) = read(RATE + table("按期办结工单数（件） | “工单总数” | 得分（分） | 备注", "97 | 1,000件 | -5 | x"))
    assert case.unit.facts == {"按期办结工单数": 97, "工单总数": 1000}


def test_titles() -> None:
    rows = (
        "97 | 100 | 0 | 恰好 | ",
        "98 | 100 | 0 | 恰好 | ",
        "99 | 100 | 0 |  | 说明文字",
        "1 | 100 | -5 |  | ",
        "2 | 100 | -5 | a::b | ",
    )
    cases = read(RATE + table("按期办结工单数 | 工单总数 | 得分 | 案例 | 说明", *rows))
    assert [case.title for case in cases] == ["恰好", "恰好（2）", "说明文字", "按期办结工单数 1，工单总数 100", "a：b"]
    assert [case.line for case in cases] == [25, 26, 27, 28, 29]
    assert cases[0].name == "工单办理/办结率::恰好"


def test_item_and_total_columns() -> None:
    body = RATE + table("按期办结工单数 | 工单总数 | 得分 | 本项得分 | 总分", "9 | 10 | -5 | 25 | 25")
    (case,) = read(body + COUNT)
    assert [(str(what), str(points)) for what, points in case.expected] == [
        ("得分", "-5"),
        ("本项得分", "25"),
        ("总分", "25"),
    ]
    assert case.item == "工单办理"
    assert codes("## 附则\n\n" + table("工单总数 | 总分", "1 | 30") + RATE + GOOD_RATE) == []
    assert codes("## 附则\n\n" + table("工单总数 | 本项得分", "1 | 30") + RATE + GOOD_RATE) == ["E517-nothing-to-test"]


def test_units_and_kinds() -> None:
    rows = ("甲县 |  | 1001 | 10", "市公安局 | 市直部门 | 1001 | 0", " | 县区 | 1000 | 0")
    cases = read(LIST + BONUS + table("单位 | 类别 | 办件量 | 得分", *rows))
    assert [(case.unit.name, case.unit.kind) for case in cases] == [
        ("甲县", "县区"),
        ("市公安局", "市直部门"),
        ("", "县区"),
    ]
    wrong = LIST + BONUS + table("单位 | 类别 | 办件量 | 得分", "甲县 | 市直部门 | 1001 | 10")
    assert codes(wrong) == ["E514-unknown-case-kind"]


def test_judgement_is_its_own_reason() -> None:
    cases = read(JUDGED + table("改革评定分 | 得分", "3 | 3"))
    assert dict(cases[0].unit.facts) == {"改革评定分": 3, "改革评定分理由": "案例"}
    cases = read(JUDGED + table("改革评定分 | 改革评定分理由 | 得分", "3 | 完成良好 | 3"))
    assert cases[0].unit.facts["改革评定分理由"] == "完成良好"


def test_consequences_and_duties() -> None:
    rows = ("是 | 是 | 取消评优资格 | 合规", "否 | 否 | 无 | 不合规", "否 |  | 无 | 待核")
    cases = read(DUTY + table("弄虚作假 | 公开结果 | 后果 | 合规", *rows))
    assert [(case.consequences, case.duties) for case in cases] == [
        (("取消评优资格",), ("合规",)),
        ((), ("不合规",)),
        ((), ("待核",)),
    ]
    assert codes(DUTY + table("弄虚作假 | 后果 | 合规", "是 |  | ")) == ["E506-no-expected-points"]
    assert codes(RATE + table("工单总数 | 得分 | 合规", "1 | 0 | 合规")) == ["E518-unknown-case-outcome"]


def test_commentary_tables_are_left_alone() -> None:
    assert codes(RATE + GOOD_RATE + table("档次 | 说明", "高 | x")) == []


def test_same_facts_in_another_order_contradict() -> None:
    body = RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | 0", "９７件 | 100 | -5")
    assert codes(body) == ["E511-cases-contradict"]


def test_part_above_whole_and_wrong_measure() -> None:
    assert codes(RATE + table("按期办结工单数 | 工单总数 | 得分", "101 | 100 | 0")) == ["E509-bad-case-cell"]
    assert Measured("得分") is Measured.CLAUSE
