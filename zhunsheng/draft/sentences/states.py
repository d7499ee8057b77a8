"""Steps of a sentence that belong together: points of the item and what is deducted from them, states of which one holds.

In: the steps of a sentence. Out: the steps that become rules one by one, or one line for all of them.
"""

from __future__ import annotations

import re

from attrs import define, evolve, field

from dsl.words.lexicon import lexicon
from dsl.words.numerals import value_of
from dsl.words.trie import longest
from zhunsheng.draft.sentences.conditions import Reader, has_bound
from zhunsheng.draft.sentences.cutting import NUMBER
from zhunsheng.draft.sentences.naming import meaning_of, propose
from zhunsheng.draft.sentences.steps import Cut, Step

_FILLERS = longest(key for key, word in lexicon().words.items() if word.terminal == "FILLER")
# The shortest subject, so that the grade is the longest: 评议 基本满意, not 评议基本 满意. What is denied is no grade: 不算优秀.
_GRADED = re.compile(
    rf"^(?:{_FILLERS})*(?P<of>[^，不未非]{{2,20}}?)??(?:{_FILLERS})*(?P<grade>{longest(lexicon().speech['grades'])})$"
)
_CLOSING = re.compile(rf"(?:，|{_FILLERS})+$")


@define
class Work:
    """What is known of the item while its sentences are read, and what they have given so far."""

    conditions: Reader
    sign: str = ""
    points: str = ""  # of the item, as a number
    title: str = ""
    criterion: str = ""
    lines: list[str] = field(factory=list)
    doubts: list[str] = field(factory=list)
    stated: str = ""
    base: tuple[str, ...] = ()  # the 分句 that the item's points were for


def without_base(cut: Cut, work: Work) -> list[Step]:
    """准确无误，记2分，1项有误扣0.5分: the item's points, from which is deducted; 全部进驻记3分，…按比例: a share of them."""
    kept = list(cut.steps)
    shared = any(each.award.kind == "share" for each in kept)
    for at, step in enumerate(cut.steps):
        later = cut.steps[at + 1 :]
        if later and _may_be_base(step) and _is_base(step, later, cut, work):
            work.stated = work.stated or step.award.points
            work.base = step.pieces
            kept.remove(step)
        elif step.award.kind == "none" and shared:
            kept.remove(step)
    return [_zeroing(each, kept) for each in kept if not (each.award.kind == "fixed" and each.award.points == "0")]


def _may_be_base(step: Step) -> bool:
    fixed = step.award.kind == "fixed" and step.award.sign == "记" and step.award.per is None
    return step.award.kind == "price" or fixed


def _is_base(step: Step, later: list[Step], cut: Cut, work: Work) -> bool:
    whole = step.award.points == work.points or step.award.kind == "price"
    if later[0].award.sign == "扣" and later[0].award.per is not None:
        return whole or (not work.points and any(not each.caps for each in cut.modifiers))
    return whole and any(each.award.kind == "share" for each in later)


def _zeroing(step: Step, steps: list[Step]) -> Step:
    """超过10处的不得分 where everything else deducts: the item gives nothing, not this 分句 only."""
    others = [each for each in steps if each is not step]
    deducting = all(each.award.sign == "扣" or each.award.kind in ("none", "zero", "consequence") for each in others)
    if step.award.kind == "none" and step.award.sign == "记" and deducting and not step.otherwise:
        return evolve(step, award=evolve(step.award, kind="zero", says="此项不记分"))
    return step


# ---------------------------------------------------------------------------------------------------------------- states


def are_states(steps: list[Step], work: Work) -> bool:
    """已开展…记2分，…不完全的，酌情给分，未开展不记分: states of one thing, of which one holds."""
    if are_grades(steps):
        return True
    kinds = {step.award.kind for step in steps}
    if "fixed" not in kinds and "discretion" not in kinds:
        return False  # whatever happens, the item is lost: each for itself
    plain = all(step.award.sign == "记" and step.award.per is None and step.pieces for step in steps)
    if (
        len(steps) < 2
        or not plain
        or not kinds <= {"fixed", "none", "discretion"}
        or (kinds == {"fixed"} and work.sign)
    ):
        return False
    texts = ["，".join(step.pieces) for step in steps]
    if any(step.otherwise for step in steps):
        return False
    if any(has_bound(text) or re.search(rf"{NUMBER}[%件次个项名篇人]", text) for text in texts):
        return False
    if kinds == {"fixed"}:
        return _one_of(steps, work)
    return not (len(steps) == 2 and _opposites(texts))


def are_grades(steps: list[Step]) -> bool:
    """评议优等不扣分，一般扣4分，较差扣8分: each names nothing but one of the grades of one thing, which the first may name."""
    found = [_grade_of(step) for step in steps]
    grades = {grade for _, grade in found}
    plain = all(step.award.kind in ("fixed", "none", "discretion") and step.award.per is None for step in steps)
    return plain and "" not in grades and len(grades) == len(steps) > 1 and not any(of for of, _ in found[1:])


def _grade_of(step: Step) -> tuple[str, str]:
    """What a grade is said of, and the grade; both empty where a condition ends with none."""
    match = _GRADED.match(_CLOSING.sub("", "，".join(step.pieces)))
    return (match["of"] or "", match["grade"]) if match is not None else ("", "")


def _one_of(steps: list[Step], work: Work) -> bool:
    """整体接入记10分，单机接入记5分 of 10: one of them. 制定得2分，实施得3分，见效得5分 of 10: all of them. Otherwise nobody can tell."""
    points = [value_of(step.award.points)[0] for step in steps]
    item = value_of(work.points)[0] if work.points else None
    if item is not None and sum(points) == item:
        return False
    if item is None or max(points) != item:
        work.doubts.append("几种情形是择一还是累加，原文没有写")
    return True


def _opposites(texts: list[str]) -> bool:
    first, second = (text.rstrip("的") for text in texts)
    last = second.split("，")[-1]
    plain = re.sub(r"^(?:未能?|没有|不|无)", "", last)
    rest = iter(first)
    return plain != last and len(plain) >= 2 and all(char in rest for char in plain)


def write_states(steps: list[Step], work: Work) -> None:
    """One fact with the states as its values."""
    of, names = "", [propose(list(step.pieces)).replace("、", "") for step in steps]
    if are_grades(steps):
        (of, _), names = _grade_of(steps[0]), [_grade_of(step)[1] for step in steps]
    whole = "；".join("，".join(step.pieces) for step in steps)
    base = propose([of]) or propose([work.title]) or names[0]
    taken = work.conditions.names.members
    members = [f"{base}{name}" if name in taken else name for name in names]
    if len(set(members)) < len(members) or not all(members):
        work.doubts.append("几种情形的说法一样，分不开")
        return
    title = base if base.endswith("情况") else f"{base}情况"
    work.conditions.take(title, f"等级（{'、'.join(members)}）", meaning_of(whole))
    work.lines.append("；".join(f"{member} {step.award.says}" for member, step in zip(members, steps, strict=True)))
