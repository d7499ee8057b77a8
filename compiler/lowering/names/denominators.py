"""What can certainly not be negative: only that may stand under a division. In: an expression. Out: yes or no."""

from __future__ import annotations

from compiler import core
from compiler.lowering.names.scope import Scope


def never_negative(expr: core.Expr, scope: Scope) -> bool:
    """Tell whether an expression is certainly not negative: what stands under a division must not be."""
    match expr:
        case core.Const(value):
            return value >= 0
        case core.Read(fact):
            low = scope.fact_named(fact).low
            return low is not None and low >= 0
        case core.Add(left, right) | core.Multiply(left, right) | core.Divide(left, right) | core.Least(left, right):
            return never_negative(left, scope) and never_negative(right, scope)
        case core.Greatest(left, right):
            return never_negative(left, scope) or never_negative(right, scope)
        case core.WholeUnits(amount, _, _) | core.Rounded(amount, _, _):
            return never_negative(amount, scope)
        case _:
            return False
