"""The same line in other words: synonyms, filler words, full width, no blanks, numbers written out. The line keeps its meaning."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from dsl.folding import fold
from dsl.words.lexicon import lexicon

FILLERS = (" ", "的 ", "的，", "，", "的，予以 ", "，给予 ", "的，则 ", "的，将 ", "，经查实，", "的，均 ", "的 可 ")
BEFORE = ("经查实 ", "全年 ", "经核实，")
CHINESE = dict(zip("123456789", "一二三四五六七八九", strict=True))
# Words of one row that say something else where they stand, or that stand in other places only.
NOT_ALIKE = {"前": "前 3 名 and 3月31日前", "后": "后 3 名 and 公布后", "末": "末 3 名 beside 后 3 名"}
# The official word fits only some of the row: 每发现 1 处 is said of what is found, 每进驻 of what moves in.
OF_THEIR_OWN = (
    "每承担",
    "每进驻",
    "每完成",
    "每组织",
    "每有",
    "每出现",
    "每发生",
    "每发现",
    "每缺",
    "每少",
    "每缺少",
    "缺",
    "缺少",
    "少",
)


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """Every word of one spelling with those of its row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for word in lexicon().words.values():
        rows.setdefault((word.terminal, word.canonical), []).append(word.spelling)
    return {each: tuple(row) for row in rows.values() for each in row if len(row) > 1}


def synonyms(line: str, random: Random) -> str:
    """Other spellings for some of the words that stand by themselves."""
    parts = re.split(r"([ ，；|、（）：=]+)", line)
    return "".join(_other(part, random) for part in parts)


def _other(word: str, random: Random) -> str:
    row = _alike().get(fold(word))
    if row is None or word in lexicon().units or word in NOT_ALIKE or word in OF_THEIR_OWN or random.random() < 0.3:
        return word
    return random.choice([each for each in row if each not in NOT_ALIKE and each not in OF_THEIR_OWN])


def filled(line: str, random: Random) -> str:
    """Filler words where a sentence has its joint, and at its beginning."""
    parts = line.split(" | ")
    text = parts[0] + "".join(random.choice(FILLERS) + part for part in parts[1:])
    text = text.replace(" |，", random.choice(("的，", "，", "的，则 ")))
    return random.choice(BEFORE) + text if random.random() < 0.15 and len(parts) > 1 else text


def wide(line: str, random: Random) -> str:
    """Full width digits and signs."""
    return "".join(
        chr(ord(char) + 0xFEE0) if char in "0123456789%" and random.random() < 0.8 else char for char in line
    )


def tight(line: str, random: Random) -> str:
    """No blanks at all."""
    return line.replace(" | ", "").replace(" |", "").replace(" ", "")


def spelled_out(line: str, random: Random) -> str:
    """Small numbers in characters."""
    return re.sub(r"(?<![\d.月年—])([1-9]) ?(?=[分件次处起项条家户份批篇个])", lambda found: CHINESE[found[1]], line)


WAYS = (synonyms, filled, wide, tight, spelled_out)


def respelled(lines: tuple[str, ...], random: Random) -> str:
    """Lines in other words, and parted by ； 。 or line ends."""
    text = ""
    for line in lines:
        for way in (synonyms, filled, wide, spelled_out, tight):
            if random.random() < 0.5:
                line = way(line, random)
        marks = ("\n",) if "下列情形" in line else ("\n", "；", "；\n", "。", ";")  # in a list ； parts its members
        text += line.replace(" |，", "，").replace(" | ", " ") + random.choice(marks)
    return text
