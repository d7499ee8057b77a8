"""What a sentence says and its rules must say too: amounts with their signs, 每, bounds, caps, exemptions, factors, consequences.

In: official sentences, the lines and the facts that were read from them. Out: what is missing, in words that a clerk can act on; nothing
where every part of the sentence stands in the rules. Numbers inside the name of a fact account for nothing: a bound that went into a name
is no bound. Both sides are read by the same function, because a line of rules is a sentence too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from compiler.asking.whom import kind_as_number
from compiler.faithful.keys import Key
from compiler.faithful.quoted import quoted_numbers
from dsl.words.lexicon import lexicon
from dsl.words.numerals import BadNumeral, value_of
from dsl.words.trie import longest
from zhunsheng.draft.sentences.awards import SIGN, VERB
from zhunsheng.draft.sentences.conditions import TWO_MEASURES, has_bound
from zhunsheng.draft.sentences.cutting import NUMBER, fold_text
from zhunsheng.draft.sentences.naming import Fact
from zhunsheng.draft.sentences.steps import plain

_VALUES = rf"{NUMBER}(?:分?[、]{NUMBER})*(?:分?[—至到]{NUMBER})?分"
_AMOUNTS = re.compile(rf"(?P<verb>{VERB})?(?:分)?(?P<values>{_VALUES})(?!制|钟|中心|管|别|之|类|为|布|级|局|会|行)")
_CAP_BEFORE = re.compile(r"(?:最多|最高|至多|封顶|不超过|不得超过|上限|扣至|以|共|合计|累计)[扣减加得记计为分]{0,3}$")
_CAP_AFTER = re.compile(r"分?(?:封顶|为限|为止|扣完为止)")
_BOUND_BEFORE = re.compile(
    r"(?:达到|达|低于|超过|不足|不满|未满|扣满|高于|不少于|不低于|大于|小于|[≥≤≧≦><]|每满)(?:本项|该项)?$"
)
_BOUND_AFTER = re.compile(r"(?:\(含\)|\(不含\))?(?:及|及其|或)?以[上下内]")
_SIGNED = re.compile(r"(?<=[\u4e00-\u9fff)])([+—])(\d{1,4}(?:\.\d{1,2})?)分?(?=。|$)")
_OF_ITEM = re.compile(rf"\((?:[^()\d]{{0,6}}{NUMBER}分[，、；]?)+\)")
_COUNTED = longest(key for key, unit in lexicon().units.items() if str(unit.kind) == "计数")
_PERIOD = rf"每个?(?:年度|年|月份|月|季度|季|半年|学年|学期|周|日|天)(?!{NUMBER}分|[扣加减得记计给]|内?[1一](?:次|件))"
_EACH = re.compile(r"每(?!窗口|个?(?:部门|单位|县区|乡镇|村)(?![扣加减]))")
# Words whose effect must be in the rules: what they are called, how the sentence says it, how a line does.
_EFFECTS = (
    ("免扣的情形", rf"扣(?:{NUMBER}|分).*?(?:免于|免予|不再|不予|不)扣分|不重复扣", r"不扣分|除外"),
    ("例外的情形", r"除外", r"除外|不扣分"),
    (
        "几项里任一项未完成：是哪几条的义务，由经办人写明“任一 义务（…） 未完成”",
        r"项[^，。；]{0,6}(?:任[一1]|有[一1])项未",
        r"义务",
    ),
    ("减半", r"减半", r"减半"),
    ("加倍", r"加倍|双倍|翻倍", r"加倍"),
    ("其中几件加倍、减半，还是全部", r"每[^。]{1,24}[扣加][^。]{1,30}(?:加倍|双倍|翻倍|减半)", r"$^"),
    ("折算", r"折算|折合|折半", r"折算"),
    ("算式", r"得分(?:=|为[^，。；]*[×÷])|[×÷Σ∑](?!\d+小时)", r"[×÷]|得分\s*="),
    ("一票否决", r"一票否[决优]", r"一票否[决优]"),
    ("取消资格", r"取消[^，。；]{1,20}资格", r"取消"),
    (
        "等次的后果",
        r"(?:定|评|确定|降)为?[^，。；]{0,6}(?:等次|不合格|不称职|档)|不得(?:评|定|参加)|降[低]?[一1]个?(?:等次|档)",
        r"取消|降",
    ),
    ("重复的处理", r"如有反复|再次发生的?加", r"再扣|加扣"),
    ("扣满本项以后的追加扣分，这一项里写不出来", r"扣[满完光][^，。；]{0,6}的?，?(?:再|追加|另)|追加扣", r"$^"),
    (
        "最多计几次的上限",
        rf"(?:最多|最高|至多)[计记算]\s*{NUMBER}\s*(?:{_COUNTED})",
        rf"(?:最高|最多)[计记]\s*{NUMBER}\s*(?:{_COUNTED})",
    ),
    ("取最高分", r"取最高|按最高|就高|不重复[加计记得]", r"取最高分|就高"),
)
_ODD_COUNT = re.compile(rf"(?:有|缺|少|发现|出现|发生|^)[1一](?:{_COUNTED}|天)(?!内|以内|前)|[1一](?:{_COUNTED}|天)$")
_SHARED_OUT = re.compile(r"(?:[、和及与]|或者?)[^，。；、]{2,}(?<!部门)(?<!单位)的?，?分别[扣加记得]")
_COMPARES = re.compile(r"^(?:超过|达到|不足|不满)|不[低高大小少多]于|(?<!不)[高低少多]于")
_NEGATION = re.compile(r"未|没有|不|无")
_IDENTITY = re.compile(r"[：:=，,；;。|`<>\[\]{}#*_\\/（）()“”\"‘’《》、\s]")
_DEADLINE = re.compile(rf"{NUMBER}个?(?:工作日|自然日|日|天|小时|个月|月|年|周)(?:以内|之内|内|前|底前|后)?")
_OF_AGE = re.compile(r"\d+周?岁(?:\(含\))?(?:及)?(?:以[上下])?|(?<!\d)\d{4}年?(?!\d)|\d+(?:[a-zA-Z°])")


@frozen
class _Said:
    """What a text says."""

    points: Counter[Fraction]
    signs: dict[Fraction, set[str]]
    caps: Counter[Fraction]
    numbers: Counter[Key]
    bounds: Counter[Key]
    rates: int
    text: str


def unaccounted(
    sentences: Iterable[str], lines: Iterable[str], facts: Iterable[Fact], of_item: str = "", beside: str = ""
) -> tuple[str, ...]:
    """Return what sentences say and their rules do not; ``of_item`` are the points of the item, as a number.

    ``beside`` is what names may take words from too: the title of the item.
    """
    facts, lines, sentences = list(facts), list(lines), list(sentences)
    text = "。".join(plain(each) for each in sentences)
    wanted, made = _said(text), _said(_masked("；".join(lines), facts))
    whole = _value(of_item) if of_item else None
    found = [*_amounts(wanted, made, whole), *_numbers(wanted, made)]
    if wanted.rates > made.rates:
        found.append("“每……”没有全部读进规则，按什么计由经办人定")
    found += [
        f"原文写有{name}，没有读进规则"
        for name, said, kept in _EFFECTS
        if re.search(said, text) and not re.search(kept, made.text)
    ]
    found += [each for fact in facts for each in _odd(fact, f"{beside}。{text}")]
    if any(_spares(each) for each in ("；".join(lines), *map(plain, sentences))):
        found.append("只写了什么情形不扣分，扣的是什么在别的句子里")
    if _SHARED_OUT.search(text) and sum(made.points.values()) == 1 and "分别" not in made.text:
        found.append("“分别”说的是哪几样，没有读出来")
    found += _whose(facts)
    return tuple(dict.fromkeys(found))


def meaning_notes(sentences: Iterable[str], facts: Iterable[Fact], lines: Iterable[str]) -> tuple[str, ...]:
    """The notes that tell 对账 of a number that tells what a fact is: 超速百分之二十以上的, word for word in its 说明."""
    said, ruled = fold_text("。".join(sentences)), "；".join(lines)
    used = {each.key for each in quoted_numbers(ruled, 0, len(ruled))}
    notes = []
    for fact in facts:
        if fold_text(fact.meaning) in said:
            numbers = [each for each in quoted_numbers(fact.meaning, 0, len(fact.meaning)) if each.key not in used]
            texts = [fact.meaning[each.span.start : each.span.end] for each in numbers]
            notes += [f"注（{text}）：“{text}”是“{fact.name}”的口径，写在说明里。" for text in texts]
    return tuple(dict.fromkeys(notes))


def _spares(text: str) -> bool:
    """产假不扣分: only what is spared, not what is deducted; a tier that gives nothing has a bound."""
    rest = text.replace("不扣分", "")
    return rest != text and not has_bound(text) and not re.search("扣(?!分)|按.{1,16}扣分", rest)


def _amounts(wanted: _Said, made: _Said, whole: Fraction | None) -> Iterator[str]:
    for value, times in (wanted.points - made.points).items():
        base = value == whole and wanted.signs[value] <= {"记", ""}
        if not base and not (value == 0 and re.search("不[记扣加]分", made.text)):
            yield f"原文的“{_shown(value)}分”{'有一处' if made.points[value] else ''}没有读进规则"
        del times
    for value in made.points:
        signs = made.signs[value] - {""}
        if value in wanted.points and wanted.signs[value] - {""} and not signs <= wanted.signs[value]:
            yield f"“{_shown(value)}分”是加还是扣，与原文不一致"
    for value in wanted.caps - made.caps:
        if value != whole:
            yield f"原文的上限“{_shown(value)}分”没有读进规则"


def _numbers(wanted: _Said, made: _Said) -> Iterator[str]:
    for key in set(wanted.bounds) - set(made.numbers):
        yield f"界限“{_key(key)}”没有读进规则：它管的是哪个数由经办人定"


def _odd(fact: Fact, text: str) -> Iterator[str]:
    """What a name has swallowed, or turned round. What is counted may be told by a comparison: each of them is one."""
    name = fact.name
    kept = _OF_AGE.sub("", _DEADLINE.sub("", name))
    if (
        has_bound(kept)
        or re.search(rf"(?:最多|至多|最少|至少|不超过){NUMBER}", kept)
        or _EACH.search(re.sub(_PERIOD, "", name))
        or _AMOUNTS.search(kept)
        or re.search(r"\d+(?:\.\d+)?%", kept)
    ):
        yield f"“{name}”里有分值、“每”或者界限，要拆成规则"
    elif _COMPARES.search(name) and not fact.type.startswith("计数"):
        yield f"“{name}”里有比较，要拆成规则：比的是哪两个数由经办人定"
    elif len(kept) < 2:
        yield f"“{name}”没有说是谁的，名称由经办人定"
    elif TWO_MEASURES.search(name):
        yield f"“{name}”是两个数：分开算还是合起来算，由经办人定"
    elif _ODD_COUNT.search(name):
        yield f"“{name}”里有个数：是逐个计，还是有一个就计，由经办人定"
    said, own = _IDENTITY.sub("", text), _IDENTITY.sub("", name)
    for match in _NEGATION.finditer(own):
        part = own[match.start() : match.end() + 2]
        if part not in said and len(part) > match.end() - match.start():
            yield f"“{name}”的否定与原文不一致"
            return


# --------------------------------------------------------------------------------------------------------------- reading


def _masked(text: str, facts: list[Fact]) -> str:
    names = sorted((fact.name for fact in facts), key=len, reverse=True)
    return fold_text(re.sub("|".join(map(re.escape, names)), "◇", text)) if names else fold_text(text)


def _said(text: str) -> _Said:
    text = _OF_ITEM.sub("", text)
    points: Counter[Fraction] = Counter()
    caps: Counter[Fraction] = Counter()
    signs: dict[Fraction, set[str]] = {}
    last = ""
    text = _SIGNED.sub(lambda match: f"{'加' if match[1] == '+' else '扣'}{match[2]}分", text)
    for match in _AMOUNTS.finditer(text):
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() :]
        verb = match["verb"] or ""
        values = [_value(each) for each in re.findall(NUMBER, match["values"])]
        if _CAP_BEFORE.search(before) or _CAP_AFTER.match(after):
            caps.update(values)
        elif not (_BOUND_BEFORE.search(before + verb) or _BOUND_AFTER.match(after)):
            last = SIGN.get(verb, "") or ("" if verb else last)
            points.update(values)
            for value in values:
                signs.setdefault(value, set()).add(last)
    numbers: Counter[Key] = Counter()
    bounds: Counter[Key] = Counter()
    plainer = _OF_AGE.sub("", _DEADLINE.sub("", text))
    for each in quoted_numbers(plainer, 0, len(plainer)):
        numbers[each.key] += 1
        if each.ops:
            bounds[each.key] += 1
    rates = len(_EACH.findall(re.sub(_PERIOD, "", text)))
    return _Said(points, signs, caps, numbers, bounds, rates, text)


def _whose(facts: Iterable[Fact]) -> tuple[str, ...]:
    """经济开发区不少于2次: a kind of unit that was read as a number, which every unit would have to give."""
    named = [fact.name for fact in facts if kind_as_number(fact.name, fact.type)]
    return tuple(
        f"“{name}”像是一类被考核单位，不是数的名称：只管这一类单位的，由经办人写进「对象类别」" for name in named
    )


def _value(text: str) -> Fraction:
    try:
        return Fraction(value_of(text)[0])
    except BadNumeral:
        return Fraction(0)


def _shown(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else f"{float(value):g}"


def _key(key: Key) -> str:
    if isinstance(key, Fraction):
        return _shown(key)
    if len(key) == 2:
        return f"{_shown(key[1] * 100)}%"
    return "-".join(str(each) for each in key if each is not None)
