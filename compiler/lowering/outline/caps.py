"""Caps: what a clause, or all clauses of a heading together, may take or give at most. In: a block. Out: numbers."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Scope
from compiler.problems import rules
from dsl import surface
from dsl.nodes import Node
from dsl.source import Span


@frozen(repr=False, eq=False)
class Caps(Node):
    """最高扣 by line, 得分 不超过 for the whole, and the place of 扣完为止."""

    by_line: tuple[tuple[int, Fraction], ...] = ()
    lowest: Fraction | None = None
    highest: Fraction | None = None
    until_gone: Span | None = None


def caps_of(block: surface.Block, scope: Scope) -> Caps:
    """Return what a clause says of its caps as a whole; what each cap is said of is a matter of combination."""
    found = Caps()
    limit: Span | None = None
    for number, line in enumerate(block.lines):
        for cap in line.statements:
            match cap:
                case surface.PointsLimit(low, high):
                    if limit is not None:
                        scope.bag.add(rules.two_caps(scope.source, cap.span, limit))
                    limit = cap.span
                    least, most = (points_of(each, scope) if each is not None else None for each in (low, high))
                    found = evolve(found, lowest=least, highest=most)
                case surface.Cap(sign, amount, gone, False):
                    found = evolve(found, until_gone=cap.span if gone else found.until_gone)
                    value = points_of(amount, scope) if amount is not None and sign == "-" else None
                    if value is not None:
                        found = evolve(found, by_line=(*found.by_line, (number, value)))
                case _:
                    pass
    return found


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


def said_of_whole(block: surface.Block, scope: Scope) -> bool:
    """Whether a cap on everything speaks of the 总分."""
    caps = [each for each in block.statements if isinstance(each, surface.Cap) and each.whole]
    return any(scope.source.slice(each.span).startswith("总分") for each in caps)
