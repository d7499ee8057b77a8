"""The numbers by which units stand in order are those of their exact values, whatever fractions these are; who takes part."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from compiler import core
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.plan.build import Builder
from compiler.plan.evaluate import Evaluated, Row, row_of
from compiler.plan.lowering import plan_of
from compiler.plan.overall import order_of
from compiler.plan.tree import Op, Plan, Ratio
from dsl.types import RANK
from tests.unit.core_samples import HERE
from tests.unit.meaning.random_policies import Maker, policy_of, units_of

NOTHING = Builder()
NOUGHT = Ratio(NOTHING.number(0), NOTHING.number(1))
EMPTY = Plan((), (), (), NOUGHT, (), NOTHING.number(-1), NOTHING.true, NOTHING.true, ())


def ranked(measure: core.Expr, *, up: bool = False, last: bool = False) -> core.Fact:
    """A rank of a measure."""
    return core.Fact("某名次", RANK, HERE, core.Role.RANK, Fraction(1), ranks=measure, ascending=up, from_bottom=last)


@pytest.mark.parametrize("seed", range(60))
def test_measures_at_random(seed: int) -> None:
    random = Random(seed)
    maker = Maker(random)
    fact = ranked(maker.number(3), up=random.random() < 0.5, last=random.random() < 0.5)
    policy = policy_of(seed)
    policy = evolve(policy, facts=(*policy.facts, fact), root=core.Group("", "总分", HERE, ()), vetoes=())
    plan, seen = plan_of(policy), Counter[str]()
    if plan is None:
        pytest.skip("too wide for columns")
    (made,) = plan.over_all
    places = []
    for unit in units_of(policy, 40, seed):
        row = row_of(plan, unit)
        if row is not None:
            evaluated, place = Evaluated(plan, row), _place(fact, unit)
            seen["没有" if place is None else "有"] += 1
            assert evaluated.give(made.known) == isinstance(place, Fraction), unit
            assert evaluated.give(made.told) == (place is not None), unit
            if isinstance(place, Fraction):
                assert evaluated.ratio(made.value) == (place if fact.ascending is not fact.from_bottom else -place)
                places.append((place, tuple(map(evaluated.give, made.order))))
    assert seen
    _in_order(places)


def _place(fact: core.Fact, unit: Unit) -> Fraction | type[Undefined] | None:
    """The value of a unit, the better the smaller; ``Undefined`` where it takes no part, None where it lacks data."""
    assert fact.ranks is not None
    try:
        value = number(fact.ranks, unit)
    except Undefined:
        return Undefined
    except Missing:
        return None
    return -value if fact.ascending is fact.from_bottom else value


def _in_order(places: list[tuple[Fraction, tuple[int | bool, ...]]]) -> None:
    for value, key in places:
        for other, another in places:
            assert (value < other) == (key < another) and (value == other) == (key == another), (value, other)


@pytest.mark.parametrize("low", [0, -(10**12)])
@pytest.mark.parametrize("high", [1000, 10**6, 10**12, 10**18])
@pytest.mark.parametrize("high_first", [True, False])
def test_neighbours_are_told_apart(low: int, high: int, high_first: bool) -> None:
    """1/B and 1/(B−1) differ by one part in B²: no double tells them apart where B is 10^12."""
    build = Builder()
    over = build.make(Op.COLUMN, value="甲", low=low, high=10**12)
    under = build.greatest(build.make(Op.COLUMN, value="乙", low=0, high=high), build.number(1))
    order = order_of(build, Ratio(over, under), high_first=high_first)
    ends = [high, high - 1, high - 2, high // 2, high // 2 + 1, 3, 2, 1]
    pairs = {(a, b) for b in ends for a in (low, low + 1, -1, 0, 1, 2, b - 1, b, 10**12 - 1) if low <= a <= 10**12}
    places = []
    for a, b in pairs:
        evaluated = Evaluated(EMPTY, Row("甲", "", {"甲": a, "乙": b}))
        value = Fraction(a, b)
        places.append((-value if high_first else value, tuple(map(evaluated.give, order))))
    _in_order(places)


def test_small_fractions_need_one_number() -> None:
    build = Builder()
    over = build.make(Op.COLUMN, value="甲", low=0, high=10**6)
    under = build.greatest(build.make(Op.COLUMN, value="乙", low=0, high=10**6), build.number(1))
    assert len(order_of(build, Ratio(over, under), high_first=False)) == 1
    assert not any(node.is_wide for node in build.nodes)
