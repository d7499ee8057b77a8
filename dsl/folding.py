"""Full and half width are one: characters are folded one to one, so every offset stays what it was in the original.

Never NFKC over a whole text: it changes lengths (㎡ becomes m2). White space has no meaning inside a line and is left out of
what the lexer sees; ``Flat`` knows where each remaining character stood.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from attrs import frozen

from dsl.nodes import Node


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table[0xFF0C] = "，"  # the full-width comma stays: 1,200 has an ASCII comma, 扣5分，加1分 has not
    table |= {ord(char): '"' for char in "“”‘’「」『』＂"}
    table |= {ord(char): "—" for char in "—–―－～~〜─-‐‑"}
    table |= {ord("−"): "−", ord("﹣"): "−", ord("×"): "×", ord("*"): "×", ord("＊"): "×", ord("÷"): "÷"}
    table |= {
        ord("〔"): "(",
        ord("〕"): ")",
        ord("【"): "(",
        ord("】"): ")",
        ord("﹪"): "%",
        ord("≧"): "≥",
        ord("≦"): "≤",
    }
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):  # compatibility radicals and ideographs
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table


FOLD = _table()
# A quote may differ from its source in width and white space, in nothing else.
WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACE = re.compile(r"[^\S\n]+|[\u200b\u200e\u200f\ufeff]+")
_ALL_SPACE = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")


def fold(text: str) -> str:
    """Return the text folded to half width without any white space: the key under which names are compared."""
    return _ALL_SPACE.sub("", text.translate(FOLD))


@frozen(repr=False, eq=False)
class Flat(Node):
    """A folded text without blanks, and where its characters stood in the original."""

    text: str
    starts: tuple[int, ...]  # flat offsets at which a run of unbroken original text begins
    shifts: tuple[int, ...]  # what to add to a flat offset inside that run

    def origin(self, offset: int) -> int:
        """Return the original offset of a flat offset."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def flatten(text: str, start: int, end: int, *, lines: bool = True, table: dict[int, str] = FOLD) -> Flat:
    """Fold ``text[start:end]`` by a table and drop its blanks; line ends stay when ``lines`` is set."""
    folded = text[start:end].translate(table)
    pieces: list[str] = []
    starts, shifts = [0], [start]
    at = length = 0
    for gap in (_SPACE if lines else _ALL_SPACE).finditer(folded):
        pieces.append(folded[at : gap.start()])
        length += gap.start() - at
        at = gap.end()
        starts.append(length)
        shifts.append(start + at - length)
    pieces.append(folded[at:])
    return Flat("".join(pieces), tuple(starts), tuple(shifts))
