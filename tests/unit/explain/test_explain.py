"""Explanations: recorded answers a clerk can read, and the rules that hold for every trace."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from compiler.explain.trace import explain, render_markdown, render_text, sentence
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import score
from tests.unit.core_samples import HOTLINE

GOOD_FACTS: dict[str, Value] = {
    "工单总数": 10000,
    "按期办结工单数": 9997,
    "反馈不规范": 4,
    "推诿": False,
    "退单数": 1200,
    "值班表漏报": 3,
    "拒不参加接话日": False,
    "酌定扣分": Fraction(0),
    "应进驻事项数": 7,
    "已进驻事项数": 5,
    "月平均办件量": Fraction(1000),
    "表扬": 0,
    "弄虚作假": False,
}


def trace(kind: str = "县区", *, without: tuple[str, ...] = (), **changes: Value) -> dict[str, Any]:
    """Return the trace of the sample unit, some facts changed or left out."""
    known: dict[str, Value] = GOOD_FACTS | changes
    unit = Unit("甲县", kind, {name: value for name, value in known.items() if name not in without})
    return explain(HOTLINE, unit, score(HOTLINE, unit))


def said(found: dict[str, Any], clause_id: str) -> str:
    """Return the sentence of one clause."""
    return next(sentence(clause) for clause in found["clauses"] if clause["id"] == clause_id)


def test_the_text_of_a_trace(snapshot: SnapshotAssertion) -> None:
    assert render_text(trace()) == snapshot


def test_the_text_with_zeroing_a_veto_missing_facts_and_no_denominator(snapshot: SnapshotAssertion) -> None:
    found = trace("市直部门", without=("表扬",), 弄虚作假=True, 工单总数=0, 按期办结工单数=0)
    assert render_text(found) == snapshot


def test_the_markdown_of_a_trace(snapshot: SnapshotAssertion) -> None:
    assert render_markdown(trace()) == snapshot


def test_the_data_of_a_trace(snapshot: SnapshotAssertion) -> None:
    found = trace()
    assert json.dumps({**found, "clauses": found["clauses"][:2]}, ensure_ascii=False, indent=1) == snapshot


def test_what_is_missing_to_the_next_tier_is_told_in_facts() -> None:
    assert "按期办结工单数再多 3 件即不扣分" in said(trace(), "一/1")
    assert said(trace(反馈不规范=0), "一/2") == "事项反馈：反馈不规范 0 件，再有 1 件扣 2 分。"


def test_a_flag_that_did_not_happen() -> None:
    assert said(trace(), "一/3") == "无理由推诿：推诿 未发生，不扣分。"
    assert said(trace(推诿=True), "一/3") == "无理由推诿：推诿 发生，适用“推诿 扣 5 分”，扣 5 分。"


def test_cap_floor_and_rounding_are_told() -> None:
    assert "封顶 5 分，原应扣 8 分" in said(trace(), "一/2")
    assert "封顶 3 分，原应加 4 分" in said(trace(表扬=4), "五/2")
    assert said(trace(), "四/1").endswith("记 15/7 分；按四舍五入保留 2 位小数为 2.14 分。")
    held = {group["id"]: group["held"] for group in trace()["groups"]}
    assert held["三/1"] == "扣完为止，原应为 -2 分"


def test_not_applicable_and_missing() -> None:
    assert said(trace("其他"), "三/1/2") == "接话日：不适用于本单位，对象类别 其他。"
    found = trace(without=("反馈不规范",))
    assert said(found, "一/2") == "事项反馈：缺“反馈不规范”，暂为 -5 分至 0 分。"
    assert [each["fact"] for each in found["missing"]] == ["反馈不规范"]


def test_a_ratio_without_an_exact_percentage_says_so() -> None:
    clauses = {clause["id"]: clause for clause in trace(应进驻事项数=3, 已进驻事项数=1)["clauses"]}
    measure = clauses["四/1"]["effects"][0]["measure"]
    assert measure["value"] == "1/3"
    assert (measure["fraction"], measure["percent"], measure["exact"]) == ("1/3", "约 33.33%", False)


COUNTS = ("工单总数", "反馈不规范", "值班表漏报", "应进驻事项数", "表扬")


@st.composite
def some_facts(draw: st.DrawFn) -> dict[str, Value]:
    """Return facts of which some are missing."""
    facts: dict[str, Value] = {name: draw(st.integers(0, 40)) for name in COUNTS}
    facts |= {name: draw(st.booleans()) for name in ("推诿", "拒不参加接话日", "弄虚作假")}
    for part, whole in (("按期办结工单数", "工单总数"), ("退单数", "工单总数"), ("已进驻事项数", "应进驻事项数")):
        limit = facts[whole]
        assert isinstance(limit, int)
        facts[part] = draw(st.integers(0, limit))
    facts |= {
        "月平均办件量": Fraction(draw(st.integers(0, 4000)), 3),
        "酌定扣分": Fraction(draw(st.integers(-4, 0)), 2),
    }
    dropped = draw(st.sets(st.sampled_from(sorted(facts)), max_size=3))
    return {name: value for name, value in facts.items() if name not in dropped}


@given(some_facts(), st.sampled_from(["县区", "市直部门", "其他"]))
def test_every_trace_is_json_and_every_clause_one_line(facts: dict[str, Value], kind: str) -> None:
    unit = Unit("甲", kind, facts)
    result = score(HOTLINE, unit)
    found = explain(HOTLINE, unit, result)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["version"] == "trace.v1"
    assert all("\n" not in sentence(clause) for clause in found["clauses"])
    assert all("；；" not in sentence(clause) and "，，" not in sentence(clause) for clause in found["clauses"])
    assert render_text(found).endswith("\n")
    assert render_markdown(found) == render_markdown(explain(HOTLINE, unit, result))
    if result.total.exact is not None:
        assert Fraction(found["total"]) == result.total.exact
