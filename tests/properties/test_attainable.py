"""Attainable points of random small policies against scoring every unit; of the real ones against sampled units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import zhunsheng
from compiler import core
from compiler.analysis.attainable.engine import Engine
from compiler.analysis.attainable.extremes import Extreme, How
from compiler.meaning.interpret import Unit
from compiler.measures.domain import allowed, table
from compiler.testing.sampling import sample_units
from tests.unit.core_samples import HERE, const, count, flag

TOP = 4
FACTS = (
    evolve(count("部分"), at_most="全部", high=Fraction(TOP)),
    evolve(count("全部"), high=Fraction(TOP)),
    flag("已做"),
    flag("弄虚作假"),
)
POLICIES = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
PART, WHOLE = core.Read("部分"), core.Read("全部")

small = st.integers(min_value=-3, max_value=3)
numbers = st.sampled_from(
    [PART, WHOLE, core.Subtract(WHOLE, PART), core.Divide(PART, WHOLE, "率"), core.Add(PART, WHOLE)]
)
amounts = st.fractions(min_value=0, max_value=4, max_denominator=4).map(core.Const)
atoms = st.one_of(
    st.builds(core.Compare, numbers, st.sampled_from(core.Op), amounts),
    st.sampled_from(("已做", "弄虚作假")).map(core.Holds),
    st.sampled_from((("县区",), ("部门",))).map(core.OfKind),
)
tests = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(core.Negate), st.tuples(inner, inner).map(core.Both), st.tuples(inner, inner).map(core.Either)
    ),
    max_leaves=3,
)
points = st.one_of(
    small.map(const), st.builds(core.Multiply, small.map(const), numbers), st.builds(core.Least, numbers, amounts)
)
branches = st.builds(lambda test, given_: core.Branch(test, given_, "", HERE), tests, points)
effects = st.lists(branches, min_size=1, max_size=3).map(
    lambda some: core.Effect(core.EffectKind.FIXED, tuple(some), HERE)
)


@st.composite
def clauses(draw: st.DrawFn, name: str) -> core.Clause:
    limit = draw(st.one_of(st.none(), st.integers(min_value=0, max_value=4)))
    return core.Clause(
        name,
        name,
        "",
        HERE,
        tuple(draw(st.lists(effects, min_size=1, max_size=2))),
        applies=draw(st.one_of(st.just(core.Always()), tests)),
        lowest=None if limit is None else Fraction(-limit),
        highest=None if limit is None else Fraction(limit),
        zeroed=draw(st.one_of(st.none(), st.none(), tests)),
        pick=draw(st.sampled_from(core.Pick)),
    )


@st.composite
def policies(draw: st.DrawFn) -> core.Policy:
    first = core.Group(
        "项",
        "项",
        HERE,
        (draw(clauses("一")), draw(clauses("二"))),
        draw(st.sampled_from(((("", Fraction(5)),), (("县区", Fraction(3)),), ()))),
        draw(st.sampled_from(core.Start)),
        outside=draw(st.booleans()),
    )
    veto = core.Veto(draw(tests), draw(st.sampled_from((None, Fraction(1, 2)))), "三", HERE)
    root = core.Group("", "", HERE, (first, draw(clauses("三"))))
    vetoes = (veto,) if draw(st.booleans()) else ()
    return core.Policy("p", "p", "", "", None, (), ("县区", "部门"), (), FACTS, root, vetoes)


def every_unit(kind: str) -> Iterator[Unit]:
    sizes = [(part, whole) for part, whole in product(range(TOP + 1), repeat=2) if part <= whole]
    for (part, whole), done, false in product(sizes, (True, False), (True, False)):
        yield Unit("某单位", kind, {"部分": part, "全部": whole, "已做": done, "弄虚作假": false})


def right(end: Extreme, values: list[Fraction], sign: int) -> bool:
    most = max(values, key=lambda value: sign * value, default=None)
    if end.how is How.REACHED:
        return end.value == most == end.found
    assert end.how is How.OPEN  # every fact has an end here
    assert end.why
    return most is None or end.value is None or sign * most <= sign * end.value


def check(policy: core.Policy, *, solver: bool) -> None:
    engine = Engine(policy, solver=solver)
    scored = {view.who.kind: [engine.scored(unit) for unit in every_unit(view.who.kind)] for view in engine.views}
    for reach in engine.reaches():
        known = [engine.value(reach.part, each) for each in scored[reach.who.kind]]
        values = [value for value in known if value is not None]
        for end, sign in ((reach.low, -1), (reach.high, 1)):
            assert right(end, values, sign), (reach.part, end)
            if end.unit is not None:
                assert allowed(end.unit.facts, table(policy), end.unit.kind)
                assert reach.part.value(end.unit) == end.found
            assert not (solver and values and end.how is How.OPEN), end.why


@settings(max_examples=25)
@given(policy=policies())
def test_no_unit_lies_beyond(policy: core.Policy) -> None:
    check(policy, solver=False)


@settings(max_examples=8)
@given(policy=policies())
def test_the_solver_leaves_nothing_open(policy: core.Policy) -> None:
    check(policy, solver=True)


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_no_sampled_unit_of_a_policy_lies_beyond_its_range(folder: Path) -> None:
    policy = zhunsheng.load(folder).core
    engine = Engine(policy)
    ranges = {(reach.who, reach.part): reach for reach in engine.reaches()}
    assert all(How.OPEN not in (each.low.how, each.high.how) for each in ranges.values())
    for unit in sample_units(policy, 150, seed=7):
        if not allowed(unit.facts, engine.known, unit.kind):
            continue  # sampling does not look at what a kind of unit may have at most
        scored = engine.scored(unit)
        for part in engine.parts:
            value = engine.value(part, scored)
            alike = [each for (who, other), each in ranges.items() if other == part and who.kind == unit.kind]
            lows, highs = [each.low.value for each in alike], [each.high.value for each in alike]
            if value is not None:
                assert None in lows or value >= min(low for low in lows if low is not None)
                assert None in highs or value <= max(high for high in highs if high is not None)
