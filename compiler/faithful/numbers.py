"""对账: every number and every bound word of a quoted sentence against the rules under it, both ways (language.md §6).

In: the official sentences of a clause and its rule block. Out: findings. Arabic, Chinese and percent numerals are one number;
ordinals, dates, years, document and article numbers are told apart from amounts. A number that a fact's name or its 说明 carries
is used. ``注（12）：…`` waives one number, for the reason that the note gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

import attrs
from attrs import evolve, frozen

from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Bag
from dsl.documents.notes import Note
from dsl.documents.policy_file import Section
from dsl.folding import FOLD, Flat, flatten
from dsl.lexer.ends import PATTERN as ENDS
from dsl.lexer.ends import meaning, turned
from dsl.nodes import Node as TreeNode
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.numerals import CHINESE, PATTERN, BadNumeral, value_of
from dsl.words.tokens import PartialDate
from dsl.words.trie import longest

Key = Fraction | tuple[int | None, int, int] | tuple[str, Fraction]  # an amount, a date, or a share: 500% is not 5
_SHARES = (Kind.RATIO, Kind.PERCENT_POINT)

# What looks like a number and is none. Each alternative is skipped as a whole.
_DOCUMENT = r"\([12]\d{3}\)—?\d+号|第[\d" + CHINESE + r"]+(?:条|款|项|章|节|期|批|部分)|[\d" + CHINESE + r"]+号"
_LIST = (
    r"(?:(?<=^)|(?<=[。；;:，\n\"]))(?:\d+[.、](?!\d)|\([\d"
    + CHINESE
    + r"]+\)|["
    + CHINESE
    + r"]+、|[一二三四五六七八九十]是)"
)
_YEAR = r"\d{4}年度?(?!\d)(?:底|末|初)?|[一二]〇[零〇一二三四五六七八九]{2}年"
_TELEPHONE = r"(?<!\d)12345(?!\d)"  # the citizens' hotline is a name
_WORDS = (
    r"一票否决|一次性|一窗|一网|一门|一站式|一体化|一致|统一|一律|一经|一同|一并|一定|一般|一些|一直|一旦|第一|万一|唯一|进一步|"
    r"一套标准|一口|一表式|一点通|一制三化|一批|一把手|十九大|十九届|二中|三中|四中|五次|六次|二次|十一届|十七届|十三五|十四五|"
    r"两集中|两到位|两头|三减|三化|四办|五减|百日攻坚|百分制|千方百计|多证合一|最后一公里|半点|四舍五入|五成双|一对一|一人一|一事一|一项一|"
    r"一级|二级|三级|四级|一线|二线|两会|三重一大|一岗双责|三个着力|四个意识"
)
_DATE = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_UNITS = longest(lexicon().units)
_PRE = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE")
_POST = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_POST")
_SKIP = f"{_YEAR}|{_DOCUMENT}|{_LIST}|{_WORDS}|{_TELEPHONE}"
_NUMBER = (
    rf"(?P<pre>{_PRE})?(?P<number>{PATTERN})(?P<unit>{_UNITS})?(?P<said>{ENDS})?(?P<post>{_POST})?(?P<also>{ENDS})?"
)
_FOUND = re.compile(rf"(?P<date>{_DATE})|(?:{_SKIP})|{_NUMBER}")


@frozen(repr=False, eq=False)
class Quoted(TreeNode):
    """A number of a quoted sentence: its value, the comparisons that its bound words may say, its place."""

    key: Key
    ops: tuple[str, ...]
    span: Span


def quoted_numbers(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Yield the amounts and dates of an official sentence that stands at ``text[start:end]``."""
    flat = flatten(text, start, end, lines=False)
    for found in _FOUND.finditer(flat.text):
        if found["date"]:
            key = (int(found["year"]) if found["year"] else None, int(found["month"]), int(found["day"]))
            yield Quoted(key, (), _span(flat, found.start(), found.end()))
        elif found["number"]:
            made = _quoted(found, flat)
            if made is not None:
                yield evolve(made, ops=made.ops or _end_of_range(found, flat.text))


_OPENED = re.compile(rf".*({ENDS})—$", re.DOTALL)


def _end_of_range(match: re.Match[str], text: str) -> tuple[str, ...]:
    """60%（含）—80%: what is said of one end, and the opposite of the other."""
    said = meaning(match["said"]) if match["said"] else ""
    if said and text.startswith("—", match.end()):
        return (">=" if said == "in" else ">",)
    opened = _OPENED.match(text, max(0, match.start() - 12), match.start())
    if text[match.start() - 1 : match.start()] != "—" or not (said or opened):
        return ()
    closed = said == "in" if said else opened is not None and meaning(opened[1]) == "out"
    return ("<=" if closed else "<",)


def _span(flat: Flat, start: int, end: int) -> Span:
    return Span(flat.origin(start), flat.origin(end - 1) + 1)


def _quoted(match: re.Match[str], flat: Flat) -> Quoted | None:
    numeral, unit = match["number"], match["unit"]
    if not numeral[0].isdigit() and "分之" not in numeral and unit is None:
        return None  # a Chinese numeral counts only before a unit: 三个环节, not 三农
    try:
        value, own = value_of(numeral)
    except BadNumeral:
        return None
    word = lexicon().units.get(own or unit or "")
    scaled: Key = value
    if word is not None and word.kind in _SHARES and not (word.kind is Kind.PERCENT_POINT and value == 1):
        scaled = ("%", value * word.scale)  # but 每低于1个百分点 is one step
    pre, post = (lexicon().words[part].says if part else "" for part in (match["pre"], match["post"]))
    said = match["said"] or (match["also"] if pre or post else None)
    if said is not None:
        pre, post = turned(pre, meaning(said)), turned(post, meaning(said))
    ops = tuple(op for op in dict.fromkeys((pre, post)) if op)
    if ops == ("<", ">="):
        ops = ("<",)  # 未达到 80% 以上; 超过30%以上 keeps both: either reading may be taken
    return Quoted(scaled, ops, _span(flat, match.start("number"), match.end("unit") if unit else match.end("number")))


@frozen(repr=False, eq=False)
class Used(TreeNode):
    """A number of a rule: its value, the comparison it stands in, its place."""

    key: Key
    op: str
    span: Span


def used_numbers(block: surface.Block) -> Iterator[Used]:
    """Yield the numbers that the rules of a block use."""
    for statement in block.statements:
        if isinstance(statement, surface.Fact | surface.Roster | surface.Involves | surface.GroupOf):
            continue
        yield from _in(statement)


def _in(node: object) -> Iterator[Used]:
    match node:
        case surface.Bound(op, amount, to, after, negated):
            said = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}.get(op, op) if negated else op
            if after and after != op:
                said = "<"
            yield from _amount(amount, "" if to is not None or op == "==" else said, to)
            if to is not None:
                yield from _amount(to, "", None)
        case surface.Amount():
            yield from _amount(node, "", None)
        case surface.Per(_, step, unit, _):
            if step is not None:
                yield Used(_key(step, unit), "", node.span)
        case surface.Dated(_, limit, _):
            yield from _amount(limit, "", None)
        case surface.Ranked(_, _, places) | surface.Deadline(_, places, _, _):
            yield from _amount(places, "", None)
        case surface.Since(day):
            yield Used((day.year, day.month, day.day), "", node.span)
        case surface.Scale(factor) if factor.unit is None:
            return  # 减半, 加倍: a word, not a number
        case surface.KeepDigits():
            yield Used(node.digits, "", node.span)
        case surface.Thresholds(first, _, amount, _):
            yield from _in(first)
            ops = [used.op for used in _in(first) if used.op]
            yield from _amount(amount, ops[-1] if ops else "", None)
        case tuple():
            for each in node:
                yield from _in(each)
        case TreeNode() if not isinstance(node, surface.Name):
            for field in attrs.fields(type(node)):  # type: ignore[arg-type]  # every tree node is an attrs class
                yield from _in(getattr(node, field.name))
        case _:
            return


def _amount(amount: surface.Amount, op: str, borrowed: surface.Amount | None) -> Iterator[Used]:
    if isinstance(amount.value, PartialDate):
        yield Used((amount.value.year, amount.value.month, amount.value.day), "", amount.span)
        return
    unit = amount.unit or (borrowed.unit if borrowed else None)
    yield Used(_key(amount.value, unit), op, amount.span)


def _key(value: Fraction, unit: UnitWord | None) -> Key:
    if unit is not None and unit.kind is Kind.PERCENT_POINT and value == 1:
        return value  # one step, as in the sentence
    return ("%", value * unit.scale) if unit is not None and unit.kind in _SHARES else value


# ------------------------------------------------------------------------------------------------------------- the comparison


_ONE: frozenset[Key] = frozenset({Fraction(1)})  # 1件扣2分 is 每件 扣 2 分


def reconcile(section: Section, block: surface.Block, source: Source, bag: Bag) -> None:
    """Report numbers and bound words of a clause that its sentences and its rules do not share."""
    quoted = [each for quote in section.quotes for each in _of_quote(quote.span, source)]
    used = list(used_numbers(block))
    waived = {key: note for note in section.notes for key in _waived(note)}
    carried = _carried(block, section) | _ONE
    needed: set[Key] = set()
    for each in quoted:
        needed.add(each.key)
        if not _among(each.key, [use.key for use in used]) and each.key not in carried and each.key not in waived:
            bag.add(faithfulness.unused(source, each.span, section.id, section.heading))
    words = "".join(quote.text for quote in section.quotes)
    for use in used:
        year = _year(use.key)
        stated = year is not None and re.search(rf"(?<!\d){year}(?!\d)", words) is not None  # 19 is not in 2019
        other_year = year is not None and use.key not in needed and not stated
        if use.key not in waived and use.key not in _ONE and (other_year or not _among(use.key, needed)):
            bag.add(faithfulness.not_quoted(source, use.span, section.quotes[0].span if section.quotes else None))
    _bounds(quoted, used, waived, source, bag)
    _ranges(section, block, waived, source, bag)
    _idle(waived, needed, used, source, bag)


def _year(key: Key) -> int | None:
    """The year of a date that states one."""
    return key[0] if isinstance(key, tuple) and len(key) == 3 else None


def _of_quote(span: Span, source: Source) -> Iterator[Quoted]:
    """The numbers of a quote; the marks of the block quote stay outside."""
    text = source.slice(span)
    blank = re.sub(r"(?m)^ {0,3}>", lambda match: " " * len(match.group()), text)
    for each in quoted_numbers(blank, 0, len(blank)):
        moved = Span(each.span.start + span.start, each.span.end + span.start)
        yield Quoted(each.key, each.ops, moved)


def _among(key: Key, others: Iterable[Key]) -> bool:
    for other in others:
        if key == other:
            return True
        dates = isinstance(key, tuple) and isinstance(other, tuple) and len(key) == len(other) == 3
        if dates and key[1:] == other[1:] and None in (key[0], other[0]):  # type: ignore[index]  # both are dates
            return True  # 4月1日 is that of the period
    return False


def _carried(block: surface.Block, section: Section) -> set[Key]:
    """Numbers that a fact's name, its 说明 or its range carries, and the points that the heading states."""
    keys: set[Key] = {points for _, points in section.points}
    for statement in block.statements:
        if not isinstance(statement, surface.Fact):
            continue
        texts = [
            statement.name.text,
            *(facet.text for facet in statement.facets if isinstance(facet, surface.FacetMeaning)),
        ]
        keys |= {each.key for text in texts for each in quoted_numbers(text, 0, len(text))}
        keys |= {use.key for facet in statement.facets if isinstance(facet, surface.FacetBound) for use in _in(facet)}
        keys |= {each.key for member in statement.type.members for each in quoted_numbers(member, 0, len(member))}
    names = [s.name.text for s in block.statements if isinstance(s, surface.Indicator | surface.GroupOf)]
    return keys | {each.key for text in names for each in quoted_numbers(text, 0, len(text))}


def _waived(note: Note) -> Iterator[Key]:
    for part in re.split(r"[、，,—]", note.waives):
        yield from (each.key for each in quoted_numbers(part, 0, len(part)))


def _bounds(quoted: list[Quoted], used: list[Used], waived: dict[Key, Note], source: Source, bag: Bag) -> None:
    """The bound word of a number must be the same on both sides, where both have one."""
    for use in used:
        said = [each for each in quoted if each.key == use.key and each.ops]
        if not use.op or not said or use.key in waived:
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
        low, high = (next(_amount(each, "", bound.to)).key for each in (bound.amount, bound.to))
        if said and (low, high) not in said and not {low, high} <= set(waived):
            bag.add(faithfulness.not_quoted(source, bound.span, section.quotes[0].span))


def _range_bounds(node: object) -> Iterator[surface.Bound]:
    if isinstance(node, surface.Bound) and node.to is not None:
        yield node
    elif isinstance(node, surface.Block):
        rules = [each for each in node.statements if isinstance(each, surface.Rule)]
        yield from (bound for rule in rules for bound in _range_bounds(rule.condition))
    elif isinstance(node, TreeNode):
        for field in attrs.fields(type(node)):  # type: ignore[arg-type]  # every tree node is an attrs class
            yield from _range_bounds(getattr(node, field.name))


def _idle(waived: dict[Key, Note], needed: set[Key], used: list[Used], source: Source, bag: Bag) -> None:
    for key, note in waived.items():
        if "—" in note.waives:
            continue  # a range that the sentence does not have, of numbers that it has
        in_rules = _among(key, [use.key for use in used])
        if _among(key, needed) == in_rules and not _both_differ(key, needed, used):
            bag.add(faithfulness.idle_waiver(source, note.span))


def _both_differ(key: Key, needed: set[Key], used: list[Used]) -> bool:
    """A waiver of a bound word: the number stands on both sides."""
    return _among(key, needed) and any(use.key == key and use.op for use in used)
