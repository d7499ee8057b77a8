"""The gold sentences of one text judged against one draft: right, wrong, open or missed, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from attrs import field, frozen

from tools.gold.agreeing import agree
from tools.gold.drafts import Section, read_draft
from tools.gold.places import Place, Places, meet, plain
from tools.gold.sides import Side, mentions, parted, side_of

RIGHT, WRONG, OPEN, MISSED = "right", "wrong", "open", "missed"
# 未按规定处置，致使再次发生的 read as 未致使再次发生
_TURNED = re.compile(r"(未|没有)(致使|造成|引发|导致|发生|出现)[^,。；;]{0,6}")
_LACKING = re.compile(r"每?[缺少]少?[1一]|每[缺少]")
_NOT_THERE = re.compile("[缺少欠差漏未没不无]")
Ruled = list[tuple[Section, list[str]]]


@frozen
class Row:
    """One gold reading: ``gold`` [] scores nothing, None could not be said when it was written."""

    id: str
    sentence: str
    gold: list[str] | None
    points: str | None = None
    item: str = ""
    alt: list[list[str]] = field(factory=list)  # other readings that are right too
    must: list[str] = field(factory=list)  # words that the facts have to speak of
    never: list[str] = field(factory=list)  # words that they must not have (未 in the wrong place)
    why: str = ""

    @property
    def of_item(self) -> Fraction | None:
        """The points of the item that the sentence belongs to."""
        found = re.search(r"\d+(?:\.\d+)?", self.points or "")
        return Fraction(found[0]) if found and self.item not in ("加分项", "扣分项") else None


@frozen
class Verdict:
    """What became of a gold sentence."""

    row: Row
    fate: str
    why: str = ""
    lines: tuple[str, ...] = ()


def read_gold(path: Path) -> list[Row]:
    """Read the gold of one text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Row(
            **{key: each[key] for key in ("id", "sentence", "gold")},
            **{key: each[key] for key in ("points", "item", "alt", "must", "why") if key in each},
            never=each.get("not", []),
        )
        for each in rows
    ]


class Judge:
    """Judges the gold sentences of one text against one draft."""

    def __init__(self, gold: list[Row], policy: str, source: str) -> None:
        """``policy`` is the drafted policy.md, ``source`` the official text."""
        self.source, self.gold = plain(source), gold
        drafted = read_draft(policy, self.source)
        self.sections, self.declared = drafted.sections, drafted.declared
        self.kinds = drafted.kinds or ("某类被考核单位",)
        places = Places(self.source)
        self.spans = [places.find(each.sentence) for each in gold]

    def verdicts(self) -> Iterator[Verdict]:
        """Yield a verdict for each sentence, in order. What could not be said and is left open is right."""
        for row, span in zip(self.gold, self.spans, strict=True):
            fate, why, lines = self._verdict(row, span)
            if fate == OPEN and row.gold is None:
                fate, why = RIGHT, f"待定：{row.why}"
            yield Verdict(row, fate, why, tuple(lines))

    def _verdict(self, row: Row, span: Place | None) -> tuple[str, str, list[str]]:
        if span is None:
            return MISSED, "句子不在原文里", []
        near = [each for each in self.sections if any(meet(place, span) for place, _ in each.spans)]
        ruled = [(each, lines) for each in near if (lines := self._lines(each, span))]
        opened = [each for each in near if each.open] or ([] if near else self._unquoted(row))
        lines = [line for _, some in ruled for line in some]
        if row.gold == []:
            return (WRONG, "不计分的句子写成了规则", lines) if ruled else (OPEN if opened else RIGHT, "", [])
        if not ruled:
            return (OPEN, opened[0].open, []) if opened else (MISSED, "没有规则，也没有待定", [])
        if opened:
            return OPEN, "一部分待定：" + opened[0].open, lines
        if row.gold is None:
            return WRONG, "语言说不出来的句子写成了完整的规则", lines
        lost = self._words(row, ruled)
        if lost:
            return WRONG, lost, lines
        how, why = self._compare(row, ruled)
        how = how or self._together(near)
        return (RIGHT, how, lines) if how else (WRONG, why, lines)

    def _words(self, row: Row, ruled: Ruled) -> str:
        """What the words of the rules lack, or say the other way round."""
        told, sentence = self._told(ruled), plain(row.sentence)
        turned = [each for each in row.never if plain(each) in told]
        turned += [match[0] for match in _TURNED.finditer(told) if match[0] not in sentence]
        if _LACKING.search(sentence) and not _NOT_THERE.search(self._told(ruled, headings=False)):
            turned.append("缺的数写成了有的数")
        lost = [each for each in row.must if plain(each) not in told]
        return "意思反了：" + "、".join(turned) if turned else "没有读进来：" + "、".join(lost) if lost else ""

    def _unquoted(self, row: Row) -> list[Section]:
        """What is left open and does not quote its sentence: the names that were read from it tell."""
        sentence = plain(row.sentence)
        named = [
            (each, re.findall(r"事实 ([^：`]+)：", each.candidates))
            for each in self.sections
            if each.open and not each.spans
        ]
        return [each for each, names in named if names and all(plain(name) in sentence for name in names)]

    def _lines(self, section: Section, span: Place) -> list[str]:
        """The lines of a section that were read from the sentence at a place."""
        others = any(
            other and other != span and any(meet(place, other) for place, _ in section.spans) for other in self.spans
        )
        own = [
            line
            for line, at in zip(section.lines, section.of, strict=True)
            if at < len(section.spans) and meet(section.spans[at][0], span)
        ]
        return own if own or others else section.lines

    def _told(self, ruled: Ruled, *, headings: bool = True) -> str:
        """All words of some rules: the lines, the names of their facts, what the facts say of themselves, the headings."""
        text = "\n".join(line for _, lines in ruled for line in lines)
        says = [each for each in self.declared.values() if mentions(each, text)]
        titles = [section.title for section, _ in ruled] if headings else []
        return plain("\n".join((text, *says, *titles)))

    # ---------------------------------------------------------------------------------------------------------- meaning

    def _side(self, ruled: Ruled, points: Fraction | None) -> Side:
        text = "\n".join(line for _, some in ruled for line in some)
        own = dict.fromkeys(each for section, _ in ruled for each in section.declared if mentions(each, text))
        more = dict.fromkeys(each for each in self.declared.values() if mentions(each, text) and each not in own)
        known: list[str] = []
        for each in (*own, *more):  # what an indicator is made of
            known += [other for other in self.declared.values() if mentions(other, each) and other != each]
        heads = list(dict.fromkeys((*known, *own, *more)))
        parts = [list(some) for _, some in ruled]
        return side_of([[*heads, *parts[0]], *parts[1:]], points, self.kinds)

    def _compare(self, row: Row, ruled: Ruled) -> tuple[str, str]:
        why = ""
        for points in _tries(row.of_item, ruled):
            made = self._side(ruled, points)
            if made.policy is None:
                why = why or "起草的规则单独不能编译：" + "；".join(made.errors)
                continue
            for lines in (row.gold or [], *row.alt):
                gold = side_of(parted(lines), points)
                if gold.policy is None:
                    why = "手写的规则不能编译：" + "；".join(gold.errors)
                    continue
                if how := agree(gold, made):
                    return how, ""
                why = why or "含义不同"
        return "", why

    def _together(self, near: list[Section]) -> str:
        """Whether everything under these headings together means what all their sentences mean together."""
        rows = [
            row
            for row, span in zip(self.gold, self.spans, strict=True)
            if span and any(meet(place, span) for each in near for place, _ in each.spans)
        ]
        if len(rows) < 2 or any(not row.gold for row in rows):
            return ""
        points = rows[0].of_item
        gold = side_of([part for row in rows for part in parted(row.gold or [])], points)
        made = self._side([(each, each.lines) for each in near if each.lines], points)
        return "合起来" + how if (how := agree(gold, made)) else ""


def _tries(points: Fraction | None, ruled: Ruled) -> Iterator[Fraction | None]:
    """Under which points the readings are compared: those of the item; without any where the draft's headings have none."""
    yield points
    if points is not None and all(not section.above_points for section, _ in ruled):
        yield None
