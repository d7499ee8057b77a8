"""引文: every official sentence is found, verbatim, in the policy's source text (language.md §1, §6).

White space and full or half width are folded, nothing else. In: the document and its source. Out: where each quote stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dsl.diagnostics import Bag, Diagnostic
from dsl.documents.policy_file import Document, Quote
from dsl.folding import WIDTH, Flat, flatten
from dsl.problems import documents
from dsl.source import Source, Span


@cache
def _flat(original: Source) -> Flat:
    return flatten(original.text, 0, len(original.text), lines=False, table=WIDTH)


def find_quote(quote: str, original: Source) -> Span | None:
    """Return where a quote first stands in the source; None if it does not."""
    return next(find_all(quote, original), None)


def find_all(quote: str, original: Source) -> Iterator[Span]:
    """Yield every place where a quote stands in the source: a title or a heading may be printed twice."""
    flat = _flat(original)
    wanted = flatten(quote, 0, len(quote), lines=False, table=WIDTH).text
    at = flat.text.find(wanted) if wanted else -1
    while at >= 0:
        yield Span(flat.origin(at), flat.origin(at + len(wanted) - 1) + 1)
        at = flat.text.find(wanted, at + 1)


def check_quotes(document: Document, original: Source, bag: Bag) -> dict[str, Span]:
    """Find every quote; report those that are not there. Returns the place of each clause's first quote, by clause id."""
    places: dict[str, Span] = {}
    for section in document.sections:
        for quote in section.quotes:
            place = find_quote(quote.text, original)
            if place is None:
                bag.add(_not_found(document.source, quote, original))
            else:
                places.setdefault(section.id, place)
        if section.fences and not section.quotes:
            bag.add(documents.clause_without_quote(document.source, section.heading, section.id))
    return places


def _not_found(source: Source, quote: Quote, original: Source) -> Diagnostic:
    """Point at the first character that differs, and say what the source has there."""
    flat = _flat(original)
    wanted = flatten(quote.text, 0, len(quote.text), lines=False, table=WIDTH)
    low, high = 0, len(wanted.text)
    while low < high:  # the longest beginning of the quote that the source has
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted.text[:middle] in flat.text else (low, middle - 1)
    head = wanted.text[:low]
    span = _in_policy(source, quote, head)
    if low < 4:
        return documents.quote_not_found(source, quote.span, "", "")
    at = flat.text.find(head) + low
    return documents.quote_not_found(source, span, head[-6:], flat.text[at : at + 8])


def _in_policy(source: Source, quote: Quote, head: str) -> Span:
    """The place in the policy file of the character after ``head`` of a quote."""
    text = flatten(source.text, quote.span.start, quote.span.end, lines=False, table=WIDTH)
    plain = text.text.replace(">", "")
    if not plain.startswith(head):
        return quote.span
    seen = 0
    for index, char in enumerate(text.text):
        if char == ">":
            continue
        if seen == len(head):
            start = text.origin(index)
            return Span(start, start + 1)
        seen += 1
    return Span(quote.span.end - 1, quote.span.end)
