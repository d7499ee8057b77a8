"""What is taken over all rows: the numbers by which rows stand in order, and the columns in which ranks and statistics come back.

A ranking of fractions needs no fraction. A value a/b with b at most B is written in base B: the whole part and two digits behind the
point. Two values that differ do so by at least 1/B², so these three numbers, one after the other, tell them apart and put them in order;
two values that are equal have the same ones, however they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.plan.build import Builder
from compiler.plan.inputs import over_all
from compiler.plan.reading import Reader
from compiler.plan.tree import WIDEST, WIDTH, Column, Node, OverAll, Ratio, Sort, Taken

UNITS = 10**7  # that are taken together, at most: a sum of them has a bound

_HOW = {
    core.Aggregate.COUNT: Taken.COUNT,
    core.Aggregate.MEAN: Taken.MEAN,
    core.Aggregate.MOST: Taken.FIRST,
    core.Aggregate.LEAST: Taken.FIRST,
}


def take_all(policy: core.Policy, read: Reader) -> Iterator[OverAll]:
    """Yield every fact that is taken over all rows, in the order in which they are; the reader knows each from then on."""
    for fact in policy.facts:
        if over_all(fact):
            made = _taken(fact, read)
            if made.columns:
                read.taken[fact.name] = made
            yield made


def _taken(fact: core.Fact, read: Reader) -> OverAll:
    build = read.build
    how = Taken.RANK if fact.aggregate is None else _HOW[fact.aggregate]
    if fact.ranks is None:
        value, known, idle = read.ratios.constant(1), build.true, build.false
    else:
        value, known, idle = read.measured(fact.ranks)
    zero, one = build.number(0), build.number(1)
    under = value.under
    if under.constant is None:
        under = build.greatest(build.choose(known, under, one), one)
    value = Ratio(build.choose(known, value.over, zero), under)
    order: tuple[Node, ...] = ()
    if how in (Taken.RANK, Taken.FIRST):
        high_first = fact.aggregate is core.Aggregate.MOST or (how is Taken.RANK and fact.ascending is fact.from_bottom)
        order = order_of(build, value, high_first=high_first)
    told = build.any_of([known, idle])
    fixed = under.constant if how is Taken.FIRST else (None if how is Taken.MEAN else 1)
    return OverAll(fact.name, how, order, value, known, told, tuple(_columns(fact, how, value, fixed)), fixed)


def order_of(build: Builder, value: Ratio, *, high_first: bool) -> tuple[Node, ...]:
    """Return the numbers by which rows stand in the order of their values; what stands under a value is at least 1."""
    over, under = value.over, value.under
    base = under.high
    with build.up_to(WIDEST):
        if under.constant is not None:
            made = [over]
        elif max(-over.low, over.high) * base * base <= WIDTH:
            made = [build.floor(build.multiply(over, build.number(base * base)), under)]
        else:
            whole = build.floor(over, under)
            first, left = _digit(build, _left(build, over, whole, under), under)
            second, _ = _digit(build, left, under)
            made = [whole, first, second]
        zero = build.number(0)
        return tuple(build.subtract(zero, each) if high_first else each for each in made)


def _digit(build: Builder, left: Node, under: Node) -> tuple[Node, Node]:
    """Return the next digit, in the base of the greatest number under a value, of what is left over, and what is left then."""
    shifted = build.multiply(left, build.number(under.high))
    digit = build.digit(shifted, under, under.high)  # what is left is less than what stands under it
    return digit, _left(build, shifted, digit, under)


def _left(build: Builder, over: Node, whole: Node, under: Node) -> Node:
    """Return what is left over; that it is less than what stands under it is nothing new, but a bound."""
    left = build.subtract(over, build.multiply(whole, under))
    return build.least(build.greatest(left, build.number(0)), build.number(under.high - 1))


def _columns(fact: core.Fact, how: Taken, value: Ratio, fixed: int | None) -> Iterator[Column]:
    """Yield the columns of a fact; none where it has no bounds: a mean of fractions may have any denominator."""
    if how is Taken.RANK:
        most = UNITS if fact.high is None else min(UNITS, int(fact.high))
        yield Column(fact.name, Sort.NUMBER, 1, 0, most)
        return
    over, under = (value.over.low, value.over.high), value.under.high
    if how is Taken.COUNT:
        over = 0, UNITS
    elif how is Taken.MEAN:
        over, under = (over[0] * UNITS, over[1] * UNITS), under * UNITS
        if value.under.constant is None or max(-over[0], over[1], under) > WIDEST:
            return
    yield Column(f"#{fact.name}·分子", Sort.NUMBER, 1, min(0, over[0]), max(0, over[1]))
    if fixed is None:
        yield Column(f"#{fact.name}·分母", Sort.NUMBER, 1, 0, under)
