"""Tests of Core as Python conditions, read in their written order and only as far as needed, like the interpreter.

``simplified`` moves negations inwards and drops what always holds; everything after relies on that form: leaves,
``Negate`` of a leaf, ``Both``, ``Either``. ``Always()`` holds for every unit, ``NEVER`` for none.
"""

from __future__ import annotations

import ast
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import assert_never

from attrs import frozen

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.numbers import sides, term
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.meaning.interpret import compare
from dsl.nodes import Node
from dsl.types import Kind

NEVER = core.Either(())
PYTHON_OPS: dict[core.Op, type[ast.cmpop]] = {
    core.Op.LT: ast.Lt,
    core.Op.LE: ast.LtE,
    core.Op.EQ: ast.Eq,
    core.Op.GE: ast.GtE,
    core.Op.GT: ast.Gt,
}
_OPPOSITE = {core.Op.LT: core.Op.GE, core.Op.LE: core.Op.GT, core.Op.GE: core.Op.LT, core.Op.GT: core.Op.LE}
_MIRROR = {
    core.Op.LT: core.Op.GT,
    core.Op.LE: core.Op.GE,
    core.Op.EQ: core.Op.EQ,
    core.Op.GE: core.Op.LE,
    core.Op.GT: core.Op.LT,
}


@frozen(repr=False, eq=False)
class Condition(Node):
    """A condition and the needs that must be settled before it is looked at."""

    test: ast.expr
    needs: tuple[needs.Need, ...] = ()


def simplified(test: core.Test, *, negated: bool = False) -> core.Test:
    """Return an equal test with negations at the leaves and without parts that decide nothing."""
    match test:
        case core.Negate(inner):
            return simplified(inner, negated=not negated)
        case core.Always():
            return NEVER if negated else test
        case core.Both(tests) | core.Either(tests):
            every = isinstance(test, core.Both) is not negated
            return _joined(every, [simplified(each, negated=negated) for each in tests])
        case core.Compare():
            return _compared(test, negated)
        case core.OfKind(()) | core.Listed(_, ()):
            return core.Always() if negated else NEVER
    return core.Negate(test) if negated else test


def _joined(every: bool, tests: list[core.Test]) -> core.Test:
    same, idle, deciding = (core.Both, core.Always(), NEVER) if every else (core.Either, NEVER, core.Always())
    flat: list[core.Test] = []
    for each in tests:
        flat += each.tests if isinstance(each, same) else [each]
    flat = [each for each in flat if each != idle]
    # What comes before a deciding part could still stop for want of a value, so only a leading one decides.
    if flat and flat[0] == deciding:
        return deciding
    return idle if not flat else (flat[0] if len(flat) == 1 else same(tuple(flat)))


def _compared(test: core.Compare, negated: bool) -> core.Test:
    left, op, right = test.left, test.op, test.right
    if isinstance(left, core.Const) and isinstance(right, core.Const):
        return core.Always() if compare(left.value, op, right.value) is not negated else NEVER
    if isinstance(left, core.Const):
        left, op, right = right, _MIRROR[op], left
    if negated and op in _OPPOSITE:
        op, negated = _OPPOSITE[op], False
    plain = core.Compare(left, op, right)
    return core.Negate(plain) if negated else plain


def condition(test: core.Test, known: needs.Known, words: Words) -> Condition:
    """Return a simplified test as a condition; needs beyond ``known`` that come first are left to the caller."""
    if not isinstance(test, core.Both | core.Either) or not test.tests:
        return Condition(leaf(test, words), tuple(needs.missing(needs.of_leaf(test, words), known)))
    every = isinstance(test, core.Both)
    first = condition(test.tests[0], known, words)
    known |= frozenset(first.needs) | needs.learnt(test.tests[0], every)
    parts = [first.test]
    for each in test.tests[1:]:
        inner = condition(each, known, words)
        parts.append(build.all_of([*(needs.guard(need, words) for need in inner.needs), inner.test]))
        known |= frozenset(inner.needs) | needs.learnt(each, every)
    return Condition(build.all_of(parts) if every else _any_of(parts), first.needs)


def surely(test: core.Test, known: needs.Known, words: Words) -> ast.expr:
    """Return a simplified test as a condition that is false, and never stops, where a value is wanting."""
    match test:
        case core.Both(tests) if tests:
            parts: list[ast.expr] = []
            for each in tests:
                parts.append(surely(each, known, words))
                known |= needs.learnt(each, True) | frozenset(_wanted(each, words))
            return build.all_of(parts)
        case core.Either(tests) if tests:
            return _any_of([surely(each, known, words) for each in tests])
    wanted = needs.missing(needs.of_leaf(test, words), known)
    return build.all_of([*(needs.is_zero(need, words, negated=True) for need in wanted), leaf(test, words)])


def _wanted(test: core.Test, words: Words) -> list[needs.Need]:
    """Return what a test that surely holds has settled."""
    return [] if isinstance(test, core.Both | core.Either) else needs.of_leaf(test, words)


def _any_of(parts: list[ast.expr]) -> ast.expr:
    """Join by ``or``; neighbours that compare one name with constants become one membership."""
    joined: list[ast.expr] = []
    for subject, group in groupby(parts, key=_subject):
        same = list(group)
        if subject and len(same) > 1:
            values = [each.comparators[0] for each in same if isinstance(each, ast.Compare)]
            joined.append(_in(build.name(subject), _unique(values), negated=False))
        else:
            joined += same
    return build.any_of(joined)


def _subject(part: ast.expr) -> str:
    match part:
        case ast.Compare(ast.Name(name), [ast.Eq()], [ast.Constant()]):
            return name
    return ""


def _unique(values: list[ast.expr]) -> list[ast.expr]:
    return list({ast.dump(value): value for value in values}.values())


def _in(subject: ast.expr, values: list[ast.expr], *, negated: bool) -> ast.expr:
    """Return a membership; in one value it is an equality."""
    if len(values) == 1:
        return build.compare(subject, ast.NotEq() if negated else ast.Eq(), values[0])
    return build.compare(subject, ast.NotIn() if negated else ast.In(), ast.Tuple(values, ast.Load()))


def leaf(test: core.Test, words: Words, *, negated: bool = False) -> ast.expr:
    """Return a test that joins no others; its needs are settled."""
    match test:
        case core.Negate(inner):
            return leaf(inner, words, negated=not negated)
        case core.Always():
            return ast.Constant(not negated)
        case core.Compare():
            return _comparison(test, negated, words)
        case core.Holds(fact):
            flag = build.name(words.facts[fact])
            return ast.UnaryOp(ast.Not(), flag) if negated else flag
        case core.IsMember(fact, member):
            return _in(build.name(words.facts[fact]), [build.text(member)], negated=negated)
        case core.OfKind(kinds):
            return _in(build.name("kind"), [build.text(kind) for kind in dict.fromkeys(kinds)], negated=negated)
        case core.Listed(list_name, units):
            members = build.name(words.lists[list_name, units])
            return build.compare(build.name("unit"), ast.NotIn() if negated else ast.In(), members)
        case core.Given(fact):
            return needs.is_zero(needs.Present(fact), words, negated=not negated)
        case core.Within():
            return _within(test, negated, words)
        case core.Both() | core.Either():  # simplified: only NEVER gets here
            return ast.Constant(negated)
    assert_never(test)


def _comparison(test: core.Compare, negated: bool, words: Words) -> ast.expr:
    op: ast.cmpop = ast.NotEq() if negated else PYTHON_OPS[test.op]()
    dates = _day(test.left, words), _day(test.right, words)
    if dates[0] is not None and dates[1] is not None:
        return build.compare(dates[0], op, dates[1])
    one, other = term(test.left, words), term(test.right, words)
    if one.constant is not None and other.constant is None:
        one, other, op = other, one, ast.NotEq() if negated else PYTHON_OPS[_MIRROR[test.op]]()
    left, right = sides(one, other)
    return build.compare(left, op, right)


def _day(expr: core.Expr, words: Words) -> ast.expr | None:
    """Return an expression as a date, if it is one."""
    match expr:
        case core.Read(fact) if words.types[fact].kind is Kind.DATE:
            return build.name(words.facts[fact])
        case core.Const(value) if value.denominator == 1 and Fraction(1) <= value <= date.max.toordinal():
            day = date.fromordinal(int(value))
            return build.call("date", build.number(day.year), build.number(day.month), build.number(day.day))
    return None


def _within(test: core.Within, negated: bool, words: Words) -> ast.expr:
    start, end = build.name(words.facts[test.start]), build.name(words.facts[test.end])
    if test.unit == "自然日":
        days = ast.Attribute(ast.BinOp(end, ast.Sub(), start), "days", ast.Load())
        in_time = build.compare(days, ast.Gt() if negated else ast.LtE(), build.number(test.days))
    else:
        last = build.call("_工作日后", start, build.number(test.days))
        in_time = build.compare(end, ast.Gt() if negated else ast.LtE(), last)
    if test.end not in words.nullable:
        return in_time
    empty = needs.is_zero(needs.Present(test.end), words, negated=not negated)
    return build.any_of([empty, in_time]) if negated else build.all_of([empty, in_time])
