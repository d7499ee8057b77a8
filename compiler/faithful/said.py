"""The marks of an official sentence. Only what carries points, a cap, a veto or a number is a mark; the rest of the sentence is not read.

In: a sentence as it stands in the policy file. Out: its ``Marks``, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from attrs import evolve

from compiler.faithful.marks import MAYBE, Each, Mark, Marks, What
from compiler.faithful.quoted import quoted_numbers, quoted_text
from dsl.folding import Flat, flatten
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon, put_together, put_together_as, unit_of_both
from dsl.words.numerals import CHINESE, PATTERN, BadNumeral, value_of
from dsl.words.trie import longest


def _spelled(terminal: str) -> str:
    """The spellings of a word of the language."""
    return longest(key for key, word in lexicon().words.items() if word.terminal == terminal)


_NUM = rf"(?:{PATTERN})"
_VERB = r"加扣|追加扣除?|扣减|扣除|扣|减|加|奖励|奖|记|得|计|给|赋"
_POINTS = r"分(?!点|之|钟|制|中心|管|别|类|为|布|级|局|会|行|值|数|析|工|档|期|批)"
_GIVEN = rf"(?P<verb>{_VERB})分?(?!一半)(?P<values>{_NUM}(?:分?、{_NUM})*(?:分?[—至到]{_NUM})?){_POINTS}"
_FROM = (
    rf"(?<![\d{CHINESE}])"  # a number begins where it begins: tried from every digit, a long one would take its square
)
_BARE = rf"{_FROM}(?!一半)(?P<bare>{_NUM}){_POINTS}"
_OF_ITEM = r"[本该此单](?:小?项|条|款|指标)的?(?:分值|分数|得分|基[础本]分|标准分|满分)?的?"  # 扣完本项10分为止
_MOST = (
    rf"(?P<put>{put_together('CAP', 'TOTAL_CAP')})为?(?P<cap7>{_NUM})分(?:为?止)?"
    rf"|(?:最高|最多|至多)(?P<most>[扣加减记得计给]?)分?(?:为|至|不超过|不得超过)?(?P<cap1>{_NUM})分|(?P<total>[扣加减得计记总])分(?:总和|累计|合计|总计|最高|最多)?"
    rf"(?:不超过|不得超过|不高于|以|为)(?P<cap2>{_NUM})分(?:为限|封顶)?|(?:封顶|上限|(?:累计|合计|总计)(?:不超过|不得超过))(?:为|是)?(?P<cap3>{_NUM})分"
    rf"|{_FROM}(?P<cap4>{_NUM})分(?:封顶|为限|为止|扣完为止)|扣[完满至到](?:{_OF_ITEM})?(?P<cap5>{_NUM})分为?止?"
    rf"|(?<=[，,])(?:共|共计|合计|总计)(?P<total6>[扣加减得计记]?)(?P<cap6>{_NUM})分(?![^，。；])"
)
_GONE = rf"{put_together('UNTIL_GONE')}|{_spelled('UNTIL_GONE')}|扣完(?:本项|该项|此项)?(?:分值|分数|分)?为止"
_ZERO = (
    rf"(?!(?<=[健齐完安])全扣)(?:{_spelled('ZERO_ITEM')}"
    r"|[此本该]项(?:不予?[记得计给]分|[得记计](?:0|零)分)|全扣|扣完本项|扣光)"
)
_NOTHING = (
    r"(?:不予?|不再|免[予于])(?P<none>[扣加记得计给])分|(?P<nought>[记得计给])(?:零|0)分|不(?P<short>扣)(?!分|除|减)"
)
_FULL = r"[记得计给]满分"
_AMOUNT = regex(
    rf"(?P<gone>{_GONE})|(?P<cap>{_MOST})|(?P<zero>{_ZERO})|(?<!如无则)(?<!若无则)(?<!如无)(?P<nothing>{_NOTHING})|(?P<full>{_FULL})|(?P<veto>一票否决)"
    rf"|(?P<half>减半)|(?P<double>加倍|双倍)|(?P<given>{_GIVEN})|{_BARE}"
)
_UNIT = longest(lexicon().units)
_EACH_WORD = _spelled("EACH")
# Whom points are given to is no piece: 每个部门加3分.
_WHOM = r"个?(?:牵头|配合|责任|相关)?(?:部门|单位|县区|县|区|乡镇|街道|窗口|村|社区|科室)"
_LEADS = r"(?:各|分别|依次|应|将|则|再|另|另外|额外|予以|给予)?$"
# 到位, 部门: the end of a longer word is no measure word.
_INSIDE = "".join(
    rf"(?!(?<={word[:at]}){word[at:]})"
    for word in sorted(lexicon().longer)
    for at in range(1, len(word))
    if word[at:] in lexicon().units
)
_EACH = regex(
    rf"(?:(?P<word>{_EACH_WORD})(?!{_WHOM})(?P<noun>[^，。；:、\d每扣加减记得]{{0,8}}?)(?P<step>{PATTERN})?|[按逐]){_INSIDE}(?P<unit>{_UNIT})"
    rf"(?:[^，。；扣减加得记\d]{{0,8}}{_NUM}(?:元|人|名|户|亩|平方米|公里|吨)及?以[上下]的?)?[^，。；扣加减记得\d]{{0,8}}的?，?{_LEADS}"
)
_SO_MANY = regex(rf"(?:超过|超出|达到|达|满){_NUM}(?:{_UNIT})(?:以?后)?的?，?$")
_OF_TWO = regex(r"(?:指标)?(?:未|没有|没|不)(?:达|满足|符合|完成)")
_BOTH_OF = regex(r"(?:[两二2]项(?:指标)?(?:均|都)?|[均都])(?:未|没有|没|不)(?:达|满足|符合|完成)")
_BEYOND = regex(rf"(?:超过|超出)(?:{PATTERN}(?:{_UNIT}))?的?(?:部分)?的?，?$")
_OF_OTHERS = regex(
    rf"每(?!{_WHOM})[^，。；:、\d每扣加减记得]{{1,6}}{_LEADS}"
)  # 每卷: of a piece that the language does not know
_ONE = regex(
    rf"(?:^|(?<=[^\d第.点十百])(?<!最后)(?<!倒数))(?P<step>[1一])(?!类(?:{longest(lexicon().speech['sized'])}))(?P<unit>{_UNIT})(?P<rest>[^，。；]{{0,10}}?)的?$"
)
_YEAR = regex(r"(?:19|20)\d{2}年")
_PERIOD = regex(r"个?(?:年|月|季|周|日|天|学期|学年)")
_PRICE = regex(rf"(?:/|每)(?P<unit>{_UNIT})")  # 扣1分/次
_SIGNS = {"扣": "-", "减": "-", "加": "+", "奖": "+", "总": ""}
_BEFORE = regex(r"(?:低于|高于|超过|达到|不足|不满|未满|满|不少于|不低于|大于|小于|少于|多于|达|≥|≤|>|<)$")
_AFTER = regex(r"(?:\(不?含\))?(?:及|及其)?以[上下内外]|[—至到]\d")


@lru_cache(maxsize=64)
def marks_of(span: Span, source: Source) -> Marks:
    """Return the marks of the sentence at ``span``; the marks of the block quote stay outside."""
    blank = quoted_text(span, source)
    flat = flatten(blank, 0, len(blank), lines=False)
    found = [evolve(each, span=_moved(each.span, span)) for each in _amounts(flat)]
    pieces = [each.each.span for each in found if each.each is not None]
    found = [
        evolve(each, each=evolve(each.each, span=_moved(each.each.span, span))) if each.each else each for each in found
    ]
    taken = [*(each.span for each in found), *(_moved(each, span) for each in pieces)]
    numbers = []
    for quoted in quoted_numbers(blank, 0, len(blank)):
        place = _moved(quoted.span, span)
        if not any(place.start < each.end and each.start < place.end for each in taken) and not article(
            quoted.span, blank
        ):
            numbers.append(Mark(What.NUMBER, place, "", (quoted.key,), quoted.ops, None, quoted.unit))
    caps = (What.CAP, What.GONE)
    return Marks(
        tuple(each for each in found if each.what not in caps),
        tuple(each for each in found if each.what in caps),
        tuple(numbers),
    )


def article(span: Span, text: str) -> bool:
    """Whether a number is 一 before a piece, as prose has it (一个内设机构): an article, unless points stand behind it."""
    number = text[span.start : span.end]
    return number.startswith("一") and _counted(number[1:]) is not None


def _moved(span: Span, by: Span) -> Span:
    return Span(span.start + by.start, span.end + by.start)


def _amounts(flat: Flat) -> Iterator[Mark]:
    text, begin = flat.text, 0
    for match in _AMOUNT.finditer(text):
        span = flat.span(match.start(), match.end())
        name = next(key for key in (*_KINDS, "given", "bare") if match[key])
        if name == "cap":
            value = next(each for each in (match[f"cap{number}"] for number in range(1, 8)) if each)
            put = put_together_as(match["put"]) if match["put"] else None
            said = {"-": "扣", "both": ""}.get(put.says, "加") if put is not None else ""
            sign = said or match["most"] or match["total"] or match["total6"] or ("扣" if match["cap5"] else "")
            yield Mark(What.CAP, span, _SIGNS.get(sign, "+" if sign else ""), _values(value))
        elif name == "nothing" and match[0].startswith("不再") and _SO_MANY.search(text, begin, match.start()):
            pass  # 超过 4 次的不再计分: 最多计 4 次
        elif name == "nothing":
            verb = match["none"] or match["nought"] or match["short"]
            yield Mark(
                What.NOTHING, span, "" if verb == "计" else _SIGNS.get(verb, "+")
            )  # 不计分: of gains or of losses
        elif name in _KINDS:
            yield Mark(_KINDS[name], span)
        elif name == "given" and _AFTER.match(text, match.end()):
            continue  # 考核得分95分以上: a bound
        elif name == "given":
            each = _each(flat, begin, match.start()) or _price(flat, match.end())
            sign = _SIGNS.get(_sign(match["verb"]), "+")
            for row in match["values"].split("、"):
                keys = _values(row)
                nothing = keys == (Fraction(0),) and sign == "+"  # 得0分
                yield Mark(What.NOTHING if nothing else What.POINTS, span, sign, () if nothing else keys, (), each)
        elif not (_BEFORE.search(text, max(0, match.start() - 4), match.start()) or _AFTER.match(text, match.end())):
            yield Mark(What.POINTS, span, "", _values(match["bare"]), (), None, None, True)
        begin = match.end()


_KINDS = {
    "cap": What.CAP,
    "gone": What.GONE,
    "zero": What.ZERO,
    "nothing": What.NOTHING,
    "full": What.FULL,
    "veto": What.VETO,
    "half": What.HALF,
    "double": What.DOUBLE,
}


def _sign(verb: str) -> str:
    return "扣" if verb in ("加扣",) or verb.startswith("追加扣") else verb[0]


def _values(text: str) -> tuple[Fraction, ...]:
    found = []
    for match in regex(PATTERN).finditer(text):
        try:
            found.append(Fraction(value_of(match[0])[0]))
        except BadNumeral:
            continue
    return tuple(found)


def _each(flat: Flat, begin: int, end: int) -> Each | None:
    """每件扣2分, 每超过20万元，加1分, 1件扣10分: for what points are given."""
    before = flat.text[begin:end]
    start = max((before.rfind(mark) for mark in "。；;"), default=-1) + 1
    match = _EACH.search(before, start)
    while match is not None and not _counts(match):
        match = _EACH.search(before, match.start() + 1)
    again = _EACH.search(before, match.end("unit")) if match is not None else None
    first = match
    match = again if again is not None and _counts(again) else match  # 每项每次: the last of the two
    if match is not None:
        step = _values(match["step"]) if match["step"] else ()
        word = match["word"] or "每"
        mode = lexicon().words[word].says
        if (match["noun"] or "").startswith(("超", "高", "多", "增", "升")):
            mode = "above"
        if not word.startswith("每") and len(step) == 1 and step[0] != 1:
            mode = MAYBE  # 缺2项扣2分: a step beside 缺1项, or for every two
        if mode == "plain" and _BEYOND.search(before, start, match.start()):
            mode = MAYBE  # 超过3件的，每件扣1分
        unit = lexicon().units[match["unit"]]
        if first is not None and first is not match and first["unit"] and first.end("unit") == match.start():
            unit = unit_of_both(lexicon().units[first["unit"]], unit) or unit  # 每人每次 is 每人次
        if unit.kind is not Kind.COUNT and word == "每" and re.search(r"未|没有|不", before[match.end("unit") :]):
            return None  # 每月未开展的，扣1分
        if unit.kind is not Kind.COUNT and word == "每" and before[match.end("unit") :].strip("的，"):
            mode = MAYBE  # 每月按时报送加0.4分
        if unit.kind is Kind.RATIO and mode in ("below", "above") and step and isinstance(step[0], Fraction):
            step, unit = (step[0] * unit.scale * 100,), lexicon().units["个百分点"]  # 每低1% is 每低1个百分点
        return Each(
            mode, step[0] if step else Fraction(1), unit, flat.span(begin + match.start(), begin + match.end("unit"))
        )
    other = _OF_OTHERS.search(before, start)
    if other is not None:
        return Each("plain", Fraction(1), None, flat.span(begin + other.start(), begin + other.end()))
    start = max((before.rstrip("的，").rfind(mark) for mark in "，。；;"), default=-1) + 1
    match = _ONE.search(before.rstrip("，"), start)
    ranked = (
        match is not None
        and match["unit"] in ("名", "位")
        and before[: match.start("step")].endswith(("前", "后", "末"))
    )
    piece = _counted(match["unit"]) if match is not None and not ranked else None
    if match is None or piece is None:
        return None
    # 1处不合格 is a piece; 窗口1名人员未到岗 may be one, or what the sentence is about.
    short = _OF_TWO.match(match["rest"] or "") is not None and _BOTH_OF.search(flat.text) is not None
    plain = not match["rest"] or before[start : match.start("step")] in ("", "发现", "出现", "发生", "有")
    plain = plain and not short  # 一项未达到 of two figures
    place = flat.span(begin + match.start("step"), begin + match.end("unit"))
    return Each("plain" if plain else MAYBE, Fraction(1), piece, place)


def _price(flat: Flat, at: int) -> Each | None:
    """扣1分/次."""
    match = _PRICE.match(flat.text, at)
    unit = lexicon().units[match["unit"]] if match else None
    return Each("plain", Fraction(1), unit, flat.span(at, match.end())) if match else None


def _counts(match: re.Match[str]) -> bool:
    """缺 and 少 count only right before a number: 缺1项, not 少于5项; 按件 and 逐件 right before the points."""
    word = match["word"]
    if word is None:  # 按件另扣2分, not 按期办结率
        return len(match.string) - match.end("unit") <= 2
    if not word.startswith("每") and _YEAR.match(match.string, match.start("step")):
        return False  # 缺1999年表
    if (word == "每" and _PERIOD.match(match["noun"])) or _AFTER.match(match.string, match.end("unit")):
        return False  # 每年累计4次以上
    return word.startswith("每") or (not match["noun"] and match["step"] is not None)


def _counted(word: str) -> UnitWord | None:
    unit = lexicon().units.get(word)
    return unit if unit is not None and unit.kind is Kind.COUNT else None
