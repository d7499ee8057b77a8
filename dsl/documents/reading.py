"""A policy file, cut into its parts. In: the file's text. Out: ``Document``, or the sections of another Markdown file.

Markdown is read by markdown-it; nothing is opened here.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from dsl import limits
from dsl.diagnostics import Bag
from dsl.documents import front_matter
from dsl.documents.headings import cut_points, numbered
from dsl.documents.notes import read_note
from dsl.documents.policy_file import Document, Quote, Section
from dsl.documents.tables import read_table
from dsl.patterns import regex
from dsl.problems import documents
from dsl.source import Source, Span
from dsl.words.numerals import BadNumeral

if TYPE_CHECKING:
    from markdown_it.token import Token

RULE_FENCE = "规则"


def read_document(source: Source, bag: Bag) -> Document | None:
    """Cut a policy file into sections; None when it is no policy file at all (what is wrong is in the bag)."""
    if not source.text.strip():
        bag.add(documents.empty_file(source))
        return None
    if len(source.text) > limits.POLICY.most:
        bag.add(documents.file_too_large(source, len(source.text), limits.POLICY.most))
        return None
    for number, start in enumerate(source.line_starts, start=1):
        size = (source.line_starts[number] if number < len(source.line_starts) else len(source.text)) - start
        if size > limits.LINE.most:
            bag.add(documents.line_too_long(source, Span(start, start + 1), size, limits.LINE.most))
            return None
    front = front_matter.read(source, bag)
    if front is None:
        return None
    reader = _Reader(source, bag)
    tokens = reader.tokens(front.end)
    heads = [token for token in tokens if token.type == "heading_open"]
    if (
        len(heads) > limits.CLAUSES.most
    ):  # and nothing else: thousands of headings that repeat one another are one mistake
        start = source.line_starts[(heads[limits.CLAUSES.most].map or [0])[0]]
        bag.add(documents.too_many_clauses(source, Span(start, start + 1), len(heads), limits.CLAUSES.most))
        return None
    sections = reader.read(tokens)
    return Document(source, front, tuple(sections))


def read_sections(source: Source, bag: Bag) -> tuple[Section, ...]:
    """Cut a Markdown file that is no policy, such as one of scenarios, into its headings and what stands under them."""
    if len(source.text) > limits.POLICY.most:
        bag.add(documents.file_too_large(source, len(source.text), limits.POLICY.most))
        return ()
    reader = _Reader(source, bag)
    return tuple(reader.read(reader.tokens(0)))


class _Reader:
    """Collects the parts under each heading from the tokens of markdown-it."""

    def __init__(self, source: Source, bag: Bag) -> None:
        self.source, self.bag = source, bag
        self.sections: list[dict[str, object]] = []

    def tokens(self, start: int) -> list[Token]:
        """Return the blocks of the file from a place on."""
        from markdown_it import MarkdownIt

        first_line = self.source.place(start)[0] - 1 if start else 0
        # Blank the front matter instead of cutting it off, so that line numbers stay what they are.
        text = "\n" * first_line + self.source.text[start:]
        # Blocks are all that matters here: what is bold inside a sentence is not looked at.
        return MarkdownIt("commonmark").enable("table").disable("inline").parse(text)

    def read(self, tokens: list[Token]) -> list[Section]:
        """Return the sections of the file."""
        self._walk(tokens)
        return self._finish()

    def _walk(self, tokens: list[Token]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            close = _closing(tokens, index)
            for inner in tokens[index + 1 : close]:
                if inner.type == "fence" and _nearly_rules(inner.info):
                    self.bag.add(documents.odd_fence(self.source, self._lines(inner), "写在列表或引用里面"))
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[index + 1])
                case "blockquote_open":
                    self._quote(token)
                case "fence":
                    self._fence(token)
                case "table_open":
                    self._table(token, tokens[index:close])
                case "paragraph_open":
                    self._paragraph(tokens[index + 1])
            index = close + 1

    def _lines(self, token: Token) -> Span:
        assert token.map is not None
        starts = self.source.line_starts
        first, after = token.map
        end = starts[after] if after < len(starts) else len(self.source.text)
        text = self.source.text[starts[first] : end]
        return Span(starts[first], starts[first] + len(text.rstrip()))

    @property
    def _now(self) -> dict[str, object] | None:
        return self.sections[-1] if self.sections else None

    def _add(self, key: str, value: object) -> None:
        if self._now is None:
            return
        parts = self._now.setdefault(key, [])
        assert isinstance(parts, list)
        parts.append(value)

    def _heading(self, token: Token, inline: Token) -> None:
        title, points = self._cut(inline.content.strip(), token)
        number, bare = numbered(title)
        self.sections.append(
            {
                "level": len(token.markup) if token.markup.startswith("#") else (1 if token.markup == "=" else 2),
                "number": number,
                "title": bare,
                "points": points,
                "heading": self._lines(token),
            }
        )

    def _cut(self, text: str, token: Token) -> tuple[str, tuple[tuple[str, Fraction], ...]]:
        try:
            return cut_points(text)
        except BadNumeral:
            self.bag.add(documents.bad_heading_points(self.source, self._lines(token), text))
            return text, ()

    def _quote(self, token: Token) -> None:
        span = self._lines(token)
        lines = self.source.slice(span).split("\n")
        text = "\n".join(re.sub(r"^ {0,3}>[ ]?", "", line) for line in lines).strip()
        if self._now is None:
            self.bag.add(documents.outside_clause(self.source, span, "原文"))
            return
        self._add("quotes", Quote(text, span))

    def _fence(self, token: Token) -> None:
        if token.info.strip() != RULE_FENCE:
            if _nearly_rules(token.info):
                self.bag.add(documents.odd_fence(self.source, self._lines(token), f"写作“{token.info.strip()}”"))
            return
        span = self._lines(token)
        lines = self.source.slice(span).split("\n")
        closed = len(lines) > 1 and re.fullmatch(r"\s*(`{3,}|~{3,})\s*", lines[-1]) is not None
        # A fence that swallows a heading, a quote or a table was not meant to go on that far.
        closed = closed and not any(re.match(r" {0,3}(#{1,6}\s|>|\|)", line) for line in lines[1:-1])
        if not closed:
            self.bag.add(documents.unclosed_fence(self.source, Span(span.start, span.start + len(lines[0]))))
            return
        if self._now is None:
            self.bag.add(documents.outside_clause(self.source, span, "规则"))
            return
        self._add("fences", Span(span.start + len(lines[0]) + 1, span.end - len(lines[-1])))

    def _paragraph(self, inline: Token) -> None:
        span, text = self._lines(inline), inline.content.strip()
        note = read_note(text, span, self.source, self.bag)
        if note is not None:
            self._add("notes", note)
            return
        for mark, key in (("考核方式", "method"), ("考核内容", "content"), ("依据", "authority")):
            match = regex(rf"{mark}\s*(?:[（(][^（）()]*[）)])?\s*[：:]\s*").match(text)
            if match is not None:
                self._add(key, text[match.end() :])
                return
        self._add("remarks", text)

    def _table(self, token: Token, tokens: list[Token]) -> None:
        lines = [row.map[0] for row in tokens if row.type == "tr_open" and row.map is not None]
        table = read_table(self.source, lines, self._lines(token), self.bag) if self._now is not None else None
        if table is not None:
            self._add("tables", table)

    def _finish(self) -> list[Section]:
        made: list[Section] = []
        trail: list[tuple[int, str]] = []
        seen: dict[tuple[str, ...], Span] = {}
        for raw in self.sections:
            level, number, heading = raw["level"], raw["number"], raw["heading"]
            assert isinstance(level, int) and isinstance(number, str) and isinstance(heading, Span)
            while trail and trail[-1][0] >= level:
                trail.pop()
            trail.append((level, number))
            path = tuple(part for _, part in trail)
            if path in seen:
                self.bag.add(documents.clause_twice(self.source, heading, "/".join(path), seen[path]))
                continue
            seen[path] = heading
            made.append(_section(raw, path))
        return made


def _nearly_rules(info: str) -> bool:
    """Whether a fence was plainly meant to hold rules."""
    word = info.strip()
    return word.startswith(RULE_FENCE) or (len(word) == 2 and len(set(word) & set(RULE_FENCE)) == 1)


def _section(raw: dict[str, object], path: tuple[str, ...]) -> Section:
    fields = dict(raw)
    for key in ("quotes", "fences", "tables", "notes", "remarks"):
        value = fields.get(key, [])
        assert isinstance(value, list)
        fields[key] = tuple(value)
    for key in ("method", "content", "authority"):
        value = fields.get(key, [])
        assert isinstance(value, list)
        fields[key] = "；".join(value)
    return Section(**fields, path=path)  # type: ignore[arg-type]  # the keys are those _Reader sets


def _closing(tokens: list[Token], index: int) -> int:
    """Return the index of the token that closes the block opened at ``index``."""
    if tokens[index].nesting != 1:
        return index
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1
