"""Expressions of Core as exact Python: ints while all numbers are whole, ``Fraction`` elsewhere, never a float.

An expression is kept as ``factor × top ÷ bottom``, so that a comparison is a cross-multiplication
(``100 * n >= 97 * d``) and no division is ever carried out for it. ``bottom`` is never negative (``core.Divide``) and
never 0: whatever uses it has settled its ``Need`` first.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import assert_never

from attrs import evolve, frozen

from compiler import core
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.meaning.interpret import round_to
from dsl.nodes import Node

_ROUND = {core.Rounding.HALF_UP: "_四舍五入", core.Rounding.HALF_EVEN: "_五成双"}


@frozen(repr=False, eq=False)
class Term(Node):
    """``factor × top ÷ bottom``; None stands for 1, ``whole`` says that top and bottom are ints at run time."""

    factor: Fraction
    top: ast.expr | None = None
    bottom: ast.expr | None = None
    whole: bool = True

    @property
    def constant(self) -> Fraction | None:
        """Return the number, if it depends on no fact."""
        return self.factor if self.top is None and self.bottom is None else None

    @property
    def is_int(self) -> bool:
        """Whether the value is an int at run time."""
        return self.whole and self.bottom is None and self.factor.denominator == 1


def term(expr: core.Expr, words: Words) -> Term:
    """Return an expression as a term."""
    match expr:
        case core.Const(value):
            return Term(value)
        case core.Read(fact):
            return Term(Fraction(1), read(fact, words), whole=words.python_type(fact) != "Fraction")
        case core.Add(left, right):
            return _sum(term(left, words), term(right, words))
        case core.Subtract(left, right):
            lost = term(right, words)
            return _sum(term(left, words), evolve(lost, factor=-lost.factor))
        case core.Multiply(left, right):
            return _product(term(left, words), term(right, words))
        case core.Divide(left, right):
            return _product(term(left, words), _inverse(term(right, words)))
        case core.Least() | core.Greatest():
            return _extreme(expr, words)
        case core.WholeUnits(amount, step, started):
            return _steps(term(amount, words), step, started)
        case core.Rounded(value, digits, mode):
            return rounded(term(value, words), digits, mode)
    assert_never(expr)


def read(fact: str, words: Words) -> ast.expr:
    """Return a fact as a number: a date as its ordinal, 是 as 1."""
    variable = build.name(words.facts[fact])
    match words.python_type(fact):
        case "date":
            return build.method(words.facts[fact], "toordinal")
        case "bool":
            return build.call("int", variable)
    return variable


def value(of: Term) -> ast.expr:
    """Return a term as one value."""
    top, under = of.factor.numerator, of.factor.denominator
    if of.bottom is None and under == 1:
        return build.times(top, of.top)
    if of.top is None and of.bottom is None:
        return build.number(of.factor)
    return build.call("Fraction", build.times(top, of.top), build.times(under, of.bottom))


def sides(left: Term, right: Term) -> tuple[ast.expr, ast.expr]:
    """Return what a comparison of two terms compares after multiplying by both denominators."""
    if _same(left.bottom, right.bottom):
        left, right = evolve(left, bottom=None), evolve(right, bottom=None)
    under = lcm(left.factor.denominator, right.factor.denominator)
    a, b = int(left.factor * under), int(right.factor * under)
    return _scaled(a, build.product(left.top, right.bottom)), _scaled(b, build.product(right.top, left.bottom))


def _scaled(factor: int, expr: ast.expr | None) -> ast.expr:
    return build.number(0) if factor == 0 else build.times(factor, expr)


def _same(left: ast.expr | None, right: ast.expr | None) -> bool:
    if left is None or right is None:
        return left is right
    return ast.dump(left) == ast.dump(right)


def _sum(left: Term, right: Term) -> Term:
    if left.factor == 0 or right.factor == 0:
        return left if right.factor == 0 else right
    if left.constant is not None and right.constant is not None:
        return Term(left.factor + right.factor)
    under = lcm(left.factor.denominator, right.factor.denominator)
    shared = _same(left.bottom, right.bottom)
    a = build.times(int(left.factor * under), left.top if shared else build.product(left.top, right.bottom))
    b = build.times(int(right.factor * under), right.top if shared else build.product(right.top, left.bottom))
    bottom = left.bottom if shared else build.product(left.bottom, right.bottom)
    return Term(Fraction(1, under), build.plus(a, b), bottom, left.whole and right.whole)


def _product(left: Term, right: Term) -> Term:
    factor = left.factor * right.factor
    if factor == 0:
        return Term(factor)
    whole = left.whole and right.whole
    return Term(factor, build.product(left.top, right.top), build.product(left.bottom, right.bottom), whole)


def _inverse(of: Term) -> Term:
    return Term(1 / of.factor, of.bottom, of.top, of.whole)


def _extreme(expr: core.Least | core.Greatest, words: Words) -> Term:
    parts = [term(each, words) for each in _flat(expr, type(expr))]
    known = [part.constant for part in parts if part.constant is not None]
    pick, function = (min, "min") if isinstance(expr, core.Least) else (max, "max")
    if known:
        parts = [part for part in parts if part.constant is None]
        parts.insert(0, Term(reduce(pick, known)))
    if len(parts) == 1:
        return parts[0]
    top = build.call(function, *(value(part) for part in parts))
    return Term(Fraction(1), top, whole=all(part.is_int for part in parts))


def _flat(expr: core.Expr, kind: type[core.Least | core.Greatest]) -> list[core.Expr]:
    if isinstance(expr, core.Least | core.Greatest) and type(expr) is kind:
        return _flat(expr.left, kind) + _flat(expr.right, kind)
    return [expr]


def _steps(amount: Term, step: Fraction, started: bool) -> Term:
    steps = evolve(amount, factor=amount.factor / step)
    if steps.constant is not None:
        return Term(Fraction(-(-steps.factor // 1) if started else steps.factor // 1))
    if steps.is_int:
        return steps
    top = build.times(steps.factor.numerator, steps.top)
    under = build.times(steps.factor.denominator, steps.bottom)
    counted = ast.BinOp(build.negative(top) if started else top, ast.FloorDiv(), under)
    return Term(Fraction(1), build.negative(counted) if started else counted)


def rounded(of: Term, digits: int, mode: core.Rounding) -> Term:
    """Return a term rounded to decimal places."""
    if of.constant is not None:
        return Term(round_to(of.constant, digits, mode))
    if of.is_int and digits >= 0:
        return of
    return Term(Fraction(1), build.call(_ROUND[mode], value(of), build.number(digits)), whole=False)


def held(of: Term, lowest: Fraction | None, highest: Fraction | None) -> Term:
    """Return a term held between two limits, the lower one not above the upper one."""
    if of.constant is not None:
        fixed = of.constant if lowest is None else max(lowest, of.constant)
        return Term(fixed if highest is None else min(highest, fixed))
    for limit, function in ((highest, "min"), (lowest, "max")):
        if limit is not None:
            whole = of.is_int and limit.denominator == 1
            of = Term(Fraction(1), build.call(function, build.number(limit), value(of)), whole=whole)
    return of
