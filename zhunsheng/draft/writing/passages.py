"""What the passages of an entry say besides their points: what they are about, what stands around the sentences that score.

In: an entry and its sentences. Out: texts, reasons.
"""

from __future__ import annotations

import re

from compiler.faithful.coverage import matters
from compiler.faithful.quoted import quoted_numbers
from zhunsheng.draft.layout.entries import Entry
from zhunsheng.draft.sentences.cutting import DUTY, adjusts, fold_text, scores, sentences_of
from zhunsheng.draft.sentences.naming import subject_of
from zhunsheng.draft.sentences.own_words import bound_beside
from zhunsheng.draft.sentences.reading import Reading

_DUTY = "这是义务或要求，原文没有写分值：要核对是否做到的，用是否型事实写“应当 ……”；不核的，在这里说明理由"
_OTHER = "这一句有分值、界限或者后果，没有读成规则"
_CAP = re.compile(r"^最多|^封顶|分扣完为止$")
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


def quotes_of(entry: Entry, meant: list[str], lines: tuple[str, ...]) -> tuple[str, ...]:
    """What is quoted above rules: the cell beside them where they use its number (每年不少于4次), the sentences that they say,
    and those around them that have no number to account for.
    """
    sentences = [each for passage in entry.passages for each in sentences_of(passage)]
    around = [
        each for each in sentences if each in meant or not (any(quoted_numbers(each, 0, len(each))) or matters(each))
    ]
    bound = bound_beside(entry.criterion, meant)
    used = bound and any(each in line for line in lines for each in re.findall(r"[\d.]+", bound))
    return (*((entry.criterion.strip(),) if used else ()), *(around if set(meant) <= set(around) else meant))
