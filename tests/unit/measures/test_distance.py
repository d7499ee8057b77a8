"""What distance says a change does is what scoring then gives, and no smaller change does it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compiler import core
from compiler.meaning.interpret import Unit, effect_points
from compiler.measures.distance import Change, Step, count_step, tier_steps
from compiler.words.wording import show_number
from tests.unit.core_samples import BACK_TIERS, DONE_TIERS, HANDLING, HOTLINE


def unit(**facts: int) -> Unit:
    """Build a unit of no kind."""
    return Unit("甲", "", facts)


@given(st.integers(1, 60), st.data())
def test_the_smallest_change_is_smallest(total: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, total))
    here = unit(工单总数=total, 按期办结工单数=done)
    now, _ = effect_points(DONE_TIERS, here)
    for better in (True, False):
        moves = []
        for other in range(total + 1):
            then, _ = effect_points(DONE_TIERS, unit(工单总数=total, 按期办结工单数=other))
            if (then > now) if better else (then < now):
                moves.append(abs(other - done))
        changes = [step.change for step in tier_steps(DONE_TIERS, HOTLINE, here) if step.better is better]
        found = [abs(change.amount) for change in changes if change is not None]
        assert found == ([min(moves)] if moves else [])


def told(step: Step) -> tuple[str, bool, str, str]:
    """Return what a step says, as exact decimals."""
    return show_number(step.threshold), step.included, show_number(step.gap), show_number(step.points)


def test_thresholds_are_told_with_their_side() -> None:
    (worse,) = tier_steps(BACK_TIERS, HOTLINE, unit(工单总数=100, 退单数=4))
    assert told(worse) == ("0.05", True, "0.01", "-3")
    better, worse = tier_steps(BACK_TIERS, HOTLINE, unit(工单总数=100, 退单数=8))
    assert told(better) == ("0.1", False, "0.02", "0")
    assert told(worse) == ("0.15", False, "0.07", "-10")


def test_no_value_no_distance() -> None:
    assert tier_steps(DONE_TIERS, HOTLINE, unit(工单总数=0, 按期办结工单数=0)) == ()
    assert tier_steps(DONE_TIERS, HOTLINE, unit(工单总数=10)) == ()


def test_one_more_counts_until_the_cap() -> None:
    feedback = HANDLING.children[1]
    assert isinstance(feedback, core.Clause)
    assert count_step(feedback, HOTLINE, unit(反馈不规范=0)) == Change("反馈不规范", 1, Fraction(-2))
    assert count_step(feedback, HOTLINE, unit(反馈不规范=2)) == Change("反馈不规范", 1, Fraction(-5))
    assert count_step(feedback, HOTLINE, unit(反馈不规范=3)) is None
