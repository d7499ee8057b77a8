"""Facts that are taken over all assessed units: ranks and statistics (language.md §5, “Rank”)."""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.lowering.names.scope import BETTER, Measure, Scope
from dsl.source import Span
from dsl.types import PLAIN, RANK, Kind, Type

UNITS = "参评单位数"


def rank(measure: Measure, last: bool, clause: str, span: Span) -> core.Fact:
    """Return the rank of a measure, from the best or from the worst."""
    return core.Fact(
        f"{measure.name}{'倒数' if last else ''}名次",
        RANK,
        span,
        core.Role.RANK,
        Fraction(1),
        clause=clause,
        meaning=f"全部被考核单位按“{measure.name}”{'从差到好' if last else '从好到差'}排列的名次，并列的同名次",
        ranks=measure.expr,
        from_bottom=last,
        ascending=measure.way == "down",
        better=BETTER.get(measure.way),
    )


def statistic(aggregate: core.Aggregate, measure: Measure, clause: str, span: Span, scope: Scope) -> core.Fact:
    """Return a statistic of a measure over all units; it lies within the range of the measure."""
    low, high = measure.type.domain
    if isinstance(measure.expr, core.Read):
        fact = scope.fact_named(measure.expr.fact)
        low, high = fact.low, fact.high
    kind = measure.type if measure.type.kind is not Kind.COUNT else Type(Kind.QUANTITY, measure.type.unit)
    return core.Fact(
        f"{measure.name}全体{aggregate}",
        kind,
        span,
        core.Role.STATISTIC,
        low,
        high,
        clause=clause,
        meaning=f"全部被考核单位“{measure.name}”的{aggregate}值",
        ranks=measure.expr,
        aggregate=aggregate,
    )


def units(clause: str, span: Span) -> core.Fact:
    """Return the number of units that are ranked."""
    return core.Fact(
        UNITS,
        PLAIN,
        span,
        core.Role.STATISTIC,
        Fraction(1),
        clause=clause,
        meaning="参加排名的单位数",
        aggregate=core.Aggregate.COUNT,
    )
