"""Levels in names: 省级以上表彰, 市级表彰, 较大及以上事故. Whoever is praised at 省级 is praised at 市级以上.

In: names. Out: the level that a name says, with what stands around it; whether one holds wherever the other does, or both can hold.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from dsl.folding import fold
from dsl.nodes import Node
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest

# The lowest first; what stands together is one level.
_SCALES = (
    (
        ("班级",),
        ("校级", "院级", "院校级", "单位级", "公司级"),
        ("村级", "社区级", "村(社区)级"),
        ("乡镇级", "乡级", "镇级", "街道级", "乡镇(街道)级"),
        ("县级", "区级", "县区级", "县(区)级", "县(市、区)级", "区县级"),
        ("市级", "地级", "州级", "市厅级", "市(州)级"),
        ("省级", "省部级", "部级", "自治区级"),
        ("国家级", "中央级"),
    ),
    (("一般",), ("较大",), ("重大",), ("特别重大", "特大")),
    (("股级",), ("科级",), ("处级", "县处级"), ("厅级", "厅局级")),
)
_TOP = 99
_UP = ("及以上", "及其以上", "以上", "(含)以上", "(含)及以上")
_DOWN = ("及以下", "及其以下", "以下", "(含)以下")
# What is said in front of a name without changing it.
_SAID = ("受到", "荣获", "取得")


@frozen(repr=False, eq=False)
class Level(Node):
    """A level in a name, what stands before and behind it, and from which rank to which it goes."""

    before: str
    behind: str
    scale: int
    low: int
    high: int

    @property
    def open(self) -> bool:
        """Whether it takes in others: 省级以上, 一般及以下."""
        return self.low != self.high


def level(name: str) -> Level | None:
    """Return the first level that a name says; None where it says none."""
    return _level(fold(name))


def opened(name: str) -> bool:
    """Tell whether a name says a level and takes in others: 省级以上表彰."""
    found = level(name)
    return found is not None and found.open


def inside(inner: str, outer: str) -> bool:
    """Whether the first of two names holds only where the second does: 省级以上表彰, 市级以上表彰."""
    a, b = level(inner), level(outer)
    if a is None or b is None or not _one_family(a, b) or not (a.open and b.open):
        return False
    return (a.low, a.high) != (b.low, b.high) and b.low <= a.low and a.high <= b.high


def covers(outer: str, inner: str) -> bool:
    """Whether all that the second of two names says is what the first says, and not all the other way round: 省级以上表彰, 国家级表彰."""
    a, b = level(outer), level(inner)
    if a is None or b is None or not _one_family(a, b):
        return False
    return (a.low, a.high) != (b.low, b.high) and a.low <= b.low and b.high <= a.high


def without_level(name: str) -> str:
    """Return a folded name without the level that it says; empty where it says none: 被采用 of 被省级以上采用."""
    found = _phrase().search(fold(name))
    said = level(name) is not None and found is not None
    return f"{fold(name)[: found.start()]}{fold(name)[found.end() :]}" if said and found is not None else ""


def overlap(first: str, second: str) -> bool:
    """Whether what one of two names says may be what the other says: 市级表彰, 县级以上表彰; never 市级表彰, 县级表彰."""
    a, b = level(first), level(second)
    if a is None or b is None or not _one_family(a, b):
        return False
    return max(a.low, b.low) <= min(a.high, b.high)


def _one_family(a: Level, b: Level) -> bool:
    """Whether two names differ by their level only; the thing, and whose it is, may be said once."""
    return (
        a.scale == b.scale
        and (a.before == b.before or not a.before or not b.before)
        and (a.behind == b.behind or not a.behind or not b.behind)
    )


@cache
def _ranks() -> dict[str, tuple[int, int]]:
    return {
        word: (scale, rank) for scale, ranks in enumerate(_SCALES) for rank, words in enumerate(ranks) for word in words
    }


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<level>{longest(_ranks())})(?:(?P<up>{longest(_UP)})|(?P<down>{longest(_DOWN)}))?(?P<of>的)?"
    )


@cache
def _level(name: str) -> Level | None:
    for found in _phrase().finditer(name):
        scale, rank = _ranks()[found["level"]]
        if scale and not (found["up"] or found["down"]) and found.start():
            continue  # 一般, 重大 inside a longer name
        low, high = (rank, _TOP) if found["up"] else (-_TOP, rank) if found["down"] else (rank, rank)
        return Level(_plain(name[: found.start()]), name[found.end() :], scale, low, high)
    return None


def _plain(before: str) -> str:
    words = sorted((*_SAID, *lexicon().speech["says_so"]), key=len, reverse=True)
    return next((before.removeprefix(word) for word in words if before.startswith(word)), before)
