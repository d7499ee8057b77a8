"""How wide the columns of a table are, as Rich finds it, for characters of which there is no doubt how wide they are.

Loading Rich takes a third of the time that a ranking needs. Most tables hold nothing but ASCII, Chinese characters and full-width marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

_SURE = re.compile(r"[ -~、。《》「」【】\u4e00-\u9fff\uff01-\uff5e]*")
_FIGURE = re.compile(r"-?[0-9][0-9.,/]*%?(?:(?:至|—)(?:-?[0-9][0-9.,/]*%?|不限))?|不限至-?[0-9][0-9.,/]*")
_PADDING = 2
_CHINESE = 2  # columns of a Chinese character
_NAME = 16  # columns that a name beside figures may take before it is folded
_NARROWEST = _PADDING + _CHINESE


@lru_cache(maxsize=8192)
def sure_width(text: str) -> int | None:
    """Return the columns that a text of one line takes; None where a character needs Rich's tables."""
    if not _SURE.fullmatch(text):
        return None
    return len(text) + sum(char > "~" for char in text)


def figure_width(text: str) -> int:
    """Return the columns of a number or a range of numbers; 0 where a cell is something else."""
    return (sure_width(text) or 0) if _FIGURE.fullmatch(text) else 0


def least_columns(header: Sequence[str], rows: Sequence[Sequence[str]], fixed: Mapping[int, int]) -> int:
    """Return how wide a table is at least, with the columns of figures whole and room for the names beside them."""
    widest = [max(len(text) for text in column) * _CHINESE for column in zip(header, *rows, strict=True)]
    return sum(fixed.get(index, min(width, _NAME)) + _PADDING + 1 for index, width in enumerate(widest)) + 1


def column_widths(
    header: Sequence[str], rows: Sequence[Sequence[str]], columns: int, fixed: Mapping[int, int] = MappingProxyType({})
) -> list[int] | None:
    """Return the widths without padding, those of some columns as given; None where it takes Rich to tell."""
    room = columns - len(header) - 1
    if room < len(header) * _NARROWEST:
        return None
    widths: list[int] = []
    for index, column in enumerate(zip(header, *rows, strict=True)):
        sure = [sure_width(text) for text in column]
        known = [each for each in sure if each is not None]
        if len(known) < len(sure):
            return None
        widths.append(fixed[index] + _PADDING if index in fixed else min(max(known) + _PADDING, room))
    narrowed = _narrowed(widths, room, fixed)
    cramped = any(now < min(before, _NARROWEST) for before, now in zip(widths, narrowed, strict=True))
    if not header or cramped:
        return None
    return [width - _PADDING for width in narrowed]


def _narrowed(natural: list[int], room: int, fixed: Mapping[int, int]) -> list[int]:
    """Take from the widest columns what is too much, until they are no wider than the next ones, and so on."""
    widths = list(natural)
    open_ = [index for index in range(len(widths)) if index not in fixed]
    while open_ and (excess := sum(widths) - room) > 0:
        widest = max(widths[index] for index in open_)
        if widest == 0:
            break
        step = widest - max((widths[index] for index in open_ if widths[index] != widest), default=0)
        left, sharing = excess, sum(widths[index] == widest for index in open_)
        for index in open_:
            if widths[index] == widest:
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
