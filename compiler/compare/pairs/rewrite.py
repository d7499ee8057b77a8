"""Core rewritten: facts renamed, parameters replaced by their values, words and places taken out.

In: any node of Core. Out: the same tree with something replaced; nothing is edited in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar, cast

import attrs

from compiler import core
from dsl.nodes import Node, fields_of
from dsl.source import Span

N = TypeVar("N", bound=Node)
_NOWHERE = Span(0, 0)
_WORDS: dict[type[Node], dict[str, Any]] = {
    core.Divide: {"name": ""},
    core.Branch: {"says": "", "span": _NOWHERE},
    core.Effect: {"kind": core.EffectKind.FIXED, "span": _NOWHERE, "measure": None, "measure_name": "",
                  "measure_type": None, "further": False, "better": None},
    core.Consequence: {"span": _NOWHERE},
    core.Duty: {"span": _NOWHERE},
    core.Kept: {"of": ""},
    core.Listed: {"list_name": ""},
    core.Veto: {"span": _NOWHERE, "clause": ""},
    core.Clause: {"id": "", "title": "", "quote": "", "span": _NOWHERE, "notes": (), "method": "", "authority": ""},
    core.Group: {"title": "", "span": _NOWHERE, "notes": (), "method": "", "content": ""},
}  # fmt: skip


def rewritten(node: N, change: Callable[[Node], Node]) -> N:
    """Return a tree in which every node, innermost first, is what ``change`` makes of it."""
    given: dict[str, Any] = {}
    fields = fields_of(node)
    for field in fields:
        value = getattr(node, field.name)
        made = _value(value, change)
        if made is not value:
            given[field.name] = made
    return cast("N", change(_with(node, given)))  # a change keeps an expression an expression, a test a test


def _with(node: N, given: dict[str, Any]) -> N:
    made: Any = node
    return cast("N", attrs.evolve(made, **given)) if given else node


def _value(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Span):
        return value
    if isinstance(value, Node):
        return rewritten(value, change)
    if isinstance(value, tuple) and any(isinstance(each, Node) for each in value):
        return tuple(_value(each, change) for each in value)
    return value


def renamed(node: N, names: Mapping[str, str]) -> N:
    """Return a tree that reads facts by their new names."""

    def change(each: Node) -> Node:
        match each:
            case core.Read(fact) | core.Holds(fact) | core.Given(fact) | core.IsMember(fact, _) if fact in names:
                return attrs.evolve(each, fact=names[fact])
            case core.Within(start, _, _, end) if start in names or end in names:
                return attrs.evolve(each, start=names.get(start, start), end=names.get(end, end))
            case core.Fact():
                return _fact(each, names)
        return each

    return rewritten(node, change) if names else node


def _fact(fact: core.Fact, names: Mapping[str, str]) -> core.Fact:
    each = fact.each
    if each is not None:
        each = (names.get(each[0], each[0]), *each[1:])
    name, limit = names.get(fact.name, fact.name), names.get(fact.at_most, fact.at_most)
    return attrs.evolve(fact, name=name, at_most=limit, each=each)


def settled(node: N, values: Mapping[str, Fraction]) -> N:
    """Return a tree in which parameters are the numbers that the front matter fills in."""

    def change(each: Node) -> Node:
        return core.Const(values[each.fact]) if isinstance(each, core.Read) and each.fact in values else each

    return rewritten(node, change) if values else node


def bare(node: N) -> N:
    """Return a tree without words and places: two such trees are equal where the rules are the same."""

    def change(each: Node) -> Node:
        return _with(each, _WORDS.get(type(each), {}))

    return rewritten(node, change)


def replaced(node: N, swaps: Mapping[Node, Node]) -> N:
    """Return a tree in which every node that is a key has become its value; outermost matches win."""
    found = swaps.get(node)
    if found is not None:
        return found  # type: ignore[return-value]  # an expression for an expression, a test for a test
    given: dict[str, Any] = {}
    fields = fields_of(node)
    for field in fields:
        value = getattr(node, field.name)
        if isinstance(value, Span):
            continue
        if isinstance(value, Node):
            given[field.name] = replaced(value, swaps)
        elif isinstance(value, tuple) and any(isinstance(each, Node) for each in value):
            given[field.name] = tuple(replaced(each, swaps) for each in value)
    return _with(node, given)
