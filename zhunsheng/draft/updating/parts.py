"""This year's policy, section by section, with what next year's text leaves of each.

In: this year's policy and the alignment of both texts. Out: ``Part`` values in the order of the file; each has one text, or several to try
in turn: this year's rules as they are, with next year's numbers, the draft's reading, nothing but the question.
"""

from __future__ import annotations

import re
from itertools import combinations

from attrs import define, field, frozen

from compiler.faithful.coverage import quote_places
from compiler.pipeline import Compiled
from dsl.documents.policy_file import Quote, Section
from dsl.source import Span
from zhunsheng.draft.layout.entries import points_of
from zhunsheng.draft.sentences.cutting import fold_text, scores
from zhunsheng.draft.updating.changes import CHANGED, GONE, SAME, flat
from zhunsheng.draft.updating.comparing import numbers_changed
from zhunsheng.draft.updating.pieces import Alignment, Moved
from zhunsheng.draft.updating.renumbering import only_numbers_changed, renumbered
from zhunsheng.draft.updating.reusing import Reuse
from zhunsheng.draft.writing.clause import Clause

_FENCE = re.compile(r"(?ms)^```规则\n(?P<body>.*?)^```[ \t]*\n?")
_MOST_PARTS = 6
_TABLE = re.compile(r"(?m)(?:^\|.*\n?)+")


@frozen
class Choice:
    """A text for a section, the rules that stand in it, and what of this year's it leaves out."""

    text: str
    rules: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@define
class Part:
    """A section of next year's policy. ``choices`` are tried in turn until the policy compiles without the question (``asked``):
    what is left open is compared with its sentence less strictly.
    """

    level: int
    choices: list[Choice]
    section: Section | None = None  # of this year's policy
    kind: str = SAME
    moved: tuple[tuple[Quote, Moved], ...] = ()
    places: tuple[Span, ...] = ()  # of its quotes in this year's text
    head: tuple[int, int] | None = None  # the pieces of both texts that are its heading
    own: bool = field(default=False)  # whether it comes from the draft
    asked: str = ""

    @property
    def now(self) -> Choice:
        """The text that is tried now."""
        return self.choices[0]

    def text(self) -> str:
        """Its text, with the question."""
        return _with(self.now.text, self.asked) if self.asked else self.now.text

    def changed(self) -> tuple[tuple[str, str], ...]:
        """The pieces of its quotes that changed."""
        return tuple(pair for _, each in self.moved for pair in each.changed)

    def at(self) -> frozenset[int]:
        """The new pieces that its quotes stand in."""
        own = frozenset(at for _, each in self.moved for at in each.at)
        return own | {self.head[1]} if self.head is not None else own


def parts_of(old: Compiled, alignment: Alignment, reuse: Reuse) -> list[Part]:
    """Return this year's sections; those whose sentences are all gone have the kind 删去."""
    assert old.document is not None
    places = {id(quote): span for quote, span, _ in quote_places(old.document, alignment.before)}
    made = []
    for section in old.document.sections:
        moved = tuple(
            (quote, alignment.moved(quote.text, places[id(quote)])) for quote in section.quotes if id(quote) in places
        )
        kind = _kind(moved)
        spans = tuple(places[id(quote)] for quote, _ in moved)
        text = _renewed(section, reuse.text(section), moved)
        head = _head(text.split("\n")[0], alignment)
        made.append(Part(section.level, [Choice(text, reuse.rules(section))], section, kind, moved, spans, head))
    return made


def _head(heading: str, alignment: Alignment) -> tuple[int, int] | None:
    """The piece of both texts that is a heading of the policy, points and all."""
    wanted = fold_text(heading.lstrip("# "))
    for at, piece in enumerate(alignment.old):
        if at in alignment.pairs and fold_text(piece.text) == wanted:
            return at, alignment.pairs[at]
    return None


def _kind(moved: tuple[tuple[Quote, Moved], ...]) -> str:
    if moved and not any(each.at for _, each in moved):
        return GONE
    return CHANGED if any(each.changed or each.gone for _, each in moved) else SAME


def _renewed(section: Section, text: str, moved: tuple[tuple[Quote, Moved], ...]) -> str:
    """The text of a section with its quotes as the new source has them."""
    start = section.heading.start
    for quote, each in reversed(moved):
        if each.texts != (quote.text,):
            new = "\n\n".join("\n".join(f"> {line}" for line in _lines(part)) for part in each.texts)
            text = text[: quote.span.start - start] + new + text[quote.span.end - start :]
    return re.sub(r"\n{3,}", "\n\n", text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in re.sub(r"</?[A-Za-z][^<>\n]{0,40}>", "\n", text).split("\n") if line.strip()]


def offer(part: Part, reuse: Reuse, read: Clause | None, others: list[Section]) -> None:
    """Give a changed section its choices; ``read`` is the draft's reading of what it quotes now."""
    section = part.section
    if section is None or not section.fences or part.kind != CHANGED:
        return
    kept, old, needed = part.now, reuse.rules(section), reuse.needed(section, others)
    part.asked = _asked(part, old)
    pairs, gone = part.changed(), [each for _, moved in part.moved for each in moved.gone]
    every = [pair for _, moved in part.moved for pair in moved.pairs]
    rest = [pair for pair in pairs if not _heads(*pair)]
    only_numbers = bool(rest) and not gone and all(only_numbers_changed(*pair) for pair in rest)
    made = renumbered(old, every) if only_numbers else ()
    choices = []
    if made:
        choices.append(Choice(reuse.exchanged(section, kept.text, dict(zip(old, made, strict=True))), made))
    choices += _fewer(section, kept.text, old, reuse) if gone else [Choice(kept.text, old)]
    lost = _lost(section, old)
    bare = _FENCE.sub("", _TABLE.sub("", kept.text)).rstrip() + "\n\n"
    if read is not None and read.lines and not read.doubts:
        rules = "\n".join((*needed, *(each.says for each in read.facts), *read.lines))
        notes = "".join(f"{each}\n\n" for each in read.remarks)
        choices.append(Choice(f"{bare}```规则\n{rules}\n```\n\n{notes}", read.lines, lost))
    bare += "```规则\n" + "\n".join(needed) + "\n```\n\n" if needed else ""
    part.choices = [*choices, Choice(bare, (), lost)]


def _fewer(section: Section, text: str, old: tuple[str, ...], reuse: Reuse) -> list[Choice]:
    """The rules without one or two of their parts, where one or two parts of the sentence are gone; 对账 tells which."""
    parts = [(line, part) for line in old for part in line.split("；")]
    made = []
    for size in (1, 2):
        for away in combinations(range(len(parts)), size) if len(parts) <= _MOST_PARTS else ():
            kept: dict[str, list[str]] = {line: [] for line in old}
            for at, (line, part) in enumerate(parts):
                if at not in away:
                    kept[line].append(part)
            lines = {line: "；".join(some) for line, some in kept.items()}
            why = "原文删去了这一句"
            dropped = tuple(f"规则“{parts[at][1]}”：{why}" for at in away)
            made.append(Choice(reuse.exchanged(section, text, lines), tuple(filter(None, lines.values())), dropped))
    return made


def _heads(before: str, after: str) -> bool:
    """退单率（10分） → 退单率（12分）: the points of a heading, which stand on the heading."""
    title, points = points_of(before)
    return bool(points) and not scores(title) and only_numbers_changed(before, after)


def _lost(section: Section, rules: tuple[str, ...]) -> tuple[str, ...]:
    why = "原文变了，与新的原文对不上"
    rows = sum(len(table.rows) for table in section.tables)
    return (f"规则“{'；'.join(rules)}”：{why}", *((f"案例 {rows} 行：规则没有沿用",) if rows else ()))


def lost_with(section: Section, rules: tuple[str, ...]) -> tuple[str, ...]:
    """What goes with a section whose sentences are gone."""
    rows = sum(len(table.rows) for table in section.tables)
    notes = len(section.notes)
    why = "原文删去了这一句"
    found = [f"规则“{'；'.join(rules)}”"] if rules else []
    found += [f"案例 {rows} 行"] if rows else []
    found += [f"注 {notes} 条"] if notes else []
    return tuple(f"{each}：{why}" for each in found)


def _asked(part: Part, rules: tuple[str, ...]) -> str:
    """Both wordings of what changed, for the clerk to decide."""
    lines = []
    for before, after in part.changed():
        numbers = numbers_changed(before, after)
        what = f"变了的数：{'，'.join(numbers)}" if numbers else "数没有变，字句变了"
        lines.append(f"待定：与上一份不同。上一份写“{flat(before)}”；{what}。规则、注、案例都要照新的原文核对。")
    lines += [
        f"待定：上一份的“{flat(each)}”新的原文里没有了，规则要照新的原文核对。"
        for _, moved in part.moved
        for each in moved.gone
    ]
    if rules:
        lines.append("上一份的规则：" + "；".join(f"`{line}`" for line in rules))
    return "\n\n".join(lines)


def _with(text: str, asked: str) -> str:
    """Put the question behind the rules, before the cases."""
    fence = _FENCE.search(text)
    table = _TABLE.search(text)
    at = fence.end() if fence else table.start() if table else len(text.rstrip()) + 1
    return f"{text[:at].rstrip()}\n\n{asked}\n\n{text[at:].lstrip()}".rstrip() + "\n\n"
