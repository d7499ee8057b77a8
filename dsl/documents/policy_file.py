"""A policy file: Markdown with three voices. In: the file's text. Out: ``Document``, clause by clause, every part with its span.

Block quotes are 原文, fences marked 规则 are rules, tables with a column 得分 are cases, paragraphs that begin with 注： are
notes; everything else is commentary. Markdown is read by markdown-it; nothing is opened here.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from dsl.diagnostics import Bag
from dsl.documents import front_matter
from dsl.documents.front_matter import FrontMatter
from dsl.documents.notes import Note, read_note
from dsl.nodes import Node
from dsl.problems import documents
from dsl.source import Source, Span
from dsl.words.numerals import PATTERN, BadNumeral, value_of

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_FILE = 8_000_000  # characters; a policy of 2,000 clauses has about 600,000
MAX_LINE = 100_000
CASE_COLUMNS = ("得分", "本项得分", "总分")
RULE_FENCE = "规则"


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


_NUMBERED = re.compile(
    r"(第[零〇一二三四五六七八九十百\d]+[章节条款项])\s*|([一二三四五六七八九十]+)、\s*|([（(][一二三四五六七八九十\d]+[）)])\s*"
    r"|(\d+)[.．、]\s*|(附件\s*\d*)[:：]?\s*|(\d+)$"
)
_POINTS = re.compile(r"[（(]([^（）()]*分)[）)]\s*$")
_ONE_POINTS = re.compile(rf"([^\d，,、；;\s]*?)\s*({PATTERN})\s*分")


def read_document(source: Source, bag: Bag) -> Document | None:
    """Cut a policy file into sections; None when it is no policy file at all (what is wrong is in the bag)."""
    if not source.text.strip():
        bag.add(documents.empty_file(source))
        return None
    if len(source.text) > MAX_FILE:
        bag.add(documents.file_too_large(source, len(source.text), MAX_FILE))
        return None
    for number, start in enumerate(source.line_starts, start=1):
        size = (source.line_starts[number] if number < len(source.line_starts) else len(source.text)) - start
        if size > MAX_LINE:
            bag.add(documents.line_too_long(source, Span(start, start + 1), size, MAX_LINE))
            return None
    front = front_matter.read(source, bag)
    if front is None:
        return None
    sections = _Reader(source, bag).read(front.end)
    return Document(source, front, tuple(sections))


def read_sections(source: Source, bag: Bag) -> tuple[Section, ...]:
    """Cut a Markdown file that is no policy, such as one of scenarios, into its headings and what stands under them."""
    if len(source.text) > MAX_FILE:
        bag.add(documents.file_too_large(source, len(source.text), MAX_FILE))
        return ()
    return tuple(_Reader(source, bag).read(0))


class _Reader:
    """Collects the parts under each heading from the tokens of markdown-it."""

    def __init__(self, source: Source, bag: Bag) -> None:
        self.source, self.bag = source, bag
        self.sections: list[dict[str, object]] = []

    def read(self, start: int) -> list[Section]:
        from markdown_it import MarkdownIt

        first_line = self.source.place(start)[0] - 1 if start else 0
        # Blank the front matter instead of cutting it off, so that line numbers stay what they are.
        text = "\n" * first_line + self.source.text[start:]
        # Blocks are all that matters here: what is bold inside a sentence is not looked at.
        tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse(text)
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
        match = _NUMBERED.match(title)
        number = next((part for part in match.groups() if part), "") if match else ""
        self.sections.append(
            {
                "level": len(token.markup) if token.markup.startswith("#") else (1 if token.markup == "=" else 2),
                "number": "".join(number.split()) or "".join(title.split()).replace("/", "／"),
                "title": "" if match and match.end() == len(title) and match[6] else title,
                "points": points,
                "heading": self._lines(token),
            }
        )

    def _cut(self, text: str, token: Token) -> tuple[str, tuple[tuple[str, Fraction], ...]]:
        try:
            return _cut_points(text)
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
            match = re.match(rf"{mark}\s*(?:[（(][^（）()]*[）)])?\s*[：:]\s*", text)
            if match is not None:
                self._add(key, text[match.end() :])
                return
        self._add("remarks", text)

    def _table(self, token: Token, tokens: list[Token]) -> None:
        rows: list[tuple[Cell, ...]] = []
        for row in tokens:
            if row.type == "tr_open" and row.map is not None:
                rows.append(_cells(self.source, row.map[0]))
        if not rows or self._now is None:
            return
        header, width = rows[0], len(rows[0])
        body = []
        for cells in rows[1:]:
            if len(cells) != width:
                span = cells[0].span.to(cells[-1].span) if cells else self._lines(token)
                self.bag.add(documents.ragged_row(self.source, span, width, len(cells)))
                continue
            body.append(cells)
        self._add("tables", CaseTable(header, tuple(body), self._lines(token)))

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


def _cut_points(title: str) -> tuple[str, tuple[tuple[str, Fraction], ...]]:
    """Split 工单办理（30分） or 改革（市直部门30分，县区25分） into the title and its points by kind; BadNumeral for 1/0分."""
    match = _POINTS.search(title)
    if match is None:
        return title, ()
    parts = [part.strip() for part in re.split(r"[，,、；;]", match[1])]
    found = [_ONE_POINTS.fullmatch(part) for part in parts]
    if not all(found):
        return title, ()
    return title[: match.start()].strip(), tuple((m[1].strip(), value_of(m[2])[0]) for m in found if m)


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


def _cells(source: Source, line: int) -> tuple[Cell, ...]:
    """Cut a table row at its unescaped bars; spans point at the trimmed text of each cell."""
    start = source.line_starts[line]
    text = source.line(line + 1)
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    edges = bars if text.strip().startswith("|") else [-1, *bars]
    if not text.rstrip().endswith("|"):
        edges = [*edges, len(text)]
    cells = []
    for left, right in pairwise(edges):
        raw = text[left + 1 : right]
        at = left + 1 + len(raw) - len(raw.lstrip())
        content = raw.strip()
        cells.append(Cell(content.replace("\\|", "|"), Span(start + at, start + at + len(content))))
    return tuple(cells)
