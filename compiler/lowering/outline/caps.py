"""Caps: what a clause, or all clauses of a heading together, may take or give at most. In: a block. Out: numbers."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Scope
from compiler.problems import rules
from dsl import surface
from dsl.nodes import Node
from dsl.source import Span


@frozen(repr=False, eq=False)
class Caps(Node):
    """What is capped: deductions, gains, either; and the place of 扣完为止."""

    deduction: Fraction | None = None
    gain: Fraction | None = None
    either: Fraction | None = None
    span: Span = Span(0, 0)
    until_gone: Span | None = None


def caps_of(block: surface.Block, scope: Scope) -> Caps:
    """Return the caps of a clause; the second on one side is reported."""
    values: dict[str, tuple[Fraction, Span]] = {}
    until_gone = None
    for cap in block.statements:
        if isinstance(cap, surface.PointsLimit):
            _limit(cap, values, scope)
        if not isinstance(cap, surface.Cap) or cap.whole:
            continue
        until_gone = cap.span if cap.until_gone else until_gone
        if cap.amount is None:
            continue
        value = points_of(cap.amount, scope)
        sign = {"award": "+"}.get(cap.sign, cap.sign)
        before = (
            values.get(sign) or values.get("both") or (next(iter(values.values()), None) if sign == "both" else None)
        )
        if before is not None:
            scope.bag.add(rules.two_caps(scope.source, cap.span, before[1]))
        elif value is not None:
            values[sign] = (value, cap.span)
    span = next((span for _, span in values.values()), Span(0, 0))
    pick = {sign: value for sign, (value, _) in values.items()}
    return Caps(pick.get("-"), pick.get("+"), pick.get("both"), span, until_gone)


def _limit(limit: surface.PointsLimit, values: dict[str, tuple[Fraction, Span]], scope: Scope) -> None:
    """0 分 ≤ 得分 ≤ 10 分: what the clause gives at least and at most."""
    for sign, amount in (("-", limit.low), ("+", limit.high)):
        value = points_of(amount, scope) if amount is not None else None
        if value is None:
            continue
        if sign in values:
            scope.bag.add(rules.two_caps(scope.source, limit.span, values[sign][1]))
        values[sign] = (-value if sign == "-" else value, limit.span)


def lowest(caps: Caps, losses: bool) -> Fraction | None:
    """Return the least that a clause may give."""
    value = caps.deduction if caps.deduction is not None else (caps.either if losses else None)
    return None if value is None else -value


def highest(caps: Caps, gains: bool) -> Fraction | None:
    """Return the most that a clause may give."""
    return caps.gain if caps.gain is not None else (caps.either if gains else None)


def total_caps_of(block: surface.Block, scope: Scope) -> tuple[Fraction | None, Fraction | None]:
    """The caps on all clauses of the heading together: the least and the most that they may give."""
    low: Fraction | None = None
    high: Fraction | None = None
    for cap in block.statements:
        if not isinstance(cap, surface.Cap) or not cap.whole or cap.amount is None:
            continue
        value = points_of(cap.amount, scope)
        if value is None:
            continue
        low, high = (-value, high) if cap.sign == "-" else (low, value)
    return low, high
