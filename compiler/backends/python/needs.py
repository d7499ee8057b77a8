"""What must be settled before an expression has a value: no zero denominator, no empty fact.

The generated code asks exactly once, at the place where the interpreter would first stumble.
Relies on simplified tests.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen

from compiler import core
from compiler.backends.python.numbers import term
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.core.walk import facts_in
from compiler.meaning.interpret import compare
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class NonZero(Node):
    """This denominator is not 0."""

    denominator: core.Expr
    name: str = field(eq=False)


@frozen(repr=False, eq=False)
class Present(Node):
    """This fact is not empty."""

    fact: str


Need = NonZero | Present
Known = frozenset[Need]
NOTHING: Known = frozenset()


def missing(needs: Iterable[Need], known: Known) -> list[Need]:
    """Return the needs that are not known to be met, each once."""
    return [need for need in dict.fromkeys(needs) if need not in known]


def of_expr(expr: core.Expr, words: Words) -> Iterator[Need]:
    """Yield the needs of an expression in the order in which the interpreter meets them."""
    match expr:
        case core.Const():
            return
        case core.Read(fact):
            if fact in words.nullable:
                yield Present(fact)
        case core.Divide(left, right, name):
            yield from of_expr(right, words)
            if term(right, words).constant is None:
                yield NonZero(right, name or f"以“{'、'.join(facts_in(right))}”为分母的比率")
            yield from of_expr(left, words)
        case core.WholeUnits(amount, _, _):
            yield from of_expr(amount, words)
        case core.Rounded(value, _, _):
            yield from of_expr(value, words)
        case core.Add() | core.Subtract() | core.Multiply() | core.Least() | core.Greatest():
            yield from of_expr(expr.left, words)
            yield from of_expr(expr.right, words)
        case _:
            assert_never(expr)


def of_leaf(test: core.Test, words: Words) -> list[Need]:
    """Return the needs of a test that joins no others."""
    match test:
        case core.Compare(left, _, right):
            return [*of_expr(left, words), *of_expr(right, words)]
        case core.Holds(fact) | core.IsMember(fact, _):
            return [Present(fact)] if fact in words.nullable else []
        case core.Within(start, _, _, _):
            return [Present(start)] if start in words.nullable else []
        case core.Negate(inner):
            return of_leaf(inner, words)
    return []


def learnt(test: core.Test, truth: bool) -> Known:
    """Return what is known once a test has come out as ``truth``."""
    match test:
        case core.Compare(left, op, core.Const(value)):
            # 0 would have given the other answer, so the left side is not 0.
            return NOTHING if compare(Fraction(0), op, value) is truth else frozenset({NonZero(left, "")})
        case core.Given(fact):
            return frozenset({Present(fact)}) if truth else NOTHING
        case core.Within(_, _, _, end):
            return frozenset({Present(end)}) if truth else NOTHING
        case core.Negate(inner):
            return learnt(inner, not truth)
        case core.Both(tests):
            return _union(tests, truth) if truth else NOTHING
        case core.Either(tests):
            return NOTHING if truth else _union(tests, truth)
    return NOTHING


def _union(tests: tuple[core.Test, ...], truth: bool) -> Known:
    return frozenset(need for test in tests for need in learnt(test, truth))


def is_zero(need: Need, words: Words, *, negated: bool = False) -> ast.expr:
    """Return the test that a need is not met (``全部事项 == 0``, ``x is None``), or, negated, that it is."""
    match need:
        case NonZero(denominator):
            op: ast.cmpop = ast.NotEq() if negated else ast.Eq()
            return build.compare(top(denominator, words), op, build.number(0))
        case Present(fact):
            op = ast.IsNot() if negated else ast.Is()
            return build.compare(build.name(words.facts[fact]), op, ast.Constant(None))
    assert_never(need)


def top(denominator: core.Expr, words: Words) -> ast.expr:
    """Return what is 0 exactly when the denominator is."""
    return build.times(1, term(denominator, words).top)


def stop(need: Need, words: Words) -> ast.stmt:
    """Return the statement that stops where a need is not met."""
    error = "UndefinedRatio" if isinstance(need, NonZero) else "MissingFact"
    raised = ast.Raise(build.call(error, build.text(need.name if isinstance(need, NonZero) else need.fact)))
    return ast.If(is_zero(need, words), [raised], [])


def guard(need: Need, words: Words) -> ast.expr:
    """Return the same as an expression: it is true, or it stops."""
    match need:
        case NonZero(denominator, name):
            return build.call("_可算", top(denominator, words), build.text(name))
        case Present(fact):
            return build.call("_已填", build.name(words.facts[fact]), build.text(fact))
    assert_never(need)
