"""The gate of a generated module: the text of the small checker as it stands, and the declarations of the policy as its table."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.conditions import condition, simplified
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.core.walk import nodes
from compiler.gate import declared


def _blocks() -> list[list[str]]:
    """Return the statements of the checker behind its imports, each as lines of text."""
    data = pkgutil.get_data("compiler.gate", "checker.py")
    assert data is not None
    text = data.decode("utf-8")
    lines = text.split("\n")
    own = [each for each in ast.parse(text).body if isinstance(each, ast.Assign | ast.ClassDef | ast.FunctionDef)]
    return [lines[each.lineno - 1 : each.end_lineno] for each in own]


CHECKER_BLOCKS = _blocks()
CHECKER = "\n".join("\n".join(block) for block in CHECKER_BLOCKS)


def table(policy: core.Policy) -> Iterator[ast.stmt]:
    """Yield the statements that make the gate of a policy."""
    yield build.Comment("每个事实：名称、类型、单位、最小值、最大值、其他约定")
    yield build.assign("_事实", _data(declared.rows(policy)))
    yield build.Comment("名单：单位、对象类别")
    yield build.assign("_单位", _data(declared.units(policy)))
    relations = [
        ast.Tuple([_data(declared.read_by(check)), build.name(_name(number)), build.text(check.says)], ast.Load())
        for number, check in enumerate(policy.checks, start=1)
    ]
    known = [build.name("_事实"), _data(declared.kinds(policy)), build.name("_单位")]
    yield build.assign("_关口", build.call("Gate", *known, ast.Tuple(list(relations), ast.Load())))


def functions(policy: core.Policy, words: Words) -> list[ast.FunctionDef]:
    """Return one function for each check between facts: its values in, whether they agree out."""
    return [_function(number, check, words) for number, check in enumerate(policy.checks, start=1)]


def _function(number: int, check: core.Check, words: Words) -> ast.FunctionDef:
    test = simplified(check.test)
    wanted = dict.fromkeys(need for each in nodes(test) for need in _needs(each, words))
    nought = [need for need in wanted if isinstance(need, needs.NonZero)]
    agrees: list[ast.stmt] = [
        ast.If(needs.is_zero(need, words), [ast.Return(ast.Constant(True))], []) for need in nought
    ]
    agrees.append(ast.Return(condition(test, frozenset(wanted), words).test))
    names = declared.read_by(check)
    given = ", ".join(f"{words.facts[name]}: {words.python_type(name)}" for name in names)
    function = ast.parse(f"def {_name(number)}({given}) -> bool: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.Expr(build.text(f"核对：{check.says}")), *agrees]
    return function


def _needs(node: core.Expr | core.Test, words: Words) -> list[needs.Need]:
    """Return the needs of a leaf of a simplified test."""
    return (
        needs.of_leaf(node, words) if isinstance(node, core.Compare | core.Holds | core.IsMember | core.Within) else []
    )


def _name(number: int) -> str:
    return f"_核对_{number}"


def _data(value: Any) -> ast.expr:
    """Return data as an expression; every text of a policy is a constant in it."""
    if isinstance(value, dict):
        return ast.Dict([_data(key) for key in value], [_data(each) for each in value.values()])
    if isinstance(value, tuple):
        return ast.Tuple([_data(each) for each in value], ast.Load())
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return build.number(value)
    return ast.Constant(value)
