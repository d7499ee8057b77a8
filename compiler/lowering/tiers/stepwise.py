"""Points that are lost step by step beyond a limit: 达到 100% 得满分，每低于 1 个百分点 扣 0.5 分 (language.md §5).

In: a tier and the effects of its clause. Out: how far a measure is beyond a limit; whether the tier is what the steps are taken from.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from compiler import core
from compiler.lowering.names.scope import Measure, number
from compiler.lowering.tiers.groups import Tier

_ABOVE = {core.Op.LE: True, core.Op.LT: True, core.Op.GE: False, core.Op.GT: False}  # where the other side lies


def beyond(expr: core.Expr, limit: Fraction, *, above: bool) -> core.Expr:
    """Return how far a number lies above (else below) a limit; 0 on the other side."""
    gap = core.Subtract(expr, number(limit)) if above else core.Subtract(number(limit), expr)
    return core.Greatest(gap, number(0))


def lost_from(tier: Tier, measure: Measure, effects: Iterable[core.Effect]) -> bool:
    """Whether what a tier gives is lost step by step on its other side: then it is not 0 there, but what the steps begin from."""
    match tier.test:
        case core.Compare(left, op, core.Const(limit)) if tier.credit and left == measure.expr and op in _ABOVE:
            gap = beyond(left, limit, above=_ABOVE[op])
            return any(_counts(gap, effect) for effect in effects if effect.measure == left)
        case _:
            return False


def _counts(gap: core.Expr, effect: core.Effect) -> bool:
    match effect:
        case core.Effect(
            core.EffectKind.PER_UNIT, (core.Branch(core.Always(), core.Multiply(core.Const(price), times)),)
        ):
            return price < 0 and gap == (times.amount if isinstance(times, core.WholeUnits) else times)
        case _:
            return False
