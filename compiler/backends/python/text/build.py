"""Small builders for Python's syntax tree, without the arithmetic that no person writes (``1 * x``, ``x + -5``).

Every name and string of a policy enters the tree as a constant, so none of it can become code.
"""

from __future__ import annotations

import ast
from fractions import Fraction


class Comment(ast.stmt):
    """A comment line among statements; Python's tree has none, the layout knows this one."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text


def name(identifier: str) -> ast.Name:
    """Return a name that is read."""
    return ast.Name(identifier, ast.Load())


def text(value: str) -> ast.Constant:
    """Return a string constant."""
    return ast.Constant(value)


def call(function: str | ast.expr, *arguments: ast.expr) -> ast.Call:
    """Return a call with positional arguments."""
    return ast.Call(name(function) if isinstance(function, str) else function, list(arguments), [])


def method(target: str, attribute: str, *arguments: ast.expr) -> ast.Call:
    """Return ``target.attribute(…)``."""
    return call(ast.Attribute(name(target), attribute, ast.Load()), *arguments)


def item(target: str, key: str) -> ast.Subscript:
    """Return ``target["key"]``."""
    return ast.Subscript(name(target), text(key), ast.Load())


def assign(target: str | ast.expr, value: ast.expr) -> ast.Assign:
    """Return ``target = value``."""
    return ast.Assign([name(target) if isinstance(target, str) else target], value, lineno=0)


def declare(target: str, annotation: str, value: ast.expr) -> ast.AnnAssign:
    """Return ``target: annotation = value``; the annotation is ours, never a policy's."""
    return ast.AnnAssign(name(target), annotated(annotation), value, 1)


def annotated(annotation: str) -> ast.expr:
    """Return an annotation's expression."""
    return ast.parse(annotation, mode="eval").body


def compare(left: ast.expr, op: ast.cmpop, right: ast.expr) -> ast.Compare:
    """Return ``left op right``."""
    return ast.Compare(left, [op], [right])


def any_of(tests: list[ast.expr]) -> ast.expr:
    """Join tests by ``or``; none is False."""
    return _joined(ast.Or(), tests, empty=False)


def all_of(tests: list[ast.expr]) -> ast.expr:
    """Join tests by ``and``; none is True."""
    return _joined(ast.And(), tests, empty=True)


def _joined(op: ast.boolop, tests: list[ast.expr], *, empty: bool) -> ast.expr:
    flat: list[ast.expr] = []
    for each in tests:
        same = isinstance(each, ast.BoolOp) and type(each.op) is type(op)
        flat += each.values if same and isinstance(each, ast.BoolOp) else [each]
    if len(flat) > 1:
        return ast.BoolOp(op, flat)
    return flat[0] if flat else ast.Constant(empty)


def number(value: Fraction | int) -> ast.expr:
    """Return an exact number: an int, or ``Fraction(p, q)``."""
    exact = Fraction(value)
    if exact.denominator != 1:
        return call("Fraction", number(exact.numerator), number(exact.denominator))
    whole = ast.Constant(abs(exact.numerator))
    return ast.UnaryOp(ast.USub(), whole) if exact < 0 else whole


def times(factor: int, expr: ast.expr | None) -> ast.expr:
    """Return ``factor * expr``; no expression counts as 1."""
    if expr is None:
        return number(factor)
    if factor == 1:
        return expr
    if factor != -1 and isinstance(expr, ast.BinOp) and isinstance(expr.op, ast.Mult):
        return ast.BinOp(times(factor, expr.left), ast.Mult(), expr.right)
    return negative(expr) if factor == -1 else ast.BinOp(number(factor), ast.Mult(), expr)


def negative(expr: ast.expr) -> ast.expr:
    """Return ``-expr``."""
    return expr.operand if _is_negative(expr) and isinstance(expr, ast.UnaryOp) else ast.UnaryOp(ast.USub(), expr)


def product(left: ast.expr | None, right: ast.expr | None) -> ast.expr | None:
    """Return the product; None is 1."""
    if left is None or right is None:
        return left or right
    return ast.BinOp(left, ast.Mult(), right)


def _is_negative(expr: ast.expr) -> bool:
    return isinstance(expr, ast.UnaryOp) and isinstance(expr.op, ast.USub)


def _positive(expr: ast.expr) -> ast.expr | None:
    """Return the expression without its leading minus; None where it has none."""
    if _is_negative(expr) and isinstance(expr, ast.UnaryOp):
        return expr.operand
    if isinstance(expr, ast.BinOp) and isinstance(expr.op, ast.Mult):
        left = _positive(expr.left)
        if left is not None:
            unit = isinstance(left, ast.Constant) and left.value == 1
            return expr.right if unit else ast.BinOp(left, ast.Mult(), expr.right)
    return None


def plus(left: ast.expr, right: ast.expr) -> ast.expr:
    """Return the sum, written as a difference where one side begins with a minus."""
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Add):
        return plus(plus(left, right.left), right.right)
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub):
        return ast.BinOp(plus(left, right.left), ast.Sub(), right.right)
    lost = _positive(right)
    if lost is not None:
        return ast.BinOp(left, ast.Sub(), lost)
    lost = _positive(left)
    if lost is not None:
        return ast.BinOp(right, ast.Sub(), lost)
    return ast.BinOp(left, ast.Add(), right)


def total(terms: list[ast.expr]) -> ast.expr:
    """Return the sum of all terms; none is 0."""
    if not terms:
        return number(0)
    first, *rest = terms
    for each in rest:
        first = plus(first, each)
    return first
