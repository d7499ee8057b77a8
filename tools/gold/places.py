"""Where sentences stand in a text, blanks and widths apart."""

from __future__ import annotations

import re
import unicodedata

Place = tuple[int, int]


def plain(text: str) -> str:
    """Return a text without blanks and without differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Places:
    """Places texts in a source one after another: of several places the first behind the last one found."""

    def __init__(self, source: str) -> None:
        """``source`` is plain already."""
        self.source, self.last = source, 0
        self.taken: set[tuple[int, str]] = set()

    def find(self, text: str) -> Place | None:
        """Return the next free place of a text; None where it does not stand in the source."""
        text = plain(text)
        every = [match.start() for match in re.finditer(re.escape(text), self.source)] if text else []
        if not every:
            return None
        free = [each for each in every if (each, text) not in self.taken] or every
        at = next((each for each in free if each >= self.last), free[0])
        self.taken.add((at, text))
        self.last = at
        return at, at + len(text)

    def pass_by(self, title: str) -> None:
        """A heading of the draft: what comes next stands behind it."""
        text = plain(re.sub(r"[（(][^（()）]*分[）)]\s*$", "", title))
        at = self.source.find(text, self.last) if len(text) > 3 else -1
        if at >= 0:
            self.last = at


def meet(one: Place, other: Place) -> bool:
    """Whether two places have most of the shorter one in common."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= max(2, min(one[1] - one[0], other[1] - other[0]) / 2)
