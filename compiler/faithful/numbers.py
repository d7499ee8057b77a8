"""对账: every number and every bound word of a quoted sentence against the rules under it, both ways (language.md §6).

In: the official sentences of a clause and its rule block. Out: findings. A number that a fact's name or its 说明 carries is used.
``注（12）：…`` waives one number, for the reason that the note gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from compiler.faithful.keys import Key, among, year_of
from compiler.faithful.quoted import Quoted, quoted_numbers, quoted_text
from compiler.faithful.said import article, marks_of
from compiler.faithful.used import Used, number_of, numbers_in, used_numbers
from compiler.faithful.waivers import Waivers, shown
from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Bag
from dsl.documents.notes import Note
from dsl.documents.policy_file import Section
from dsl.folding import FOLD
from dsl.nodes import Node, fields_of
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.numerals import CHINESE, BadNumeral, value_of

_NUMERAL = regex(r"[\d０-９二三四五六七八九十百千万两]|分之")  # 一 alone is an article

_NOUGHT: tuple[Key, ...] = (Fraction(0), ("%", Fraction(0)))
_EACH_OF = regex(r"每[^，。；:：\d\s]{0,4}\s*$")  # 每缺1种或每1处


def reconcile_numbers(section: Section, block: surface.Block, source: Source, bag: Bag) -> None:
    """Report numbers and bound words of a clause that its sentences and its rules do not share."""
    quoted = [each for quote in section.quotes for each in _of_quote(quote.span, source)]
    used = list(used_numbers(block))
    waivers = Waivers.of(section.notes)
    waived = waivers.numbers
    carried = _carried(block, section)
    pieces = _pieces(section, source)
    needed: set[Key] = {each.key for each in quoted}
    lacking: set[Key] = set()
    for each in quoted:
        alike = [use.key for use in used if _one_kind(each, use)]
        accounted = among(each.key, alike) or each.key in carried
        if not accounted and not _one(each.span, pieces, source):
            lacking.add(each.key)
            if not waivers.waives(each.key, each.unit):
                bag.add(faithfulness.unused(source, each.span, section.id, section.heading))
    words = "".join(quote.text for quote in section.quotes)
    first = section.quotes[0].span if section.quotes else None
    places = set(_places(words))
    for use in [*used, *_explained(block, source)]:
        year = year_of(use.key)
        stated = year is not None and re.search(rf"(?<!\d){year}(?!\d)", words) is not None  # 19 is not in 2019
        other_year = year is not None and use.key not in needed and not stated
        rate = use.key == Fraction(1) and bool(pieces) and use.unit is not None and use.unit.kind is Kind.COUNT
        place = use.unit is not None and use.unit.canonical in ("名", "位") and use.key in places
        waived_here = waivers.waives(use.key, use.unit)
        happened = use.key in _NOUGHT and use.op == ">"  # 超过 0 日: the sentence says it by its word (逾期的)
        if not (waived_here or rate or place or happened) and (other_year or not among(use.key, needed)):
            bag.add(faithfulness.not_quoted(source, use.span, first))
    _bounds(quoted, used, waivers, source, bag)
    _ranges(section, block, waived, source, bag)
    _idle(waived, lacking, needed, used, source, bag)


_PLACE = regex(rf"(?:第|前|后|倒数)([{CHINESE}]+)|(\d+)[名位](?:以后|之后)")


def _places(words: str) -> Iterator[Fraction]:
    """The places that a sentence names: 第一, 前三, and 10名以后 for those from the eleventh on."""
    for match in _PLACE.finditer(words):
        try:
            value = Fraction(value_of(match[1] or match[2])[0])
        except BadNumeral:
            continue
        yield from (value,) if match[1] else (value, value + 1)


def _one_kind(quoted: Quoted, used: Used) -> bool:
    """Whether a number of the sentence can be one of the rules: 2次 is not accounted for by 扣2分; but 扣1个积点 is."""
    if quoted.unit is not None and quoted.unit.canonical == "个":
        return True
    kinds = {each.unit.kind for each in (quoted, used) if each.unit is not None}
    return len(kinds) < 2 or Kind.POINTS not in kinds


def _pieces(section: Section, source: Source) -> list[Span]:
    """Where the sentences say for what points are given: 每件, 1件."""
    marks = [mark for quote in section.quotes for mark in marks_of(quote.span, source).awards]
    return [mark.each.span for mark in marks if mark.each is not None]


def _one(span: Span, pieces: list[Span], source: Source) -> bool:
    """1件扣2分 is 每件 扣 2 分, and 一 before a word of prose is an article; any other 1 is a number."""
    of_each = source.slice(span)[:1] in ("1", "一") and _EACH_OF.search(source.text, max(0, span.start - 8), span.start)
    return (
        bool(of_each)
        or article(span, source.text)
        or any(span.start < each.end and each.start < span.end for each in pieces)
    )


def _explained(block: surface.Block, source: Source) -> Iterator[Used]:
    """The numbers of a 说明: part of the wording, they must stand in the sentence too."""
    for statement in block.statements:
        facets = statement.facets if isinstance(statement, surface.Fact | surface.Indicator) else ()
        for facet in facets:
            if isinstance(facet, surface.FacetMeaning) and _NUMERAL.search(facet.text):
                for each in quoted_numbers(source.text, facet.span.start, facet.span.end):
                    asked = (
                        source.text[: each.span.start].rstrip().endswith("填")
                    )  # 没有的填 0: an answer, not a number of the rule
                    if not asked and not article(each.span, source.text):
                        yield Used(each.key, "", each.span)


@lru_cache(maxsize=64)
def _of_quote(span: Span, source: Source) -> tuple[Quoted, ...]:
    """The numbers of a quote; the marks of the block quote stay outside."""
    blank = quoted_text(span, source)
    found = []
    for each in quoted_numbers(blank, 0, len(blank)):
        moved = Span(each.span.start + span.start, each.span.end + span.start)
        found.append(Quoted(each.key, each.ops, moved, each.unit))
    return tuple(found)


def _carried(block: surface.Block, section: Section) -> set[Key]:
    """Numbers that a fact's name, its 说明 or its range carries, and the points that the heading states."""
    keys: set[Key] = {points for _, points in section.points}
    for statement in block.statements:
        if not isinstance(statement, surface.Fact):
            continue
        text = statement.name.text
        keys |= {each.key for each in quoted_numbers(text, 0, len(text))}
        keys |= {
            use.key for facet in statement.facets if isinstance(facet, surface.FacetBound) for use in numbers_in(facet)
        }
        keys |= {each.key for member in statement.type.members for each in quoted_numbers(member, 0, len(member))}
    names = [s.name.text for s in block.statements if isinstance(s, surface.Indicator | surface.GroupOf)]
    return keys | {each.key for text in names for each in quoted_numbers(text, 0, len(text))}


def _bounds(quoted: list[Quoted], used: list[Used], waivers: Waivers, source: Source, bag: Bag) -> None:
    """The bound word of a number must be the same on both sides, where both have one."""
    for use in used:
        said = [each for each in quoted if each.key == use.key and each.ops]
        # 超过的: the number stands with the sentence before
        written = _NUMERAL.search(source.slice(use.span)) is not None
        if not use.op or not said or waivers.waives(use.key, use.unit) or not written:
            continue
        if not any(use.op in each.ops for each in said):
            bag.add(faithfulness.other_bound(source, use.span, said[0].span))


def _ranges(section: Section, block: surface.Block, waived: dict[Key, Note], source: Source, bag: Bag) -> None:
    """The two ends of a range belong together: 50—200 is not in a sentence that says 50—100 and 200 以上."""
    said: set[tuple[Key, Key]] = set()
    for quote in section.quotes:
        found = list(_of_quote(quote.span, source))
        for first, second in pairwise(found):
            between = source.text[first.span.end : second.span.start].translate(FOLD).strip()
            if between in ("—", "至", "到"):
                said.add((first.key, second.key))
    for bound in _range_bounds(block):
        assert bound.to is not None
        low, high = (next(number_of(each, "", bound.to)).key for each in (bound.amount, bound.to))
        if said and (low, high) not in said and not {low, high} <= set(waived):
            bag.add(faithfulness.not_quoted(source, bound.span, section.quotes[0].span))


def _range_bounds(node: object) -> Iterator[surface.Bound]:
    if isinstance(node, surface.Bound) and node.to is not None:
        yield node
    elif isinstance(node, surface.Block):
        rules = [each for each in node.statements if isinstance(each, surface.Rule)]
        yield from (bound for rule in rules for bound in _range_bounds(rule.condition))
    elif isinstance(node, Node):
        for field in fields_of(node):
            yield from _range_bounds(getattr(node, field.name))


def _idle(
    waived: dict[Key, Note], lacking: set[Key], needed: set[Key], used: list[Used], source: Source, bag: Bag
) -> None:
    """Report a waived number of which neither the amount nor the share is lacking on one side."""
    idle: dict[tuple[Span, str], bool] = {}
    for key, note in waived.items():
        if "—" in note.waives:
            continue  # a range that the sentence does not have, of numbers that it has
        same = among(key, needed) == among(key, [use.key for use in used])
        place = note.span, shown(key, note)
        idle[place] = idle.get(place, True) and key not in lacking and same and not _both_differ(key, needed, used)
    for (span, number), nothing in idle.items():
        if nothing:
            bag.add(faithfulness.idle_waiver(source, span, number))


def _both_differ(key: Key, needed: set[Key], used: list[Used]) -> bool:
    """A waiver of a bound word: the number stands on both sides."""
    return among(key, needed) and any(use.key == key and use.op for use in used)
