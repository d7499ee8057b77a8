"""A trace keeps to its schema, and its page shows nothing that is not escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

import zhunsheng
from compiler.explain.trace import explain
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import score
from compiler.testing.agreement import sample_units
from tests.unit.core_samples import HOTLINE
from tests.unit.explain.test_explain import some_facts, trace
from zhunsheng.report.trace_html import html

POLICIES = sorted(path.parent for path in (Path(__file__).parents[3] / "policies").glob("*/policy.md"))


@cache
def validator() -> Draft202012Validator:
    schema = zhunsheng.schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@settings(max_examples=40)
@given(some_facts(), st.sampled_from(["县区", "市直部门", "其他"]))
def test_a_trace_keeps_to_its_schema(facts: dict[str, Value], kind: str) -> None:
    unit = Unit("甲", kind, facts)
    validator().validate(explain(HOTLINE, unit, score(HOTLINE, unit)))


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_traces_of_real_policies_keep_to_the_schema(folder: Path) -> None:
    policy, check = zhunsheng.load(folder), validator()
    for number, unit in enumerate(sample_units(policy.core, 4, seed=3)):
        known = {name: value for at, (name, value) in enumerate(unit.facts.items()) if at % 5 or number % 2}
        part = Unit(unit.name, unit.kind, known)
        check.validate(explain(policy.core, part, score(policy.core, part), policy.places))


def test_the_schema_refuses_what_it_does_not_know() -> None:
    found: dict[str, Any] = trace()
    for broken in ({**found, "total": 32.14}, {**found, "more": ""}, {k: v for k, v in found.items() if k != "range"}):
        with pytest.raises(ValidationError):
            validator().validate(broken)


def test_every_point_back_into_the_files() -> None:
    folder = next(path for path in POLICIES if path.name == "ankang-2021-hotline")
    places = zhunsheng.load(folder).places
    lines = (folder / "source.txt").read_text(encoding="utf-8").splitlines()
    place = next(each for each in places.values() if each["source"])["source"]
    assert place["file"] == "source.txt" and lines[place["line"] - 1].strip()


def test_a_page_is_escaped_and_stands_alone() -> None:
    found = trace()
    found["unit"]["name"] = "<script>alert(1)</script>"
    page = html(found)
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "http://" not in page and "https://" not in page and "<link" not in page


def test_every_clause_stands_on_the_page() -> None:
    found = trace(without=("表扬",))
    page = html(found)
    assert all(f"<p>{clause['title']}" in page or f"{clause['title']}：" in page for clause in found["clauses"])
    assert "待补：表扬。" in page
