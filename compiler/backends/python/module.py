"""Core in, the text of one Python module out; everything a policy says enters as a constant of the syntax tree.

The text is parsed again and compared with the tree it was printed from, so that the layout can never change a meaning.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from compiler import VERSION, core
from compiler.backends.artifact import Artifact
from compiler.backends.python import days, entry
from compiler.backends.python.check import check
from compiler.backends.python.clauses import clause_function
from compiler.backends.python.groups import grade_function
from compiler.backends.python.text import build, prelude
from compiler.backends.python.text.build import Comment
from compiler.backends.python.text.layout import docstring, statement, statements
from compiler.backends.python.text.names import module_name
from compiler.backends.python.text.words import Words, words_of
from compiler.backends.python.total import score_function, scoring_function
from dsl.diagnostics import Bag


def emit_all(policy: core.Policy, bag: Bag) -> tuple[Artifact, ...]:
    """Return the module of a policy with ``score_fast``."""
    return emit(policy, bag, fast=True)


def emit(policy: core.Policy, bag: Bag, *, fast: bool = False) -> tuple[Artifact, ...]:
    """Return the module of a policy; nothing, and the reasons in the bag, where it cannot be expressed exactly."""
    words = words_of(policy)
    found = list(check(policy, words))
    for finding in found:
        bag.add(finding)
    if found:
        return ()
    return (Artifact(f"{module_name(policy.slug)}.py", source(policy, words, fast=fast)),)


def source(policy: core.Policy, words: Words, *, fast: bool = False) -> str:
    """Return the text of the module."""
    functions, checks = _functions(policy, words), entry.functions(policy, words)
    quick = _fast(policy, words) if fast else []
    used = {name for each in (*functions, *checks, *quick) for name in prelude.names_in(each)}
    constants, table = _constants(policy, words, "_工作日后" in used), list(entry.table(policy))
    used |= {name for each in (*constants, *table) for name in prelude.names_in(each)} | prelude.names_in(
        ast.parse(entry.CHECKER)
    )
    texts = [prelude.HELPERS[name].strip("\n").split("\n") for name in prelude.helpers(used)]
    used |= {name for text in texts for name in prelude.names_in(ast.parse("\n".join(text)))}
    head = [*docstring(_about(policy), 0), "", *prelude.imports(used)]
    blocks = [
        *texts,
        *entry.CHECKER_BLOCKS,
        *_block(constants),
        *(statement(each, 0) for each in checks),
        *_block(table),
    ]
    blocks += [statement(function, 0) for function in functions]
    blocks += [*_block(quick[:-1]), statement(quick[-1], 0)] if quick else []
    text = "\n".join(head) + "".join("\n\n\n" + "\n".join(block) for block in blocks) + "\n"
    _unchanged(text, [*constants, *checks, *table, *functions, *quick])
    return text


def _fast(policy: core.Policy, words: Words) -> list[ast.stmt]:
    from compiler.backends.python.fast import fast

    return fast(policy, words)


def _functions(policy: core.Policy, words: Words) -> list[ast.FunctionDef]:
    found = [clause_function(clause, policy, words) for clause in policy.clauses()]
    grade = [grade_function(policy)] if policy.bands else []
    return [*(each for each in found if each is not None), *grade, scoring_function(policy, words), score_function()]


def _constants(policy: core.Policy, words: Words, workdays: bool) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    for (list_name, units), name in words.lists.items():
        members: list[ast.expr] = [build.text(unit) for unit in dict.fromkeys(units)]
        found += [Comment(list_name)] if list_name != name else []
        found.append(build.assign(name, build.call("frozenset", ast.Tuple(members, ast.Load()))))
    if workdays and policy.period is not None:
        found += days.table(days.years(policy.period))
    return found


def _block(constants: list[ast.stmt]) -> list[list[str]]:
    return [statements(constants, 0)] if constants else []


def _about(policy: core.Policy) -> str:
    """Return the docstring of the module: what it is, whose it is, from what it was made."""
    number = f"（{policy.number}）" if policy.number else ""
    agency = f"机关：{policy.agency}" if policy.agency else ""
    period = ""
    if policy.period is not None:
        period = f"考核期间：{policy.period[0].isoformat()} 至 {policy.period[1].isoformat()}"
    digest = f"办法文件的 SHA-256：{policy.digest}" if policy.digest else ""
    made = f"由准绳 {VERSION} 生成，勿手改。"
    return "\n\n".join(part for part in (policy.title + number, agency, period, digest, made) if part)


def _unchanged(text: str, made: list[ast.stmt]) -> None:
    """Parse the text again and compare it with the tree; a difference is a defect of the layout, not of the policy."""
    printed = {_meaning(node) for node in ast.parse(text).body}
    for each in made:
        if not isinstance(each, Comment) and _meaning(deepcopy(each)) not in printed:
            raise AssertionError("the layout of the generated module changed its meaning")


class _Bare(ast.NodeTransformer):
    """Takes away what Python does not execute: comments, the wording of docstrings, how the builder marked names."""

    def visit_Comment(self, node: Comment) -> None:
        """Drop a comment."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Empty a docstring."""
        return ast.Expr(ast.Constant("")) if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Forget whether a name is read or set; its place tells."""
        return ast.Name(node.id, ast.Load())

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Forget whether an entry is read or set."""
        inner = self.generic_visit(node)
        return ast.Subscript(inner.value, inner.slice, ast.Load()) if isinstance(inner, ast.Subscript) else inner


def _meaning(statement: ast.stmt) -> str:
    """Take a statement to pieces and say what it means; the statement itself is spent."""
    return ast.dump(_Bare().visit(statement))
