"""The front matter: ``键: 值`` lines between two ``---`` lines; a value is a text or a list ``[甲, 乙]``; 参数, 检查, 接受
and 别名 nest one level.

Deliberately less than YAML: every value stays the text it is (no 2.50 that becomes 2.5, no 否 that becomes False), an unknown or
repeated key is an error.
"""

from __future__ import annotations

import re
from datetime import date

from attrs import frozen

from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.problems import documents
from dsl.source import Source, Span

KEYS = (
    "政策",
    "文号",
    "机关",
    "考核期间",
    "总分",
    "对象类别",
    "原文",
    "原文校验",
    "参数",
    "说明",
    "检查",
    "接受",
    "表头",
    "别名",
)
REQUIRED = ("政策", "机关", "原文")
_DATE = regex(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")


@frozen(repr=False, eq=False)
class Value(Node):
    """A value with its place."""

    text: str
    span: Span

    def items(self) -> tuple[str, ...]:
        """Return the members of a list value; a plain text is a list of one."""
        inner = self.text
        if inner.startswith("[") and inner.endswith("]"):
            inner = inner[1:-1]
        parts = (part.strip().strip("\"'") for part in re.split(r"[,，、]", inner))
        return tuple(part for part in parts if fold(part))


@frozen(repr=False, eq=False)
class FrontMatter(Node):
    """The values by key, the nested values by (key, inner key), and where the body begins."""

    values: dict[str, Value]
    nested: dict[tuple[str, str], Value]
    end: int

    def get(self, key: str) -> str:
        """Return the text of a key; empty where it is absent."""
        value = self.values.get(key)
        return value.text if value else ""

    def period(self) -> tuple[date, date] | None:
        """Return the assessment period; None where it is absent or not two dates."""
        dates = _DATE.findall(self.get("考核期间"))
        if len(dates) != 2:
            return None
        try:
            first, last = (date(*(int(part) for part in found)) for found in dates)
        except ValueError:
            return None
        return (first, last) if first <= last else None


def read(source: Source, bag: Bag) -> FrontMatter | None:
    """Read the front matter; None when it is missing or broken (reported)."""
    match = re.match(r"\s*---[ \t]*\r?\n", source.text)
    if match is None:
        bag.add(documents.no_front_matter(source))
        return None
    close = regex(r"^---[ \t]*\r?$", re.M).search(source.text, match.end())
    if close is None:
        bag.add(documents.open_front_matter(source, Span(match.start(), match.end())))
        return None
    values: dict[str, Value] = {}
    nested: dict[tuple[str, str], Value] = {}
    parent = ""
    at = match.end()
    for line in source.text[match.end() : close.start()].split("\n"):
        parent = _line(source, line.rstrip("\r"), at, values, nested, parent, bag)
        at += len(line) + 1
    front = FrontMatter(values, nested, close.end())
    for key in REQUIRED:
        if not front.get(key):
            bag.add(documents.missing_key(source, Span(match.start(), close.end()), key))
    if front.get("考核期间") and front.period() is None:
        bag.add(documents.bad_period(source, values["考核期间"].span))
    return front


def _line(
    source: Source,
    line: str,
    at: int,
    values: dict[str, Value],
    nested: dict[tuple[str, str], Value],
    parent: str,
    bag: Bag,
) -> str:
    if not line.strip() or line.lstrip().startswith("#"):
        return parent
    match = re.match(r"(\s*)([^:：]+?)\s*[:：]\s*(.*?)\s*$", line)
    if match is None:
        bag.add(documents.bad_front_line(source, Span(at, at + len(line))))
        return parent
    indent, key, text = match.groups()
    value = Value(text, Span(at + match.start(3), at + match.end(3)))
    place = Span(at + match.start(2), at + match.end(2))
    if indent and parent:
        if (parent, key) in nested:
            bag.add(documents.repeated_key(source, place, key))
        nested[(parent, key)] = value
        return parent
    if key not in KEYS:
        bag.add(documents.unknown_key(source, place, key, KEYS))
    elif key in values:
        bag.add(documents.repeated_key(source, place, key))
    values[key] = value
    return key
