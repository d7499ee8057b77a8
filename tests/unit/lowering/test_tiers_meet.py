"""Which tiers meet is found with as much work as there are tiers and meetings, and it is what comparing every pair would find."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from compiler.lowering.tiers.meeting import meetings, sorted_by
from compiler.measures.intervals import Interval, IntervalSet
from compiler.measures.tiers import nested
from tests.counting import steps_of

ENDS = st.none() | st.integers(0, 8).map(Fraction)


@st.composite
def intervals(draw: st.DrawFn) -> IntervalSet:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    made = Interval(low, low is not None and draw(st.booleans()), high, high is not None and draw(st.booleans()))
    return IntervalSet((Interval(low, low is not None, high, high is not None) if made.is_empty else made,))


SETS = st.lists(intervals(), max_size=9)


@given(SETS)
def test_no_meeting_is_missed_but_within_what_is_around(sets: list[IntervalSet]) -> None:
    met = meetings(sets)
    assert met == sorted(set(met), key=lambda pair: pair[::-1])
    inner = {
        pair if nested(*(sets[at] for at in pair)) else pair[::-1] for pair in met if apart(sets, pair) == "within"
    }
    same = [pair for pair in met if apart(sets, pair) == "equal"]
    inner |= {*same, *(pair[::-1] for pair in same)}  # who says the same twice is told that, and nothing of an order
    for pair in combinations(range(len(sets)), 2):
        if apart(sets, pair) in ("equal", "across"):
            assert pair in met
        elif apart(sets, pair) == "within":
            a, b = pair if nested(*(sets[at] for at in pair)) else pair[::-1]
            assert led(inner, a, b), "by the narrowest around it, and so on"


def apart(sets: list[IntervalSet], pair: tuple[int, int]) -> str:
    a, b = (sets[at] for at in pair)
    if a.intersection(b).is_empty:
        return "apart"
    return "equal" if a == b else ("within" if nested(a, b) or nested(b, a) else "across")


def led(inner: set[tuple[int, int]], a: int, b: int) -> bool:
    reached, left = {a}, [a]
    while left:
        here = left.pop()
        found = {outer for first, outer in inner if first == here} - reached
        reached |= found
        left += found
    return b in reached


def test_work_grows_with_the_tiers_and_no_faster() -> None:
    for shape in (nest, row, ring):
        assert work(shape, 400) < 16 * work(shape, 40), shape.__name__  # quadratic would be a hundred times


def work(shape: object, count: int) -> int:
    assert callable(shape)
    sets = [shape(number) for number in range(count)]

    def ordered() -> None:
        sorted_by(count, {pair[::-1] for pair in meetings(sets)})

    return steps_of(ordered)


def nest(number: int) -> IntervalSet:
    return IntervalSet((Interval(Fraction(number), True, None, False),))


def row(number: int) -> IntervalSet:
    return IntervalSet((Interval(Fraction(2 * number), True, Fraction(2 * number + 1), True),))


def ring(number: int) -> IntervalSet:
    """Each shares its end with the next."""
    return IntervalSet((Interval(Fraction(number), True, Fraction(number + 1), True),))


def test_an_order_keeps_what_is_written_where_nothing_decides() -> None:
    assert sorted_by(4, {(2, 0)}) == [1, 2, 0, 3]
    assert sorted_by(3, set()) == [0, 1, 2]
    assert sorted_by(3, {(0, 1), (1, 2), (2, 1)}) == 1, "the first that stands on a circle"
