"""Points on a line of their own under a heading: 积点数：45, 分值：科组长45、备课组长30, 积点数：见说明.

In: an entry. Out: the entry without that line, and what the line gives where nothing else under the heading scores.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from zhunsheng.draft.layout.entries import Entry
from zhunsheng.draft.sentences.cutting import fold_text, scores

_STATED = re.compile(r"(?:积点数?|分值|赋分|标准分|满分)[:：](?P<what>[^。；]{1,60})$")
_NUMBER = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)分?")
_PAIR = re.compile(r"([\u4e00-\u9fff“”]{2,16})(\d{1,4}(?:\.\d{1,2})?)分?")
_PAIRS = re.compile(rf"{_PAIR.pattern}(?:[、，]{_PAIR.pattern})+")


@frozen
class StatedPoints:
    """Points that a line of their own gives to what the heading names, or to each of several."""

    passage: str
    points: str = ""
    pairs: tuple[tuple[str, str], ...] = ()


def stated_points(entry: Entry) -> tuple[Entry, StatedPoints | None]:
    """Return the entry without such a line, and its points; the points of the item where something else scores."""
    lines = [(each, _STATED.fullmatch(fold_text(each).strip("。"))) for each in entry.passages]
    found = [(each, match["what"]) for each, match in lines if match is not None]
    if len(found) != 1:
        return entry, None
    passage, what = found[0]
    others = tuple(each for each in entry.passages if each is not passage)
    number, scored = _NUMBER.fullmatch(what), any(scores(each) for each in others)
    if number is not None and scored:
        return evolve(entry, passages=others, points=entry.points or f"{number[1]}分"), None
    if number is not None and not entry.points:
        return evolve(entry, passages=others), StatedPoints(passage, number[1])
    if _PAIRS.fullmatch(what) and not scored:
        return evolve(entry, passages=others), StatedPoints(passage, "", tuple(_PAIR.findall(what)))
    return (evolve(entry, passages=others) if what.startswith(("见", "详见")) else entry), None
