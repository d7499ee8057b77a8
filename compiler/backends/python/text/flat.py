"""Expressions as text on one line, as ruff writes them: double quotes, brackets where Python or a reader needs them.

``ast.unparse`` quotes with ``'`` and brackets every comparison after an ``and``; a person does neither.
"""

from __future__ import annotations

import ast

_OPERATORS: dict[type[ast.AST], tuple[str, int]] = {
    ast.Or: ("or", 2),
    ast.And: ("and", 3),
    ast.BitOr: ("|", 6),
    ast.Add: ("+", 7),
    ast.Sub: ("-", 7),
    ast.Mult: ("*", 8),
    ast.FloorDiv: ("//", 8),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
CHOICE, NOT, COMPARISON, SUM, SIGN, ATOM = 1, 4, 5, 7, 9, 10


def symbol(op: ast.AST) -> str:
    """Return how an operator is written."""
    for kind, sign in _COMPARISONS.items():
        if isinstance(op, kind):
            return sign
    return _OPERATORS[type(op)][0]


def level(expr: ast.expr) -> int:
    """Return how tightly an expression binds."""
    match expr:
        case ast.IfExp():
            return CHOICE
        case ast.BoolOp(op) | ast.BinOp(_, op):
            return _OPERATORS[type(op)][1]
        case ast.UnaryOp(op):
            return NOT if isinstance(op, ast.Not) else SIGN
        case ast.Compare():
            return COMPARISON
    return ATOM


def flat(expr: ast.expr, within: int = 0) -> str:
    """Return an expression on one line, in brackets where it binds less tightly than what it stands in."""
    text = _flat(expr)
    return f"({text})" if level(expr) < within else text


def _flat(expr: ast.expr) -> str:
    own = level(expr)
    match expr:
        case ast.IfExp(test, body, orelse):
            return f"{flat(body, own + 1)} if {flat(test, own + 1)} else {flat(orelse, own)}"
        case ast.BoolOp(op, values):
            return f" {symbol(op)} ".join(flat(value, NOT) for value in values)
        case ast.BinOp(left, op, right):
            return f"{flat(left, own)} {symbol(op)} {flat(right, own + 1)}"
        case ast.UnaryOp(op, operand):
            return f"{'not ' if isinstance(op, ast.Not) else '-'}{flat(operand, own)}"
        case ast.Compare(left, [op], [right]):
            return f"{flat(left, own + 1)} {symbol(op)} {flat(right, own + 1)}"
    return _atom(expr)


def _atom(expr: ast.expr) -> str:
    match expr:
        case ast.Constant(value):
            if value is ...:
                return "..."
            return quoted(value) if isinstance(value, str) else repr(value)
        case ast.Name(name):
            return name
        case ast.Attribute(value, attribute):
            return f"{flat(value, ATOM)}.{attribute}"
        case ast.Subscript(value, ast.Tuple(elements)):
            return f"{flat(value, ATOM)}[{_listed(elements)}]"
        case ast.Subscript(value, index):
            return f"{flat(value, ATOM)}[{flat(index)}]"
        case ast.Call(function, arguments):
            return f"{flat(function, ATOM)}({_listed(arguments)})"
        case ast.List(elements):
            return f"[{_listed(elements)}]"
        case ast.Tuple(elements):
            return f"({_listed(elements)}{',' if len(elements) == 1 else ''})"
        case ast.Dict(keys, values):
            pairs = zip(keys, values, strict=True)
            return f"{{{', '.join(f'{flat(key)}: {flat(value)}' for key, value in pairs if key is not None)}}}"
    raise AssertionError(f"no layout for {type(expr).__name__}")


def _listed(items: list[ast.expr]) -> str:
    return ", ".join(flat(item) for item in items)


def quoted(value: str) -> str:
    """Return a string literal with the quotes ruff prefers; what does not print is written as an escape."""
    plain = repr(value)
    if plain[0] == '"' or value.count('"') > value.count("'"):
        return plain
    inner = plain[1:-1].replace("\\'", "'")
    return '"' + inner.replace('"', '\\"') + '"'
