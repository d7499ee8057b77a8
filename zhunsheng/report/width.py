"""How wide text is on a terminal: East Asian wide and full-width characters take two columns (UAX #11).

Ambiguous characters (— “ ” …) take one column, as terminals count them by default.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TAB = 4


@lru_cache(maxsize=8192)
def char_width(char: str) -> int:
    """Return the columns of one character: 0, 1 or 2."""
    if " " <= char <= "~":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return the columns of a text without line ends."""
    return sum(map(char_width, text))


def visible(char: str, column: int) -> str:
    """Return what is printed for a character: tabs become blanks, what would steer the terminal becomes U+FFFD."""
    if char == "\t":
        return " " * (TAB - column % TAB)
    return char if char.isprintable() or char == "\u3000" else "\ufffd"


def pad(text: str, columns: int) -> str:
    """Fill a text with blanks up to a width."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, first: int, rest: int) -> list[str]:
    """Break a text into lines of at most ``first``, then ``rest`` columns; Chinese breaks anywhere, words stay whole.

    A closing mark never begins a line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        room = rest if lines else first
        if line and width(line) + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip(" ")
    return [*lines, line.rstrip()]


_NEVER_FIRST = "，。；：？！、）》」』】”’,.;:?!)]}%"


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a wide character and the closing marks behind it, after a blank."""
    pieces: list[str] = []
    word = ""
    for char in text:
        if pieces and not word and char in _NEVER_FIRST:
            pieces[-1] += char
        elif char_width(char) == 2 or char in "—“”‘’…":
            pieces += [word, char] if word else [char]
            word = ""
        else:
            word += char
            if char == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces
