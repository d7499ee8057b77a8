"""Texts damaged at random, as a tired clerk, a bad copy or a broken editor damages them: lines, numbers, words, characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from dsl.words.lexicon import lexicon

WORDS = sorted({*lexicon().words, *lexicon().units, *lexicon().declarations, *lexicon().facets})
NUMBERS = (
    "0",
    "1",
    "2.5",
    "100",
    "98%",
    "100%",
    "1000000",
    "-3",
    "０",
    "三",
    "二分之一",
    "1/0",
    "0.001",
    "99999999999999999999",
    "1e9",
)
ODD = "，；。：、（）()“”\"'`|#>*_-—～%％‰/\\{}[]<>=+×÷&$@!\t\n\r\x00\x1b\u200b\u202e\ufeff\u3000😀\ud800é"
DIGITS = re.compile(r"\d+(?:\.\d+)?%?")
Mutation = Callable[[str, Random], str]


def _lines(text: str) -> list[str]:
    return text.split("\n")


def line_deleted(text: str, random: Random) -> str:
    lines = _lines(text)
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def line_doubled(text: str, random: Random) -> str:
    lines = _lines(text)
    at = random.randrange(len(lines))
    lines.insert(random.randrange(len(lines) + 1), lines[at])
    return "\n".join(lines)


def lines_exchanged(text: str, random: Random) -> str:
    lines = _lines(text)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def number_changed(text: str, random: Random) -> str:
    found = list(DIGITS.finditer(text))
    if not found:
        return text
    one = random.choice(found)
    return text[: one.start()] + random.choice(NUMBERS) + text[one.end() :]


def word_changed(text: str, random: Random) -> str:
    """A word of the language in place of another, or of some characters."""
    at = random.randrange(len(text) + 1)
    here = next((word for word in sorted(WORDS, key=len, reverse=True) if text.startswith(word, at)), "")
    return text[:at] + random.choice(WORDS) + text[at + (len(here) or random.randrange(3)) :]


def character_changed(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    new = random.choice((random.choice(ODD), text[at : at + 1] * 2, "", text[at + 1 : at + 2] + text[at : at + 1]))
    return text[:at] + new + text[at + random.choice((0, 1, 1, 2)) :]


def piece_deleted(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.choice((1, 3, 10, 40)) :]


def piece_moved(text: str, random: Random) -> str:
    at, size = random.randrange(len(text) + 1), random.choice((2, 6, 20))
    piece, rest = text[at : at + size], text[:at] + text[at + size :]
    to = random.randrange(len(rest) + 1)
    return rest[:to] + piece + rest[to:]


def cut_off(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


WAYS: tuple[Mutation, ...] = (
    line_deleted,
    line_doubled,
    lines_exchanged,
    number_changed,
    number_changed,
    word_changed,
    word_changed,
    character_changed,
    character_changed,
    piece_deleted,
    piece_moved,
)


def mutated(text: str, random: Random, most: int = 4) -> str:
    """Damage a text once or a few times."""
    for _ in range(random.randint(1, most)):
        text = random.choice(WAYS)(text, random)
    return text


def mutated_bytes(data: bytes, random: Random, most: int = 4) -> bytes:
    """Damage bytes: cut, changed, doubled, cut off."""
    for _ in range(random.randint(1, most)):
        at, size = random.randrange(len(data) + 1), random.choice((1, 1, 4, 30))
        new = random.choice(
            (b"", random.randbytes(size), data[at : at + size] * 2, b"\x00", b"\xff\xfe", "，".encode("gb18030"))
        )
        data = data[:at] + new + data[at + random.choice((0, size)) :]
        if random.random() < 0.1:
            data = data[: random.randrange(len(data) + 1)]
    return data
