"""What two versions differ in is shown by units that the gate lets in, or not claimed at all."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compare import compare
from compiler.core import Policy
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.cli.conftest import POLICY, SOURCE
from tests.unit.small_policies import compiled_small, small


def made(checks: str, points: int) -> Policy:
    text = POLICY.replace("\n按期办结率 100%", f"\n{checks}按期办结率 100%", 1)
    text = text.replace("98%以上 扣 5 分", f"98%以上 扣 {points} 分").replace(
        "98%以上的扣5分", f"98%以上的扣{points}分"
    )
    text = text.replace("| 98 | 100 | -5 |", f"| 98 | 100 | -{points} |")
    source = SOURCE.replace("98%以上的扣5分", f"98%以上的扣{points}分")
    found = compile_policy(PolicyText("demo", Source("policy.md", text), Source("source.txt", source)))
    assert found.policy is not None, [each.message for each in found.bag]
    return found.policy


def test_a_difference_that_only_a_refused_unit_shows_is_not_claimed() -> None:
    equal = "核对 按期办结工单数 等于 工单总数\n"
    first, second = compare(made("", 5), made("", 6)), compare(made(equal, 5), made(equal, 6))
    assert str(first.clauses[0].verdict) == "更严"
    assert str(second.clauses[0].verdict) == "不变", "98% to 100% cannot be, and the solver knows that"
    changed = compare(made("", 5), made(equal, 5))
    assert [(each.what, each.new) for each in changed.changes] == [("核对", "按期办结工单数 等于 工单总数")]
    assert changed.clauses[0].same_meaning
    assert changed.total.same
    assert not changed.same_meaning, "a unit that was let in is now refused"
    (turned,) = compare(made(equal, 5), made("核对 工单总数 等于 按期办结工单数\n", 5)).changes
    assert turned.meaning, "nobody has proved that the two let in the same units"


def test_an_example_is_a_day_of_the_period() -> None:
    rules = "事实 报送：日期\n2021年6月30日前 未 报送 扣 2 分"
    old, new = (compiled_small(small(each)).policy for each in (rules, rules.replace("扣 2", "扣 3")))
    assert old is not None
    assert new is not None
    (clause,) = compare(old, new).clauses
    shown = clause.judgements[0].less
    assert shown is not None
    assert shown.unit.facts["报送"] == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("facts", "test"),
    [
        ("受理：日期\n事实 办结：日期，可空", "2021年6月30日前 未 办结 且 2021年3月1日前 受理"),
        ("受理：日期\n事实 办结：日期", "办结 不早于 受理"),
        ("受理：日期\n事实 办结：日期", "受理 后 5 个工作日内 未 办结"),
    ],
)
def test_so_are_the_days_that_the_solver_finds(facts: str, test: str) -> None:
    rules = f"事实 {facts}\n{test} 扣 2 分"
    old, new = (compiled_small(small(each)).policy for each in (rules, rules.replace("扣 2", "扣 3")))
    assert old is not None
    assert new is not None
    shown = compare(old, new).clauses[0].judgements[0].less
    assert shown is not None
    days = [value for value in shown.unit.facts.values() if isinstance(value, date)]
    assert days
    assert {day.year for day in days} == {2021}
