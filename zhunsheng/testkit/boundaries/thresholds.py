"""A threshold as a boundary: exactly at it, just below, just above, as far as the measure can go.

"Just" is at most one unit in the last place in which the threshold is written, and not as far as the next threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.measures.tiers import domain_of, whole_valued
from compiler.words.wording import show_expr, show_value, type_of
from dsl.types import Kind, Type
from zhunsheng.engine.numbers import decimals
from zhunsheng.testkit.boundaries.boundary import Boundary, Path, Side, with_path

SIDES = ("略低于", "恰为", "略高于")
DAYS = ("前一日", "当日", "后一日")


def threshold_boundary(
    policy: core.Policy, measure: core.Expr, threshold: Fraction, path: Path, others: set[Fraction]
) -> Iterator[Boundary]:
    """Yield a threshold with those of its sides that the measure can reach."""
    type_ = type_of(measure, policy)
    whole = whole_valued(measure, policy)
    step = Fraction(1) if whole else last_place(threshold, type_)
    domain = domain_of(measure, policy)
    made: list[tuple[Side, tuple[Fraction, ...]]] = []
    labels = DAYS if type_ is not None and type_.kind is Kind.DATE else SIDES
    for label, sign in zip(labels, (-1, 0, 1), strict=True):
        window = _window(measure, threshold, sign, step, set() if whole else others)
        # 9699/10000 beside 97%, 99.9 beside 100.
        fine = (100, 10, 2) if type_ is not None and type_.kind is Kind.RATIO else (10, 100, 2)
        aims = (threshold + sign * step,) if whole else tuple(threshold + sign * step / part for part in fine)
        reach = [aim for aim in (aims if sign else (threshold,)) if domain.contains(aim)]
        if reach:
            made.append((Side(label, with_path(path, window)), tuple(reach)))
    if made:
        shown = f"{show_expr(measure)} {show_value(threshold, type_).replace(' ', '')}"
        yield Boundary(
            shown, tuple(side for side, _ in made), path, measure, tuple(aims for _, aims in made), limit=threshold
        )


def _window(measure: core.Expr, threshold: Fraction, sign: int, step: Fraction, others: set[Fraction]) -> core.Test:
    """Return the test for lying on one side: at most a step away, and not as far as the next threshold."""
    if sign == 0:
        return core.Compare(measure, core.Op.EQ, core.Const(threshold))
    far = threshold + sign * step
    near = [each for each in others if (each - threshold) * sign > 0 and (each - far) * sign <= 0]
    end = min(near, key=lambda each: abs(each - threshold), default=far)
    away, to = (core.Op.GT, core.Op.LE) if sign > 0 else (core.Op.LT, core.Op.GE)
    strict = core.Op.LT if sign > 0 else core.Op.GT
    ends = core.Compare(measure, strict if near else to, core.Const(end))
    return core.Both((core.Compare(measure, away, core.Const(threshold)), ends))


def last_place(threshold: Fraction, type_: Type | None) -> Fraction:
    """Return one unit in the last place in which a threshold is written: 1% beside 97%, 0.1 beside 2.5."""
    percent = type_ is not None and type_.kind in (Kind.RATIO, Kind.PERCENT_POINT)
    scale = 100 if percent else 1
    return Fraction(1, scale * 10 ** (decimals(threshold * scale) or 0))
