"""Numbers that Word writes by itself (一、（一）1.): they are printed, but stand in no text. In: a document. Out: each paragraph's number.

Source: ECMA-376 part 1, 17.9 (numbering): levels of an abstract numbering, their formats, start values and overrides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from attrs import define, field
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """Return a number below a hundred as headings have it: 十二, 二十."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "decimalZero": lambda number: f"{number:02}",
}


@define
class Numbers:
    """Counts the paragraphs of a document, list by list."""

    levels: dict[str, dict[int, tuple[str, str, int]]]  # list → level → format, text, start
    counts: dict[str, dict[int, int]] = field(factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbers:
        """Read the numbering part; a document may have none."""
        try:
            root: Any = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls({})
        abstract = {each.get(qn("w:abstractNumId")): _levels(each) for each in root.findall(qn("w:abstractNum"))}
        lists = {}
        for each in root.findall(qn("w:num")):
            link = each.find(qn("w:abstractNumId"))
            own = dict(abstract.get(link.get(qn("w:val")), {})) if link is not None else {}
            for override in each.findall(qn("w:lvlOverride")):
                level, start = int(override.get(qn("w:ilvl"), "0")), override.find(qn("w:startOverride"))
                if start is not None and level in own:
                    own[level] = (*own[level][:2], int(start.get(qn("w:val"), "1")))
            lists[each.get(qn("w:numId"))] = own
        return cls(lists)

    def number(self, paragraph: Paragraph) -> str:
        """Return the number that is printed before a paragraph; "" for none and for bullets."""
        place = _place(paragraph)
        if place is None or place[1] not in self.levels.get(place[0], {}):
            return ""
        (name, level), levels = place, self.levels[place[0]]
        counts = self.counts.setdefault(name, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level][0] == "bullet":
            return ""
        return re.sub(r"%(\d)", lambda match: self._shown(name, int(match[1]) - 1), levels[level][1])

    def _shown(self, name: str, level: int) -> str:
        form, _, start = self.levels[name].get(level, ("decimal", "", 1))
        return _FORMATS.get(form, str)(self.counts[name].get(level, start))


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    found = {}
    for each in abstract.findall(qn("w:lvl")):
        values = {}
        for tag in ("numFmt", "lvlText", "start"):
            child = each.find(qn(f"w:{tag}"))
            values[tag] = child.get(qn("w:val"), "") if child is not None else ""
        start = int(values["start"]) if values["start"].isdigit() else 1
        found[int(each.get(qn("w:ilvl"), "0"))] = (values["numFmt"] or "decimal", values["lvlText"], start)
    return found


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level of a paragraph: its own, or that of its style."""
    elements: list[Any] = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None and len(elements) < 10:
        elements.append(style.element.pPr)
        style = getattr(style, "base_style", None)
    for each in elements:
        number = each.numPr if each is not None else None
        if number is not None and number.numId is not None:
            level = number.ilvl.val if number.ilvl is not None else 0
            return str(number.numId.val), level
    return None
