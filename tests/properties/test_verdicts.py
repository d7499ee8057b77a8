"""What the checks say about conditions and ladders against brute force over every unit of a small world.

The world: a count from 0 to 6, a part of it, a ratio of the two, two 是否, an 等级. Cells must find exactly the conditions that no unit
meets and those that every unit meets, up to facts that hang together (then they may say less, never more).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from compiler import core
from compiler.meaning.interpret import Unit, holds
from compiler.meaning.ranges import World, spread
from compiler.measures.cells import space, true_in
from compiler.measures.intervals import IntervalSet, closed
from compiler.measures.tiers import whole_valued
from dsl.source import Span
from dsl.types import FLAG, Kind, Type

HERE = Span(0, 0)
MOST = 6
GRADES = ("优", "良", "差")
COUNT = Type(Kind.COUNT, "件")
FACTS = (
    core.Fact("总数", COUNT, HERE, low=Fraction(1), high=Fraction(MOST)),
    core.Fact("甲数", COUNT, HERE, low=Fraction(0), high=Fraction(MOST), at_most="总数"),
    core.Fact("乙数", COUNT, HERE, low=Fraction(0), high=Fraction(MOST)),
    core.Fact("公示", FLAG, HERE),
    core.Fact("报备", FLAG, HERE),
    core.Fact("评价", Type(Kind.GRADE, "", GRADES), HERE),
)
POLICY = core.Policy("", "", "", "", None, (), (), (), FACTS, core.Group("", "", HERE, ()))
RATIO = core.Divide(core.Read("甲数"), core.Read("总数"), "甲率")
FLAGS = (True, False)


@cache
def everybody() -> tuple[Unit, ...]:
    """Every unit there can be."""
    return tuple(_units())


def _units() -> Iterator[Unit]:
    for whole, other, first, second, grade in product(range(1, MOST + 1), range(MOST + 1), FLAGS, FLAGS, GRADES):
        for part in range(whole + 1):
            facts = {"总数": whole, "甲数": part, "乙数": other, "公示": first, "报备": second, "评价": grade}
            yield Unit("", "", facts)


OPS = st.sampled_from(list(core.Op))
LEAVES = st.one_of(
    st.builds(
        lambda op, value: core.Compare(core.Read("乙数"), op, core.Const(Fraction(value))),
        OPS,
        st.integers(-1, MOST + 1),
    ),
    st.builds(lambda op, value: core.Compare(RATIO, op, core.Const(Fraction(value, 4))), OPS, st.integers(-1, 5)),
    st.builds(lambda op: core.Compare(core.Read("甲数"), op, core.Read("总数")), OPS),
    st.sampled_from([core.Holds("公示"), core.Holds("报备")]),
    st.builds(lambda grade: core.IsMember("评价", grade), st.sampled_from(GRADES)),
)
TESTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(core.Negate, inner),
        st.builds(lambda tests: core.Both(tuple(tests)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda tests: core.Either(tuple(tests)), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


def verdict(test: core.Test) -> tuple[set[bool], bool]:
    """Return how a test comes out in the cells, and whether every cell can happen."""
    world = World(POLICY, Unit("", "", {}))

    def domain(measure: core.Expr) -> IntervalSet:
        if measure == core.Subtract(core.Read("甲数"), core.Read("总数")):
            return closed(Fraction(-MOST), Fraction(0))
        reach = spread(measure, world)
        return closed(reach.low, reach.high)

    found = space((test,), POLICY, domain, lambda measure: whole_valued(measure, POLICY))
    return {true_in(test, cell) for cell in found.cells()}, found.exact


@settings(max_examples=150)
@given(TESTS)
def test_cells_leave_out_nothing_that_can_happen(test: core.Test) -> None:
    really = {holds(test, unit) for unit in everybody()}
    told, _ = verdict(test)
    assert really <= told, "what is said to be impossible never happens"


ALONE = st.recursive(
    LEAVES.filter(lambda leaf: "甲" not in repr(leaf)),
    lambda inner: st.one_of(
        st.builds(core.Negate, inner),
        st.builds(lambda tests: core.Both(tuple(tests)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda tests: core.Either(tuple(tests)), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(ALONE)
def test_where_no_facts_hang_together_cells_are_exact(test: core.Test) -> None:
    really = {holds(test, unit) for unit in everybody()}
    told, exact = verdict(test)
    assert exact and told == really
