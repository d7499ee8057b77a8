"""How wide the columns of a table are, as Rich finds it, for characters of which there is no doubt how wide they are.

Loading Rich takes a third of the time that a ranking needs. Most tables hold nothing but ASCII, Chinese characters and full-width marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SURE = re.compile(r"[ -~、。《》「」【】\u4e00-\u9fff\uff01-\uff5e]*")
_PADDING = 2
_CHINESE = 2  # columns of a Chinese character
_NARROWEST = _PADDING + _CHINESE


@lru_cache(maxsize=8192)
def sure_width(text: str) -> int | None:
    """Return the columns that a text of one line takes; None where a character needs Rich's tables."""
    if not _SURE.fullmatch(text):
        return None
    return len(text) + sum(char > "~" for char in text)


def column_widths(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> list[int] | None:
    """Return the widths without padding; None where it takes Rich to tell."""
    room = columns - len(header) - 1
    if room < len(header) * _NARROWEST:
        return None
    widths: list[int] = []
    for column in zip(header, *rows, strict=True):
        sure = [sure_width(text) for text in column]
        known = [each for each in sure if each is not None]
        if len(known) < len(sure):
            return None
        widths.append(min(max(known) + _PADDING, room))
    narrowed = _narrowed(widths, room)
    cramped = any(now < min(before, _NARROWEST) for before, now in zip(widths, narrowed, strict=True))
    if not header or cramped:
        return None
    return [width - _PADDING for width in narrowed]


def _narrowed(natural: list[int], room: int) -> list[int]:
    """Take from the widest columns what is too much, until they are no wider than the next ones, and so on."""
    widths = list(natural)
    while (excess := sum(widths) - room) > 0:
        widest = max(widths)
        step = widest - max((width for width in widths if width != widest), default=0)
        left, sharing = excess, widths.count(widest)
        for index, width in enumerate(widths):
            if width == widest:
                taken = min(step, round(left / sharing))
                widths[index] -= taken
                left, sharing = left - taken, sharing - 1
    return widths


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines of a text that is one word; None where there are blanks, doubt, or no room."""
    if width < _CHINESE or " " in text or sure_width(text) is None:
        return None
    lines, used = [""], 0
    for char in text:
        wide = 2 if char > "~" else 1
        if used + wide > width:
            lines.append("")
            used = 0
        lines[-1] += char
        used += wide
    return lines
