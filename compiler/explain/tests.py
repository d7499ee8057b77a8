"""A test as one unit meets it: every part of it with its answer, and for a comparison both sides and how far they are apart.

In: a test of Core and a unit. Out: a dict ready for JSON. Parts that were not looked at by the interpreter are answered
too, so that a reader sees all that would have to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler import core
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, number
from compiler.meaning.ranges import World, might
from compiler.words.amounts import show_number, show_value
from compiler.words.wording import show_test, type_of

Json = dict[str, Any]
ANSWERS = {True: "是", False: "否", None: "待定"}


def answer(test: core.Test, world: World) -> str:
    """Return whether a test holds: 是, 否, or 待定 where facts are missing or a value is undefined."""
    return ANSWERS[might(test, world)]


def explain_test(test: core.Test, world: World) -> Json:
    """Return a test with its answer and its parts."""
    match test:
        case core.Both(tests):
            join, parts = "且", tests
        case core.Either(tests):
            join, parts = "或", tests
        case core.Negate(core.Both() | core.Either() as inner):
            join, parts = "非", (inner,)
        case _:
            join, parts = "", ()
    found: Json = {
        "says": show_test(test, world.policy),
        "answer": answer(test, world),
        "join": join,
        "parts": [explain_test(each, world) for each in parts],
        "sides": _sides(test, world),
    }
    return found | ({"duties": _duties(test, world)} if isinstance(test, core.Kept) else {})


def _duties(test: core.Kept, world: World) -> Json:
    """Return the clauses whose duties are not kept, and those of which that is not known."""
    answers = [(each.of, might(each, world)) for each in _of_clauses(test)]
    return {
        "of": test.of,
        "unfinished": [of for of, answer in answers if answer is False],
        "open": [of for of, answer in answers if answer is None],
    }


def _of_clauses(test: core.Kept) -> Iterator[core.Kept]:
    for each in test.tests:
        yield from _of_clauses(each) if isinstance(each, core.Kept) else (test,)


def _sides(test: core.Test, world: World) -> Json | None:
    """Return both sides of a comparison and the gap between them; None where a side has no exact value."""
    compared = test.test if isinstance(test, core.Negate) else test
    if not isinstance(compared, core.Compare):
        return None
    try:
        left, right = number(compared.left, world.unit), number(compared.right, world.unit)
    except (Missing, Undefined, UnknownYear):
        return None
    type_ = type_of(compared.left, world.policy) or type_of(compared.right, world.policy)
    return {
        "left": show_number(left),
        "right": show_number(right),
        "gap": show_number(abs(left - right)),
        "says": f"{show_value(left, type_)} 与 {show_value(right, type_)}",
    }
