"""How two sentences of a clause stand to each other. Sentences in, a yes or no out; nothing is formed here.

Each relation looks at what the sentences mean (their tests, figures, points), never at their spelling.
"""

from __future__ import annotations

from collections.abc import Iterable

from compiler import core
from compiler.lowering.effects.sentence import Sentence
from compiler.lowering.names.scope import Measure
from compiler.lowering.tiers.stepwise import beyond

_ABOVE = {core.Op.LE: True, core.Op.LT: True, core.Op.GE: False, core.Op.GT: False}  # where the other side lies


def lost_from(tier: Sentence, measure: Measure, rates: Iterable[Sentence]) -> bool:
    """Whether what a tier gives is lost step by step on its other side: then it is not 0 there, but what the steps begin from."""
    match tier.test:
        case core.Compare(left, op, core.Const(limit)) if tier.credits and left == measure.expr and op in _ABOVE:
            gap = beyond(left, limit, above=_ABOVE[op])
            return any(_counts(gap, rate) for rate in rates if rate.measure is not None and rate.measure.expr == left)
        case _:
            return False


def _counts(gap: core.Expr, rate: Sentence) -> bool:
    match rate.branches:
        case (core.Branch(core.Always(), core.Multiply(core.Const(price), times)),):
            return price < 0 and gap == (times.amount if isinstance(times, core.WholeUnits) else times)
        case _:
            return False
