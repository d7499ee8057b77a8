"""Headings, three ways: their points and their numbers follow the new text where it changes them; what a hand wrote there stays.

In: parts and the alignment. Out: parts under other headings, the changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from dsl.folding import fold
from zhunsheng.draft.layout.entries import points_of
from zhunsheng.draft.sentences.numbering import mark_of
from zhunsheng.draft.updating.changes import CHANGED, Change
from zhunsheng.draft.updating.comparing import numbers_changed
from zhunsheng.draft.updating.parts import Part
from zhunsheng.draft.updating.pieces import Alignment
from zhunsheng.draft.writing.drafting import Draft
from zhunsheng.engine.numbers import show

_POINTS = re.compile(r"[（(][^（()）]*分[^（()）]*[）)]\s*$")
_REFERS = re.compile(r"得分\s*[（(]")  # by the number of a heading: 得分（一/2）


def renumbered_headings(parts: list[Part], alignment: Alignment) -> Iterator[str]:
    """Give headings the numbers of the new text; say which. Not where rules refer to headings by their number."""
    if any(_REFERS.search(rule) for part in parts for rule in part.now.rules):
        return
    for part in parts:
        heading = part.now.text.split("\n")[0]
        hashes, body = heading[: len(heading) - len(heading.lstrip("# "))], heading.lstrip("# ")
        for old, new in _marks(part, alignment):
            if body.startswith(old) or body == old.strip(".．、"):
                changed = new.strip(".．、") if body == old.strip(".．、") else new + body[len(old) :]
                _head(part, heading, hashes + changed)
                yield f"编号：{body} → {changed}"
                break


def _marks(part: Part, alignment: Alignment) -> Iterator[tuple[str, str]]:
    """The numbers that a heading may have from its own line, or from the first sentence that it quotes, before and after."""
    pairs = [part.head] if part.head is not None else []
    pairs += [
        (at, alignment.pairs[at])
        for span in part.places[:1]
        for at in alignment.touched(span)[:1]
        if at in alignment.pairs
    ]
    for at, to in pairs:
        old, new = mark_of(alignment.old[at].text), mark_of(alignment.new[to].text)
        if old is not None and new is not None and old.kind == new.kind and old.text != new.text:
            yield old.text, new.text


def _head(part: Part, before: str, after: str) -> None:
    part.choices = [evolve(each, text=each.text.replace(before, after, 1)) for each in part.choices]


def repointed_headings(parts: Iterable[Part], old: Draft, new: Draft, alignment: Alignment) -> Iterator[Change]:
    """Put the new points on headings whose points the new text changes; what a hand wrote there otherwise stays."""
    for part in parts:
        section = part.section
        if section is None or not section.points:
            continue
        was, now = (_points(each, section.title) for each in (old, new))
        if part.head is not None:  # the heading stands in both texts as it stands here
            was, now = points_of(alignment.old[part.head[0]].text)[1], points_of(alignment.new[part.head[1]].text)[1]
        shown = "，".join(f"{kind}{show(points)}分" for kind, points in section.points)
        heading = part.now.text.split("\n")[0]
        if was and now and was != now and fold(shown) == fold(was) and _POINTS.search(heading):
            _head(part, heading, _POINTS.sub(f"（{now}）", heading))
            yield Change(CHANGED, f"分值 {was}", f"分值 {now}", section.id, numbers_changed(was, now))


def _points(made: Draft, title: str) -> str:
    """The points that a text gives to the one heading with this title."""
    found = {each.points for each in made.clauses if fold(each.title) == fold(title) and each.points}
    return found.pop() if len(found) == 1 else ""
