"""Syntax tree to text as ruff formats it: statements, comments, docstrings; ``wrap.py`` breaks long expressions.

``ast.unparse`` knows neither comments nor line lengths.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from compiler.backends.python.text.build import Comment
from compiler.backends.python.text.flat import flat
from compiler.backends.python.text.wrap import INDENT, LIMIT, block, broken, folded, visible, width


def statements(lines: Iterable[ast.stmt], depth: int) -> list[str]:
    """Return the text lines of statements."""
    return [text for line in lines for text in statement(line, depth)]


def statement(line: ast.stmt, depth: int) -> list[str]:
    """Return the text lines of one statement."""
    match line:
        case Comment(text=text):
            return comment(text, depth)
        case ast.If():
            return _if(line, depth, "if ")
        case ast.FunctionDef():
            return _function(line, depth)
        case ast.Return(value) if value is not None:
            return block("return ", value, "", depth)
        case ast.Assign([target], value):
            return block(f"{flat(target)} = ", value, "", depth)
        case ast.AugAssign(target, op, value):
            return block(f"{flat(target)} {'-' if isinstance(op, ast.Sub) else '+'}= ", value, "", depth)
        case ast.AnnAssign(target, annotation, value) if value is not None:
            return block(f"{flat(target)}: {flat(annotation)} = ", value, "", depth)
        case ast.Raise(error) if error is not None:
            return block("raise ", error, "", depth)
        case ast.Expr(value):
            return block("", value, "", depth)
    return [INDENT * depth + ast.unparse(line)]


def comment(text: str, depth: int) -> list[str]:
    """Return a comment; what could end or hide a line is written out."""
    room = LIMIT - width(INDENT * depth) - 2
    return [f"{INDENT * depth}# {part}".rstrip() for part in folded(visible(" ".join(text.split())), room)]


def docstring(text: str, depth: int) -> list[str]:
    """Return a docstring; paragraphs are separated by blank lines."""
    pad = INDENT * depth
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    room = LIMIT - width(pad) - 6
    folded_paragraphs = [folded(_escaped(part), room) for part in paragraphs if part]
    body = [line for part in folded_paragraphs for line in ["", *part]][1:]
    if len(body) == 1 and not body[0].endswith(('"', "\\")):
        return [f'{pad}"""{body[0]}"""']
    return [f'{pad}"""{body[0]}', *((pad + line).rstrip() for line in body[1:]), f'{pad}"""']


def _escaped(text: str) -> str:
    return visible(text.replace("\\", "\\\\").replace('"', '\\"'))


def _if(line: ast.If, depth: int, word: str) -> list[str]:
    found = block(word, line.test, ":", depth) + statements(line.body, depth + 1)
    match line.orelse:
        case []:
            return found
        case [ast.If() as inner]:
            return found + _if(inner, depth, "elif ")
    return [*found, f"{INDENT * depth}else:", *statements(line.orelse, depth + 1)]


def _function(line: ast.FunctionDef, depth: int) -> list[str]:
    first, *rest = line.body
    head = _signature(line, depth)
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return head + docstring(str(first.value.value), depth + 1) + statements(rest, depth + 1)
    return head + statements(line.body, depth + 1)


def _signature(line: ast.FunctionDef, depth: int) -> list[str]:
    pad = INDENT * depth
    returns = "" if line.returns is None else f" -> {flat(line.returns)}"
    parameters = _parameters(line.args)
    one = f"{pad}def {line.name}({', '.join(parameters)}){returns}:"
    if width(one) <= LIMIT:
        return [one]
    return [f"{pad}def {line.name}(", *broken(parameters, depth + 1), f"{pad}){returns}:"]


def _parameters(arguments: ast.arguments) -> list[str]:
    plain = [_parameter(each, None) for each in arguments.args]
    named = [
        _parameter(each, default) for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return plain + (["*", *named] if named else [])


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    annotation = "" if argument.annotation is None else f": {flat(argument.annotation)}"
    return f"{argument.arg}{annotation}" + ("" if default is None else f" = {flat(default)}")
