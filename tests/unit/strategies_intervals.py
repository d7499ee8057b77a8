"""Hypothesis strategies: interval sets, tests of one measure, and values near their ends."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from compiler import core
from compiler.measures.intervals import Interval, IntervalSet

MEASURE = core.Read("量")


def near() -> st.SearchStrategy[Fraction]:
    """Return values that often hit an end point or lie just beside one."""
    return st.integers(-32, 32).map(lambda each: Fraction(each, 4))


def ends() -> st.SearchStrategy[Fraction]:
    """Return end points: halves, so that quarters lie between them."""
    return st.integers(-14, 14).map(lambda each: Fraction(each, 2))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Return an interval, empty ones and unlimited ones included."""
    low, high = draw(st.none() | ends()), draw(st.none() | ends())
    return Interval(low, low is not None and draw(st.booleans()), high, high is not None and draw(st.booleans()))


def interval_sets() -> st.SearchStrategy[IntervalSet]:
    """Return interval sets of up to four parts."""
    return st.lists(intervals(), max_size=4).map(lambda parts: IntervalSet(tuple(parts)))


def conditions() -> st.SearchStrategy[core.Test]:
    """Return tests that look at the measure alone."""
    bounds = ends().map(core.Const)
    ops = st.sampled_from(core.Op)
    plain = st.builds(core.Compare, st.just(MEASURE), ops, bounds)
    mirrored = st.builds(core.Compare, bounds, ops, st.just(MEASURE))
    leaves: st.SearchStrategy[core.Test] = plain | mirrored | st.just(core.Always())
    return st.recursive(leaves, _joined, max_leaves=5)


def _joined(inner: st.SearchStrategy[core.Test]) -> st.SearchStrategy[core.Test]:
    several = st.lists(inner, max_size=3).map(tuple)
    return several.map(core.Both) | several.map(core.Either) | inner.map(core.Negate)
