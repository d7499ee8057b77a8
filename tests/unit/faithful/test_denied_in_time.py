"""对账 of 未 with a time: however the sentence says that something was not done by then, the rule must deny it too, and only then."""

from __future__ import annotations

import pytest

from tests.unit.analysis.test_telling import found
from tests.unit.small_policies import small

DATED = "事实 年度总结：日期，可空\n{}2021年12月20日前 {}年度总结 扣 2 分"
SINCE = "事实 收到通知：日期\n事实 反馈：日期，可空\n{}收到通知 后 5 个工作日内 {}反馈 扣 1 分"

LATE = {
    "年度总结未于2021年12月20日前报送的，扣2分。": DATED,
    "年度总结没有在2021年12月20日前报送的，扣2分。": DATED,
    "未在2021年12月20日前报送年度总结的，扣2分。": DATED,
    "2021年12月20日前未报送年度总结的，扣2分。": DATED,
    "年度总结，未按规定于2021年12月20日前报送的，扣2分。": DATED,
    "年度总结迟于2021年12月20日报送的，扣2分。": DATED,
    "年度总结2021年12月20日后报送的，扣2分。": DATED,
    "收到通知后未于5个工作日内反馈的，扣1分。": SINCE,
    "未于收到通知后5个工作日内反馈的，扣1分。": SINCE,
    "收到通知5个工作日后反馈的，扣1分。": SINCE,
    "收到通知后超过5个工作日反馈的，扣1分。": SINCE,
}
IN_TIME = {
    "年度总结于2021年12月20日前报送的，扣2分。": DATED,
    "年度总结不迟于2021年12月20日报送的，扣2分。": DATED,
    "收到通知后5个工作日内反馈的，扣1分。": SINCE,
}


@pytest.mark.parametrize(("quote", "denied"), [(q, True) for q in LATE] + [(q, False) for q in IN_TIME])
def test_the_rule_denies_what_the_sentence_denies(quote: str, denied: bool) -> None:
    rule = (LATE | IN_TIME)[quote]
    right, wrong = (small(rule.format("", word), quote=quote) for word in (("未 ", "") if denied else ("", "未 ")))
    assert [each.code for each in found(right)] == []
    assert [each.code for each in found(wrong)] == ["E479-not-as-quoted"]


def test_another_denial_beside_a_time_is_not_its_own() -> None:
    rules = "事实 公开：是否\n事实 报送：日期，可空\n未 公开 且 2021年6月30日前 报送 加 2 分"
    assert found(small(rules, quote="未公开且2021年6月30日前报送的，加2分。")) == []
