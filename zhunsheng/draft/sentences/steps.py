"""A sentence cut up: which 分句 stand before which points, which caps hold, and what is left over. Text only, no names yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, field, frozen

from zhunsheng.draft.sentences.awards import VERB, Award, Modifier, award_of, bare_of, modifier_of, priced, several
from zhunsheng.draft.sentences.conditions import over_levels
from zhunsheng.draft.sentences.cutting import NUMBER, adjusts, fold_text, scores, split
from zhunsheng.draft.sentences.numbering import mark_of

_LABEL = re.compile(r"^(?P<label>[^，；。:：“]{2,14})[:：]")
_SIGN_LABEL = re.compile(r"减分|扣分|加分|奖励")
_OTHERWISE = re.compile(r"^(?:否则|否|其余)(?:的|，)?")
# 每低1%扣0.1分: a step of the share, not one per cent of something.
_STEP = re.compile(r"每(低于?|降低|下降|减少|少|高于?|提高|上升|超过?|超出|多|增加)(\d+(?:\.\d+)?)(?:%|百分点)")
_NONE_LEFT = re.compile(r"[；，](?:没有|反之)的?，?(不[得记]分)$")  # 按时报送得0.5分；没有，不得分
_IF_NONE = re.compile(rf"^((?:{VERB}){NUMBER}(?:—{NUMBER})?分)\(如?无[^()]{{0,6}}不[扣加]分\)$")
_WITHIN = re.compile(r"(?<=，)(\d+)分?[≤≦]得分[≤≦](\d+)分?$")
_MONTHLY = re.compile(rf"^(每个?(?:月|年|季度|学期))({NUMBER}分)$")
_SORT_OF_DAY = re.compile(r"(\d)(?:天|日)\((工作日|自然日)\)")  # 30天（自然日）
# 每缺1种或每1处不符合要求扣0.5分: so much for each of both.
_EACH_OR_EACH = re.compile(
    rf"每([^，；]{{1,20}}?)(?:或者?|、|和|及)每([^，；每]{{1,20}}?)((?:的?，)?(?:{VERB}){NUMBER}分)$"
)
_DOWN = ("低", "低于", "降低", "下降", "减少", "少")
_ANNOUNCED = re.compile(r"^不足\d+[^，]{0,6}的?不计$")  # 每满200辆扣0.1分，不足200辆的不计 says 每满 again
_NUMBER_OR_DECIMAL = re.compile(r"\d{1,2}[.．]\d+\S{0,4}")
PART_LEFT, NOTHING = "有一部分没有读出来", "没有读出在什么情况下给多少分"
CAP_UNCLEAR = "封顶只管最后一项，还是各项合计，原文没有写"
LONGEST = 600  # characters of a 分句 that is still read


@frozen
class Step:
    """Points of a sentence and the 分句 before them."""

    pieces: tuple[str, ...]
    award: Award

    @property
    def otherwise(self) -> bool:
        """Whether it begins with 否则."""
        return bool(self.pieces) and _OTHERWISE.match(self.pieces[0]) is not None


@define
class Cut:
    """What a sentence falls into. ``stated`` are the points of the item that it states, ``groups`` how many parts give points."""

    steps: list[Step] = field(factory=list)
    modifiers: list[Modifier] = field(factory=list)
    doubts: list[str] = field(factory=list)
    stated: str = ""
    groups: int = 0
    sign: str = ""

    def group(self, text: str, pending: list[str]) -> list[str]:
        """Cut one part of a sentence; ``pending`` are 分句 that no points have followed yet. Returns those that still wait."""
        for piece in self._pieces(text):
            if len(piece) > LONGEST:
                self.doubts.append("一句太长，没有读")
                continue
            modifier = modifier_of(piece, self.steps[-1].award.sign if self.steps else self.sign)
            if modifier is not None:
                if modifier not in self.modifiers:
                    self.modifiers.append(modifier)
                continue
            found = self._award(piece, pending)
            if found is None:
                pending = [*pending, piece]
            else:
                self.steps.append(found)
                pending = []
        return pending

    def _award(self, piece: str, pending: list[str]) -> Step | None:
        # 国家级20分/项，省级10分/项: the verb stands once.
        found = award_of(piece, self.sign or (self.steps[-1].award.sign if self.steps and "/" in piece else ""))
        if found is None and not pending:
            before = self.steps[-1].award if self.steps else None
            goes_on = before is not None and before.kind == "fixed" and before.per is None
            found = bare_of(piece, self.sign or (before.sign if before is not None and goes_on else ""))
        if found is None:
            return None
        head, award = found
        if pending and not head and award.per is None:
            joined = award_of(f"{pending[-1]}，{piece}", self.sign)  # 每进驻1项，加1分
            per = joined[1].per if joined is not None else None
            # 推广1篇，得3分 may as well ask for one piece.
            if joined is not None and per is not None and not (per.bare and award.sign == "记"):
                return Step((*pending[:-1], *([joined[0]] if joined[0] else [])), joined[1])
        if award.kind == "none" and _OTHERWISE.match(head) and pending and not self.steps:
            return Step(tuple(pending), Award("price", "记满分", "记", self.stated))  # 达到的…，否则不得分（10分）
        return Step((*pending, head) if head else tuple(pending), award)

    def _pieces(self, text: str) -> list[str]:
        """The 分句 of a part; a bracket that scores, such as （2分，少一次扣0.5分）, is opened."""
        made: list[str] = []
        for piece in split(text, "，"):
            match = (
                re.match(r"^(?P<head>.+?)\((?P<inner>[^()]*分[^()]*，[^()]*)\)$", piece)
                if piece.endswith(")")
                else None
            )
            if match is not None and scores(match["inner"]):
                first, *others = match["inner"].split("，")
                made += [f"{match['head']}({first})", *others]
            elif piece:
                each = several(piece)
                # 被省、市通报的，每起分别扣10分、5分
                joint = made.pop() if each is not None and re.fullmatch(r"(?:每.)?", each[0]) and made else ""
                made += self._opened(f"{joint}，{piece}" if joint else piece)
        return made

    def _opened(self, piece: str) -> list[str]:
        """出现一例未处理扣10分（20分） states the item's points; 分别奖10分、5分 is one 分句 a level."""
        own = priced(piece)
        if own is not None and (award_of(own[0], self.sign) or modifier_of(own[0]) or _OTHERWISE.match(own[0])):
            self.stated = own[1]
            return [own[0]]
        each = several(piece)
        texts = over_levels(each[0], len(each[2])) if each is not None else []
        return (
            [f"{text}{each[1]}{value}分" for text, value in zip(texts, each[2], strict=True)]
            if each and texts
            else [piece]
        )


def cut_up(sentence: str, sign: str) -> Cut:
    """Cut a sentence up; ``sign`` is that of the headings above it."""
    cut = Cut(sign=sign)
    pending: list[str] = []
    groups = split(plain(sentence), "；")
    for group in groups:
        label = _LABEL.match(group)
        if label is not None and _SIGN_LABEL.search(label["label"]):
            cut.sign = "扣" if re.search("减|扣", label["label"]) else "加"
        group = group[label.end() :] if label is not None else group
        if pending and not _begins_with_points(group, cut.sign):
            _left(pending, cut)
            if pending[-1].endswith("的"):
                cut.doubts.append(f"“{pending[-1]}”给多少分没有读出来")
            pending = []
        before = len(cut.steps), len(cut.modifiers)
        pending = cut.group(group, pending)
        cut.groups += len(cut.steps) > before[0]
        capped = any(each.caps and each.says != "取最高分" for each in cut.modifiers[before[1] :])
        if capped and cut.groups > 1 and group is groups[-1]:
            cut.doubts.append(CAP_UNCLEAR)
    _left(pending, cut)
    number = _NUMBER_OR_DECIMAL.match(sentence.lstrip())
    if number is not None and mark_of(sentence) is None:
        cut.doubts.append(f"句首的“{number[0]}”是序号还是小数，分不清")
    if any(each.says == "取最高分" for each in cut.modifiers) and any(each.award.per for each in cut.steps):
        cut.doubts.append("逐件取最高还是合计以后取最高，原文没有写清")
    if not cut.steps:
        cut.doubts.append(NOTHING)
    return cut


def _left(pieces: list[str], cut: Cut) -> None:
    """What no points followed: an explanation, or something that should have been read."""
    for piece in pieces:
        if _ANNOUNCED.match(piece):
            continue
        if adjusts(piece):
            cut.doubts.append(f"“{piece}”没有读进规则")
        elif scores(piece):
            cut.doubts.append(PART_LEFT)


def plain(sentence: str) -> str:
    """A sentence for reading: folded, without its number and its last mark."""
    mark = mark_of(sentence)
    text = fold_text(sentence[mark.end :] if mark is not None else sentence)
    text = re.sub(r"\(含(?:本数)?\)(?=以[上下内])", "", text)
    text = re.sub(r"(?:及其?|或)(?=以[上下])|(?<=以[上下])者", "", text)
    text = re.sub(r"(?:，|^)(?:实行)?累计[扣加记]分制(?=，|$)", "", text)  # each adds up anyway
    text = _SORT_OF_DAY.sub(r"\1个\2", text)
    text = _NONE_LEFT.sub(r"，否则\1", text)
    text = _IF_NONE.sub(r"\1", text)
    text = _WITHIN.sub(r"\1分≤得分≤\2分", text)
    text = _MONTHLY.sub(r"\1记\2", text)
    text = _EACH_OR_EACH.sub(r"每\1\3；每\2\3", text)
    text = _STEP.sub(lambda match: f"每{'低' if match[1] in _DOWN else '高'}于{match[2]}个百分点", text)
    text = re.sub(r"(?<=\d分)[.。]$", "", text).strip("。；，.")
    return re.sub(r"(?<=\d分)。(?=每)", "；", text)


def step_notes(sentences: Iterable[str]) -> tuple[str, ...]:
    """The notes that tell 对账 of 每低1% that it is a step of one percentage point."""
    found = [match for each in sentences for match in _STEP.finditer(fold_text(each)) if "%" in match[0]]
    return tuple(dict.fromkeys(f"注（{match[2]}%）：“{match[0]}”是每{match[2]}个百分点。" for match in found))


def _begins_with_points(group: str, sign: str) -> bool:
    first = split(group, "，")[0] if group else ""
    found = award_of(first, sign) if len(first) <= LONGEST else None
    return found is not None and not found[0].strip("的则")
