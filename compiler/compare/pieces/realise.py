"""From a spot on the line to a unit: facts that bring the measure to the value, as whole and as plain as the declarations ask.

In: a ``Spot``. Out: units; none is certain to be right, whoever asks scores them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from compiler import core
from compiler.compare.pieces.line import Spot
from compiler.compare.pieces.one_number import OneNumber, X
from compiler.core.walk import facts_in, nodes
from compiler.meaning.interpret import Unit
from compiler.measures.choosing import Maker
from compiler.measures.domain import Facts, limits, tidy
from compiler.measures.who import Who
from dsl.types import Kind

_SIZES = (1, 2, 5, 10, 20, 100)  # how many times the smallest whole with which a ratio is exact


def realised(
    spot: Spot, turning: OneNumber, who: Who, policy: core.Policy, known: Mapping[str, core.Fact]
) -> Iterator[Unit]:
    """Yield units at a spot."""
    others: Facts = {name: value for name, value in spot.facts.items() if name != X}
    for facts in _measured(spot, turning.measure, who, policy, dict(known)):
        yield Unit(who.name, who.kind, {**others, **facts})


def _measured(
    spot: Spot, measure: core.Expr | None, who: Who, policy: core.Policy, known: dict[str, core.Fact]
) -> Iterator[Facts]:
    match measure:
        case None:
            yield {}
        case core.Read(fact):
            yield {fact: None if spot.x is None else _typed(known[fact], spot.x)}
        case _ if spot.empty:
            yield _nothing(measure, known)
        case core.Divide(core.Read(part), core.Read(whole)) if spot.x is not None and part != whole:
            yield from _shares(spot.x, part, whole, who, known)
        case _ if spot.x is not None:
            clause = core.Clause("", "", "", policy.root.span)
            yield from (dict(unit.facts) for unit in Maker(policy, clause, known).measured(measure, spot.x))


def _typed(fact: core.Fact, value: Fraction) -> int | Fraction | date:
    if fact.type.kind is Kind.DATE:
        return date.fromordinal(int(value))
    return tidy(value)


def _nothing(measure: core.Expr, known: Mapping[str, core.Fact]) -> Facts:
    """Return facts with nothing in the denominator, and all else at its least."""
    found: Facts = {}
    for name in facts_in(measure):
        low = limits(known[name], "")[0]
        found[name] = tidy(max(low or Fraction(0), Fraction(0)))
    for node in nodes(measure):
        if isinstance(node, core.Divide):
            found |= dict.fromkeys(facts_in(node.right), 0)
    return found


def _shares(x: Fraction, part: str, whole: str, who: Who, known: Mapping[str, core.Fact]) -> Iterator[Facts]:
    """Yield a whole of 100 where that is exact, else the smallest one, then larger ones as limits ask."""
    sizes = [x.denominator * size for size in _SIZES]
    least, most = limits(known[whole], who.kind)
    if 100 % x.denominator == 0:
        sizes.insert(0, 100)
    if least is not None and least > 0:
        sizes.append(x.denominator * -(-int(least) // x.denominator))
    for size in sizes:
        if most is None or size <= most:
            yield {part: tidy(x * size), whole: size}
