"""Last year's text and next year's, piece by piece: what stayed, what changed, what is gone, what is new.

In: two source texts. Out: an ``Alignment``, which says for every place of the old text what the new one has there. A piece is a part
of a sentence, a line or a cell. A number at its beginning does not count: where one item comes in between, all behind it are numbered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from attrs import frozen

from compiler.faithful.quotes import find_quote
from dsl.source import Source, Span
from zhunsheng.draft.updating.comparing import key_of

_CUT = re.compile(r"(?<=[。；;])|[\n\t]+|</?[A-Za-z][^<>\n]{0,40}>")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = 0.6  # as much of two wordings must agree for one to be a change of the other


@frozen
class Piece:
    """A piece of a text, where it stands; ``key`` is what two printings of it share."""

    text: str
    span: Span
    key: str


@frozen
class Moved:
    """What became of a passage: its words in the new text, its pieces before and after, those that are gone."""

    texts: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    at: tuple[int, ...] = ()  # the new pieces that it stands in

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """The pieces that changed."""
        return tuple(pair for pair in self.pairs if key_of(pair[0]) != key_of(pair[1]))


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Cut a text; blanks around a piece are no part of it."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    start = 0
    for match in [*_CUT.finditer(text), None]:
        end = match.start() if match is not None else len(text)
        piece = text[start:end]
        if key := key_of(piece):
            begin = start + len(piece) - len(piece.lstrip())
            yield Piece(piece.strip(), Span(begin, begin + len(piece.strip())), key)
        start = match.end() if match is not None else end


@frozen(slots=False)
class Alignment:
    """Two texts side by side; ``pairs`` leads from the pieces of the old one to those of the new one."""

    before: Source
    after: Source
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    pairs: dict[int, int]

    @classmethod
    def of(cls, before: str, after: str) -> Alignment:
        """Align two texts: what is equal in its order, then what is equal elsewhere, then what is most alike."""
        old, new = pieces_of(before), pieces_of(after)
        keys = [each.key for each in old], [each.key for each in new]
        pairs: dict[int, int] = {}
        for what, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
            if what == "equal":
                pairs |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
            elif i2 - i1 == j2 - j1:  # a cell with nothing but its points: 5 → 8
                both = zip(range(i1, i2), range(j1, j2), strict=True)
                pairs |= {at: to for at, to in both if _NUMBERS.sub("#", keys[0][at]) == _NUMBERS.sub("#", keys[1][to])}
        for at, key in enumerate(keys[0]):
            free = [to for to, each in enumerate(keys[1]) if each == key and to not in pairs.values()]
            if at not in pairs and free:
                pairs[at] = free[0]
        pairs |= _alike(old, new, pairs)
        return cls(Source("source.txt", before), Source("source.txt", after), old, new, pairs)

    @cached_property
    def added(self) -> frozenset[int]:
        """The pieces that only the new text has."""
        return frozenset(range(len(self.new))) - frozenset(self.pairs.values())

    def same(self, at: int) -> bool:
        """Whether an old piece stayed as it was, but for its number."""
        return at in self.pairs and self.old[at].key == self.new[self.pairs[at]].key

    def touched(self, span: Span) -> list[int]:
        """The old pieces that a passage stands in."""
        return [at for at, each in enumerate(self.old) if each.span.start < span.end and span.start < each.span.end]

    def beside(self, at: int) -> str:
        """The new piece that stands with this one in one sentence; "" where it is a sentence of its own."""
        own = self.new[at].span
        for other in (at - 1, at + 1):
            if 0 <= other < len(self.new):
                near = self.new[other].span
                between = self.after.text[min(near.end, own.end) - 1 : max(near.start, own.start)]
                if between[:1] in ("；", ";") and not re.search(r"[\n\t<]", between):
                    return self.new[other].text
        return ""

    def inside(self, texts: Iterator[str] | tuple[str, ...]) -> frozenset[int]:
        """The new pieces that some passages of the new text stand in."""
        places = [place for text in texts if (place := find_quote(text, self.after)) is not None]
        return frozenset(
            at
            for at, each in enumerate(self.new)
            if any(each.span.start < place.end and place.start < each.span.end for place in places)
        )

    def moved(self, quote: str, span: Span) -> Moved:
        """What became of a quote that stands at ``span`` of the old text."""
        touched = self.touched(span)
        at = tuple(self.pairs[each] for each in touched if each in self.pairs)
        if all(map(self.same, touched)) and find_quote(quote, self.after) is not None:
            return Moved((quote,), ((quote, quote),), at=at)
        pairs, gone = [], []
        runs: list[list[int]] = []
        for each in touched:
            if each not in self.pairs:
                gone.append(self._cut(each, span))
                continue
            pairs.append((self._cut(each, span), self.after.slice(self._place(each, span))))
            if runs and runs[-1][-1] == each - 1 and self.pairs[each] == self.pairs[each - 1] + 1:
                runs[-1].append(each)
            else:
                runs.append([each])
        texts = [
            self.after.text[self._place(run[0], span).start : self._place(run[-1], span).end].strip() for run in runs
        ]
        return Moved(tuple(each for each in texts if each), tuple(pairs), tuple(gone), at)

    def _cut(self, at: int, span: Span) -> str:
        piece = self.old[at].span
        return self.before.text[max(piece.start, span.start) : min(piece.end, span.end)].strip()

    def _place(self, at: int, span: Span) -> Span:
        """Where the part of an old piece that a quote has stands in the new text."""
        old, new = self.old[at], self.new[self.pairs[at]]
        start, end = max(0, span.start - old.span.start), min(len(old.text), span.end - old.span.start)
        codes = SequenceMatcher(None, old.text, new.text, autojunk=False).get_opcodes()
        low, high = 0, len(new.text)
        if start > 0:
            low = next(
                j1 + (start - i1 if what == "equal" else 0) for what, i1, i2, j1, j2 in codes if i1 <= start < i2
            )
        if end < len(old.text):
            high = next(j1 + end - i1 if what == "equal" else j2 for what, i1, i2, j1, j2 in codes if i1 < end <= i2)
        return Span(new.span.start + low, new.span.start + max(low, high))


def _alike(old: tuple[Piece, ...], new: tuple[Piece, ...], pairs: dict[int, int]) -> dict[int, int]:
    """The pieces left on both sides that are most alike, best first; of equals those that stand nearer to each other."""
    left = [at for at in range(len(old)) if at not in pairs]
    free = sorted(set(range(len(new))) - set(pairs.values()))
    ranked = sorted(
        (-ratio, abs(at - to), at, to) for at in left for to in free if (ratio := _ratio(old[at].key, new[to].key))
    )
    made: dict[int, int] = {}
    for _, _, at, to in ranked:
        if at not in made and to not in made.values():
            made[at] = to
    return made


def _ratio(first: str, second: str) -> float:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0
