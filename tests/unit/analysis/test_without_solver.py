"""Without the solver nothing is claimed that it would have to prove, and nothing is kept silent."""

from __future__ import annotations

import pytest

from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.test_cases import CASES, original

ASKED = [  # cases that only the solver can decide
    ("W463-full-out-of-reach/5", "能否得满 6 分"),
    ("W465-not-all-at-once/1", "能否得满 100 分"),
    ("W418-never-true/12", "这个条件能否成立"),
    ("W443-cap-never-reached/7", "封顶 5 分能否用到"),
]


@pytest.mark.parametrize(("case", "what"), ASKED)
def test_it_is_said_that_it_was_not_analysed_and_why(case: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiler.analysis.solver.session.load", lambda: None)
    path = CASES / "bad" / f"{case}.md"
    policy = Source("policy.md", path.read_text(encoding="utf-8"))
    found = list(compile_policy(PolicyText("case", policy, original(path, policy)), thorough=True).bag)
    assert [each.code for each in found] == ["N490-not-analysed"]
    assert found[0].primary is not None
    assert what in found[0].message
    assert "没有安装求解器" in found[0].primary.text
