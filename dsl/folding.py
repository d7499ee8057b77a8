"""Full and half width are one: characters are folded one to one, so every offset stays what it was in the original.

Never NFKC over a whole text: it changes lengths (㎡ becomes m2). White space has no meaning inside a line and is left out of
what the lexer sees; ``Flat`` knows where each remaining character stood.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span

# Radicals of the CJK supplement that look like the character they are taken for, which Unicode does not decompose
# (EquivalentUnifiedIdeograph.txt); PDF files are full of them.
_RADICALS = "⺎兀⺝月⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"


def _same() -> dict[int, str]:
    """The code points that are another way to write one character: full width, small forms, radicals, compatibility ideographs."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20), *range(0xFE50, 0xFE6C)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    table |= {ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    table |= {ord(narrow): wide for narrow, wide in zip("｡､｢｣", "。、「」", strict=True)}
    return table | dict.fromkeys(map(ord, "•・‧∙⋅･"), "·")


def _brackets() -> dict[int, str]:
    return dict.fromkeys(map(ord, "[［〔【〖﹝"), "(") | dict.fromkeys(map(ord, "]］〕】〗﹞"), ")")


def _table() -> dict[int, str]:
    table = _same() | _brackets()
    table |= {0xFF0C: "，", 0xFE50: "，"}  # the full-width comma stays: 1,200 has an ASCII comma, 扣5分，加1分 has not
    table |= {ord(char): '"' for char in "“”‘’「」『』＂｢｣"}
    table |= {ord(char): "—" for char in "—–―－～~〜─-‐‑﹘"}
    table |= {ord("−"): "−", ord("﹣"): "−", ord("×"): "×", ord("*"): "×", ord("＊"): "×", ord("÷"): "÷"}
    table |= {ord("﹪"): "%", ord("≧"): "≥", ord("≦"): "≤"}
    return table


FOLD = _table()
# A quote may differ from its source in white space, in the shape of brackets, and in the code points of one and the same
# character (width, radicals), in nothing else: never in a word, a number or a dash.
WIDTH = _same() | _brackets()
# Blanks without width, which copies from PDF and web pages carry along, and the blank of old GBK fonts (U+E5E5).
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue5e5"
_BLANKS = re.compile(rf"[\s{_INVISIBLE}]+")
_GAP_OR_LINE_END = re.compile(f"({_BLANKS.pattern})")
_GAP = re.compile(rf"((?:[^\S\n]|[{_INVISIBLE}])+)")
_LINE_END = re.compile(rf"\n[\s{_INVISIBLE}]*")


def unblank(text: str) -> str:
    """Return the text without any white space."""
    return _BLANKS.sub("", text)


def fold(text: str) -> str:
    """Return the text folded to half width without any white space: the key under which names are compared."""
    return unblank(text.translate(FOLD))


@frozen(repr=False, eq=False)
class Flat(Node):
    """A folded text without blanks, and where its characters stood in the original."""

    text: str
    starts: tuple[int, ...]  # flat offsets at which a run of unbroken original text begins; the last is beyond the end
    shifts: tuple[int, ...]  # what to add to a flat offset inside that run

    def origin(self, offset: int) -> int:
        """Return the original offset of a flat offset."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in the original."""
        origin = self.origin(start)
        return Span(origin, self.origin(end - 1) + 1 if end > start else origin)

    def spans(self, at: int, pieces: Iterable[str]) -> Iterator[Span]:
        """Yield where each of some pieces stands that follow each other from ``at``; the same as ``span``, but quicker."""
        starts, shifts = self.starts, self.shifts
        run = bisect_right(starts, at) - 1
        shift, gap = shifts[run], starts[run + 1]
        for piece in pieces:
            end = at + len(piece)
            while at >= gap:
                run += 1
                shift, gap = shifts[run], starts[run + 1]
            yield Span(at + shift, end + shift if end <= gap else self.origin(end - 1) + 1)
            at = end


def flatten(text: str, start: int, end: int, *, lines: bool = True, table: dict[int, str] = FOLD) -> Flat:
    """Fold ``text[start:end]`` by a table and drop its blanks; line ends stay when ``lines`` is set, unless a line plainly
    goes on."""
    folded = text[start:end].translate(table)
    parts = _GAP.split(_unbroken(folded)) if lines else _GAP_OR_LINE_END.split(folded)
    pieces, gaps = parts[::2], parts[1::2]
    starts = tuple(accumulate(map(len, pieces), initial=0))[:-1]
    return Flat("".join(pieces), (*starts, _BEYOND), tuple(accumulate(map(len, gaps), initial=start)))


def _unbroken(text: str) -> str:
    """Make a blank of every line end where the sentence cannot be over: after a comma, before 且 …; offsets stay."""
    parts: list[str] = []
    at = 0
    for match in _LINE_END.finditer(text):
        start, end = match.span()
        if text[end : end + 1] not in _CONTINUING and _last_before(text, start) not in _OPEN_ENDED:
            continue
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _last_before(text: str, at: int) -> str:
    """Return the last character before a line end that is no blank."""
    while at and _BLANKS.match(text, at - 1):
        at -= 1
    return text[at - 1 : at]


_BEYOND = 1 << 62  # an offset that no text has
_OPEN_ENDED = frozenset("，,、")
_CONTINUING = frozenset("且或，、")
