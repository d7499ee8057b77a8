"""``score_fast``: the same points as ``score``, whole numbers in and whole numbers out, nothing looked up by name on the way.

It is the plan (docs/adr/0061) written as one function over local variables. What is complete and agrees with the checks between facts it
scores; for all else it gives None, and ``score`` says what is wrong. A policy that has no plan has no such function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from attrs import frozen

from compiler import core
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.engines.python import KIND, UNIT, Written
from compiler.plan.lowering import plan_of
from compiler.plan.order import reachable
from compiler.plan.tree import Column, Node, Op, Plan, Ratio, Sort
from dsl.nodes import Node as Tree

FACTS, RESULTS = "快算事实", "快算结果"
_READS = (Op.COLUMN, Op.FLAG, Op.PRESENT, Op.MEMBER)
_ABOUT = """按整数快算：位置参数依次是对象类别、单位名称，以及“快算事实”里的各项。

数乘以所列的倍数，日期用 toordinal()，没有的可空项为 None。

返回“快算结果”所列各项的得分，依次是总分、各项目、各条，都乘以所列的倍数；倍数为 0 的，是精确的分数。

事实须已经过 score 的关口；不全、互相矛盾、分母为 0 而办法没有写明的，返回 None，请用 score 查明。"""


@frozen(repr=False, eq=False)
class _Shown(Tree):
    """One result: what part of the policy it is of, its id, what it is called, and its points."""

    of: str
    id: str
    title: str
    points: Ratio

    @property
    def scale(self) -> int:
        """By what its points are multiplied to be whole; 0 where no one number does for all units."""
        return self.points.under.constant or 0


def fast(policy: core.Policy, words: Words) -> list[ast.stmt]:
    """Return the statements: what goes in, what comes out, the function; none where the policy has no plan."""
    plan = None if _of_others(policy) else plan_of(policy)
    if plan is None:
        return []
    shown = list(_results(policy, plan))
    columns = _read(plan, [plan.ready, plan.admissible, *_nodes(shown)], words)
    given: list[list[str | int]] = [[column.fact, column.scale] for column in columns]
    told: list[list[str | int]] = [[each.of, each.id, each.scale] for each in shown]
    return [
        build.Comment(f"快算：{FACTS}是 score_fast 的参数，{RESULTS}是它返回的各项，数都乘以所列的倍数"),
        build.assign(FACTS, _pairs(given)),
        build.assign(RESULTS, _pairs(told)),
        _function(plan, shown, columns, words),
    ]


def _of_others(policy: core.Policy) -> bool:
    """Whether it needs what one unit cannot say: all the others, or a parameter that nobody has set."""
    roles = (core.Role.RANK, core.Role.STATISTIC)
    return any(fact.role in roles or (fact.role is core.Role.PARAMETER and fact.value is None) for fact in policy.facts)


def _results(policy: core.Policy, plan: Plan) -> Iterator[_Shown]:
    yield _Shown("总分", "", "总分", plan.total)
    titles = {each.id: each.title for each in policy.clauses()}
    yield from (_Shown("项目", each.id, each.id, each.points) for each in plan.groups if each.id)
    yield from (_Shown("条", each.id, f"{each.id} {titles[each.id]}".strip(), each.points) for each in plan.clauses)


def _nodes(shown: list[_Shown]) -> list[Node]:
    return [node for each in shown for node in (each.points.over, each.points.under)]


def _read(plan: Plan, roots: list[Node], words: Words) -> list[Column]:
    """The columns that the function reads, in the order of the declarations; the reasons of a judgement are the gate's business."""
    names = set()
    for node in reachable(roots):
        if node.op in _READS:
            names.add(node.value[0] if isinstance(node.value, tuple) else node.value)
    return [column for column in plan.columns if column.fact in names and column.fact in words.facts]


def _pairs(rows: Sequence[Sequence[str | int]]) -> ast.expr:
    made: list[ast.expr] = [ast.Tuple([ast.Constant(each) for each in row], ast.Load()) for row in rows]
    return ast.Tuple(made, ast.Load())


def _function(plan: Plan, shown: list[_Shown], columns: list[Column], words: Words) -> ast.FunctionDef:
    names = {column.fact: words.facts[column.fact] for column in columns}
    empty = frozenset(column.fact for column in columns if column.optional)
    roots = [plan.ready, plan.admissible, *_nodes(shown)]
    written = Written(plan, names, empty, roots)
    takes = [written.expression(node) for node in (plan.ready, plan.admissible)]
    early = len(written.steps)
    points = [_given(written, each) for each in shown]
    # a number that is not there stops the arithmetic by itself; a flag or a text that is not there would pass for one that is not so
    silent = [names[each.fact] for each in columns if each.sort in (Sort.FLAG, Sort.TEXT) and each.fact not in empty]
    lines = [f"if {' or '.join(f'{name} is None' for name in silent)}:\n    return None"] if silent else []
    lines += [f"{name} = {text}" for name, text in written.steps[:early]]
    wanted = [text for text in takes if text != "True"]
    lines += [f"if not ({' and '.join(wanted)}):\n    return None"] if wanted else []
    titles = {text: each.title for each, text in zip(reversed(shown), reversed(points), strict=True)}
    parameters = ", ".join(f"{names[each.fact]}: {_type(each)}" for each in columns)
    head = f"def score_fast({KIND}: str, {UNIT}: str{', ' if parameters else ''}{parameters}) -> tuple[Any, ...] | None: ..."
    function = ast.parse(head).body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.Expr(build.text(_ABOUT)), *(each for line in lines for each in ast.parse(line).body)]
    for name, text in written.steps[early:]:
        function.body += [build.Comment(titles[name])] if name in titles else []
        function.body += ast.parse(f"{name} = {text}").body
    function.body.append(_returned(points))
    flat = _Flat().visit(function)
    assert isinstance(flat, ast.FunctionDef)
    return flat


class _Flat(ast.NodeTransformer):
    """甲 + (乙 + 丙) as 甲 + 乙 + 丙, and the same of and, or: whole numbers and truths are the same either way."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Bring a sum into the order in which it is read."""
        terms = list(_terms(node)) if isinstance(node.op, ast.Add) else []
        if not terms:
            self.generic_visit(node)
            return node
        first, *rest = (self.visit(each) for each in terms)
        for each in rest:
            first = ast.BinOp(first, ast.Add(), each)
        return first  # type: ignore[no-any-return]  # what a transformer gives has no type

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Take one ``and`` within another out of its brackets."""
        values = [self.visit(each) for each in node.values]
        same = [each.values if _joins_alike(each, node) else [each] for each in values]
        return ast.BoolOp(node.op, [each for part in same for each in part])


def _terms(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (*_terms(node.left), *_terms(node.right))
    else:
        yield node


def _joins_alike(part: ast.expr, whole: ast.BoolOp) -> bool:
    return isinstance(part, ast.BoolOp) and type(part.op) is type(whole.op)


def _returned(points: list[str]) -> ast.Return:
    return ast.Return(ast.Tuple([ast.parse(each, mode="eval").body for each in points], ast.Load()))


def _given(written: Written, shown: _Shown) -> str:
    over = written.expression(shown.points.over)
    return over if shown.scale else f"Fraction({over}, {written.expression(shown.points.under)})"


def _type(column: Column) -> str:
    kind = {Sort.FLAG: "bool", Sort.TEXT: "str"}.get(column.sort, "int")
    return f"{kind} | None" if column.optional else kind
