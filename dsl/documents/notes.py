"""Notes: a paragraph 注：… in, a ``Note`` out. A note that records a defect of the source says so in its brackets.

``注（重叠）：`` names the kind of defect, ``注（12）：`` waives a number, ``注（等价）：`` declares a mutant equivalent, and
``注（歧义、12）：`` does two of these at once. What a defect note says is read sentence by sentence: the problem, from “这里…”
on the reading that the policy takes, from “若…” on the other reading and what it would change.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from attrs import field, frozen

from dsl.diagnostics import Bag
from dsl.documents.defect_kinds import BY_NAME, DefectKind
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.problems import notes as problems
from dsl.source import Source, Span
from dsl.words.numerals import CHINESE

EQUIVALENT = "等价"
# What else than a number a note can waive: the words that 对账 compares.
WORDS = (
    "此项不记分",
    "不记分",
    "不扣分",
    "不加分",
    "满分",
    "一票否决",
    "减半",
    "加倍",
    "扣完为止",
    "封顶",
    "除外",
    "否则",
    "取消",
    "按比例",
    "名次",
    "每",
    "未",
    "且",
    "或",
)
_NOTE = regex(r"注\s*(?:[（(]([^（）()]*)[）)])?\s*[：:]\s*")
_READING = ("这里", "取", "由考核人", "照录", "照原文")
_OTHER = ("若", "如果", "另一种读法")
_NUMERAL = regex(rf"[\d{CHINESE}]")
_OPEN, _CLOSE = "“‘（(《「", "”’）)》」"


@frozen(repr=False, eq=False)
class Other(Node):
    """A reading that the policy does not take, and what it would change."""

    reading: str
    effect: str


@frozen(repr=False, eq=False)
class Finding(Node):
    """One defect that a note records: what is wrong, the reading taken, the others."""

    problem: str
    reading: str
    others: tuple[Other, ...]


@frozen(repr=False, eq=False)
class Note(Node):
    """A paragraph 注：…; ``waives`` are the numbers that need not be accounted for, ``kinds`` what it records of the source."""

    text: str
    span: Span
    waives: str = ""
    kinds: tuple[DefectKind, ...] = ()
    equivalent: bool = False
    findings: tuple[Finding, ...] = field(default=(), eq=False)


def read_note(text: str, span: Span, source: Source, bag: Bag) -> Note | None:
    """Read a paragraph as a note; None when it is none."""
    match = _NOTE.match(text)
    if match is None:
        return None
    marks = [part.strip() for part in (match[1] or "").split("、") if part.strip()]
    kinds = tuple(BY_NAME[mark] for mark in marks if mark in BY_NAME)
    waives = [mark for mark in marks if mark not in BY_NAME and mark != EQUIVALENT]
    for mark in waives:
        if not _NUMERAL.search(mark) and mark not in WORDS:
            near = get_close_matches(mark, [*BY_NAME, EQUIVALENT, *WORDS], 1, 0.4)
            bag.add(problems.unknown_mark(source, span, mark, near[0] if near else ""))
    rest = text[match.end() :]
    findings = tuple(_findings(rest)) if kinds else ()
    note = Note(rest, span, "、".join(waives), kinds, EQUIVALENT in marks, findings)
    _check(note, source, bag)
    return note


def _check(note: Note, source: Source, bag: Bag) -> None:
    """A defect that touches the score names the reading taken; one of two readings names the other too."""
    for kind in note.kinds:
        if kind.needs_reading and not all(each.reading for each in note.findings):
            bag.add(problems.no_reading(source, note.span, kind.name))
        elif kind.needs_other and not any(each.others for each in note.findings):
            bag.add(problems.no_other_reading(source, note.span, kind.name))


def _findings(text: str) -> Iterator[Finding]:
    """Cut a note into its findings: a new sentence after a reading begins the next problem."""
    parts: dict[str, list[str]] = {"problem": [], "reading": []}
    others: list[list[str]] = []
    now = "problem"
    for clause, starts in _clauses(text):
        if clause.startswith(_OTHER):
            now = "other"
            others.append([])
        elif starts and now != "problem" and not clause.startswith(_READING):
            yield _finding(parts, others)
            parts, others, now = {"problem": [], "reading": []}, [], "problem"
        elif now == "problem" and clause.startswith(_READING):
            now = "reading"
        (others[-1] if now == "other" else parts[now]).append(clause)
    yield _finding(parts, others)


def _finding(parts: dict[str, list[str]], others: list[list[str]]) -> Finding:
    made = tuple(Other(_plain(each[0]), _plain("".join(each[1:]))) for each in others)
    return Finding(_plain("".join(parts["problem"])), _plain("".join(parts["reading"])), made)


def _plain(text: str) -> str:
    return text.strip().rstrip("，；。、：")


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses of a text, each with its closing mark, and whether it begins a sentence; marks in quotes close none."""
    depth, start, begins = 0, 0, True
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and char in "，；。：":
            yield text[start : at + 1].lstrip(), begins
            start, begins = at + 1, char == "。"
    if text[start:].strip():
        yield text[start:].lstrip(), begins
