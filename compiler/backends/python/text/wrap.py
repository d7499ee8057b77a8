"""Expressions as text within the line length, broken where ruff breaks them; a Chinese character takes two columns."""

from __future__ import annotations

import ast
from unicodedata import east_asian_width

from compiler.backends.python.text.flat import NOT, flat, level, quoted, symbol

INDENT = "    "
LIMIT = 120


def width(text: str) -> int:
    """Return the columns that a text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def visible(text: str) -> str:
    """Write out characters that do not print, so that nothing in a policy can hide or reorder the text around it."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)


def folded(text: str, room: int) -> list[str]:
    """Cut a text into lines; at a space near the end if there is one, else anywhere, as Chinese allows."""
    lines: list[str] = []
    while width(text) > room:
        at = _fitting(text, room)
        space = text.rfind(" ", at * 3 // 4, at)
        cut = space + 1 if space > 0 else _before_escape(text, at)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def _fitting(text: str, room: int) -> int:
    """Return how many characters fit."""
    used = 0
    for at, each in enumerate(text):
        used += width(each)
        if used > room:
            return at
    return len(text)


def _before_escape(text: str, at: int) -> int:
    r"""Step back so that no escape (``\\``, ``\"``, ``\u202e``) is cut in two."""
    start = text.rfind("\\", max(0, at - 10), at)
    while start > 0 and text[start - 1] == "\\":
        start -= 1
    return start if start > 0 else at


def block(head: str, expr: ast.expr, tail: str, depth: int) -> list[str]:
    """Return ``head expr tail`` as lines: one if it fits, else broken inside its brackets, or in new ones."""
    pad = INDENT * depth
    one = f"{pad}{head}{flat(expr)}{tail}"
    if width(one) <= LIMIT:
        return [one]
    match expr:
        case ast.Call(ast.Attribute(ast.Dict() as table, attribute), arguments):
            rest = f"}}.{attribute}({', '.join(flat(each) for each in arguments)}){tail}"
            return [f"{pad}{head}{{", *_pairs(table, depth + 1), f"{pad}{rest}"]
        case ast.Call(function, arguments) if arguments:
            return [f"{pad}{head}{flat(function)}(", *_items(arguments, depth + 1, "call"), f"{pad}){tail}"]
        case ast.Dict(keys) if keys:
            return [f"{pad}{head}{{", *_pairs(expr, depth + 1), f"{pad}}}{tail}"]
        case ast.List(elements) if elements:
            return [f"{pad}{head}[", *_items(elements, depth + 1, "list"), f"{pad}]{tail}"]
        case ast.Tuple(elements) if elements:
            return [f"{pad}{head}(", *_items(elements, depth + 1, "list"), f"{pad}){tail}"]
        case ast.Set(elements):
            return [f"{pad}{head}{{", *_items(elements, depth + 1, "list"), f"{pad}}}{tail}"]
        case ast.UnaryOp(op, operand):
            sign = "not " if isinstance(op, ast.Not) else "-"
            if level(operand) >= level(expr):
                return block(f"{head}{sign}", operand, tail, depth)
            return [f"{pad}{head}{sign}(", *_parts(operand, depth + 1), f"{pad}){tail}"]
        case ast.BoolOp() | ast.BinOp() | ast.IfExp() | ast.Compare() | ast.Constant(str()):
            return [f"{pad}{head}(", *_parts(expr, depth + 1), f"{pad}){tail}"]
    return [one]  # a name or a number: nothing to break


def _items(items: list[ast.expr], depth: int, kind: str) -> list[str]:
    texts = [flat(item) for item in items]
    if kind == "call" and width(INDENT * depth + ", ".join(texts)) <= LIMIT:
        return [INDENT * depth + ", ".join(texts)]
    if kind == "call" and len(items) == 1:
        return _parts(items[0], depth)
    return [line for item in items for line in block("", item, ",", depth)]


def _pairs(table: ast.Dict, depth: int) -> list[str]:
    pairs = zip(table.keys, table.values, strict=True)
    return [line for key, value in pairs if key is not None for line in block(f"{flat(key)}: ", value, ",", depth)]


def broken(texts: list[str], depth: int) -> list[str]:
    """Return parameters on one line of their own if they fit, else one a line."""
    one = INDENT * depth + ", ".join(texts)
    return [one] if width(one) <= LIMIT else [f"{INDENT * depth}{text}," for text in texts]


def _parts(expr: ast.expr, depth: int) -> list[str]:
    """Return the lines of an expression that stands in brackets, broken at its outermost operator."""
    pad = INDENT * depth
    if width(pad + flat(expr)) <= LIMIT:
        return [pad + flat(expr)]
    match expr:
        case ast.BoolOp(op, values):
            words = ["", *[f"{symbol(op)} "] * (len(values) - 1)]
            return [
                line for word, part in zip(words, values, strict=True) for line in _operand(word, part, expr, depth)
            ]
        case ast.BinOp(left, op, right):
            chain = _is_sum(left) and _is_sum(expr)
            first = _parts(left, depth) if chain else _operand("", left, expr, depth)
            return first + _operand(f"{symbol(op)} ", right, expr, depth)
        case ast.IfExp():
            return _choice("", expr, depth)
        case ast.Compare(left, [op], [right]):
            return block("", left, "", depth) + block(f"{symbol(op)} ", right, "", depth)
        case ast.Constant(str() as text):
            return [pad + quoted(part) for part in _pieces(text, LIMIT - width(pad) - 2)]
    return block("", expr, "", depth)


def _choice(word: str, expr: ast.expr, depth: int) -> list[str]:
    """Return a chain of choices, each ``if`` and ``else`` on its own line."""
    if not isinstance(expr, ast.IfExp):
        return block(word, expr, "", depth)
    body = block(word, expr.body, "", depth)
    if isinstance(expr.body, ast.IfExp):  # a choice within the first way of another one
        pad = INDENT * depth
        body = [f"{pad}{word}(", *_parts(expr.body, depth + 1), f"{pad})"]
    return body + block("if ", expr.test, "", depth) + _choice("else ", expr.orelse, depth)


def _is_sum(expr: ast.expr) -> bool:
    return isinstance(expr, ast.BinOp) and isinstance(expr.op, ast.Add | ast.Sub)


def _operand(word: str, part: ast.expr, whole: ast.expr, depth: int) -> list[str]:
    """Return an operand after its operator, in brackets where Python needs them."""
    if not _bracketed(part, whole):
        return block(word, part, "", depth)
    pad = INDENT * depth
    one = f"{pad}{word}({flat(part)})"
    return [one] if width(one) <= LIMIT else [f"{pad}{word}(", *_parts(part, depth + 1), f"{pad})"]


def _bracketed(part: ast.expr, whole: ast.expr) -> bool:
    if isinstance(part, ast.BinOp) and isinstance(whole, ast.BinOp):
        return _is_sum(part) or not _is_sum(whole)
    return level(part) < (NOT if isinstance(whole, ast.BoolOp) else level(whole))


def _pieces(text: str, room: int) -> list[str]:
    """Cut a string constant into pieces that together are exactly the string."""
    pieces: list[str] = []
    while width(quoted(text)) - 2 > room:
        at = _fitting(text, room)
        while width(quoted(text[:at])) - 2 > room:
            at = at * 3 // 4
        space = text.rfind(" ", at // 2, at)
        cut = space + 1 if space > 0 else at
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]
