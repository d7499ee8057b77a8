"""What the passages of an entry say besides their points: what they are about, what stands around the sentences that score.

In: an entry and its sentences. Out: texts, reasons.
"""

from __future__ import annotations

import re

from compiler.faithful.coverage import matters
from compiler.faithful.quoted import quoted_numbers
from zhunsheng.draft.layout.entries import Entry
from zhunsheng.draft.sentences.awards import priced
from zhunsheng.draft.sentences.conditions import BOTH_WAYS, has_bound
from zhunsheng.draft.sentences.cutting import DUTY, adjusts, fold_text, scores, sentences_of
from zhunsheng.draft.sentences.naming import subject_of
from zhunsheng.draft.sentences.numbering import mark_of
from zhunsheng.draft.sentences.own_words import bound_beside
from zhunsheng.draft.sentences.reading import Reading

_DUTY = "这是义务或要求，原文没有写分值：要核对是否做到的，用是否型事实写“应当 ……”；不核的，在这里说明理由"
_OTHER = "这一句有分值、界限或者后果，没有读成规则"
_CAP = re.compile(r"^最多|^封顶|分扣完为止$")
_POINTS_BEHIND = re.compile(r"[（(][^（()）]*分[）)]\s*$")
AMBIGUOUS = re.compile(r"原文没有写|既含本数又不含|由制定机关定|分不清")
_PICK = "取最高分"
_AFTER_CAP = re.compile(r"(?<=扣完为止)[，,]")


def about(entry: Entry) -> str:
    """What an item is about: its title, or the title above it."""
    return subject_of(entry.title) or subject_of(entry.criterion) or subject_of(entry.under)


def words_beside(entry: Entry) -> str:
    """What the names of an item's facts may take words from besides its sentences."""
    return "。".join((entry.title, entry.under, entry.criterion))


def key_of(entry: Entry) -> str:
    """Return the key under which the facts of an item belong to it."""
    return "/".join((entry.under, entry.number, entry.title))


def adjusted(entry: Entry, scoring: list[str]) -> list[str]:
    """Sentences beside those that score which change what they give: 同一事项取最高分。 Not read yet."""
    sentences = [each for passage in entry.passages for each in sentences_of(passage)]
    others = [each for each in sentences if each not in scoring and adjusts(each) and not scores(each)]
    return [f"“{fold_text(each).strip('。；')}”没有读进规则" for each in others]


def whys(sentences: list[str]) -> tuple[str, ...]:
    """Why sentences without points of their own are left open."""
    return tuple(dict.fromkeys(_DUTY if DUTY.search(fold_text(each)) else _OTHER for each in sentences))


def is_heading(sentence: str, heading: str) -> bool:
    """Whether a sentence is the title with its points and nothing else."""
    return fold_text(sentence).strip("。").endswith(heading.strip("。")) and len(fold_text(sentence)) < len(heading) + 8


def cut_after_cap(text: str) -> list[str]:
    """Cut a text behind 扣完为止: what follows is another sentence."""
    pieces, start = [], 0
    for match in _AFTER_CAP.finditer(text):
        pieces.append(text[start : match.end()])
        start = match.end()
    return [*pieces, text[start:]]


def cap_of_a_part(readings: list[Reading]) -> bool:
    """Whether a cap, or 取最高分, would hold more than the part of the text that it belongs to."""
    capped = [each for each in readings if any(_CAP.search(line) or line == _PICK for line in each.lines)]
    caps = sum(bool(_CAP.search(line)) for each in capped for line in each.lines)
    giving = [each for each in readings if each.groups]
    parts = capped[0].groups > 1 and _PICK not in capped[0].lines if capped else False
    return caps > 1 or (bool(capped) and (len(giving) > 1 or parts))


def beside(entry: Entry) -> str:
    """What stands beside the criteria and may hold the bound that they go on from: a cell, or the heading (甲级病案率≥90%（5分）)."""
    if entry.criterion or not has_bound(fold_text(entry.title)):
        return entry.criterion
    mark = mark_of(entry.heading)
    title = entry.heading[mark.end :] if mark is not None else entry.heading
    return _POINTS_BEHIND.sub("", title).strip()


def quotes_of(entry: Entry, meant: list[str], lines: tuple[str, ...]) -> tuple[str, ...]:
    """What is quoted above rules: the cell beside them where they use its number (每年不少于4次), the sentences that they say,
    and those around them that have no number to account for.
    """
    sentences = [each for passage in entry.passages for each in sentences_of(passage)]
    around = [
        each for each in sentences if each in meant or not (any(quoted_numbers(each, 0, len(each))) or matters(each))
    ]
    bound = bound_beside(beside(entry), meant)
    used = bound and any(each in line for line in lines for each in re.findall(r"[\d.]+", bound))
    return (*((beside(entry).strip(),) if used else ()), *(around if set(meant) <= set(around) else meant))


def without_price(sentences: list[str]) -> tuple[list[str], str]:
    """使用率≤60%，每超1个百分点扣0.5分。（5分）: the sentences without the points of the item behind them, and these."""
    last = priced(fold_text(sentences[-1]).rstrip("。；"))
    if last is None or not scores(last[0]):
        return sentences, ""
    return [*sentences[:-1], last[0]], last[1]


def undecidable(doubt: str, sentences: list[str]) -> bool:
    """Whether words leave two readings, which no reader settles; 一次扣2分，两次扣5分 without 每 is a ladder."""
    ladder = doubt == BOTH_WAYS and not any("每" in each for each in sentences)
    return AMBIGUOUS.search(doubt) is not None and not ladder
