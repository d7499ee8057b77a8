"""Steps beyond a limit: 低于 100%，每低于 1 个百分点 扣 0.5 分 (language.md §5). In: a number and a limit. Out: how far it is beyond."""

from __future__ import annotations

from compiler import core
from compiler.lowering.names.scope import number


def beyond(expr: core.Expr, limit: core.Expr, *, above: bool) -> core.Expr:
    """Return how far a number lies above (else below) a limit; 0 on the other side."""
    gap = core.Subtract(expr, limit) if above else core.Subtract(limit, expr)
    return core.Greatest(gap, number(0))
