"""A heading: its number, its title, and the points that stand at its end, by kind of unit."""

from __future__ import annotations

import re
from fractions import Fraction

from dsl.words.numerals import PATTERN, value_of

_NUMBERED = re.compile(
    r"(第[零〇一二三四五六七八九十百\d]+[章节条款项])\s*|([一二三四五六七八九十]+)、\s*|([（(][一二三四五六七八九十\d]+[）)])\s*"
    r"|(\d+)[.．、]\s*|(附件\s*\d*)[:：]?\s*|(\d+)$"
)
_POINTS = re.compile(r"[（(]([^（）()]*分)[）)]\s*$")
_ONE_POINTS = re.compile(rf"([^\d，,、；;\s]*?)\s*({PATTERN})\s*分")


def numbered(title: str) -> tuple[str, str]:
    """Return the number of a heading (the whole title where it has none), and its title ("" where it is a number alone)."""
    match = _NUMBERED.match(title)
    number = next((part for part in match.groups() if part), "") if match else ""
    bare = "" if match and match.end() == len(title) and match[6] else title
    return "".join(number.split()) or "".join(title.split()).replace("/", "／"), bare


def cut_points(title: str) -> tuple[str, tuple[tuple[str, Fraction], ...]]:
    """Split 工单办理（30分） or 改革（市直部门30分，县区25分） into the title and its points by kind; BadNumeral for 1/0分."""
    match = _POINTS.search(title)
    if match is None:
        return title, ()
    parts = [part.strip() for part in re.split(r"[，,、；;]", match[1])]
    found = [_ONE_POINTS.fullmatch(part) for part in parts]
    if not all(found):
        return title, ()
    return title[: match.start()].strip(), tuple((m[1].strip(), value_of(m[2])[0]) for m in found if m)
