"""The plan gives what the interpreter gives, and no step of it leaves its proven bounds: over all policies, and policies at random."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

import zhunsheng
from compiler import core
from compiler.gate.declared import gate_of
from compiler.meaning.interpret import Unit
from compiler.plan.evaluate import Evaluated, row_of
from compiler.plan.lowering import plan_of
from compiler.plan.tree import WIDTH
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.core_samples import HOTLINE
from tests.unit.meaning.random_policies import policy_of, units_of
from tests.unit.meaning.test_prepared import POLICIES, with_holes
from tests.unit.plan.rows import through

UNITS = 60
MADE = 15  # policies at random, ten times


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_every_policy(folder: Path) -> None:
    found = through(zhunsheng.load(folder).core, with_holes(zhunsheng.load(folder).core, UNITS))
    assert found["就绪"] >= UNITS / 3, found


@pytest.mark.parametrize("policy", [HOTLINE, NUMBERS, CALENDAR, RESULTS], ids=lambda policy: policy.slug)
def test_every_node_of_core(policy: core.Policy) -> None:
    assert through(policy, with_holes(policy, 5 * UNITS))["就绪"] >= UNITS


@pytest.mark.parametrize("share", range(10))
def test_policies_at_random(share: int) -> None:
    found: Counter[str] = Counter()
    for seed in range(share * MADE, share * MADE + MADE):
        policy = policy_of(seed)
        if plan_of(policy) is None:
            found["列不下"] += 1
        else:
            found += through(policy, units_of(policy, 20, seed))
    assert found["就绪"] >= MADE, found


def test_by_hand() -> None:
    """97% 扣 15 分 and one returned order of 100: what 30 分 and 20 分 leave."""
    facts = {fact.name: 0 for fact in HOTLINE.facts} | {"工单总数": 100, "按期办结工单数": 97, "退单数": 5}
    plan = plan_of(HOTLINE)
    assert plan is not None
    row = row_of(plan, Unit("甲", "", {**facts, "等级": "良"}))
    assert row is not None
    assert Evaluated(plan, row).ratio(plan.clauses[0].points) == -15


def test_bounds_are_those_of_the_widest_columns() -> None:
    plan = plan_of(HOTLINE)
    assert plan is not None
    assert {column.high for column in plan.columns if column.fact == "工单总数"} == {10**12}
    assert all(-WIDTH <= node.low <= node.high <= WIDTH for node in plan.roots())


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_the_gate_is_the_judge_of_what_is_admissible(folder: Path) -> None:
    """Facts of a unit that contradict each other: parts above their wholes, judgements beyond their range or without a reason."""
    policy = zhunsheng.load(folder).core
    plan, gate, random, seen = plan_of(policy), gate_of(policy), Random(3), Counter[bool]()
    assert plan is not None
    for unit in with_holes(policy, UNITS):
        facts = dict(unit.facts)
        for name, value in facts.items():
            if value.__class__ is int and random.random() < 0.1:
                facts[name] = random.choice((0, 1, 50, 5000))
        facts |= {reason: "现场检查" for reason in gate.reasons if random.random() < 0.8}
        row = row_of(plan, Unit(unit.name, unit.kind, facts))
        if row is not None:
            fine = not gate.between(facts, unit.kind)
            assert Evaluated(plan, row).give(plan.admissible) == fine, (unit, gate.between(facts, unit.kind))
            seen[fine] += 1
    assert seen[True]
    assert seen[False] or not (gate.parts or gate.judged or gate.bounded or gate.relations)
