"""Points by quantity: so much for each piece, for each that is lacking, for each step past a bound, in proportion, by rank.

In: a step. Out: a line of the language and its fact, or a doubt.
"""

from __future__ import annotations

import re

from attrs import evolve

from zhunsheng.draft.sentences.awards import Award, Per
from zhunsheng.draft.sentences.conditions import TWO_MEASURES
from zhunsheng.draft.sentences.cutting import NUMBER, fold_text
from zhunsheng.draft.sentences.naming import meaning_of, propose
from zhunsheng.draft.sentences.numbering import mark_of
from zhunsheng.draft.sentences.states import Work
from zhunsheng.draft.sentences.steps import Step

_LEAST = re.compile(
    rf"(?P<what>.*?)(?P<bound>(?:不少于|不得少于|至少|不低于|低于|少于|不足|不满){NUMBER}(?:件|项|次|个|人|篇|场|期|份|例|条|名))"
)
_STEP_BOUND = re.compile(
    r"^(?P<measure>[^，]+?)(?:在)?(?P<bound>(?:低于|高于|超过|少于|大于|小于|达不到|未达到|不足)[\d.]+%(?:以上|以下)?|[\d.]+%以[上下])$"
)
_TIMES = re.compile(r"(?:年内|全年|每年|本年度?|年度内?|每月|每季度?|半年内?)?")
_MADE = re.compile(r"完成|进度|达标|合格|整改率")
_SIDES = {
    "超过": "超过",
    "高于": "超过",
    "多于": "超过",
    "超出": "超过",
    "低于": "低于",
    "少于": "低于",
    "不足": "低于",
}
_OTHER_QUANTITY = re.compile(rf"^(?P<measure>[^，\d]{{2,16}}?)(?P<side>{'|'.join(_SIDES)})(?P<limit>[^，\d]{{2,16}})$")
_RANKED = re.compile(r"(?:根据|按照?)?(?:各(?:单位|部门|县区|乡镇))?(?P<what>[^，]{2,20}?)(?:进行)?排名，?$")
_PLAIN_NOUNS = ("事项", "问题", "项目", "部门", "单位")


def counted(step: Step, work: Work) -> None:
    """So many points for each of something."""
    pieces = [piece.strip("的，") for piece in step.pieces if piece.strip("的，")]
    per = step.award.per
    assert per is not None
    if per.act in ("低于", "超过"):
        _stepwise(pieces, step.award, work)
        return
    if per.act == "缺" and _shortfall(pieces, step.award, work):
        return
    pieces, text = work.conditions.with_level(pieces, "，".join(pieces))
    if re.search(r"每(?:人|个|家|户|项|件|次|名)?$", text):
        work.doubts.append("“每……每……”按什么计，没有读出来")
        return
    noun = per.noun.strip("的，")
    if not pieces and not noun and work.lines and " 记 " in work.lines[-1] and step.award.sign == "扣":
        work.doubts.append("从前面的得分里扣，还是另外扣，原文没有写")
        return
    noun = "" if noun in _PLAIN_NOUNS and text else noun
    name = _name(pieces, noun, per, work)
    if not name:
        work.doubts.append("没有读出数什么")
        return
    meaning = meaning_of("，".join(part for part in (text, noun) if part))
    fact = work.conditions.take(name, per.type, meaning)
    work.conditions.measure, work.conditions.share, work.conditions.counting = fact.name, False, True
    work.lines.append(f"{fact.name} {evolve(per, act='' if per.act == '缺' else per.act).says} {step.award.says}")


def _name(pieces: list[str], noun: str, per: Per, work: Work) -> str:
    if pieces and noun and len(noun) <= 3:
        return propose([*pieces[:-1], pieces[-1] + noun])
    if noun and not pieces and len(noun) <= 3:
        return f"缺少{noun}" if per.act == "缺" else f"{noun}{per.unit}数"
    name = propose([noun] if noun else pieces)
    if per.act != "缺":
        return name or _with_title(f"{per.unit}数", work)
    lacking = name or propose(list(work.base))
    if re.match("缺|未|没有|无", lacking):
        return lacking
    return (f"缺少{lacking}" if noun else f"{lacking}缺少数") if lacking else _with_title("缺少数", work)


def _with_title(name: str, work: Work) -> str:
    """What a row of a table counts without saying it: the row's title tells."""
    return f"{work.conditions.hint}{name}" if work.conditions.hint else ""


def _shortfall(pieces: list[str], award: Award, work: Work) -> bool:
    """每缺一次 against 不少于4次, in the sentence or in the cell beside it."""
    assert award.per is not None
    mark = mark_of(work.criterion)
    beside = fold_text(work.criterion[mark.end :] if mark else work.criterion).split("，")
    for text in (*reversed(pieces), *reversed(work.base), *beside):
        match = _LEAST.match(text)
        if match is not None and match["bound"].endswith(award.per.unit):
            what = match["what"] if not _TIMES.fullmatch(match["what"]) else ""
            name = propose([what]) or propose([each for each in (*work.base, *pieces) if each is not text][:1])
            name = name or propose([work.title])
            fact = work.conditions.take(name, award.per.type, meaning_of(match["what"] or "，".join(pieces)))
            step = f"每缺 {award.per.step or 1} {award.per.unit}"
            work.lines.append(f"{fact.name} {match['bound']}，{step} {award.says}")
            return True
    return False


def _stepwise(pieces: list[str], award: Award, work: Work) -> None:
    assert award.per is not None
    match = _STEP_BOUND.match(pieces[-1]) if pieces else None
    if match is None and _against(pieces, award, work):
        return
    if match is None:
        work.doubts.append("没有读出从哪个界限起每升降一步")
        return
    if TWO_MEASURES.search(match["measure"]):
        work.doubts.append(f"“{match['measure']}”是两个数：分开算还是合起来算，由经办人定")
        return
    fact = work.conditions.take(propose([match["measure"]]), "比率", meaning_of(match["measure"]), shared=True)
    work.lines.append(f"{fact.name} {match['bound']} {award.per.says} {award.says}")


def _against(pieces: list[str], award: Award, work: Work) -> bool:
    """死亡人数超过控制指标的，每超1人扣3分: against another quantity, not against a number."""
    match = _OTHER_QUANTITY.match(pieces[-1]) if pieces else None
    assert award.per is not None
    if match is None or _SIDES[match["side"]] != award.per.act:
        return False
    measure = work.conditions.take(propose([match["measure"]]), award.per.type, shared=True)
    limit = work.conditions.take(propose([match["limit"]]), award.per.type, shared=True)
    per = f"每{award.per.act} {limit.name} {award.per.step or 1} {award.per.unit}"
    work.lines.append(f"{measure.name} {per} {award.says}")
    return True


def shared(step: Step, work: Work) -> None:
    """Points in proportion."""
    ratio = step.award.ratio.strip("的其")
    pieces = [piece for piece in step.pieces if piece.strip("的") and not step.otherwise]
    if ratio in ("比例", "比率", "完成比例", "比重"):
        noun = propose(pieces[-1:])
        ratio = ratio if not noun or (re.match("未|没有|部分|不", noun) and ratio == "完成比例") else f"{noun}{ratio}"
    if step.award.sign == "扣" and re.search(r"低于|超过|达到|高于", ratio):
        work.doubts.append("按什么的比例扣分，原文没有写清")
        return
    if step.award.sign == "扣" and _MADE.search(ratio) and not re.search("未|没有", ratio):
        work.doubts.append("按完成的比例扣分：扣的是完成的部分还是没有完成的部分，原文没有写清")
        return
    name = propose([re.sub(r"^按照?", "", ratio)])
    fact = work.conditions.take(name, "比率", meaning_of("，".join([*step.pieces, ratio])))
    work.lines.append(f"按 {fact.name} {step.award.says}")


def ranked(step: Step, work: Work) -> None:
    """Points by rank without a table: the assessor's, never a formula of our own."""
    match = _RANKED.search("，".join(step.pieces))
    if match is None:
        work.doubts.append("没有读出按什么排名")
        return
    fact = work.conditions.take(propose([match["what"]]), "数", meaning_of(match["what"]))
    work.lines.append(f"按 {fact.name} 排名 记分")
