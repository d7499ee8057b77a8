"""The scenarios of the policies: every kind of unit is there, and what each unit is told, as a text a clerk can approve."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.explain.trace import explain, render_text
from compiler.meaning.scoring import score
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from tests.policies.test_goldens import Text
from zhunsheng.library.policies import SCENARIOS, load, read_beside
from zhunsheng.testkit.scenarios.model import Scenario
from zhunsheng.testkit.scenarios.reading import read_scenarios

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


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_fact_sheet_with_these_facts_gives_the_same(folder: Path, tmp_path: Path) -> None:
    compiled, found = scenarios(folder)
    assert compiled.policy is not None
    if any(fact.role is core.Role.RANK for fact in compiled.policy.facts):
        pytest.skip("a rank is given by hand in a scenario and taken from all units in a sheet")
    for each in found:
        reasons = {fact.reason: each.unit.facts.get(fact.reason, "") for fact in compiled.policy.facts if fact.reason}
        facts = {name: "" if text == "空" else text for name, text in each.written}
        row = {"单位": each.unit.name, "对象类别": each.unit.kind, **facts, **reasons}
        sheet = tmp_path / "facts.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
        (result,) = zhunsheng.score(folder, sheet)
        expected = score(compiled.policy, each.unit)
        assert (result.total, result.consequences, result.vetoes) == (
            expected.total,
            expected.consequences,
            expected.vetoes,
        )
        assert result.clauses == expected.clauses and result.groups == expected.groups
