"""Tests that decide about a whole clause or total: 适用, 此项不记分, 一票否决.

Unlike the branches of an effect, scoring.py decides these even where one part has no value, as long as the other parts
settle the answer (``False and ?`` is False). Only where they do not is there no result.
"""

from __future__ import annotations

import ast

from attrs import frozen

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.conditions import condition, simplified, surely
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.core.walk import nodes
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Decision(Node):
    """``stops`` come before ``test``; after them the needs in ``known`` are settled."""

    stops: tuple[ast.stmt, ...]
    test: ast.expr
    known: needs.Known


def decision(test: core.Test, known: needs.Known, words: Words) -> Decision:
    """Return a simplified test as a decision."""
    ordered = _wanting_last(test, known, words)
    if ordered is None:
        return _undecided(test, known, words)
    found = condition(ordered, known, words)
    stops = tuple(needs.stop(need, words) for need in found.needs)
    return Decision(stops, found.test, known | frozenset(found.needs))


def _wanting_last(test: core.Test, known: needs.Known, words: Words) -> core.Test | None:
    """Put the one part that may have no value behind the others; None where there are several."""
    if not isinstance(test, core.Both | core.Either):
        return test
    wanting = [each for each in test.tests if _wants(each, known, words)]
    if len(wanting) > 1 or any(isinstance(each, core.Both | core.Either) for each in wanting):
        return None
    return type(test)((*(each for each in test.tests if each not in wanting), *wanting))


def _wants(test: core.Test, known: needs.Known, words: Words) -> list[needs.Need]:
    """Return everything that any part of a test needs."""
    tests = [node for node in nodes(test) if not isinstance(node, core.Both | core.Either)]
    return needs.missing((need for each in tests for need in needs.of_leaf(each, words)), known)  # type: ignore[arg-type]


def _undecided(test: core.Test, known: needs.Known, words: Words) -> Decision:
    holds, fails = surely(test, known, words), surely(simplified(test, negated=True), known, words)
    open_question = ast.UnaryOp(ast.Not(), build.any_of([holds, fails]))
    stops = [needs.stop(need, words) for need in _wants(test, known, words)]
    if len(stops) == 1 and isinstance(stops[0], ast.If):
        stops = stops[0].body
    return Decision((ast.If(open_question, stops, []),), holds, known)
