"""对账, the words around a number: the unit after an amount, the piece that points are given for. Signs are compared in their order.

In: the official sentences of a clause and its rule block. Out: findings. A word is compared only where the sentence has one for the very
same number: 5个工作日 against 5 个自然日, 每件 against 每次.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from compiler.faithful.waivers import Waivers
from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Bag
from dsl.documents.policy_file import Section
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Source
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.numerals import CHINESE, PATTERN, BadNumeral, value_of
from dsl.words.trie import longest

_UNITS = longest(lexicon().units)
# A number begins where it begins: tried from every digit, a long one would take its square.
_MEASURED = re.compile(rf"(?<![\d{CHINESE}])(?P<number>{PATTERN})(?P<unit>{_UNITS})")
_EACH = re.compile(rf"(?:每[^，。；、\d每]{{0,4}}?|(?<![\d.])[1一])(?P<unit>{_UNITS})")
_PLAIN = (Kind.COUNT, Kind.DURATION, Kind.MONEY, Kind.QUANTITY)


def reconcile_words(section: Section, block: surface.Block, source: Source, bag: Bag) -> None:
    """Report units and pieces of a clause that its sentences have otherwise."""
    if not section.quotes:
        return
    text = fold("\n".join(quote.text for quote in section.quotes))
    waived = {value for note in section.notes for value in _values(note.waives)}
    quote = section.quotes[0].span
    units, pieces = _units(text), _pieces(text)
    for node in _inside(block):
        match node:
            case surface.Amount(value, unit) if unit is not None and unit.kind in _PLAIN and value not in waived:
                words = units.get(value, set()) if isinstance(value, Fraction) else set()
                if words and not any(_same(unit, word) for word in words):
                    bag.add(faithfulness.other_unit(source, node.span, quote))
            case surface.Per(_, _, unit) if unit.kind is Kind.COUNT and not Waivers.of(section.notes).waives_word("每"):
                if pieces and not any(_same(unit, word) for word in pieces):
                    bag.add(faithfulness.other_unit(source, node.span, quote))
            case _:
                pass


def _same(one: UnitWord, other: UnitWord) -> bool:
    places = {one.canonical, other.canonical} <= {"名", "位"}  # 排名第一, each 个位次 behind it
    return places or (one.kind, one.canonical) == (other.kind, other.canonical)


def _units(text: str) -> dict[Fraction, set[UnitWord]]:
    """The units in which the sentences give an amount."""
    found: dict[Fraction, set[UnitWord]] = {}
    for match in _MEASURED.finditer(text):
        word = lexicon().units[match["unit"]]
        for value in _values(match["number"]) if word.kind in _PLAIN else ():
            found.setdefault(value, set()).add(word)
    return found


def _pieces(text: str) -> set[UnitWord]:
    """The pieces for which the sentences give points: 每件, 1件."""
    words = (lexicon().units[match["unit"]] for match in _EACH.finditer(text))
    return {word for word in words if word.kind is Kind.COUNT}


def _values(text: str) -> Iterator[Fraction]:
    for match in re.finditer(PATTERN, text):
        try:
            yield value_of(match[0])[0]
        except BadNumeral:
            continue


def _inside(node: object) -> Iterator[Node]:
    """Yield the parts of the rules; declarations have words of their own."""
    if isinstance(node, surface.Block):
        parts: Iterable[object] = [each for each in node.statements if isinstance(each, surface.Rule | surface.Cap)]
    elif isinstance(node, tuple):
        parts = node
    elif isinstance(node, Node) and not isinstance(node, surface.Name):
        yield node
        fields = attrs.fields(type(node))  # type: ignore[arg-type]  # every tree node is an attrs class
        parts = [getattr(node, each.name) for each in fields]
    else:
        return
    for part in parts:
        yield from _inside(part)
