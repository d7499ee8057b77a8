"""The solver's answers against looking at every unit, for random tests over facts that have few values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler import core
from compiler.analysis.solver import Found, Never, questions, satisfiable
from compiler.meaning.interpret import Missing, Undefined, Unit, holds
from dsl.types import Kind, Type
from tests.unit.core_samples import HERE, const, count, flag

TOP = 5
FACTS = (
    evolve(count("部分"), at_most="全部", high=Fraction(TOP)),
    evolve(count("全部"), high=Fraction(TOP)),
    flag("已做"),
    core.Fact("等次", Type(Kind.GRADE, "", ("甲", "乙", "丙")), HERE, optional=True),
)
POLICY = core.Policy("p", "p", "", "", None, (), (), (), FACTS, core.Group("", "", HERE, ()))
PART, WHOLE = core.Read("部分"), core.Read("全部")

numbers = st.sampled_from(
    [
        PART,
        WHOLE,
        core.Add(PART, WHOLE),
        core.Subtract(WHOLE, PART),
        core.Divide(PART, WHOLE, "比"),
        core.Least(PART, const(2)),
        core.WholeUnits(WHOLE, Fraction(2)),
        core.Rounded(core.Divide(WHOLE, const(2)), 0, core.Rounding.HALF_EVEN),
        core.Multiply(PART, PART),
    ]
)
amounts = st.fractions(min_value=0, max_value=6, max_denominator=4).map(core.Const)
compares = st.builds(core.Compare, numbers, st.sampled_from(core.Op), st.one_of(amounts, numbers))
atoms = st.one_of(
    compares,
    st.just(core.Holds("已做")),
    st.sampled_from(("甲", "乙", "丙", "丁")).map(lambda member: core.IsMember("等次", member)),
    st.just(core.Given("等次")),
)
tests = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(core.Negate),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: core.Both(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: core.Either(tuple(some))),
    ),
    max_leaves=6,
)


def every_unit() -> Iterator[Unit]:
    sizes = [(part, whole) for part, whole in product(range(TOP + 1), repeat=2) if part <= whole]
    for (part, whole), done, grade in product(sizes, (True, False), (None, "甲", "乙", "丙")):
        yield Unit("某单位", "", {"部分": part, "全部": whole, "已做": done, "等次": grade})


def true_for(test: core.Test, unit: Unit) -> bool:
    try:
        return holds(test, unit)
    except (Missing, Undefined):
        return False


@pytest.mark.parametrize("tries", [0, questions.TRIES])
@settings(max_examples=150)
@given(test=tests)
def test_a_test_is_satisfiable_exactly_where_a_unit_satisfies_it(tries: int, test: core.Test) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "TRIES", tries)  # with 0 every question goes to the solver
        answer = satisfiable(test, POLICY)
    if any(true_for(test, unit) for unit in every_unit()):
        assert isinstance(answer, Found)
        assert true_for(test, answer.unit)
    else:
        assert answer == Never()
