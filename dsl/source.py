"""Text with positions: every tree of 准绳 points back into a ``Source`` by code-point offsets.

Offsets count Unicode code points of the decoded text, lines and columns are 1-based. Nothing here opens a file.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from attrs import define

from dsl.nodes import Node, light


@light(repr=False, eq=False)
class Span(Node):
    """A half-open range ``[start, end)`` of code points in one source."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@define(slots=False, repr=False, eq=False)
class Source:
    """A named text. ``name`` is what messages show; it is never opened."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """Return the offset at which each line starts."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a 1-based line without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """Return the text under a span."""
        return self.text[span.start : span.end]
