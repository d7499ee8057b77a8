"""The interval table of a clause that starts from points and takes or gives some for every step of one measure.

In: a clause of Core. Out: a ``CaseTable`` beside those of its tiers: where nothing is taken yet, where every step counts, where the
points are used up. 结案率 98%以上 得 25 分，每低 1 个百分点 扣 2 分: 98% and more, between 85% and 98%, 85% and less.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.backends.markdown.case_tables import CaseTable, head_of, no_denominator
from compiler.measures.intervals import Interval, IntervalSet
from compiler.measures.tiers import domain_of, empty_branch
from compiler.words.wording import Voice, show_bounds, show_interval, show_number, show_points, voice_of
from dsl.nodes import Node

NOUGHT = core.Const(Fraction(0))


@frozen(repr=False, eq=False)
class Slope(Node):
    """So many points for every step beyond a number of a measure; ``below`` = counted downwards from it."""

    rate: Fraction
    start: Fraction
    below: bool
    step: Fraction | None  # None: parts of a step count, too
    started: bool


def slope_tables(clause: core.Clause, policy: core.Policy) -> tuple[CaseTable, ...]:
    """Return the table of a clause with one sentence that counts steps of a measure from fixed points; else none."""
    sloping = [effect for effect in clause.effects if effect.kind is core.EffectKind.PER_UNIT]
    base = _base(effect for effect in clause.effects if effect.kind is not core.EffectKind.PER_UNIT)
    if len(sloping) != 1 or base is None or clause.rounding is not None or clause.pick is not core.Pick.SUM:
        return ()
    (effect,) = sloping
    branches = [each for at, each in enumerate(effect.branches) if at != empty_branch(effect)]
    if effect.measure is None or len(branches) != 1 or not isinstance(branches[0].test, core.Always):
        return ()
    slope = slope_of(branches[0].points, effect.measure)
    if slope is None:
        return ()
    voice = voice_of(policy, clause)
    rows = (
        *no_denominator(effect, policy, voice),
        *_rows(clause, effect, slope, base, branches[0].says, policy, voice),
    )
    return (CaseTable(head_of(effect), rows),)


def _base(effects: Iterator[core.Effect]) -> Fraction | None:
    """Return the fixed points of a clause together; None where a sentence depends on anything."""
    total = Fraction(0)
    for effect in effects:
        branch = effect.branches[0]
        if len(effect.branches) != 1 or not isinstance(branch.test, core.Always):
            return None
        if not isinstance(branch.points, core.Const):
            return None
        total += branch.points.value
    return total


def slope_of(points: core.Expr, measure: core.Expr) -> Slope | None:
    """Return how points grow with a measure beyond a number; None where they are anything else."""
    match points:
        case core.Multiply(core.Const(rate), counted) | core.Multiply(counted, core.Const(rate)):
            pass
        case _:
            return None
    step, started = None, False
    inner: core.Expr = counted
    if isinstance(inner, core.WholeUnits):
        step, started = inner.step, inner.started
        inner = inner.amount
    match inner:
        case core.Greatest(core.Subtract(left, right), rest) if rest == NOUGHT:
            if isinstance(left, core.Const) and right == measure:
                return Slope(rate, left.value, True, step, started)
            if isinstance(right, core.Const) and left == measure:
                return Slope(rate, right.value, False, step, started)
    return None


def _rows(
    clause: core.Clause,
    effect: core.Effect,
    slope: Slope,
    base: Fraction,
    says: str,
    policy: core.Policy,
    voice: Voice,
) -> Iterator[tuple[str, str, str]]:
    assert effect.measure is not None
    domain = domain_of(effect.measure, policy)
    limit = clause.lowest if slope.rate < 0 else clause.highest
    end = None if limit is None else _used_up(slope, base, limit)
    most = f"，{'最低' if slope.rate < 0 else '最高'} {show_number(limit)} 分" if limit is not None else ""
    counted = f"从 {show_number(base)} 分起，{says}{_rest(slope)}{most}" if base else f"{says}{_rest(slope)}{most}"
    parts = [
        (_side(slope.start, slope, inside=True, beyond=False), show_points(base, voice)),
        (_between(slope, end), counted),
    ]
    if end is not None and limit is not None:
        parts.append((_side(end, slope, inside=True, beyond=True), show_points(limit, voice)))
    for interval, points in parts if slope.below is False else reversed(parts):
        for part in IntervalSet((interval,)).intersection(domain).parts:
            yield show_interval(part, effect.measure_type), show_bounds(part, effect.measure_type), points


def _rest(slope: Slope) -> str:
    if slope.step is None:
        return ""
    return "，不足一个的按一个计" if slope.started else "，不足一个的不计"


def _used_up(slope: Slope, base: Fraction, limit: Fraction) -> Fraction:
    """Return the value from which on the points stand at their limit."""
    steps = (limit - base) / slope.rate
    if slope.step is not None:
        whole = -(-steps // 1)
        steps = whole * slope.step - (slope.step if slope.started else 0)
    return slope.start - steps if slope.below else slope.start + steps


def _side(at: Fraction, slope: Slope, *, inside: bool, beyond: bool) -> Interval:
    """Return the values on one side of a number: ``beyond`` it in the direction of the steps, or before it."""
    if slope.below is beyond:
        return Interval(None, False, at, inside)
    return Interval(at, inside, None, False)


def _between(slope: Slope, end: Fraction | None) -> Interval:
    if slope.below:
        return Interval(end, False, slope.start, False)
    return Interval(slope.start, False, end, False)
