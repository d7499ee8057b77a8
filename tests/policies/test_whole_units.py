"""The scenarios of the policies: every kind of unit is there, and what each unit is told, as a text a clerk can approve."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from compiler.explain import explain, render_text
from compiler.pipeline import Compiled
from compiler.scoring import score
from dsl.diagnostics import Bag
from tests.policies.test_goldens import Text
from zhunsheng.policies import SCENARIOS, load, read_beside
from zhunsheng.testkit.scenario import Scenario
from zhunsheng.testkit.scenarios import read_scenarios

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))


@cache
def scenarios(folder: Path) -> tuple[Compiled, tuple[Scenario, ...]]:
    bag = Bag()
    loaded = load(folder)
    compiled = loaded.compile()
    source = read_beside(loaded, SCENARIOS, bag)
    assert compiled is not None and source is not None and not list(bag), f"{folder.name} has {SCENARIOS}"
    found, wrong = read_scenarios(compiled, source)
    assert not [each.message for each in wrong]
    return compiled, found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_two_scenarios_at_least_and_every_kind_of_unit(folder: Path) -> None:
    compiled, found = scenarios(folder)
    assert compiled.policy is not None
    assert len(found) >= 2
    assert {each.unit.kind for each in found} >= set(compiled.policy.kinds)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_explanations(folder: Path, snapshot: Any) -> None:
    compiled, found = scenarios(folder)
    assert compiled.policy is not None
    # The digest changes with every letter of commentary; what a unit is told does not.
    policy = evolve(compiled.policy, digest="")
    for number, each in enumerate(found, start=1):
        told = render_text(explain(policy, each.unit, score(policy, each.unit)))
        assert told == snapshot(name=str(number), extension_class=Text), each.title
