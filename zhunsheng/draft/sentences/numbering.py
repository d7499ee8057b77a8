"""The numbers that official documents give their parts: 第…章, 第…条, 一、（一）1.（1）①, 附件. In: a line. Out: its mark.

Source: 党政机关公文格式 (GB/T 9704—2012) for 一、（一）1.（1）; 立法技术规范 for 编、章、节、条.
"""

from __future__ import annotations

import re

from attrs import frozen

_CHINESE = "零〇一二三四五六七八九十百"
# Kind of mark → its form at the beginning of a line. The order is that of the usual nesting.
_FORMS = (
    ("附件", r"附件\s*[\d一二三四五六七八九十]+\s*[:：]?(?=\s|$)|附件\s*[:：]?\s*$"),
    ("部分", rf"第[{_CHINESE}\d]+部分"),
    ("章", rf"第[{_CHINESE}\d]+[编章]"),
    ("节", rf"第[{_CHINESE}\d]+节"),
    ("条", rf"第[{_CHINESE}\d]+条(?:之[{_CHINESE}]+)?"),
    ("一、", r"[一二三四五六七八九十]+、"),
    ("（一）", r"[（(][一二三四五六七八九十]+[）)]"),
    (
        "1.1",
        r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2}){0,2}[.．、]?(?![\d.．])\s*(?=[^\d\s%％‰个次分件项名人天年月日万亿元米吨倍—～~至和])",
    ),
    ("1.", r"\d{1,3}(?:[、．]|\.(?!\d)|\.(?=\d{4}\s*年))"),
    ("A.", r"[A-Z]\d{0,2}[.．、](?=[^\d])"),
    ("（1）", r"[（(]\d{1,3}[）)]"),
    ("①", r"[①-⑳]"),
    ("一是", r"[一二三四五六七八九十]是"),
)
_MARK = re.compile(r"[\s\u3000#]*(?:" + "|".join(f"(?P<k{i}>{form})" for i, (_, form) in enumerate(_FORMS)) + ")")
TOP = ("附件", "部分", "章")
_INNER = re.compile(r"(?:(?<=[。；;，,、：:）)\s])|(?<=^))(?=\d{1,2}(?:[、．]|\.(?!\d))\s*[^\d\s])")


@frozen
class Mark:
    """A number at the beginning of a line: its kind, its spelling, and where the text behind it begins."""

    kind: str
    text: str
    end: int


def mark_of(line: str) -> Mark | None:
    """Return the number that a line begins with."""
    match = _MARK.match(line)
    if match is None:
        return None
    index = next(i for i in range(len(_FORMS)) if match[f"k{i}"] is not None)
    return Mark(_FORMS[index][0], match[f"k{index}"].strip(), match.end())


def split_numbered(text: str) -> list[str]:
    """Cut a cell at the numbers 1. 2. … inside it, where they count up from one; otherwise it is one piece."""
    places = [match.start() for match in _INNER.finditer(text)]
    numbers = [int(first[0]) for at in places if (first := re.match(r"\d+", text[at:]))]
    kept: list[int] = []
    for at, number in zip(places, numbers, strict=True):
        if number == len(kept) + 1 or (not kept and at == len(text) - len(text.lstrip())):
            kept.append(at)
    if len(kept) < 2:
        return [text]
    head = text[: kept[0]]
    pieces = [text[start:end] for start, end in zip(kept, [*kept[1:], len(text)], strict=True)]
    return [head, *pieces] if head.strip() else pieces
