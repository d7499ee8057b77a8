"""A day by which something has to be done, and what a delay costs (dsl/lexer/memory/delays.py): the points, worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import check, rows
from tests.unit.lowering.test_starts import codes

DAYS = [
    (text, {name: days}, f"-{days}" if days else "0")
    for text, name in (
        ("6月30日前报送，每推迟1天扣1分", "报送推迟"),
        ("6月30日前报送，每延迟1天扣1分", "报送延迟"),
        ("6月30日前报送，每延长1天扣1分", "报送延长"),
        ("6月30日前完成，每顺延1天扣1分", "完成顺延"),
        ("6月30日前报送，每迟1天扣1分", "报送迟"),
        ("6月30日前报送，每超1天扣1分", "报送超期"),
        ("6月30日前报送，迟报1天扣1分", "报送迟报"),
        ("总结须于6月30日前报送，每迟报1天扣1分", "总结报送迟报"),
    )
    for days in (0, 1, 3)
]
OTHERS = [
    *rows("6月30日前完成，每提前1天加1分", "完成提前", (0, "0"), (2, "2")),
    *rows("6月30日前报送，推迟3天以上扣2分", "报送推迟", (2, "0"), (3, "-2")),
    *rows("总结务必在6月30日前报送，逾期扣2分", "总结报送逾期", (True, "-2"), (False, "0")),
    *rows("6月30日前报送，每迟报一次扣1分", "报送迟报", (0, "0"), (2, "-2")),
    (
        "计划6月30日前报送，每迟报1天扣1分；总结12月31日前报送，每迟报1天扣1分",
        {"计划报送迟报": 2, "总结报送迟报": 1},
        "-3",
    ),
    *(
        ("5个工作日内办结得5分，每超期1天扣1分", {"办结": 5 + late, "超期": late}, points)
        for late, points in ((0, "5"), (1, "4"), (3, "2"))
    ),
    *(
        ("办理时限压缩5天以上得5分，逾期每件扣1分", {"办理时限压缩": days, "逾期": late}, points)
        for days, late, points in ((5, 0, "5"), (4, 0, "0"), (4, 1, "-1"))
    ),
]


@pytest.mark.parametrize(("text", "facts", "points"), [*DAYS, *OTHERS])
def test_only_how_late_it_is_counts(text: str, facts: dict[str, object], points: str) -> None:
    check((text, facts, points))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("P方案于6月30日前报送得5分", "P方案报送"),
        ("实施方案应于6月30日前报送得5分", "实施方案报送"),
        ("总结应当在6月30日前报送得5分", "总结报送"),
        ("总结务必于6月30日前报送得5分", "总结报送"),
        ("会议纪要于6月30日前报送得5分", "会议纪要报送"),
        ("于6月30日前报送总结得5分", "报送总结"),
    ],
)
def test_what_says_that_it_has_to_be_done_is_no_part_of_a_name(text: str, name: str) -> None:
    trial = try_line(text)
    assert trial.declarations == (f"事实 {name}：日期，可空",)
    assert trial.policy is not None


@pytest.mark.parametrize("word", ["次年", "翌年", "下年度", "第二年", "上年"])
def test_a_day_of_another_year_is_no_day_of_the_period(word: str) -> None:
    assert codes(f"方案6月30日前报送得5分；总结{word}1月10日前报送得5分") == ["E309-bad-date"]


LASTING = [
    *rows("3日内反馈得2分，5日内反馈得1分，超过5日扣1分", "反馈", (3, "2"), (5, "1"), (6, "-1")),
    *rows("5个工作日内办结得5分，每超1个工作日扣1分", "办结", (5, "5"), (6, "4"), (8, "2")),
]


@pytest.mark.parametrize("row", LASTING, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_bound_goes_on_about_what_was_done(row: tuple[str, dict[str, object], str]) -> None:
    check(row)
