"""What two versions differ in is shown by units that the gate lets in, or not claimed at all."""

from __future__ import annotations

from compiler.compare import compare
from compiler.core import Policy
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.cli.conftest import POLICY, SOURCE


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
    assert changed.same_meaning
