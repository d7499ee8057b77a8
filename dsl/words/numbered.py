"""Events that are named by a time or a number in them: 24小时内未处置, 连续三年无事故, 二次退回, 亿元以上项目.

Such a name stands for the whole condition. Two of them may be one thing at two levels: whoever has not settled a matter in 48 hours has
not in 24 either. In: names. Out: what they say beside their number, and whether one holds wherever the other does.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from attrs import frozen

from dsl import limits
from dsl.folding import fold
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.numerals import PATTERN, BadNumeral, value_of
from dsl.words.trie import longest

# Spans of time that are no units of the language: nothing is measured in them.
SPANS = ("个季度", "季度", "个学期", "学期", "个学年", "学年", "周", "个星期", "星期", "旬", "年度")
DENIALS = ("未", "无", "不", "没")
_MORE = ("超过", "逾", "满", "达", "达到", "连续", "累计", "连续累计")  # with these the larger number is the stricter
_LESS = ("不足", "少于", "低于", "不到", "不满")
_UP = ("以上", "及以上", "及其以上")
_DOWN = ("以下", "及以下", "及其以下")
_WITHIN = ("内", "以内", "之内")
_STILL = "仍还尚"
_QUOTED = regex(r'"[^"]*"')  # “两个责任” is what something is called
_NAMED = ("季度", "学期", "学年", "年度", "月")  # 二季度 is one of four; two of them are 两个季度
_AGE = "岁"  # says who, not how much
_YEARS = 1900  # from here on a number of years is the name of one
_HALF = "半"
# How many days a span of time lasts, as far as levels are told by it: 两周, 半年. Days of work and terms of schools are held against none.
_DAYS: dict[str, int | Fraction] = {
    "小时": Fraction(1, 24),
    "自然日": 1,
    "周": 7,
    "星期": 7,
    "旬": 10,
    "月": 30,
    "季度": 90,
    "年": 360,
    "年度": 360,
}
_CLEARLY = Fraction(11, 10)  # 30 天 and 一个月 are about the same
_GREAT = {10**8: "亿", 10**4: "万"}
_LEAST = 2  # characters that names of one thing have in common


@frozen(repr=False, eq=False)
class Numbered(Node):
    """The first number in a name: what stands before and behind, its unit, and whether a larger one is the stricter."""

    before: str
    behind: str
    unit: str
    value: Fraction
    stricter: str  # "more", "less", or nothing where it cannot be seen
    written: str = ""  # the unit as it stands there; ``unit`` is 天 for every span that can be counted in days


def numbered(name: str) -> Numbered | None:
    """Return what a name says around its number; None where it holds none with a unit."""
    return _numbered(fold(name))


def inside(inner: str, outer: str) -> bool:
    """Whether the first of two names holds only where the second does: 48小时内未处置, 24小时内未处置; 连续三年无事故, 连续两年无事故."""
    a, b = numbered(inner), numbered(outer)
    if a is None or b is None or not a.stricter or not one_family(a, b) or a.stricter != b.stricter:
        return False
    more, less = (a.value, b.value) if a.stricter == "more" else (b.value, a.value)
    return more > less * (1 if a.written == b.written else _CLEARLY)


def one_family(a: Numbered, b: Numbered) -> bool:
    """Whether two names differ by their number only; the subject is named once."""
    return (a.behind, a.unit) == (b.behind, b.unit) and (a.before == b.before or not a.before or not b.before)


def related(first: str, second: str) -> bool:
    """Whether two names may speak of one thing, at least one of them with a number: 无人接听, 一年内3次以上无人接听."""
    found = [each for each in (numbered(first), numbered(second)) if each is not None]
    if not found or max(len(first), len(second)) > limits.NAME.most:
        return False
    if _apart(_range(fold(first)), _range(fold(second))):
        return False
    a, b = sorted((_bare(fold(first)), _bare(fold(second))), key=len)
    if any(each.unit == _AGE for each in found):
        return a == b  # 0—6岁儿童 and 65岁以上老年人 are others
    shared = _in_common(a, b)
    return not a or (shared >= _LEAST and 2 * shared > len(a))


Range = tuple[str, Fraction, Fraction | None]  # unit, from, up to; None where it has no end


def _apart(first: Range | None, second: Range | None) -> bool:
    """Whether nothing is of both sizes: 5000万元以上1亿元以下项目, 1亿元以上5亿元以下项目. A shared end is in one of them."""
    if first is None or second is None or first[0] != second[0]:
        return False
    low, high = sorted((first, second), key=lambda each: each[1])
    return low[2] is not None and low[2] <= high[1] and low[1] < high[1]


@cache
def _sizes() -> re.Pattern[str]:
    units = longest(key for key, unit in lexicon().units.items() if unit.kind in (Kind.MONEY, Kind.QUANTITY))
    ends = r"(?:\((?:不?含)[^()]{0,6}\))?"
    amount = rf"(?:{PATTERN})(?:{units})?{ends}"
    low, high = rf"(?P<low>{amount})", rf"(?P<high>(?:{PATTERN})(?:{units})){ends}"
    up, down = longest(_UP), longest((*_DOWN, "以内"))
    return regex(
        rf"{low}(?:{up}、?|[—至~-]){high}(?:{down})?|(?P<from>(?:{PATTERN})(?:{units})){ends}(?:{up})"
        rf"|(?P<to>(?:{PATTERN})(?:{units})){ends}(?:{down})"
    )


@cache
def _range(name: str) -> Range | None:
    """The sizes that the things of a name have; None where it names none, or more than one range."""
    found = list(_sizes().finditer(name)) if len(name) <= limits.NAME.most else []
    if len(found) != 1:
        return None
    if found[0]["from"] or found[0]["to"]:
        value, unit = _amount(found[0]["from"] or found[0]["to"], "")
        return (unit, value, None) if found[0]["from"] else (unit, Fraction(0), value)
    high, unit = _amount(found[0]["high"], "")
    low, other = _amount(found[0]["low"], found[0]["high"])
    return (unit, low, high) if unit == other and low < high else None


def _amount(text: str, beside: str) -> tuple[Fraction, str]:
    """A size in the plain unit of its kind; ``beside`` lends the 万 and the unit that it leaves out: 1000—5000万元."""
    number = regex(PATTERN).match(text)
    assert number is not None, "a size begins with its number"
    try:
        value = Fraction(value_of(number[0])[0])
    except BadNumeral:
        return Fraction(-1), ""
    said = re.sub(r"\(.*", "", text[number.end() :])
    unit = lexicon().units.get(said)
    if unit is None and beside:
        other, name = _amount(beside, "")
        scale = next((each for each in (10**8, 10**4) if beside[: -len(name) or None].endswith(_GREAT[each])), 1)
        return (value * scale if value * scale < other else value), name
    return (value * unit.scale, unit.canonical) if unit is not None else (Fraction(-1), "")


def _in_common(a: str, b: str) -> int:
    """How many characters two texts share in one order."""
    row = [0] * (len(b) + 1)
    for one in a:
        last = 0
        for at, other in enumerate(b, start=1):
            last, row[at] = row[at], last + 1 if one == other else max(row[at], row[at - 1])
    return row[-1]


@cache
def _phrase() -> re.Pattern[str]:
    units = longest([*lexicon().units, *SPANS])
    more, ends = longest((*_MORE, *_LESS)), longest((*_UP, *_DOWN, *_WITHIN))
    return regex(rf"(?P<how>{more})?(?P<number>{PATTERN}|{_HALF}个?(?=[年月]))(?P<unit>{units})(?P<end>{ends})?")


@cache
def _numbered(name: str) -> Numbered | None:
    if len(name) > limits.NAME.most:
        return None
    for found in _phrase().finditer(_QUOTED.sub(lambda quoted: "·" * len(quoted[0]), name)):
        half = found["number"].startswith(_HALF)
        try:
            value, unit = (Fraction(1, 2), "") if half else value_of(found["number"])
        except BadNumeral:
            continue
        if not _says_how_much(found, value):
            continue
        before, behind = name[: found.start()], name[found.end() :].lstrip(_STILL)
        written = unit or _plain(found["unit"])
        days = _DAYS.get(written)
        return Numbered(
            before.removesuffix("未在").removesuffix("未"),
            behind,
            written if days is None else "天",
            value if days is None else value * days,
            _stricter(found, before, behind),
            written,
        )
    return None


def _says_how_much(found: re.Match[str], value: Fraction) -> bool:
    """Whether a number is an amount, not the name of a year, a month, a quarter or a kind: 2021年, 3月, 二季度, 一类事项."""
    unit, bounded = found["unit"], bool(found["how"] or found["end"])
    known = lexicon().units.get(unit)
    if unit.startswith("年") and value >= _YEARS:
        return False
    if bounded or unit == "次" or found["number"] == "两":
        return True
    return unit not in _NAMED and (known is None or known.kind is not Kind.COUNT)


def _stricter(found: re.Match[str], before: str, behind: str) -> str:
    how, end = found["how"] or "", found["end"] or ""
    if end in _UP or (not end and how in _MORE):
        return "more"
    if end in _DOWN or (not end and how in _LESS):
        return "less"
    denied = behind.startswith(DENIALS) or before.endswith(("未", "未在", "未能在", "没有在", "未于"))
    if end in _WITHIN:
        return "more" if denied or how in ("连续", "累计") else "less"
    return "more" if how in _MORE or behind.startswith(DENIALS) else ""


def _plain(unit: str) -> str:
    known = lexicon().units.get(unit)
    return known.canonical if known is not None else unit.removeprefix("个")


def _bare(name: str) -> str:
    """A name without its numbers, and without what denies it."""
    return re.sub(rf"[的在{''.join(DENIALS)}{_STILL}]|" + _phrase().pattern, "", name)
