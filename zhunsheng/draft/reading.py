"""A scoring sentence → rules in the language, or the reason why not. Nothing is invented: what is unclear is left open.

In: the sentences of one entry. Out: ``Reading`` for each: lines of rules, and a doubt where the sentence was not read whole.
"""

from __future__ import annotations

import re

from attrs import define, evolve, field, frozen

from zhunsheng.draft.awards import Award, Modifier, Per, award_of, modifier_of, priced, several
from zhunsheng.draft.conditions import Condition, Reader, has_bound, over_levels
from zhunsheng.draft.naming import meaning_of, propose
from zhunsheng.draft.numbering import mark_of
from zhunsheng.draft.sentences import NUMBER, fold_text, scores, split

_LABEL = re.compile(r"^(?P<label>[^，；。:：“]{2,14})[:：]")
_SIGN_LABEL = re.compile(r"减分|扣分|加分|奖励")
_LEAST = re.compile(
    rf"(?P<what>.*?)(?P<bound>(?:不少于|不得少于|至少|不低于){NUMBER}(?:件|项|次|个|人|篇|场|期|份|例|条|名))"
)
_STEP_BOUND = re.compile(
    r"^(?P<measure>.+?)(?:在)?(?P<bound>(?:低于|高于|超过|少于|大于|小于|达不到|未达到|不足)[\d.]+%(?:以上|以下)?|[\d.]+%以[上下])$"
)
_BASE_WORDS = re.compile(r"全部|全面|均|准确|按要求|按时|完成|无|没有|未出现|落实|达标|整体")
_PARTIAL = re.compile(r"不完全|部分|未完成|未全部|不到位|未实现|未互通|进度|比例")


@frozen
class Step:
    """Points of a sentence and the 分句 before them."""

    pieces: tuple[str, ...]
    award: Award


@frozen
class Reading:
    """What became of a sentence. ``points`` are those of the item where the sentence states them (（5分）)."""

    sentence: str
    lines: tuple[str, ...] = ()
    doubt: str = ""
    candidates: tuple[str, ...] = ()
    points: str = ""
    groups: int = 1  # how many parts, cut at ；, give points


@define
class SentenceReader:
    """Reads the sentences of one entry."""

    conditions: Reader
    sign: str = ""
    points: str = ""  # of the item, as a number
    title: str = ""
    criterion: str = ""
    lines: list[str] = field(factory=list)
    doubts: list[str] = field(factory=list)
    stated: str = ""
    groups: int = 0
    base: tuple[str, ...] = ()  # the 分句 that the item's points were for

    def read(self, sentence: str) -> Reading:
        """Read one sentence."""
        self.lines, self.doubts, self.stated, self.groups, self.base = [], [], "", 0, ()
        steps, modifiers, rest = self._steps(sentence)
        if not steps:
            self.doubts.append("没有读出在什么情况下给多少分")
        steps = self._without_base(steps, modifiers)
        if self._graded(steps):
            self._grades(steps)
        else:
            for step in steps:
                self._step(step)
        self.lines += [each.says for each in modifiers]
        if any(scores(piece) for piece in rest):
            self.doubts.append("有一部分没有读出来")
        return Reading(sentence, tuple(self.lines), "；".join(dict.fromkeys(self.doubts)), (), self.stated, self.groups)

    # -------------------------------------------------------------------------------------------------------- cutting up

    def _steps(self, sentence: str) -> tuple[list[Step], list[Modifier], list[str]]:
        steps: list[Step] = []
        modifiers: list[Modifier] = []
        rest: list[str] = []
        sign = self.sign
        groups = split(self._plain(sentence), "；")
        for group in groups:
            label = _LABEL.match(group)
            if label is not None and _SIGN_LABEL.search(label["label"]):
                sign = "扣" if re.search("减|扣", label["label"]) else "加"
            group = group[label.end() :] if label is not None else group
            given = len(steps)
            pending, rest = rest, []  # 每窗口派驻两名工作人员；记2分: what no points followed goes on
            if pending and not self._begins_with_points(group, sign):
                self._left(pending, steps)
                pending = []
            for piece in self._pieces(group):
                made = modifier_of(piece) if not pending or steps else None
                made = made or modifier_of(piece)
                if made is not None:
                    modifiers.append(made)
                    continue
                found = award_of(piece, sign)
                if found is not None and pending and not found[0] and found[1].per is None:
                    joined = award_of(f"{pending[-1]}，{piece}", sign)  # 每进驻1项，加1分
                    if joined is not None and joined[1].per is not None:
                        pending, found = pending[:-1], joined
                if found is None:
                    pending.append(piece)
                    continue
                head, award = found
                if award.kind == "none" and head.strip("，的").startswith("否则") and pending and not steps:
                    head, award = "", Award("price", "记满分", "记", self.stated or self.points)
                steps.append(Step((*pending, head) if head else tuple(pending), award))
                pending = []
            rest = pending
            self.groups += len(steps) > given
            if modifiers and modifiers[-1].caps and self.groups > 1 and group is groups[-1]:
                self.doubts.append("封顶只管最后一项，还是各项合计，原文没有写")
        return steps, modifiers, rest

    def _left(self, pieces: list[str], steps: list[Step]) -> None:
        if any(scores(piece) for piece in pieces):
            self.doubts.append("有一部分没有读出来")

    def _plain(self, sentence: str) -> str:
        mark = mark_of(sentence)
        text = fold_text(sentence[mark.end :] if mark is not None else sentence)
        return re.sub(r"(?<=\d分)[.。]$", "", text).strip("。；，.")

    def _begins_with_points(self, group: str, sign: str) -> bool:
        first = split(group, "，")[0] if group else ""
        found = award_of(first, sign)
        return found is not None and not found[0].strip("的则")

    def _pieces(self, group: str) -> list[str]:
        """The 分句 of a group; a bracket that scores, such as （2分，少一次扣0.5分）, is opened."""
        made: list[str] = []
        for piece in split(group, "，"):
            match = re.match(r"^(?P<head>.+?)\((?P<inner>[^()]*分[^()]*，[^()]*)\)$", piece)
            if match is not None and scores(match["inner"]):
                first, *others = match["inner"].split("，")
                made += [f"{match['head']}({first})", *others]
            elif piece:
                each = several(piece)
                joint = made.pop() if each is not None and not each[0] and made else ""
                made += self._opened(f"{joint}，{piece}" if joint else piece)
        return made

    def _opened(self, piece: str) -> list[str]:
        """出现一例未处理扣10分（20分） states the item's points; 分别奖10分、5分 is one 分句 a level."""
        own = priced(piece)
        if own is not None and (award_of(own[0], self.sign) or modifier_of(own[0]) or own[0].startswith("否则")):
            self.stated = own[1]
            return [own[0]]
        each = several(piece)
        if each is not None:
            texts = over_levels(each[0], len(each[2]))
            return (
                [f"{text}{each[1]}{value}分" for text, value in zip(texts, each[2], strict=True)] if texts else [piece]
            )
        return [piece]

    # ------------------------------------------------------------------------------------------------- points of the item

    def _without_base(self, steps: list[Step], modifiers: list[Modifier]) -> list[Step]:
        """准确无误，记2分，1项有误扣0.5分: the item's points, from which is deducted; 全部进驻记3分，…按比例: a share of them."""
        kept = list(steps)
        for at, step in enumerate(steps):
            base = step.award.kind == "price" or (
                step.award.kind == "fixed" and step.award.sign == "记" and step.award.per is None
            )
            none = step.award.kind == "none"
            later = steps[at + 1 :]
            if base and later and self._is_base(step, later, modifiers):
                self.stated = self.stated or step.award.points
                self.base = step.pieces
                kept.remove(step)
            elif none and any(each.award.kind == "share" for each in steps):
                kept.remove(step)
        return [each for each in kept if not (each.award.kind == "fixed" and each.award.points == "0")]

    def _is_base(self, step: Step, later: list[Step], modifiers: list[Modifier]) -> bool:
        whole = step.award.points == self.points or step.award.kind == "price"
        deducted = later[0].award.sign == "扣" and later[0].award.per is not None
        if deducted:
            return whole or (not self.points and any("扣完" in each.says for each in modifiers))
        return whole and any(each.award.kind == "share" for each in later)

    def _graded(self, steps: list[Step]) -> bool:
        """已开展…记2分，…不完全的，酌情给分，未开展不记分: states of one thing, of which one holds."""
        kinds = {step.award.kind for step in steps}
        plain = all(step.award.sign == "记" and step.award.per is None and step.pieces for step in steps)
        if (
            len(steps) < 2
            or not plain
            or not kinds <= {"fixed", "none", "discretion"}
            or (kinds == {"fixed"} and self.sign)
        ):
            return False
        texts = ["，".join(step.pieces) for step in steps]
        if any(has_bound(text) or re.search(rf"{NUMBER}[%件次个项名篇人]|^否则|^其余", text) for text in texts):
            return False
        return not (len(steps) == 2 and self._opposites(texts))

    def _opposites(self, texts: list[str]) -> bool:
        first, second = (text.rstrip("的") for text in texts)
        plain = re.sub(r"^(?:未能?|没有|不|无)", "", second.split("，")[-1])
        rest = iter(first)
        return plain != second.split("，")[-1] and len(plain) >= 2 and all(char in rest for char in plain)

    def _grades(self, steps: list[Step]) -> None:
        names = [propose(list(step.pieces)).replace("、", "") for step in steps]
        whole = "；".join("，".join(step.pieces) for step in steps)
        base = propose([self.title]) or names[0]
        title = base if base.endswith("情况") else f"{base}情况"
        taken = self.conditions.names.members
        members = [f"{base}{name}" if name in taken else name for name in names]
        if len(set(members)) < len(members):
            self.doubts.append("几种情形的说法一样，分不开")
            return
        self.conditions.take(title, f"等级（{'、'.join(members)}）", meaning_of(whole))
        self.lines.append("；".join(f"{member} {step.award.says}" for member, step in zip(members, steps, strict=True)))

    # --------------------------------------------------------------------------------------------------------- one step

    def _step(self, step: Step) -> None:
        award = step.award
        if award.per is not None:
            self._counted(step)
            return
        match award.kind:
            case "share":
                self._share(step)
            case "rank":
                self._rank(step)
            case "none" if not step.pieces or step.pieces[0].startswith(("否则", "其余")):
                pass  # what does not hold gives nothing anyway
            case _:
                self._fixed(step)

    def _fixed(self, step: Step) -> None:
        pieces = list(step.pieces)
        if pieces and pieces[0].startswith(("否则", "其余")):
            self.doubts.append("“否则”接着前面的什么，没有读出来")
            return
        condition = self.conditions.read(pieces)
        if not condition.says:
            self.doubts.append(condition.doubt or "没有读出条件")
            return
        if condition.doubt:
            self.doubts.append(condition.doubt)
            return
        if step.award.kind == "price":
            self.stated = self.stated or step.award.points
        if (
            step.award.kind == "none"
            and condition.kind == "flag"
            and self.lines
            and not condition.says.startswith("未 ")
        ):
            return
        self.lines.append(f"{condition.says} {step.award.says}")

    def _counted(self, step: Step) -> None:
        award, pieces = step.award, [piece.strip("的，") for piece in step.pieces if piece.strip("的，")]
        per = award.per
        assert per is not None
        if per.act in ("低于", "超过"):
            self._stepwise(pieces, award)
            return
        if per.act == "缺" and self._short(pieces, award):
            return
        text = "，".join(pieces)
        noun = per.noun.strip("的，")
        if noun in ("事项", "问题", "项目", "部门", "单位") and text:
            noun = ""
        name = self._counted_name(pieces, noun, per)
        if not name:
            self.doubts.append("没有读出数什么")
            return
        fact = self.conditions.take(
            name, f"计数（{per.unit}）", meaning_of("，".join([text, noun] if text and noun else [text or noun]))
        )
        self.lines.append(f"{fact.name} {evolve(per, act='' if per.act == '缺' else per.act).says} {award.says}")

    def _counted_name(self, pieces: list[str], noun: str, per: Per) -> str:
        if pieces and noun and len(noun) <= 3:
            return propose([*pieces[:-1], pieces[-1] + noun])
        if noun and not pieces and len(noun) <= 3:
            return f"{noun}{per.unit}数"
        name = propose([noun] if noun else pieces)
        if not name or per.act == "缺":
            name = f"{name or propose(list(self.base)) or propose([self.title])}缺少数"
        return "" if name == "缺少数" else name

    def _short(self, pieces: list[str], award: Award) -> bool:
        """每缺一次 against 不少于4次, in the sentence or in the cell beside it."""
        assert award.per is not None
        mark = mark_of(self.criterion)
        beside = fold_text(self.criterion[mark.end :] if mark else self.criterion).split("，")
        for text in (*reversed(pieces), *reversed(self.base), *beside):
            match = _LEAST.match(text)
            if match is not None and match["bound"].endswith(award.per.unit):
                name = propose([match["what"]]) or propose(pieces[:1]) or propose([self.title])
                fact = self.conditions.take(
                    name, f"计数（{award.per.unit}）", meaning_of(match["what"] or "，".join(pieces))
                )
                self.lines.append(
                    f"{fact.name} {match['bound']}，每缺 {award.per.step or 1} {award.per.unit} {award.says}"
                )
                return True
        return False

    def _stepwise(self, pieces: list[str], award: Award) -> None:
        assert award.per is not None
        match = _STEP_BOUND.match(pieces[-1]) if pieces else None
        if match is None:
            self.doubts.append("没有读出从哪个界限起每升降一步")
            return
        fact = self.conditions.take(propose([match["measure"]]), "比率", meaning_of(match["measure"]), shared=True)
        self.lines.append(f"{fact.name} {match['bound']} {award.per.says} {award.says}")

    def _share(self, step: Step) -> None:
        ratio = step.award.ratio.strip("的其")
        pieces = [piece for piece in step.pieces if piece.strip("的")]
        if ratio in ("比例", "比率", "完成比例", "比重"):
            noun = propose(pieces[-1:])
            ratio = f"{noun}{ratio}" if noun else ratio
        if step.award.sign == "扣" and not ratio:
            self.doubts.append("没有读出按什么比例")
            return
        fact = self.conditions.take(propose([ratio]), "比率", meaning_of("，".join([*pieces, ratio])))
        self.lines.append(f"按 {fact.name} {step.award.says}")

    def _rank(self, step: Step) -> None:
        text = "，".join(step.pieces)
        match = re.search(r"(?:根据|按照?)?(?:各(?:单位|部门|县区|乡镇))?(?P<what>[^，]{2,20}?)(?:进行)?排名，?$", text)
        if match is None:
            self.doubts.append("没有读出按什么排名")
            return
        fact = self.conditions.take(propose([match["what"]]), "数", meaning_of(match["what"]))
        self.lines.append(f"按 {fact.name} 排名 记分")


__all__ = ["Condition", "Reading", "SentenceReader", "Step"]
