"""The numbers of a rule block. In: surface nodes. Out: ``Used`` values, each with the comparison it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from compiler.faithful.keys import Key, key_of
from dsl import surface
from dsl.nodes import Node, fields_of
from dsl.source import Span
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import PartialDate


@frozen(repr=False, eq=False)
class Used(Node):
    """A number of a rule: its value, the comparison it stands in, its place."""

    key: Key
    op: str
    span: Span
    unit: UnitWord | None = None


def used_numbers(block: surface.Block) -> Iterator[Used]:
    """Yield the numbers that the rules of a block use."""
    for statement in block.statements:
        if isinstance(statement, surface.Fact | surface.Roster | surface.Involves | surface.GroupOf | surface.Check):
            continue
        yield from numbers_in(statement)


def numbers_in(node: object) -> Iterator[Used]:
    """Yield the numbers of a node and what is below it."""
    match node:
        case surface.Bound(op, amount, to, after, negated):
            said = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}.get(op, op) if negated else op
            if after and after != op:
                said = "<"
            yield from number_of(amount, "" if to is not None or op == "==" else said, to)
            if to is not None:
                yield from number_of(to, "", None)
        case surface.Amount():
            yield from number_of(node, "", None)
        case surface.Per(_, step, unit, _):
            if step is not None:
                yield Used(key_of(step, unit), "", node.span, unit)
        case surface.Dated(_, limit, _):
            yield from number_of(limit, "", None)
        case surface.Ranked(_, _, places) | surface.Deadline(_, places, _, _):
            yield from number_of(places, "", None)
        case surface.Since(day):
            yield Used((day.year, day.month, day.day), "", node.span)
        case surface.Scale() if node.in_a_word:
            return  # 减半, 加倍: a word, not a number
        case surface.KeepDigits():
            yield Used(node.digits, "", node.span)
        case surface.Thresholds(first, _, amount, _):
            yield from numbers_in(first)
            ops = [used.op for used in numbers_in(first) if used.op]
            yield from number_of(amount, ops[-1] if ops else "", None)
        case tuple():
            for each in node:
                yield from numbers_in(each)
        case Node() if not isinstance(node, surface.Name):
            for field in fields_of(node):
                yield from numbers_in(getattr(node, field.name))
        case _:
            return


def number_of(amount: surface.Amount, op: str, borrowed: surface.Amount | None) -> Iterator[Used]:
    """Yield an amount as a number; the first end of a range borrows the unit of the second."""
    if isinstance(amount.value, PartialDate):
        yield Used((amount.value.year, amount.value.month, amount.value.day), op, amount.span)
        return
    unit = amount.unit or (borrowed.unit if borrowed else None)
    yield Used(key_of(amount.value, unit), op, amount.span, unit)
