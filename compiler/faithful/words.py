"""对账, the words around a number: the unit after an amount, the piece that points are given for; and the forms that have no number of
points: 除外, 否则, 取消资格, 按比例, places. Signs are compared in their order.

In: the official sentences of a clause and its rule block. Out: findings. A unit is compared only where the sentence has one for the very
same number: 5个工作日 against 5 个自然日, 每件 against 每次. A form is missed only where nothing on the other side could say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from compiler.faithful.quoted import quoted_text
from compiler.faithful.waivers import Waivers
from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Bag
from dsl.documents.policy_file import Section
from dsl.folding import fold
from dsl.nodes import Node, fields_of
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon, unit_of_both
from dsl.words.numerals import CHINESE, PATTERN, BadNumeral, value_of
from dsl.words.trie import longest

_UNITS = longest(lexicon().units)
# A number begins where it begins: tried from every digit, a long one would take its square.
_MEASURED = regex(rf"(?<![\d{CHINESE}])(?P<number>{PATTERN})(?P<unit>{_UNITS})")
_EACH = regex(rf"(?:每[^，。；、\d每]{{0,4}}?|(?<=分)/|(?<![\d.])[1一])(?P<unit>{_UNITS})")
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


@frozen(repr=False, eq=False)
class Form(Node):
    """A form of sentence: what a note calls it, its words in a sentence, what else in a sentence may say it; what says it in rules, what
    else may, and what can say nothing else.
    """

    name: str
    words: re.Pattern[str]
    otherwise: re.Pattern[str]
    says: tuple[type[Node], ...]
    also: tuple[type[Node], ...]
    alone: tuple[type[Node], ...]


_FOLLOWS = regex("否优|否决|取消|资格")  # a heading that says what follows

FORMS = (
    Form(
        "除外",
        regex(r"(?<=[的况形])除外|不在此限"),
        regex(r"除|外|不在|不予|不计|不扣|不再|不作|不纳入|不列入|免|剔|扣除|减去|不含|不包括|未经|没有"),
        (surface.Exempt,),
        (surface.Nothing, surface.Scale, surface.Operation, surface.FacetMeaning, surface.Kinds, surface.Roster),
        (surface.Exempt,),
    ),
    Form(
        "取消",
        regex(r"取消[^，。；、]{1,16}资格"),
        regex(r"取消|不[得予]|约谈|通报|追|责|处|退|检|整改|离|岗|解|辞|资格|评"),
        (surface.Consequence,),
        (surface.Veto, surface.ZeroItem),
        (surface.Consequence,),
    ),
    Form(
        "按比例",
        regex(r"按(?!规定|要求)[^，。；、按]{0,10}比例[^，。；、\d]{0,4}(?:[扣加得记计给]分|折算)"),
        regex(r"比|率|乘|×|÷|/|折|占|平均"),
        (surface.ProRata, surface.Interpolated, surface.BestShare),
        (surface.Formula, surface.Scale, surface.Operation, surface.Discretion, surface.Per, surface.PointsLimit),
        (surface.Interpolated,),  # 按 实际进度 记分 names a number, which may be called otherwise
    ),
    Form(
        "名次",
        regex(
            rf"(?:排名?|名次|位次|排位|排序)[^，。；、]{{0,4}}(?:前|后|第|倒数)(?:[\d{CHINESE}])|倒数第?[\d{CHINESE}]+[名位]"
        ),
        regex(r"排|名|位|序|[前后末]|倒数"),
        (surface.Ranked, surface.RankBound, surface.ByRank),
        (surface.Bounded, surface.MemberOf, surface.TableRow, surface.Discretion, surface.Formula),
        (surface.Ranked, surface.RankBound, surface.ByRank),
    ),
)


def reconcile_forms(section: Section, block: surface.Block, source: Source, bag: Bag) -> None:
    """Report a form that stands in the sentences of a clause and that no rule says, or the other way round."""
    waivers = Waivers.of(section.notes)
    nodes = list(_all(block))
    gives = any(isinstance(each, surface.Rule) for each in nodes)
    negated = any(isinstance(each, surface.Named | surface.Dated | surface.Deadline) and each.negated for each in nodes)
    whole = "".join(quoted_text(quote.span, source) for quote in section.quotes)
    for form in FORMS if section.quotes and gives else ():
        here = [each for each in nodes if isinstance(each, form.says)]
        maybe = negated or any(isinstance(each, form.also) for each in nodes)
        found = [
            (quote.span.start + each.start(), each)
            for quote in section.quotes
            for each in _in(form, quote.span, source)
        ]
        if found and not here and not maybe and not waivers.waives_word(form.name):
            at, match = found[0]
            bag.add(faithfulness.only_quoted(source, Span(at, at + len(match[0])), section.id))
        elif any(isinstance(each, form.alone) for each in here) and not form.otherwise.search(whole):
            span = next(each.span for each in here if isinstance(each, form.alone))  # type: ignore[attr-defined]  # they have one
            headed = form.name == "取消" and _FOLLOWS.search(_headings(section, source)) is not None
            if not headed and not waivers.waives_word(form.name):
                bag.add(faithfulness.only_ruled(source, span, section.quotes[0].span))


def _headings(section: Section, source: Source) -> str:
    """The headings above a section and its own: 一票否优 says what follows from all that stands below it."""
    above: list[str] = []
    for line in source.text[: section.heading.end].splitlines():
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            above = [*above[: level - 1], line]
    return " ".join(above)


def _in(form: Form, span: Span, source: Source) -> list[re.Match[str]]:
    return list(form.words.finditer(quoted_text(span, source)))


def _all(node: object) -> Iterator[Node]:
    """Yield every node of the statements."""
    if isinstance(node, surface.Block):
        for statement in node.statements:
            yield from _all(statement)
    elif isinstance(node, tuple):
        for each in node:
            yield from _all(each)
    elif isinstance(node, Node) and not isinstance(node, surface.Name | UnitWord):
        yield node
        for field in fields_of(node):
            yield from _all(getattr(node, field.name))


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
    """The pieces for which the sentences give points: 每件, 1件; 人次 of 每人每次."""
    found = [(match, lexicon().units[match["unit"]]) for match in _EACH.finditer(text)]
    words = {word for _, word in found}
    for (one, unit), (other, next_unit) in pairwise(found):
        both = unit_of_both(unit, next_unit) if one.end() == other.start() else None
        words |= {both} if both is not None else set()
    return {word for word in words if word.kind is Kind.COUNT}


def _values(text: str) -> Iterator[Fraction]:
    for match in regex(PATTERN).finditer(text):
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
        fields = fields_of(node)
        parts = [getattr(node, each.name) for each in fields]
    else:
        return
    for part in parts:
        yield from _inside(part)
