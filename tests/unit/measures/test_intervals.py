"""Interval sets obey the laws of sets, and agree with the interpreter on which values a test takes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from compiler import core
from compiler.meaning.interpret import Unit, holds
from compiler.measures.intervals import EVERYTHING, NOTHING, Interval, IntervalSet, closed, set_of
from tests.unit.core_samples import DONE, const, when
from tests.unit.strategies_intervals import MEASURE, conditions, interval_sets, near


@given(interval_sets())
def test_complement_twice_is_the_set(a: IntervalSet) -> None:
    assert a.complement().complement() == a


@given(interval_sets(), interval_sets())
def test_de_morgan(a: IntervalSet, b: IntervalSet) -> None:
    assert a.union(b).complement() == a.complement().intersection(b.complement())
    assert a.intersection(b).complement() == a.complement().union(b.complement())


@given(interval_sets(), interval_sets(), near())
def test_membership_follows_the_operations(a: IntervalSet, b: IntervalSet, value: Fraction) -> None:
    assert a.union(b).contains(value) == (a.contains(value) or b.contains(value))
    assert a.intersection(b).contains(value) == (a.contains(value) and b.contains(value))
    assert a.complement().contains(value) != a.contains(value)
    assert a.minus(b).contains(value) == (a.contains(value) and not b.contains(value))


@given(interval_sets())
def test_a_set_and_its_complement_are_all_and_nothing(a: IntervalSet) -> None:
    assert a.union(a.complement()) == EVERYTHING
    assert a.intersection(a.complement()) == NOTHING


@given(interval_sets())
def test_a_sample_is_contained_and_there_is_one_unless_empty(a: IntervalSet) -> None:
    value = a.sample()
    assert (value is None) == a.is_empty
    assert value is None or a.contains(value)


@given(interval_sets())
def test_a_whole_sample_is_whole_and_missing_only_if_no_whole_number_is_in(a: IntervalSet) -> None:
    value = a.sample(whole=True)
    if value is None:
        assert not any(a.contains(Fraction(each)) for each in range(-10, 11))
    else:
        assert value.denominator == 1
        assert a.contains(value)


@given(interval_sets(), near())
def test_nearest_whole_is_nearest(a: IntervalSet, value: Fraction) -> None:
    found = a.nearest_whole(value)
    others = [Fraction(each) for each in range(-12, 13) if a.contains(Fraction(each))]
    if found is None:
        assert others == []
    else:
        assert a.contains(found)
        assert found.denominator == 1
        assert all(abs(found - value) <= abs(other - value) for other in others)


@given(conditions(), near())
def test_set_of_a_test_is_where_it_holds(test: core.Test, value: Fraction) -> None:
    found = set_of(test, MEASURE)
    assert found is not None
    assert found.contains(value) == holds(test, Unit("", "", {"量": value}))


def test_samples_prefer_an_end_point_and_few_decimals() -> None:
    part = Interval(Fraction("0.97"), True, Fraction("0.98"), False)
    assert IntervalSet((part,)).sample() == Fraction("0.97")
    assert IntervalSet((Interval(Fraction("0.97"), False, Fraction("0.98"), False),)).sample() == Fraction("0.975")
    assert IntervalSet((Interval(Fraction(5), False),)).sample() == 6
    assert EVERYTHING.sample() == 0


def test_touching_parts_grow_together() -> None:
    low, high = Interval(Fraction(0), True, Fraction(1), False), Interval(Fraction(1), True, Fraction(2), True)
    assert IntervalSet((high, low)) == closed(Fraction(0), Fraction(2))


def test_an_unlimited_side_has_no_end() -> None:
    with pytest.raises(ValueError, match="unlimited"):
        Interval(None, True)


def test_the_constant_may_stand_on_the_left() -> None:
    left = core.Compare(const("0.97"), core.Op.LE, DONE)
    assert set_of(left, DONE) == set_of(when(DONE, ">=", "0.97"), DONE)


@pytest.mark.parametrize(
    "test",
    [
        core.Holds("推诿"),
        core.Both((when(DONE, ">", 0), core.OfKind(("县区",)))),
        core.Either((core.Always(), core.Holds("推诿"))),
        core.Negate(core.Holds("推诿")),
        when(core.Read("工单总数"), "==", 0),
    ],
)
def test_a_test_that_looks_elsewhere_has_no_set(test: core.Test) -> None:
    assert set_of(test, DONE) is None
