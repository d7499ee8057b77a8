"""覆盖: what became of every sentence of the source text (language.md §6).

In: the document and its source. Out: each sentence with its fate. A sentence that carries points, a threshold, a veto or a duty
must be quoted in exactly one place and there either encoded in rules or set aside with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from compiler.faithful.quotes import find_all
from compiler.faithful.undecided import is_open
from dsl.documents.notes import Note
from dsl.documents.policy_file import Document, Quote, Section
from dsl.folding import WIDTH, flatten
from dsl.nodes import Node
from dsl.source import Source, Span


class Fate(StrEnum):
    """What became of a sentence."""

    ENCODED = "已编成规则"
    SET_ASIDE = "不计分，已说明理由"
    NO_REASON = "不计分，没有说明理由"
    MISSING = "遗漏"
    PLAIN = "不含分值、界限、否决或义务"


@frozen(repr=False, eq=False)
class Sentence(Node):
    """A sentence of the source, where it stands there, its fate, and the clauses that quote it."""

    text: str
    span: Span
    fate: Fate
    clauses: tuple[str, ...] = ()


# What makes a sentence matter: points, a bound with a number, a veto, a duty, a consequence.
_MATTERS = re.compile(
    r"[扣加减记得计]\s*[\d一二三四五六七八九十]{1,12}(?:\.\d{1,6})?\s*[—\-至~～]?\s*[\d.]{0,12}\s*分|\d{1,12}\s*分(?!钟|中心|别)|不[扣记得计加]分|酌情|按.{1,12}[记扣计]分|扣完为止|封顶"
    r"|一票否决|取消.{1,10}资格|予以扣分|应当|必须|不得|严禁"
    r"|(?:超过|低于|不足|不满|不少于|不低于|不超过|高于|达到)\s*[\d一二三四五六七八九十百]{1,12}|[\d一二三四五六七八九十]{1,12}\s*%?\s*[个件项次]?\s*(?:以上|以下|以内)|\d{1,12}\s*%"
)
_END = re.compile(r"[。；;\n]")


def matters(text: str) -> bool:
    """Whether a sentence carries points, a threshold, a veto, a duty or a consequence."""
    return _MATTERS.search(_folded(text)) is not None


def sentences(document: Document, original: Source) -> tuple[Sentence, ...]:
    """Return every sentence of the source with its fate, in order."""
    quoted = list(placed_quotes(document, original))
    headings = {_folded(document.source.slice(each.heading).lstrip("# ")): each.id for each in document.sections}
    return tuple(_judged(span, quoted, original, headings) for span in _cut(original))


def _folded(text: str) -> str:
    return flatten(text, 0, len(text), lines=False, table=WIDTH).text


def _cut(original: Source) -> Iterator[Span]:
    start = 0
    for match in [*_END.finditer(original.text), None]:
        end = match.end() if match else len(original.text)
        if original.text[start:end].strip(" \t\r\n。；;\u3000\u00a0"):
            yield Span(start, end)
        start = end


def placed_quotes(document: Document, original: Source) -> Iterator[tuple[Span, Section]]:
    """Yield the place of each quote, and the clause that has it."""
    yield from ((span, section) for _, span, section in quote_places(document, original))


def quote_places(document: Document, original: Source) -> Iterator[tuple[Quote, Span, Section]]:
    """Yield each quote with its place: the first that no other quote has, for what the source prints more than once."""
    taken: list[Span] = []
    # Long quotes first: a short one may stand inside a long one as well as by itself.
    quotes = [(quote, section) for section in document.sections for quote in section.quotes]
    for quote, section in sorted(quotes, key=lambda pair: -len(pair[0].text)):
        places = list(find_all(quote.text, original))
        free = [
            each for each in places if not any(each.start < other.end and other.start < each.end for other in taken)
        ]
        if places:
            taken.append((free or places)[0])
            yield quote, taken[-1], section


def _judged(span: Span, quoted: list[tuple[Span, Section]], original: Source, headings: dict[str, str]) -> Sentence:
    text = original.slice(span)
    heading = headings.get(_folded(text))
    if heading is not None:  # a heading of the policy, points and all, is that line of the source
        return Sentence(text.strip(), span, Fate.ENCODED, (heading,))
    here = [(place, section) for place, section in quoted if place.start < span.end and place.end > span.start]
    left = _uncovered(span, [place for place, _ in here], original)
    clauses = tuple(dict.fromkeys(section.id for _, section in here))
    if _MATTERS.search(left):
        return Sentence(text.strip(), span, Fate.MISSING, clauses)
    if not here:
        return Sentence(text.strip(), span, Fate.PLAIN)
    if any(section.fences for _, section in here):
        return Sentence(text.strip(), span, Fate.ENCODED, clauses)
    if any(_has_reason(section) for _, section in here):
        return Sentence(text.strip(), span, Fate.SET_ASIDE, clauses)
    if not _MATTERS.search(text):
        return Sentence(text.strip(), span, Fate.PLAIN, clauses)
    return Sentence(text.strip(), span, Fate.NO_REASON, clauses)


def _has_reason(section: Section) -> bool:
    """Whether somebody wrote why: a paragraph or a plain 注; what is still 待定 decides nothing, a misprint that is noted neither."""
    remarks = [text for text in section.remarks if not is_open(text)]
    return bool(remarks) or any(_says_why(note) for note in section.notes)


def _says_why(note: Note) -> bool:
    how = not note.kinds or any(kind.needs_reading for kind in note.kinds)
    return how and not note.waives and not note.equivalent


def _uncovered(span: Span, places: list[Span], original: Source) -> str:
    """The text of a sentence that no quote covers, folded; two quotes of one sentence may share it between them."""
    kept = [
        char
        for at, char in enumerate(original.text[span.start : span.end], start=span.start)
        if not any(place.start <= at < place.end for place in places)
    ]
    return _folded("".join(kept))


def quoted_twice(document: Document, original: Source) -> tuple[tuple[str, str], ...]:
    """Return pairs of clauses that quote the same words of the source: each word belongs to one clause."""
    found = list(placed_quotes(document, original))
    pairs = [
        (one.id, other.id)
        for index, (first, one) in enumerate(found)
        for second, other in found[index + 1 :]
        if one is not other and first.start < second.end and second.start < first.end
    ]
    return tuple(dict.fromkeys(pairs))
