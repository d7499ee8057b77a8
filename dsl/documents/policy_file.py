"""A policy file as values: clause by clause, every part with its span.

Markdown with three voices: block quotes are 原文, fences marked 规则 are rules, tables with a column 得分 are cases, paragraphs that
begin with 注： are notes; everything else is commentary. ``reading.py`` makes these values.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from dsl.documents.front_matter import FrontMatter
from dsl.documents.notes import Note
from dsl.nodes import Node
from dsl.source import Source, Span


@frozen(repr=False, eq=False)
class Cell(Node):
    """A table cell."""

    text: str
    span: Span


@frozen(repr=False, eq=False)
class CaseTable(Node):
    """A table of golden cases: header and rows, each row as long as the header."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    span: Span


@frozen(repr=False, eq=False)
class Quote(Node):
    """A block quote: the official sentence, verbatim, without the quote marks of Markdown."""

    text: str
    span: Span


@frozen(repr=False, eq=False)
class Section(Node):
    """A heading and what stands under it, up to the next heading."""

    level: int
    number: str  # 一, （二）, 3 … or the whole title where it has no number
    title: str
    points: tuple[tuple[str, Fraction], ...]
    heading: Span
    quotes: tuple[Quote, ...] = ()
    fences: tuple[Span, ...] = ()
    tables: tuple[CaseTable, ...] = ()
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()  # prose of the policy's author: why this is read so, or why it is not scored
    method: str = ""
    content: str = ""  # 考核内容, where the official table has a cell between the heading and its clauses
    authority: str = ""
    path: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The clause's path, such as 一/（二）/3."""
        return "/".join(self.path)


@frozen(repr=False, eq=False)
class Document(Node):
    """A policy file, cut into its parts."""

    source: Source
    front: FrontMatter
    sections: tuple[Section, ...]
