"""A scoring sentence → rules in the language, or the reason why not. Nothing is invented: what is unclear is left open.

In: the sentences of one entry. Out: ``Reading`` for each: lines of rules, and a doubt where the sentence was not read whole.
"""

from __future__ import annotations

import re
from collections import Counter

from attrs import define, evolve, frozen

from zhunsheng.draft.sentences.awards import band_of
from zhunsheng.draft.sentences.conditions import BOTH_WAYS, Condition
from zhunsheng.draft.sentences.counting import counted, ranked, shared
from zhunsheng.draft.sentences.cutting import split
from zhunsheng.draft.sentences.states import Work, are_states, without_base, write_states
from zhunsheng.draft.sentences.steps import Step, cut_up, plain

_FROM_TOTAL = re.compile(r"^(?:并|同时|另外?|还)?(?:在|从)?(?:年度|考核)?总[分成](?:中|里|绩中|绩)?$")
_END = re.compile(r"[\d.]+ 分(?=以[上下]$)")
_ALSO = re.compile(r"^(?:并|同时|且|还)+$")


@frozen
class Reading:
    """What became of a sentence. ``points`` are those of the item where the sentence states them (（5分）)."""

    sentence: str
    lines: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    points: str = ""
    groups: int = 1  # how many parts, cut at ；, give points


@define
class SentenceReader:
    """Reads the sentences of one entry, one after the other."""

    work: Work
    before: Condition = Condition()

    def read(self, sentence: str) -> Reading:
        """Read one sentence."""
        work = self.work
        work.lines, work.doubts, work.stated, work.base = [], [], "", ()
        bands = _bands(sentence)
        if bands is not None:
            return bands
        cut = cut_up(sentence, work.sign)
        work.stated = cut.stated
        steps = without_base(cut, work)
        if are_states(steps, work):
            write_states(steps, work)
        else:
            self.before = Condition()
            for step in steps:
                self._step(step)
        if len(set(work.lines)) < len(work.lines) or _said_twice(work.lines):
            work.doubts.append("几句话说的是不是同一件事，没有读出来")
        lines = (*work.lines, *(each.says for each in cut.modifiers))
        doubts = tuple(dict.fromkeys((*cut.doubts, *work.doubts)))
        return Reading(sentence, lines, doubts, work.stated, cut.groups)

    def _step(self, step: Step) -> None:
        if step.award.per is not None:
            counted(step, self.work)
            return
        match step.award.kind:
            case "share":
                shared(step, self.work)
            case "rank":
                ranked(step, self.work)
            case "none" if not step.pieces or step.otherwise:
                pass  # what does not hold gives nothing anyway
            case _:
                self._fixed(step)

    def _fixed(self, step: Step) -> None:
        work = self.work
        if step.otherwise:
            work.doubts.append("“否则”接着前面的什么，没有读出来")
            return
        if step.pieces and _FROM_TOTAL.match(step.pieces[-1]):
            work.doubts.append("从总分里扣，不是从这一项里扣，没有读进规则")
            return
        again = not step.pieces or (len(step.pieces) == 1 and _ALSO.match(step.pieces[0]) is not None)
        condition = (
            self.before if again and step.award.kind == "consequence" else work.conditions.read(list(step.pieces))
        )
        self.before = condition
        if condition.doubt == BOTH_WAYS and step.award.kind in ("zero", "consequence", "veto"):
            condition = evolve(condition, doubt="")  # whatever was counted, the item is lost
        if again and not condition.says and step.pieces:
            work.doubts.append(f"“{step.pieces[0]}”接着前面的哪种情形，没有读出来")
            return
        if condition.doubt or not condition.says:
            work.doubts.append(condition.doubt or "没有读出条件")
            return
        if step.award.kind == "price":
            work.stated = work.stated or step.award.points
        nothing = step.award.kind == "none" and condition.kind == "flag" and not condition.says.startswith("未 ")
        if not (nothing and work.lines):
            work.lines.append(f"{condition.says} {step.award.says}")


def _bands(sentence: str) -> Reading | None:
    """考核得分95分以上为优秀，85分以上不足95分为良好: the grades of the total."""
    pieces = [piece for group in split(plain(sentence), "；") for piece in split(group, "，") if piece]
    found = [band_of(piece) for piece in pieces]
    if not found or not all(found):
        return None
    ends = Counter(match[0] for each in found if (match := _END.search(each)))
    twice = next((points for points, times in ends.items() if times > 1), "")
    if twice:  # 75分以上为合格，75分以下为不合格: 75 is both
        return Reading(sentence, (), (f"{twice.replace(' ', '')}同时落在两个等次，归哪一个由经办人定",))
    return Reading(sentence, tuple(found))


def _said_twice(lines: list[str]) -> bool:
    """Whether one condition that holds or does not gives points twice."""
    conditions = [match[1] for line in lines if (match := re.match(r"(\S+) [扣加记] [\d.]+ 分$", line))]
    return len(set(conditions)) < len(conditions)
