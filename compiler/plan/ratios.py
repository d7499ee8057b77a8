"""Exact fractions in whole numbers: what Core does with numbers, done with the operators of the plan.

Two fractions are compared by cross-multiplication and added over a common denominator; where denominators are constants it is their
least common multiple. Nothing is divided until something is rounded.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import lcm

from compiler import core
from compiler.plan.build import Builder
from compiler.plan.tree import Node, Ratio


class Ratios:
    """Arithmetic of fractions over the nodes of a builder."""

    def __init__(self, build: Builder) -> None:
        self.build = build

    def constant(self, value: Fraction | int) -> Ratio:
        """Return a number that no row changes."""
        exact = Fraction(value)
        return Ratio(self.build.number(exact.numerator), self.build.number(exact.denominator))

    def whole(self, node: Node) -> Ratio:
        """Return a whole number as a fraction."""
        return Ratio(node, self.build.number(1))

    def common(self, x: Ratio, y: Ratio) -> tuple[Node, Node, Node]:
        """Return both numerators over one denominator, and the denominator."""
        build = self.build
        if x.under is y.under:
            return x.over, y.over, x.under
        a, b = x.under.constant, y.under.constant
        if a and b:
            under = lcm(a, b)
            left, right = build.number(under // a), build.number(under // b)
            return build.multiply(x.over, left), build.multiply(y.over, right), build.number(under)
        return build.multiply(x.over, y.under), build.multiply(y.over, x.under), build.multiply(x.under, y.under)

    def add(self, x: Ratio, y: Ratio) -> Ratio:
        """Return x + y."""
        a, b, under = self.common(x, y)
        return self._lowest(self.build.add(a, b), under)

    def total(self, parts: list[Ratio]) -> Ratio:
        """Return the sum; those over one denominator are added first."""
        by_under: dict[Node, list[Ratio]] = {}
        for each in parts:
            by_under.setdefault(each.under, []).append(each)
        sums = [reduce(self.add, same) for same in by_under.values()]
        return reduce(self.add, sorted(sums, key=lambda each: each.under.constant is None), self.constant(0))

    def subtract(self, x: Ratio, y: Ratio) -> Ratio:
        """Return x − y."""
        a, b, under = self.common(x, y)
        return self._lowest(self.build.subtract(a, b), under)

    def multiply(self, x: Ratio, y: Ratio) -> Ratio:
        """Return x × y."""
        return self._lowest(self.build.multiply(x.over, y.over), self.build.multiply(x.under, y.under))

    def divide(self, x: Ratio, y: Ratio) -> Ratio:
        """Return x ÷ y. Where y is 0 there is no value, and the row is not ready."""
        if y.over.low < 0:  # a sign never stands below
            negative = self.build.less(y.over, self.build.number(0))
            x, y = self._turned(x, negative), self._turned(y, negative)
            y = Ratio(self.build.greatest(y.over, self.build.number(0)), y.under)  # nothing new, but a bound
        if x.under is y.under:
            return self._lowest(x.over, y.over)
        a, b = x.under.constant, y.under.constant
        if a and b:
            under = lcm(a, b)
            return self._lowest(
                self.build.multiply(x.over, self.build.number(under // a)),
                self.build.multiply(y.over, self.build.number(under // b)),
            )
        return Ratio(self.build.multiply(x.over, y.under), self.build.multiply(x.under, y.over))

    def _turned(self, x: Ratio, test: Node) -> Ratio:
        """Return −x where a test holds, else x."""
        return self.choose(test, self.subtract(self.constant(0), x), x)

    def _lowest(self, over: Node, under: Node) -> Ratio:
        """Return a fraction of constants in lowest terms; 0 of anything is 0."""
        if over.constant is not None and under.constant:
            return self.constant(Fraction(over.constant, under.constant))
        return Ratio(over, under)

    def compare(self, x: Ratio, op: core.Op, y: Ratio) -> Node:
        """Return whether the comparison holds."""
        a, b, _ = self.common(x, y)
        match op:
            case core.Op.LT:
                return self.build.less(a, b)
            case core.Op.LE:
                return self.build.at_most(a, b)
            case core.Op.GT:
                return self.build.less(b, a)
            case core.Op.GE:
                return self.build.at_most(b, a)
            case core.Op.EQ:
                return self.build.equal(a, b)

    def choose(self, test: Node, x: Ratio, y: Ratio) -> Ratio:
        """Return one of two fractions."""
        if test.constant is not None:
            return x if test.constant else y
        if x.under.constant and y.under.constant:
            a, b, under = self.common(x, y)
            return Ratio(self.build.choose(test, a, b), under)
        return Ratio(self.build.choose(test, x.over, y.over), self.build.choose(test, x.under, y.under))

    def least(self, x: Ratio, y: Ratio) -> Ratio:
        """Return the smaller one."""
        if x.under.constant and y.under.constant:
            a, b, under = self.common(x, y)
            return self._lowest(self.build.least(a, b), under)
        return self.choose(self.compare(x, core.Op.LE, y), x, y)

    def greatest(self, x: Ratio, y: Ratio) -> Ratio:
        """Return the greater one."""
        if x.under.constant and y.under.constant:
            a, b, under = self.common(x, y)
            return self._lowest(self.build.greatest(a, b), under)
        return self.choose(self.compare(x, core.Op.GE, y), x, y)

    def held(self, x: Ratio, lowest: Fraction | None, highest: Fraction | None) -> Ratio:
        """Return a fraction held within two limits."""
        if lowest is not None:
            x = self.greatest(x, self.constant(lowest))
        return x if highest is None else self.least(x, self.constant(highest))

    def whole_units(self, x: Ratio, step: Fraction, started: bool) -> Ratio:
        """Return how many whole steps fit, or how many were started."""
        steps = self.multiply(x, self.constant(1 / step))
        if not started:
            return self.whole(self.build.floor(steps.over, steps.under))
        zero = self.build.number(0)
        up = self.build.floor(self.build.subtract(zero, steps.over), steps.under)
        return self.whole(self.build.subtract(zero, up))

    def rounded(self, x: Ratio, digits: int, mode: core.Rounding) -> Ratio:
        """Return a fraction rounded to decimal places: half away from zero, or half to even (GB/T 8170—2008)."""
        if x.under.constant is not None and 10**digits % x.under.constant == 0:
            return x
        scaled = self.multiply(x, self.constant(10**digits))
        made = self._away(scaled) if mode is core.Rounding.HALF_UP else self._even(scaled)
        return self.multiply(self.whole(made), self.constant(Fraction(1, 10**digits)))

    def _away(self, x: Ratio) -> Node:
        build = self.build
        zero, twice = build.number(0), build.multiply(x.under, build.number(2))

        def nearest(over: Node) -> Node:
            return build.floor(build.add(build.multiply(over, build.number(2)), x.under), twice)

        up = nearest(build.greatest(x.over, zero))
        down = nearest(build.greatest(build.subtract(zero, x.over), zero))
        return build.choose(build.less(x.over, zero), build.subtract(zero, down), up)

    def _even(self, x: Ratio) -> Node:
        build = self.build
        one, two = build.number(1), build.number(2)
        below = build.floor(x.over, x.under)
        left = build.multiply(build.subtract(x.over, build.multiply(below, x.under)), two)  # twice what is left over
        odd = build.subtract(below, build.multiply(build.floor(below, two), two))
        up = build.any_of(
            [build.less(x.under, left), build.all_of([build.equal(left, x.under), build.equal(odd, one)])]
        )
        return build.choose(up, build.add(below, one), below)
