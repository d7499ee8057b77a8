"""等次: which totals get which name. In: the declarations of a block. Out: ``core.GradeBand`` values in their written order.

The bound is read by the reader of every other bound, on the total.
"""

from __future__ import annotations

from compiler import core
from compiler.lowering.conditions.bounds import bound
from compiler.lowering.conditions.speaking import Speaking
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Measure, Scope
from dsl import surface
from dsl.types import POINTS

_TOTAL = "总分"


def bands(block: surface.Block, scope: Scope, clause: str) -> tuple[core.GradeBand, ...]:
    """Return the grades of the total that a block declares."""
    found = (_band(each, scope, clause) for each in block.statements if isinstance(each, surface.Band))
    return tuple(each for each in found if each is not None)


def _band(written: surface.Band, scope: Scope, clause: str) -> core.GradeBand | None:
    amounts = (written.bound.amount, *(() if written.bound.to is None else (written.bound.to,)))
    if written.bound.to is None and points_of(written.bound.amount, scope) is None:
        return None
    total = Measure(core.Read(_TOTAL), POINTS, _TOTAL, written.span)
    read = bound(total, written.bound, amounts[0].span.to(amounts[-1].span), Speaking(scope, clause, None))
    match None if read is None else read.test:
        case core.Compare(_, op, core.Const(value)):
            return core.GradeBand(written.name, op, value)
        case core.Both((core.Compare(_, op, core.Const(low)), core.Compare(_, _, core.Const(high)))):
            return core.GradeBand(written.name, op, low, high)
        case _:
            return None
