"""What the front matter says about facts and totals: values of 参数, the declared total by kind."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.amounts.awards import Base
from compiler.lowering.names.scope import Scope
from compiler.problems import rules
from dsl.documents.front_matter import FrontMatter
from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.numerals import PATTERN, BadNumeral, value_of

_PART = regex(rf"([^\d]*?)\s*({PATTERN})\s*分?")
_VALUE = regex(rf"({PATTERN})\s*(.*)")


def read_total(front: FrontMatter, scope: Scope) -> tuple[Base, Span]:
    """Return the declared total by kind ("" = every kind) and its place; empty where the policy declares none."""
    value = front.values.get("总分")
    if value is None:
        return (), Span(0, 1)
    found: list[tuple[str, Fraction]] = []
    for part in value.items():
        match = _PART.fullmatch(fold(part))
        if match is None or (match[1] and match[1] not in scope.kinds):
            scope.bag.add(rules.bad_total(scope.source, value.span))
            return (), value.span
        try:
            found.append((match[1], value_of(match[2])[0]))
        except BadNumeral:
            scope.bag.add(rules.bad_total(scope.source, value.span))
            return (), value.span
    return tuple(found), value.span


def finish_facts(scope: Scope, front: FrontMatter) -> tuple[core.Fact, ...]:
    """Return all facts, parameters filled in with what the front matter gives."""
    given = {fold(name): (name, value) for (parent, name), value in front.nested.items() if parent == "参数"}
    made = []
    for fact in scope.all_facts():
        stated = given.pop(fold(fact.name), None) if fact.role is core.Role.PARAMETER else None
        held = _among_listed(fact, scope)
        made.append(held if stated is None else _filled(fact, stated[0], stated[1].text, stated[1].span, scope))
    for name, value in given.values():
        scope.bag.add(rules.bad_parameter(scope.source, value.span, name, "没有声明"))
    return tuple(made)


def _among_listed(fact: core.Fact, scope: Scope) -> core.Fact:
    """No rank goes beyond the number of units, where all of them are listed; only now have all lists been read."""
    counted = fact.role is core.Role.RANK or fact.aggregate is core.Aggregate.COUNT
    return evolve(fact, high=Fraction(scope.listed)) if counted and scope.listed is not None else fact


def _filled(fact: core.Fact, name: str, text: str, span: Span, scope: Scope) -> core.Fact:
    match = _VALUE.fullmatch(fold(text))
    try:
        value, own = value_of(match[1]) if match else (None, "")
    except BadNumeral:
        value, own = None, ""
    unit = lexicon().units.get(own or (match[2] if match else ""))
    fits = not (match and match[2]) or (unit is not None and unit.canonical in (fact.type.unit, "%", "‰"))
    if value is None or match is None or not fits:
        scope.bag.add(rules.bad_parameter(scope.source, span, name, f"的值“{text}”不是数"))
        return fact
    if unit is not None and unit.canonical in ("%", "‰"):
        value *= unit.scale
    if (fact.low is not None and value < fact.low) or (fact.high is not None and value > fact.high):
        scope.bag.add(rules.bad_parameter(scope.source, span, name, f"的值“{text}”超出范围"))
    return evolve(fact, value=value)
