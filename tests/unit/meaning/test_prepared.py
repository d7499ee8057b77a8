"""The prepared pass gives value for value what the plain one gives: over all policies, and over policies and units at random."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.meaning import plain
from compiler.meaning.interpret import Unit
from compiler.meaning.prepared import prepare
from compiler.meaning.result import ClauseResult, Outcome, Points, Result
from compiler.meaning.scoring import score
from compiler.testing.sampling import sample_units
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.core_samples import HOTLINE
from tests.unit.meaning.random_policies import policy_of, units_of

POLICIES = sorted(path.parent for path in (Path(__file__).parents[3] / "policies").glob("*/policy.md"))
UNITS = 60
MADE = 15  # policies at random, ten times


def with_holes(policy: core.Policy, count: int) -> list[Unit]:
    """Units of a policy: whole ones, ones with facts missing or nought, ones of a strange kind."""
    random = Random(7)
    found = []
    for unit in sample_units(policy, count, seed=5):
        share = random.choice((0, 0, 0.05, 0.4))
        facts = {name: value for name, value in unit.facts.items() if random.random() >= share}
        for name in facts:
            if share and random.random() < 0.1 and isinstance(facts[name], int):
                facts[name] = random.choice((0, None))
        found.append(Unit(unit.name, random.choice((unit.kind, unit.kind, "别的", "")), facts))
    return found


def same(policy: core.Policy, units: list[Unit]) -> list[Result]:
    """The results, proven equal in both ways of scoring, cold and warm."""
    prepared = prepare(policy)
    results = [plain.score(policy, unit) for unit in units]
    for unit, expected in zip(units, results, strict=True):
        assert prepared.score(unit) == expected, unit
        assert score(policy, unit) == expected  # once more: now everything is remembered
    return results


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_every_policy(folder: Path) -> None:
    policy = zhunsheng.load(folder).core
    results = same(policy, with_holes(policy, UNITS))
    assert {each.total.exact is None for each in results} == {True, False}


@pytest.mark.parametrize("policy", [HOTLINE, NUMBERS, CALENDAR, RESULTS], ids=lambda policy: policy.slug)
def test_every_node_of_core(policy: core.Policy) -> None:
    same(policy, with_holes(policy, 3 * UNITS))


@pytest.mark.parametrize("share", range(10))
def test_policies_at_random(share: int) -> None:
    seen: Counter[object] = Counter()
    for seed in range(share * MADE, share * MADE + MADE):
        policy = policy_of(seed)
        for result in same(policy, units_of(policy, 20, seed)):
            seen.update(each.outcome for each in result.clauses)
            seen.update(["zeroed" for each in result.clauses if each.zeroed])
            seen.update(["open" for each in result.clauses if each.zeroed is None])
            seen.update(["exact" if result.total.exact is not None else "range"])
            seen.update(["vetoed"] if result.vetoes else [])
    assert set(seen) >= {*Outcome, "zeroed", "open", "exact", "range", "vetoed"}


def test_by_hand() -> None:
    """97% 扣 15 分 and one returned order of 100: 30−15 and 20−0; what is a whole number is a Fraction all the same."""
    facts = {fact.name: 0 for fact in HOTLINE.facts} | {"工单总数": 100, "按期办结工单数": 97, "退单数": 5}
    result = score(HOTLINE, Unit("甲", "", {**facts, "等级": "良"}))
    handling = next(each for each in result.clauses if each.clause == HOTLINE.clauses()[0].id)
    assert handling.points == Points.exactly(-15)
    points = [*(each.points for each in result.clauses), *(each.raw for each in result.groups), result.total]
    assert {type(each.low).__name__ for each in points} == {"Fraction"}


def test_units_with_the_same_branches_share_their_results() -> None:
    """So that a hundred thousand results take little room."""
    unit = next(iter(sample_units(HOTLINE, 1, seed=1)))
    one, two = score(HOTLINE, unit), score(HOTLINE, Unit("乙", unit.kind, unit.facts))
    assert all(first is second for first, second in zip(one.clauses, two.clauses, strict=True))


def test_what_is_prepared_goes_with_the_policy() -> None:
    policy = evolve(HOTLINE)
    score(policy, Unit("甲", "", {}))
    held = weakref.ref(policy)
    enabled = gc.isenabled()
    gc.disable()
    try:
        del policy
        assert held() is None  # at once: nothing that is prepared holds the policy, so there is no circle
    finally:
        if enabled:
            gc.enable()


def test_a_changed_policy_is_prepared_anew() -> None:
    unit = Unit("甲", "", {"省级": 1, "市级": 0, "投诉": 2})
    before = score(RESULTS, unit)
    changed = evolve(RESULTS, vetoes=(core.Veto(core.Always(), None, "零/1", RESULTS.root.span),))
    assert score(changed, unit).total == Points.exactly(0) != before.total


def test_another_way_to_score_a_clause() -> None:
    """``by`` is asked for every clause, in an order in which what a clause reads is known."""
    asked = []

    def by(clause: core.Clause, world: object, item: core.Group | None) -> ClauseResult:
        asked.append(clause.id)
        return ClauseResult(clause.id, Outcome.SCORED, Points.exactly(1), Points.exactly(1))

    score(RESULTS, Unit("甲", "", {}), by=by)
    assert sorted(asked) == sorted(clause.id for clause in RESULTS.clauses())
    assert RESULTS.clauses()[0].id == "零/1"  # it stands first and reads what 二/1 gives
    assert asked.index("二/1") < asked.index("零/1")
