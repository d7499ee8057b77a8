"""未公开或未备案 beside 未公开且未备案: names that nobody declared, of which the parts stand in other names too, are no names.

A flag that is named by the whole of its condition gives the same points as the sentence (docs/adr/0051), as long as nothing else in the
clause speaks of a part of it. In: the names of flags, folded. Out: those that have to be taken apart, with their parts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from dsl.words.lexicon import lexicon
from dsl.words.opposites import denied
from dsl.words.trie import longest

_BOTH = "既已均"  # 既公开又备案, 已公开且备案
_ALSO = ("并", "又", "的同时")
_LACKING = "缺少"  # as dsl/lexer/habits/lacking.py names it
_LEAST = 2  # characters of a part: 且 in 苟且, 或 in 间或 join nothing


def taken_apart(flags: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the flags that join parts of which another flag speaks, and the parts."""
    joined = {name: parts for name in flags if (parts := _parts(name))}
    return {
        name: parts for name, parts in joined.items() if any(_elsewhere(name, part, flags, joined) for part in parts)
    }


def lacking(names: Collection[str]) -> frozenset[str]:
    """Return the names of what is lacking of things that other sentences count: 台账 10 项以上 得 5 分；台账 每少 1 项 扣 1 分.

    What is lacking is short of the ten, so these are no facts of their own, and the lines are read once more with 台账 declared.
    """
    return frozenset(each for each in names if each.startswith(_LACKING) and each.removeprefix(_LACKING) in names)


def _elsewhere(name: str, part: str, flags: Collection[str], joined: dict[str, tuple[str, ...]]) -> bool:
    spoken = {*(each for each in flags if each != name and each not in joined), *_of_others(name, joined)}
    return part in spoken or bool(denied(part, spoken)) or any(denied(each, {part}) for each in spoken)


def _of_others(name: str, joined: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for other, parts in joined.items():
        if other != name:
            yield from parts


def _parts(name: str) -> tuple[str, ...]:
    parts = tuple(_joints().split(name.lstrip(_BOTH)))
    return parts if len(parts) > 1 and all(len(each) >= _LEAST for each in parts) else ()


@cache
def _joints() -> re.Pattern[str]:
    words = (key for key, word in lexicon().words.items() if word.terminal in ("AND", "OR", "ENUM"))
    return re.compile(longest([*words, *_ALSO]))
