"""The smallest part of a text that still fails: pieces are cut out, large ones first, for so many tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Text = TypeVar("Text", str, bytes)
TRIES = 80


def minimised(text: Text, fails: Callable[[Text], bool], tries: int = TRIES) -> Text:
    """Return a part of a text that fails as the whole does."""
    size = max(len(text) // 2, 1)
    while True:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if tries <= 0:
                return text
            tries -= 1
            if fails(shorter):
                text = shorter
            else:
                at += size
        if size == 1:
            return text
        size = max(size // 2, 1)
