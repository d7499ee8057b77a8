"""A deadline that was missed: the denial stands before the day, behind it, or is said by 迟于 and 后. In time costs nothing."""

from __future__ import annotations

from datetime import date

import pytest

from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, reading, rows
from tests.unit.small_policies import compiled_small, small

EARLY, DAY, LATE = (date(2026, 12, day) for day in (1, 20, 25))
REPORT, NOTICE, ANSWER = "年度总结报送", date(2021, 3, 1), "反馈"  # a Monday
IN_TIME, TOO_LATE = date(2021, 3, 8), date(2021, 3, 9)
NAMED = "事实 年度总结：日期，可空\n"


def missed(line: str, name: str) -> tuple[Reading, ...]:
    """In time, on the day, late, never."""
    return rows(line, (0, {name: EARLY}), (0, {name: DAY}), (-2, {name: LATE}), (-2, {name: None}))


def later(line: str, name: str) -> tuple[Reading, ...]:
    """What was not done at all is not later than a day."""
    return rows(line, (0, {name: EARLY}), (0, {name: DAY}), (-2, {name: LATE}))


def period(line: str, name: str) -> tuple[Reading, ...]:
    """In time, late, never."""
    return rows(
        line,
        (0, {"收到通知": NOTICE, name: IN_TIME}),
        (-1, {"收到通知": NOTICE, name: TOO_LATE}),
        (-1, {"收到通知": NOTICE, name: None}),
    )


ROWS = (
    *missed("年度总结未于2026年12月20日前报送的，扣2分", REPORT),
    *missed("年度总结未在2026年12月20日前报送的，扣2分", REPORT),
    *missed("年度总结没有在2026年12月20日之前报送的，扣2分", REPORT),
    *missed("年度总结没能于2026年12月20日前报送的，扣2分", REPORT),
    *missed("年度总结尚未于2026年12月20日前报送的，扣2分", REPORT),
    *missed("未于2026年12月20日前报送年度总结的，扣2分", "报送年度总结"),
    *missed("没有在2026年12月20日前报送年度总结的，扣2分", "报送年度总结"),
    *later("年度总结迟于2026年12月20日报送的，扣2分", REPORT),
    *later("年度总结晚于2026年12月20日报送的，扣2分", REPORT),
    *later("年度总结2026年12月20日后报送的，扣2分", REPORT),
    *later("年度总结于2026年12月20日以后才报送的，扣2分", REPORT),
    *later("2026年12月20日后报送年度总结的，扣2分", "报送年度总结"),
    *period("未于收到通知后5个工作日内反馈的，扣1分", ANSWER),
    *period("未在收到通知后5个工作日内反馈的，扣1分", ANSWER),
    *period("尚未在收到通知之日起5个工作日内反馈的，扣1分", ANSWER),
    *period("问题没有在收到通知后5个工作日内反馈的，扣1分", "问题反馈"),
    *(
        reading(f"{NAMED}{line}", points, 年度总结=day)
        for line in (
            "年度总结未于2026年12月20日前报送的，扣2分",
            "年度总结未在2026年12月20日前报送的，扣2分",
            "没有在2026年12月20日前报送年度总结的，扣2分",
            "2026年12月20日前未报送年度总结的，扣2分",
        )
        for day, points in ((EARLY, 0), (DAY, 0), (LATE, -2), (None, -2))
    ),
    *(
        reading(f"{NAMED}{line}", points, 年度总结=day)
        for line in (
            "年度总结迟于2026年12月20日报送的，扣2分",
            "年度总结2026年12月20日后报送的，扣2分",
            "2026年12月20日后报送年度总结的，扣2分",
        )
        for day, points in ((EARLY, 0), (DAY, 0), (LATE, -2))
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.lines} {dict(row.facts)}")
def test_a_missed_deadline_costs_points(row: Reading) -> None:
    check(row)


def refused(quote: str, rules: str) -> list[str]:
    """The codes of the errors of rules under a quote."""
    found = compiled_small(small(rules, quote=quote)).bag
    return [each.code for each in found if each.severity is Severity.ERROR]


QUOTES = (
    "年度总结未于2026年12月20日前报送的，扣2分",
    "年度总结未在2026年12月20日前报送的，扣2分",
    "年度总结没有在2026年12月20日前报送的，扣2分",
    "年度总结未能按2026年12月20日前的要求报送的，扣2分",
    "没有在2026年12月20日前报送年度总结的，扣2分",
    "未于2026年12月20日前报送年度总结的，扣2分",
    "年度总结迟于2026年12月20日报送的，扣2分",
    "年度总结于2026年12月20日后报送的，扣2分",
    "2026年12月20日以后报送年度总结的，扣2分",
    "年度总结2026年12月20日前没有报送的，扣2分",
    "年度总结于2026年12月20日前仍未报送的，扣2分",
    "年度总结逾期（2026年12月20日前）未报送的，扣2分",
)


@pytest.mark.parametrize("quote", QUOTES)
def test_rules_written_by_hand_deny_what_the_sentence_denies(quote: str) -> None:
    right, wrong = "2026年12月20日前 未 年度总结 扣 2 分", "年度总结 2026年12月20日前 扣 2 分"
    assert refused(quote, f"{NAMED}{right}") == []
    assert [code[:4] for code in refused(quote, f"{NAMED}{wrong}")] == ["E479"]


@pytest.mark.parametrize("quote", ["年度总结于2026年12月20日前报送的，加2分", "2026年12月20日前报送年度总结的，加2分"])
def test_what_was_done_in_time_is_not_denied(quote: str) -> None:
    right, wrong = "年度总结 2026年12月20日前 加 2 分", "2026年12月20日前 未 年度总结 加 2 分"
    assert refused(quote, f"{NAMED}{right}") == []
    assert [code[:4] for code in refused(quote, f"{NAMED}{wrong}")] == ["E479"]


@pytest.mark.parametrize(
    "quote",
    [
        "未于收到通知后5个工作日内反馈的，扣1分",
        "收到通知后，没有在5个工作日内反馈的，扣1分",
        "收到通知后超过5个工作日反馈的，扣1分",
    ],
)
def test_a_period_that_was_missed(quote: str) -> None:
    named = "事实 收到通知：日期\n事实 反馈：日期，可空\n"
    assert refused(quote, f"{named}收到通知 后 5 个工作日内 未 反馈 扣 1 分") == []
    assert [code[:4] for code in refused(quote, f"{named}收到通知 后 5 个工作日内 反馈 扣 1 分")] == ["E479"]
