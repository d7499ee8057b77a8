"""Facts, parameters and the lists that go with them: 事实, 参数, 集合, 名单 (language.md §4).

In: the surface declarations of every clause, in document order. Out: a filled ``Scope``.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.declarations.lists import group, roster, taken
from compiler.lowering.names.amount_types import constant, describe, type_of
from compiler.lowering.names.scope import BETTER, Measure, Scope
from compiler.problems import names, units
from dsl import surface
from dsl.folding import fold
from dsl.source import Span


def declare_facts(clause: str, block: surface.Block, scope: Scope) -> None:
    """Take the facts, parameters, groups and lists of one block."""
    for statement in block.statements:
        match statement:
            case surface.Fact():
                _fact(clause, statement, scope)
            case surface.Roster():
                roster(statement, scope)
            case _:
                pass


def _fact(clause: str, written: surface.Fact, scope: Scope) -> None:
    kind = type_of(written.type, scope)
    if taken(written.name, scope) or kind is None:
        return
    low, high = kind.domain
    role = core.Role.PARAMETER if written.role == "参数" else core.Role.FACT
    fact = core.Fact(written.name.text, kind, written.span, role, low, high, clause=clause)
    levels: tuple[str, ...] = ()
    for facet in written.facets:
        match facet:
            case surface.FacetOptional():
                fact = evolve(fact, optional=True)
            case surface.FacetMeaning(text):
                fact = evolve(fact, meaning=text)
            case surface.FacetBound(bound):
                fact = _bounded(fact, bound, scope)
            case surface.FacetLevels(found):
                levels = found
            case surface.Direction(way):
                fact = evolve(fact, better=BETTER.get(way))
            case _:
                pass
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        scope.bag.add(units.crossed_limits(scope.source, written.span, fact.name))
    if not levels:
        scope.facts[fold(fact.name)] = fact
        return
    split = tuple(evolve(fact, name=f"{fact.name}·{level}") for level in levels)
    scope.levelled[fold(fact.name)] = split
    scope.facts |= {fold(each.name): each for each in split}


def _bounded(fact: core.Fact, bound: surface.Bound, scope: Scope) -> core.Fact:
    measure = Measure(core.Read(fact.name), fact.type, fact.name, Span(0, 0))
    value = constant(bound.amount, measure, scope, bound.to)
    top = constant(bound.to, measure, scope) if bound.to else None
    if value is None:
        return fact
    if bound.to is not None:
        return evolve(fact, low=value, high=top)
    step = Fraction(1) if fact.type.whole else Fraction(0)
    if bound.op in (">=", ">"):
        return evolve(fact, low=value + (step if bound.op == ">" else 0))
    return evolve(fact, high=value - (step if bound.op == "<" else 0))


def link_facts(block: surface.Block, scope: Scope) -> None:
    """Resolve 不超过 工单总数 and 集合 once all facts are known."""
    for statement in block.statements:
        match statement:
            case surface.Fact():
                _link(statement, scope)
            case surface.GroupOf():
                group(statement, scope)
            case _:
                pass


def _link(written: surface.Fact, scope: Scope) -> None:
    fact = scope.facts.get(fold(written.name.text))
    for facet in written.facets:
        if fact is None or not isinstance(facet, surface.FacetAtMost):
            continue
        if facet.op != "<=":
            what = "不超过 另一个事实（部分不超过整体）"
            scope.bag.add(names.wrong_use(scope.source, facet.span, facet.name.text, "下限", what))
            continue
        other = scope.facts.get(fold(facet.name.text))
        if other is None:
            scope.report_missing(facet.name)
        elif other.type != fact.type:
            left, right = describe(fact.type, fact.name), describe(other.type, other.name)
            scope.bag.add(units.mismatch(scope.source, facet.span, left, right))
        else:
            scope.facts[fold(fact.name)] = evolve(fact, at_most=other.name)
