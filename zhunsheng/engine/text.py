"""Folding of names and cells, and the nearest name to a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from dsl.folding import WIDTH, unblank

_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉]")


# Letters of other scripts that nobody can tell from a Latin one on paper.
_ALIKE = dict(
    zip(map(ord, "АВСЕНІЈКМОРЅТХУаеосрхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"), "ABCEHIJKMOPSTXYaeocpxyijsABEZHIKMNOPTYXo", strict=True)
)
_ONE = WIDTH | _ALIKE  # code points that are another way to write one character


def _fold_char(char: str) -> str:
    # A raised or circled digit is not a digit: NFKC would read 5² as 52.
    return char if unicodedata.category(char) == "No" else unicodedata.normalize("NFKC", char)


def fold_cell(text: str) -> str:
    """Return the text with full-width forms made half-width and without the white space around it."""
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):  # most text is, and need not be gone through
            text = "".join(map(_fold_char, text))
        text = visible(text.replace("\u2212", "-"))
    return text.strip()


@lru_cache(maxsize=65536)
def fold_name(text: str) -> str:
    """Return the name without any white space, seen or unseen, every character in one code point: what two spellings of one name
    share."""
    return unblank(fold_cell(text.translate(_ONE)))


@lru_cache(maxsize=4096)
def fold_header(text: str) -> str:
    """Return the folded name without quotation marks and case: column names are compared in this form."""
    return _QUOTES.sub("", fold_name(text)).casefold()


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like this one; "" if none does."""
    return _nearest(name, tuple(known))


@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    folded = {fold_header(other): other for other in known}
    found = get_close_matches(fold_header(name), list(folded), n=1, cutoff=0.5)
    return folded[found[0]] if found else ""


def clip(text: str, length: int = 30) -> str:
    """Return the text cut to a length that fits into a message, on one line."""
    line = printable(text)
    return line if len(line) <= length else line[:length] + "…"


def visible(text: str) -> str:
    """Return the text without blanks that have no width; ordinary ones stay."""
    return text if text.isascii() else "".join(char for char in text if char.isspace() or unblank(char))


def printable(text: str) -> str:
    """Return the text on one line, without characters that steer a terminal."""
    line = " ".join(text.split())
    if line.isprintable():  # nearly all
        return line
    return "".join(char if char.isprintable() else "\ufffd" for char in visible(line))


def letters(index: int) -> str:
    """Return the name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
