"""Which columns a policy reads, and how wide they may be: facts as whole numbers at a scale, within bounds.

A sheet is hardly ever beyond these widths; a row that is goes to the interpreter. The first width at which every step of the plan is proven
to fit is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from compiler import core
from compiler.plan.tree import WIDEST, WIDTH, Column, Sort
from dsl.types import Kind

_SORTS = {Kind.FLAG: Sort.FLAG, Kind.DATE: Sort.DATE, Kind.GRADE: Sort.TEXT, Kind.CATEGORY: Sort.TEXT}
_DAYS = (1, 3_652_059)  # of the proleptic calendar: the first day of year 1 and the last of year 9999


@frozen
class Width:
    """How wide columns may be: the greatest number, the decimal places of what need not be whole, and the greatest number of any step."""

    most: int
    digits: int
    step: int


# Sixty-four bits are quickest, and every engine has them; twice as many rather than columns too narrow for a city's figures.
WIDTHS = (
    *(Width(10**most, digits, WIDTH) for most, digits in ((12, 6), (10, 6), (9, 6), (9, 4), (8, 4), (7, 4), (6, 4))),
    *(Width(10**most, digits, WIDEST) for most, digits in ((9, 4), (8, 4), (7, 4), (6, 4), (5, 4), (5, 2), (4, 2))),
)


def facts_given(policy: core.Policy) -> tuple[core.Fact, ...]:
    """Return the facts that somebody gives: all but the results of clauses, the parameters that the policy fills in, and what is taken over
    all units."""
    return tuple(
        fact
        for fact in policy.facts
        if fact.role is not core.Role.RESULT and fact.name not in policy.filled and not over_all(fact)
    )


def over_all(fact: core.Fact) -> bool:
    """Whether a fact is taken over all units."""
    if fact.role is core.Role.RANK:
        return fact.ranks is not None
    return fact.role is core.Role.STATISTIC


def columns_of(policy: core.Policy, width: Width) -> Iterator[Column]:
    """Yield a column a fact, as wide as the fact and the width allow, and one for the reason of a judgement."""
    for fact in facts_given(policy):
        sort = _SORTS.get(fact.type.kind, Sort.NUMBER)
        scale, low, high = 1, 0, 0
        if sort is Sort.DATE:
            low, high = _DAYS
        elif sort is Sort.NUMBER:
            scale = 1 if fact.type.whole else 10**width.digits
            low, high = _bounds(fact, scale, width.most)
        yield Column(fact.name, sort, scale, low, high, fact.optional)
        if fact.reason:
            yield Column(fact.reason, Sort.TEXT)


def _bounds(fact: core.Fact, scale: int, most: int) -> tuple[int, int]:
    """The least and the greatest number of a column; 0, which stands for an empty cell, is always within."""
    low, high = fact.type.domain
    low, high = low if fact.low is None else fact.low, high if fact.high is None else fact.high
    least = -most if low is None else max(Fraction(-most), low)
    greatest = most if high is None else min(Fraction(most), high)
    return min(0, ceil(least * scale)), max(0, floor(greatest * scale))
