"""Statements and whole blocks, and the declarations among them."""

from __future__ import annotations

from typing import assert_never

from dsl import surface
from dsl.formatter.amounts import BEFORE, show_amount, show_bound
from dsl.formatter.conditions import show_condition, show_names
from dsl.formatter.expressions import show_expression
from dsl.formatter.modifiers import WAYS, show_modifier
from dsl.formatter.rules import show_award, show_per, show_rule
from dsl.source import Source


def _show_type(kind: surface.TypeName) -> str:
    inner = "、".join(kind.members) or kind.unit
    return f"{kind.word}（{inner}）" if inner else kind.word


def _show_facet(facet: surface.Facet) -> str:
    match facet:
        case surface.FacetBound(bound):
            return show_bound(bound) if bound.to else f"{BEFORE[bound.op]} {show_amount(bound.amount)}"
        case surface.FacetAtMost(name, op):
            return f"{BEFORE[op]} {name.text}"
        case surface.FacetOptional():
            return "可空"
        case surface.FacetMeaning(text):
            return f"说明“{text}”"
        case surface.FacetLevels(levels):
            return f"分级 {'、'.join(levels)}"
        case surface.Direction(way):
            return WAYS[way]
    assert_never(facet)


def show_statement(statement: surface.Statement) -> str:
    """Write one statement."""
    match statement:
        case surface.Fact(role, name, kind, facets):
            return "，".join([f"{role} {name.text}：{_show_type(kind)}", *map(_show_facet, facets)])
        case surface.Indicator(name, expression, facets):
            return "，".join([f"指标 {name.text} = {show_expression(expression)}", *map(_show_facet, facets)])
        case surface.Roster(kind, units):
            return f"名单 {kind.text}：{'、'.join(name for name, _ in units)}"
        case surface.Involves(units):
            return f"涉及部门：{'、'.join(name for name, _ in units)}"
        case surface.GroupOf(name, members):
            return f"集合 {name.text}：{show_names(members)}"
        case surface.Band(name, bound):
            return f"等次 {name}：{show_bound(bound)}"
        case surface.TableRow(name, columns, row, amounts):
            points = "、".join(show_amount(each) for each in amounts)
            return f"分值表 {name.text}（{'、'.join(columns)}）：{row} {points}"
        case surface.Check(left, op, right, where):
            held = f"{show_expression(left)} {BEFORE.get(op, '等于')} {show_expression(right)}"
            return f"核对 {show_condition(where)}，{held}" if where is not None else f"核对 {held}"
        case surface.Following(award, per, names):
            every = f" {show_per(per)}" if per else ""
            return f"有下列情形之一{every} {show_award(award)}：{_situations(names)}"
        case surface.Rule():
            return show_rule(statement)
        case surface.Duty(condition):
            return f"应当 {show_condition(condition)}"
        case _:
            return show_modifier(statement)


def show_block(block: surface.Block, source: Source) -> str:
    """Write a whole block; line ends and blank lines stay where the author put them, ； stands between the rest."""
    text, before = "", None
    for line in block.lines:
        shown = "，".join(show_statement(each) for each in line.statements)
        if before is not None:
            gap = source.text[before.span.end : line.span.start].count("\n")
            text += "；" if gap == 0 else "\n" * min(gap, 2)
        text += shown
        before = line
    return text


def _situations(names: tuple[surface.Name, ...]) -> str:
    """The situations of a list; numbered where a 、 stands inside one of them."""
    if not any("、" in each.text for each in names):
        return show_names(names)
    return "；".join(f"（{number}）{each.text}" for number, each in enumerate(names, start=1))
