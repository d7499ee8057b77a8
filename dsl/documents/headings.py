"""A heading: its number, its title, and the points that stand at its end, by kind of unit."""

from __future__ import annotations

import re
from fractions import Fraction

from dsl.patterns import regex
from dsl.words.lexicon import lexicon
from dsl.words.numerals import PATTERN, BadNumeral, value_of

_NUMBERED = regex(
    r"(第[零〇一二三四五六七八九十百\d]+[章节条款项])\s*|([一二三四五六七八九十]+)、\s*|([（(][一二三四五六七八九十\d]+[）)])\s*"
    r"|(\d+)[.．、]\s*|(附件\s*\d*)[:：]?\s*|(\d+)$"
)
_POINTS = regex(r"[（(【]([^（）()【】]*分)[）)】]\s*$")
# 一、办理（10分，扣完为止）, 一、办理 10 分: points that would be lost if they were left in the title.
_UNREAD = regex(r"\d\s*分(?:(?![\u4e00-\u9fff])[^（）()【】]*[）)】])?\s*$")
_ONE_POINTS = regex(rf"([^\d，,、；;\s]*?)\s*({PATTERN})\s*分")


def numbered(title: str) -> tuple[str, str]:
    """Return the number of a heading (the whole title where it has none), and its title ("" where it is a number alone)."""
    match = _NUMBERED.match(title)
    number = next((part for part in match.groups() if part), "") if match else ""
    bare = "" if match and match.end() == len(title) and match[6] else title
    return "".join(number.split()) or "".join(title.split()).replace("/", "／"), bare


def cut_points(title: str) -> tuple[str, tuple[tuple[str, Fraction], ...]]:
    """Split 工单办理（满分30分） or 改革（市直部门30分，县区25分） into the title and its points by kind.

    BadNumeral for 1/0分.
    """
    match = _POINTS.search(title)
    if match is None:
        return title, ()
    parts = [part.strip() for part in re.split(r"[，,、；;]", match[1])]
    found = [_ONE_POINTS.fullmatch(part) for part in parts]
    if not all(found):
        return title, ()
    return title[: match.start()].strip(), tuple((_kind(m[1]), value_of(m[2])[0]) for m in found if m)


def unread_points(title: str) -> bool:
    """Tell whether a title ends with points that ``cut_points`` left in it; 1/0分 has been reported."""
    try:
        cut_points(title)
    except BadNumeral:
        return False
    return bool(_UNREAD.search(title))


def _kind(said: str) -> str:
    """Return the kind of unit that points are of; 满分 and 共 name none."""
    kind = said.strip().rstrip(":：").strip()
    return "" if kind in lexicon().speech["heading_points"] else kind
