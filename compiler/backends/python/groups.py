"""Items, sections and grades: sums held within their points, as scoring.py has it."""

from __future__ import annotations

import ast
from fractions import Fraction

from compiler import core
from compiler.backends.python.conditions import PYTHON_OPS
from compiler.backends.python.numbers import Term, sides
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words, by_kind
from compiler.core.walk import clauses_of


def group_lines(policy: core.Policy, words: Words) -> list[ast.stmt]:
    """Return the lines that add up every group, the inner ones first."""
    return below(policy.root, words)


def below(group: core.Group, words: Words) -> list[ast.stmt]:
    """Return the lines that add up a group and those below it, the inner ones first."""
    lines = [line for child in group.children if isinstance(child, core.Group) for line in below(child, words)]
    title: list[ast.stmt] = [build.Comment(group.title)] if group.title else []
    return [*lines, *title, build.assign(words.groups[group.id], _points(group, words))]


def _points(group: core.Group, words: Words) -> ast.expr:
    """Return the points of a group; one without points for a kind of unit is the mere sum of what is below it."""
    raw = build.total([_part(child, words) for child in group.children])
    raw = _capped(group, raw)
    full = _full(group, words)
    if full is None or not (group.outside or group.is_item):
        return raw
    held = _held(group, raw, full, words)
    if not may_lack(group):
        return held
    return ast.IfExp(build.compare(full, ast.Is(), ast.Constant(None)), raw, held)


def _capped(group: core.Group, raw: ast.expr) -> ast.expr:
    """Hold what the parts of a heading give together within its own cap."""
    for limit, function in ((group.highest, "min"), (group.lowest, "max")):
        if limit is not None:
            raw = build.call(function, build.number(limit), raw)
    return raw


def _part(child: core.Group | core.Clause, words: Words) -> ast.expr:
    if isinstance(child, core.Clause):
        return build.item("clauses", child.id)
    return build.name(words.groups[child.id])


def _full(group: core.Group, words: Words) -> ast.expr | None:
    """Return the points of a group as a number, or as the variable that has them for the kind of unit."""
    if not group.points:
        return None
    return build.name(words.full[group.id]) if by_kind(group) else build.number(dict(group.points)[""])


def _held(group: core.Group, raw: ast.expr, full: ast.expr, words: Words) -> ast.expr:
    if group.outside:
        return build.call("max", build.negative(full), build.call("min", full, raw))
    if group.start is core.Start.FULL:
        raw = build.plus(full, raw)
    held = build.call("max", build.number(0), build.call("min", full, raw))
    flags: list[ast.expr] = [build.name(words.zeroed[each.id]) for each in clauses_of(group) if each.zeroed is not None]
    return ast.IfExp(build.any_of(flags), build.number(0), held) if flags else held


def may_lack(group: core.Group) -> bool:
    """Whether there may be kinds of unit for which a group has no points."""
    return "" not in dict(group.points)


def full_lines(groups: list[core.Group], words: Words) -> list[ast.stmt]:
    """Return the lines that look up the points that depend on the kind of unit."""
    return [build.assign(words.full[group.id], _lookup(group)) for group in groups if group.id in words.full]


def _lookup(group: core.Group) -> ast.expr:
    table = {kind: points for kind, points in group.points if kind}
    shown = ast.Dict([build.text(kind) for kind in table], [build.number(points) for points in table.values()])
    rest = [] if may_lack(group) else [build.number(dict(group.points)[""])]
    return build.call(ast.Attribute(shown, "get", ast.Load()), build.name("kind"), *rest)


def loss(clause: core.Clause, policy: core.Policy, words: Words) -> ast.expr:
    """Return what 此项不记分 takes away: all points of an item that starts full, else nothing."""
    group = item_of(clause, policy.root)
    starts_full = group is not None and group.start is core.Start.FULL and not group.outside
    full = _full(group, words) if group is not None and starts_full else None
    if group is None or full is None:
        return build.number(0)
    if by_kind(group) and may_lack(group):
        full = build.any_of([full, build.number(0)])
    return build.negative(full)


def item_of(clause: core.Clause, group: core.Group) -> core.Group | None:
    """Return the item that a clause belongs to."""
    for child in group.children:
        if isinstance(child, core.Group):
            found = item_of(clause, child)
            if found is not None:
                return found
    return group if group.is_item and any(each.id == clause.id for each in clauses_of(group)) else None


def grade_function(policy: core.Policy) -> ast.FunctionDef:
    """Return the function that names the grade of a total."""
    function = ast.parse("def 等次(total: int | Fraction) -> str: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    lines: list[ast.stmt] = [ast.Expr(build.text("总分对应的等次；没有对应的等次时为空。"))]
    for band in policy.bands:
        left, right = sides(Term(Fraction(1), build.name("total")), Term(band.points))
        test: ast.expr = build.compare(left, PYTHON_OPS[band.op](), right)
        if band.to is not None:
            end, most = sides(Term(Fraction(1), build.name("total")), Term(band.to))
            test = ast.BoolOp(ast.And(), [test, build.compare(end, ast.LtE(), most)])
        lines.append(ast.If(test, [ast.Return(build.text(band.name))], []))
    function.body = [*lines, ast.Return(build.text(""))]
    return function
