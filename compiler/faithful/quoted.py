"""The numbers of an official sentence. Arabic, Chinese and percent numerals are one number; ordinals, dates, years, document and
article numbers are told apart from amounts.

In: a sentence. Out: ``Quoted`` values, with the comparisons that the bound words beside them may say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from compiler.faithful.keys import SHARES, Key
from dsl.folding import Flat, flatten
from dsl.lexer.ends import PATTERN as ENDS
from dsl.lexer.ends import meaning, turned
from dsl.lexer.events import AGAIN
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words import days
from dsl.words.lexicon import UnitWord, lexicon, put_together
from dsl.words.numerals import CHINESE, PATTERN, BadNumeral, scale_of, value_of
from dsl.words.trie import longest

# What looks like a number and is none. Each alternative is skipped as a whole.
_DOCUMENT = (
    r"\([12]\d{3}\)—?\d+号|第[\d"
    + CHINESE
    + r"]+(?:、[\d"
    + CHINESE
    + r"]+)*(?:条|款|项|章|节|期|批|部分)|[\d"
    + CHINESE
    + r"]+号"
)
_LIST = (
    r"(?:(?<=^)|(?<=[。；;:，\n\"]))(?:\d+[.、](?!\d)|\([\d"
    + CHINESE
    + r"]+\)|["
    + CHINESE
    + r"]+、|[一二三四五六七八九十]是)"
)
_YEAR = r"\d{4}年度?(?!\d)(?:底|末|初)?|[一二]〇[零〇一二三四五六七八九]{2}年"
_NAMES = r"(?<!\d)12345(?!\d)|\d{3,8}(?=(?:便民|政务)?(?:服务)?热线)|\d+\+[A-Za-z]|[上下前后]一(?=工作日|年|季度|周)"  # of hotlines, plans
_WORDS = (
    r"一票否决|一次性|一窗|一网|一门|一站式|一体化|一致|统一|一律|一经|一同|一并|一定|一般|一些|一直|一旦|第一(?![名位])|万一|唯一|进一步|"
    r"一套标准|一口|一表式|一点通|一制三化|一批|一把手|十九大|十九届|二中|三中|四中|五次|六次|二次|十一届|十七届|十三五|十四五|"
    r"两集中|两到位|两头|三减|三化|四办|五减|百日攻坚|百分制|千方百计|多证合一|最后一公里|半点|四舍五入|五成双|一对一|一人一|一事一|一项一|"
    r"7×24小时|五个阶段|一级|二级|三级|四级|一线|二线|两会|三重一大|一岗双责|三个着力|四个意识"
)
_DATE = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_LAST_DAY = rf"(?:{days.PATTERN})(?:(?<=月[底末])|(?=之?前|以前))"  # 6月底; 年底前, but no 年底 by itself
_UNITS = longest(lexicon().units)
_PRE = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE")
_POST = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_POST")
# 此项得0分, 扣至0分为止: words
_WITH_DIGITS = longest(key for key in lexicon().words if re.search(r"\d", key))
_NO_NUMBER = f"{put_together('UNTIL_GONE')}|{_WITH_DIGITS}"
_FALLS = longest(
    key for key, word in lexicon().words.items() if word.terminal == "EACH" and word.says in ("below", "above")
)
_OF_TWO = r"[一二两12]项(?:指标)?(?=(?:均|都)?(?:未|没有|没|不)达)"  # 两项均未达到
_SKIP = f"{_NO_NUMBER}|{AGAIN}|{_OF_TWO}|{_YEAR}|{_DOCUMENT}|{_LIST}|{_WORDS}|{_NAMES}"
_NUMBER = (
    rf"(?P<pre>{_PRE})?(?:±|正负)?(?P<number>{PATTERN})(?P<unit>{_UNITS})?(?P<said>{ENDS})?(?P<post>{_POST})?(?P<also>{ENDS})?"
    rf"(?:(?P<chain><=|>=|[<>≤≥≦≧])(?=[^\d=]))?"  # 500万元≤经费
)
_STEP = regex(rf"(?:{_FALLS})$")
_FOUND = regex(  # 晚于2021年7月5日, 低于2020年: the bound word does not make an amount of a date or a year
    rf"(?:(?P<by>{_PRE})?(?:(?P<date>{_DATE})|(?P<last>{_LAST_DAY})))|(?:{_SKIP})|(?:(?:{_PRE})(?:{_YEAR}))|{_NUMBER}"
)


@frozen(repr=False, eq=False)
class Quoted(Node):
    """A number of a quoted sentence: its value, the comparisons that its bound words may say, its place."""

    key: Key
    ops: tuple[str, ...]
    span: Span
    unit: UnitWord | None = None


_QUOTE_MARK = regex(r"(?m)^ {0,3}>")
_COMMA = regex(r"(?<!\d),|,(?!\d{3}(?!\d))")  # 1,200 is one number


def quoted_text(span: Span, source: Source) -> str:
    """The words of a quote, each where it stands: without the marks of the block quote, every comma a Chinese one."""
    blank = _QUOTE_MARK.sub(lambda match: " " * len(match.group()), source.slice(span))
    return _COMMA.sub("，", blank)


def quoted_numbers(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Yield the amounts and dates of an official sentence that stands at ``text[start:end]``."""
    flat = flatten(text, start, end, lines=False)
    beyond = _BEYOND.search(flat.text) is not None
    short = _SHORT_OF.search(flat.text) is not None
    held = {each[1] for each in _HELD.finditer(flat.text)}
    for found in _FOUND.finditer(flat.text):
        if found["date"]:
            key = (int(found["year"]) if found["year"] else None, int(found["month"]), int(found["day"]))
            yield Quoted(key, _by(found), _span(flat, *found.span("date")))
        elif found["last"]:
            day = days.last_day(found["last"])
            yield Quoted((day.year, day.month, day.day), _by(found), _span(flat, *found.span("last")))
        elif found["number"]:
            falls = _STEP.search(flat.text, max(0, found.start() - 6), found.start()) is not None
            made = _quoted(found, flat, falls=falls)
            if made is not None and beyond and "<=" in made.ops:
                made = evolve(made, ops=(*made.ops, ">"))
            if made is not None and short:
                made = evolve(made, ops=(*made.ops, *(_DENIED[op] for op in made.ops if op in _DENIED)))
            if (
                made is not None
                and not (found["said"] or found["also"])
                and f"{found['number']}{found['unit']}" in held
            ):
                made = evolve(made, ops=(*made.ops, *(_STRICT[op] for op in made.ops if op in _STRICT)))
            if made is not None:
                yield evolve(made, ops=made.ops or _end_of_range(found, flat.text))


def _by(match: re.Match[str]) -> tuple[str, ...]:
    """晚于, 早于 a day."""
    return (str(lexicon().words[match["by"]].says),) if match["by"] else ()


# 70%（含）—80% 得 6 分，70%以下 不得分: what a bracket says is held by one tier is left out of the next.
_HELD = regex(rf"((?:{PATTERN})(?:{_UNITS}))\(含[^)]*\)")
_BEYOND = regex("超[过出](?:的?部分|的)[的，]*每")  # 不超过2处不扣分，超过部分每处: of the number that was said before
# 一项未达到的得5分: what is said of two figures together is said of their bounds the other way round.
_SHORT_OF = regex(r"项(?:指标)?(?:均|都)?(?:未|没有|没|不)(?:达|满足|符合|完成)")
_DENIED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_STRICT = {">=": ">", "<=": "<"}
_TO = ("—", "至", "到")
_CLOSES = regex(rf"[—至到](?:{PATTERN})(?:{_UNITS})?({ENDS})")
_OPENED = regex(rf".*({ENDS})[—至到]$", re.DOTALL)


def _end_of_range(match: re.Match[str], text: str) -> tuple[str, ...]:
    """60%（含）—80%: what is said of one end, and the opposite of the other."""
    said = meaning(match["said"]) if match["said"] else ""
    if text.startswith(_TO, match.end()):
        if said:
            return (">=" if said == "in" else ">",)
        closes = _CLOSES.match(text, match.end())
        return () if closes is None else (">" if meaning(closes[1]) == "in" else ">=",)
    opened = _OPENED.match(text, max(0, match.start() - 12), match.start())
    if not text[: match.start()].endswith(_TO) or not (said or opened):
        return ()
    closed = said == "in" if said else opened is not None and meaning(opened[1]) == "out"
    return ("<=" if closed else "<",)


_SHARED = regex(rf"[—至到、]({PATTERN})")


def _shared_scale(text: str, end: int, value: Fraction) -> int:
    """500—1000万元, 5、10万件: the 万 behind the second number is that of the first too, where the first is the smaller."""
    behind = _SHARED.match(text, end)
    if behind is None:
        return 1
    try:
        other, scale = value_of(behind[1])[0], scale_of(behind[1])
    except BadNumeral:
        return 1
    if scale == 1:  # 1、2、3万: the last of the row says it
        scale = _shared_scale(text, behind.end(1), other)
        other *= scale
    return scale if 0 < value < other / scale else 1


def _span(flat: Flat, start: int, end: int) -> Span:
    return Span(flat.origin(start), flat.origin(end - 1) + 1)


def _turned(sign: str | None) -> str:
    """500万元≤经费 says of the number what 经费≥500万元 says."""
    says = str(lexicon().words[sign].says) if sign else ""
    return {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(says, "")


def _quoted(match: re.Match[str], flat: Flat, *, falls: bool) -> Quoted | None:
    numeral, unit = match["number"], match["unit"]
    if not numeral[0].isdigit() and "分之" not in numeral and unit is None and numeral != "一半":
        return None  # a Chinese numeral counts only before a unit: 三个环节, not 三农
    try:
        value, own = value_of(numeral)
    except BadNumeral:
        return None
    word = lexicon().units.get(own or unit or "")
    if word is None or word.kind not in SHARES:
        value *= _shared_scale(flat.text, match.end("number"), value)
    scaled: Key = value
    if word is not None and word.kind in SHARES and not (word.kind is Kind.PERCENT_POINT and value == 1):
        scaled = ("%", value * word.scale)  # but 每低于1个百分点 is one step
    elif "分之" in numeral and (match["pre"] or match["post"]):
        scaled = ("%", value)  # 低于三分之一
    if falls and scaled == ("%", Fraction(1, 100)):
        scaled = Fraction(1)  # 每低1% is one step
    pre, post = (lexicon().words[part].says if part else "" for part in (match["pre"], match["post"]))
    pre = pre or _turned(match["chain"])
    said = match["said"] or (match["also"] if pre or post else None)
    if said is not None:
        pre, post = turned(pre, meaning(said)), turned(post, meaning(said))
    ops = tuple(op for op in dict.fromkeys((pre, post)) if op)
    if ops == ("<", ">="):
        ops = ("<",)  # 未达到 80% 以上; 超过30%以上 keeps both: either reading may be taken
    return Quoted(
        scaled, ops, _span(flat, match.start("number"), match.end("unit") if unit else match.end("number")), word
    )
