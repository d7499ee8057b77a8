"""The partition of a measure covers its domain once and names the branch that the interpreter takes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from compiler import core
from compiler.meaning.interpret import Unit, effect_points
from compiler.measures.intervals import EVERYTHING, IntervalSet, closed, ray
from compiler.measures.tiers import (
    Overlap,
    branch_sets,
    domain_of,
    empty_branch,
    holes,
    nested,
    overlaps,
    partition,
    unreachable,
)
from dsl.types import PLAIN
from tests.unit.core_samples import BACK_TIERS, DONE, DONE_TIERS, HOTLINE, MONTHLY, PIECES, VOLUME, branch, tiers, when
from tests.unit.strategies_intervals import MEASURE, conditions, interval_sets, near


def cut(*tests: core.Test) -> core.Effect:
    """Build tiers that give 1, 2, 3 … points in order."""
    return tiers(MEASURE, "量", PLAIN, *(branch(test, place, "") for place, test in enumerate(tests, 1)))


def below(bound: str, *, included: bool = True) -> IntervalSet:
    """Return everything below a bound."""
    return ray(core.Op.LE if included else core.Op.LT, Fraction(bound))


@given(st.lists(conditions(), max_size=4), interval_sets(), near())
def test_partition_covers_the_domain_once_and_agrees_with_the_interpreter(
    tests: list[core.Test], domain: IntervalSet, value: Fraction
) -> None:
    effect = cut(*tests)
    found = [piece for piece in partition(effect, domain) if piece.interval.contains(value)]
    assert len(found) == domain.contains(value)
    for piece in found:
        assert (Fraction(piece.branch + 1), piece.branch) == effect_points(effect, Unit("", "", {"量": value}))


@given(st.lists(conditions(), max_size=4))
def test_pieces_ascend_and_are_maximal(tests: list[core.Test]) -> None:
    pieces = partition(cut(*tests), EVERYTHING)
    assert all(a.interval.end == b.interval.start for a, b in pairwise(pieces))
    assert all(a.branch != b.branch for a, b in pairwise(pieces))


@given(st.lists(conditions(), max_size=4), interval_sets())
def test_unreachable_tiers_are_those_without_a_piece(tests: list[core.Test], domain: IntervalSet) -> None:
    effect = cut(*tests)
    sets = branch_sets(effect)
    assert sets is not None
    winners = {piece.branch for piece in partition(effect, domain)}
    assert set(unreachable(sets, domain)) == set(range(len(tests))) - winners


def test_the_hotline_is_cut_into_five_and_knows_its_empty_branch() -> None:
    assert [piece.branch for piece in partition(DONE_TIERS, domain_of(DONE, HOTLINE))] == [5, 4, 3, 2, 1]
    assert empty_branch(DONE_TIERS) == 0
    assert empty_branch(BACK_TIERS) is None


def test_a_ratio_of_a_part_runs_from_nought_to_one() -> None:
    assert domain_of(DONE, HOTLINE) == closed(Fraction(0), Fraction(1))
    assert domain_of(MONTHLY, HOTLINE) == closed(Fraction(0), None)


def test_tiers_that_look_at_the_kind_of_unit_are_not_cut() -> None:
    assert partition(VOLUME, EVERYTHING) == ()


def test_nothing_lies_between_two_counts() -> None:
    pieces = (branch(when(MEASURE, "<=", 4), 1, ""), branch(when(MEASURE, ">=", 5), 2, ""))
    counted = tiers(MEASURE, "量", PIECES, *pieces)
    domain = closed(Fraction(0), None)
    sets = branch_sets(counted)
    assert sets is not None
    assert [piece.branch for piece in partition(counted, domain)] == [0, 1]
    assert holes(sets, domain, whole=True).is_empty
    assert not holes(sets, domain).is_empty


def test_a_hole_lies_between_tiers_and_never_outside() -> None:
    sets = branch_sets(BACK_TIERS)
    assert sets is not None
    domain = closed(Fraction(0), Fraction(1))
    (gap,) = holes(sets, domain).parts
    assert (gap.low, gap.low_in, gap.high, gap.high_in) == (Fraction("0.1"), False, Fraction("0.15"), True)
    assert holes((below("0.3"),), domain).is_empty


def test_a_shared_end_point_is_an_overlap_with_that_witness() -> None:
    point = closed(Fraction("0.97"), Fraction("0.97"))
    sets = (closed(Fraction("0.97"), Fraction("0.98")), below("0.97"), below("0.5", included=False))
    assert overlaps(sets)[0] == Overlap(0, 1, point, Fraction("0.97"))
    assert [(each.first, each.second) for each in overlaps(sets)] == [(0, 1), (1, 2)]
    assert overlaps(sets[:2], closed(Fraction(0), Fraction("0.5"))) == ()


def test_nested_is_a_proper_subset() -> None:
    assert nested(below("0.3"), below("0.5"))
    assert not nested(below("0.5"), below("0.5"))
    assert not nested(below("0.5"), below("0.3"))
