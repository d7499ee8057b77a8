"""Mistakes in what a rank is taken from: the other end is the better one, another formula.

In a case a rank is a number given by hand, so no case looks behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core


def ranks_like(fact: core.Fact) -> Iterator[tuple[str, core.Fact]]:
    """Yield a rank with one mistake: what was changed, the changed rank."""
    ways = (core.Better.LOW, core.Better.HIGH) if fact.ascending else (core.Better.HIGH, core.Better.LOW)
    yield f"{ways[0]}改为{ways[1]}", evolve(fact, ascending=not fact.ascending)
    if fact.ranks is not None:
        for says, changed in _formulas(fact.ranks):
            yield says, evolve(fact, ranks=changed)


def _formulas(expr: core.Expr) -> Iterator[tuple[str, core.Expr]]:
    match expr:
        case core.Divide(left, right, name):
            yield "算式的分子改为分母减分子", core.Divide(core.Subtract(right, left), right, name)
            yield "算式不除以分母", left
            yield from ((says, core.Divide(each, right, name)) for says, each in _formulas(left))
        case core.Add(left, right):
            yield "算式的加改为减", core.Subtract(left, right)
        case core.Subtract(left, right):
            yield "算式的减改为加", core.Add(left, right)
        case core.Rounded(value, digits, mode):
            yield from ((says, core.Rounded(each, digits, mode)) for says, each in _formulas(value))
        case _:
            return
