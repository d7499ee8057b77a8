"""How a folded line is cut into pieces, and what each piece says. In: a vocabulary. Out: ``Pieces``, a cutter and its table.

Every piece speaks for itself: a word of the language, a declared name, a number, a date, a mark. What a piece says depends on its
characters alone, so it is looked up, and read only when it comes for the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dsl.lexer import ends, events
from dsl.lexer.habits import of_the_item
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words import days, numerals, outcomes, spots
from dsl.words.lexicon import lexicon, put_together, put_together_as
from dsl.words.shares import PATTERN_OF, share_in
from dsl.words.tokens import PartialDate, Value
from dsl.words.trie import longest
from dsl.words.vocabulary import Vocabulary

Meaning = tuple[str, Value]  # terminal and value

_NUMERAL_START = frozenset("0123456789" + numerals.CHINESE)
# 每年6月底前 is a day of the year that is assessed.
_DATE = regex(rf"(?:\d{{4}}年|每年)?\d{{1,2}}月\d{{1,2}}日|(?:每年)?(?:{days.PATTERN})")
_EMPTY = r"无[^，,；;。\n]{0,20}?时(?=不|免|记|扣|加|得|计|给|按|$)"
# 发现一处扣0.1分 is 一处扣0.1分, 发现1人违规扣5分 is 1人违规扣5分; anywhere else 发现 is part of a name.
_FOUND = r"(?:发现|出现|查实|发生)(?=[一1][^\d，,。；;]{1,16}[，,]?[扣减加])"
HAPPENS = "happens"  # what 发生 says before 一起
_WHOLE: dict[str, Meaning] = {
    **dict.fromkeys(("年内", "年度内", *of_the_item.ALL_ABOVE), ("FILLER", "")),
    **dict.fromkeys(("发现", "出现", "查实", "发生"), ("FILLER", HAPPENS)),
}
# 年内未组织演练 says nothing beside the period; 2 年内 is a time.
_IN_THE_YEAR = rf"(?<![\d{numerals.CHINESE}半整每多])(?:年|年度)内(?!部)"
# 第一作者, 第二课堂: part of a word, not the place in a row.
_NTH = r"第[一二三四五六七八九十]+(?=[\u4e00-\u9fff])(?![一二三四五六七八九十名位至到条款项次档季轮批期届类个等阶及的扣减加得记计奖])"
_SIGNS = ["COMMA", "COMMA", "COMMA", "ENUM", "LPAR", "RPAR", "EQUALS", "PLUS", "MINUS", "TIMES", "DIVIDE", "DIVIDE"]
MARKS = dict(zip("，,:、()=+−×÷/", _SIGNS, strict=True))
_BY_WHOM = r"由[^，,。；;\d扣加]{1,12}(?=酌情|视情)"  # 由考核组酌情加1—3分
# 5例以上的，除据实扣分外，再扣2分: on top of what stands before, as 再扣 says.
_BESIDES = r"除[^，,。；;\d]{0,8}(?:扣分|加分|计分|扣除)之?外[，,](?=再|另|还|额外|追加)"
_FIRST = '[累全年加扣得记计奖最至合总共直以减此本该不按取只均就同实予给执考年绩评"一]'  # with what a word begins that is put together
_KEPT = 20_000  # different pieces that a table remembers; more than any policy has


class Pieces(dict[str, Meaning]):
    """What each piece says, and the pieces of a line that need a second look."""

    functions: frozenset[str]  # 最大: a function only where a bracket follows
    scales: dict[str, int]  # 1000万 → 10000: a number with a 万 or 亿 that the number before it may share
    shares: dict[str, str]  # 百分之三十 → %: a number that spells its unit
    straddling: frozenset[str]  # names that a bound word may begin in and end behind
    special: set[str]  # all of the above

    def __init__(self, names: dict[str, Meaning]) -> None:
        super().__init__({key: ("FUNCTION", key) for key in _functions()})
        longer = lexicon().longer
        whole = {word: ("OTHER", word) for word in (*longer, *lexicon().unless)}
        self.update(whole | _WHOLE | _language() | names)
        self._names = spots.Names(
            (each for each in names if each not in MARKS), "每的"
        )  # 每超速 1 次: 超速 is declared
        self.scales = {}
        self.functions, self.shares, self.straddling = frozenset(_functions()), {}, _straddling(names)
        self.special = {*self.functions, *self.straddling}

    def cut(self, text: str) -> list[str]:
        """Cut a line into pieces that together are the line."""
        return _cutter(events.may_tell(text)).cut(text, self._names)

    def words(self, text: str) -> list[str]:
        """Cut a text in which no event is told by a time."""
        return _cutter(False).cut(text, self._names)

    def __missing__(self, text: str) -> Meaning:
        """Read a piece that is no word and no name."""
        if len(self) > _KEPT:
            return self._read(text)
        meaning = self[text] = self._read(text)
        return meaning

    def _read(self, text: str) -> Meaning:
        if _DATE.fullmatch(text):
            return _date(text)
        if len(text) > 1 and events.whole().fullmatch(text):
            return "OTHER", text
        word = put_together_as(text) if len(text) > 1 else None
        if word is not None:
            return word.terminal, word.says
        if text[0] in _NUMERAL_START or text[0].isdigit():
            return self._number(text)
        share = share_in(text) if len(text) > 1 else None
        if share is not None:
            return "FULL", "{}:{}".format(*share)
        if text[0] == "(" and len(text) > 1:
            return "ENDS", ends.meaning(text)
        if text[0] == "由" and outcomes.is_measure(text):  # 并由分管领导约谈
            return "CONSEQUENCE", text
        if (text[0] == "由" and len(text) > 1) or (text[-1] in "，," and len(text) > 1):
            return "FILLER", ""
        if text[0] in "第缺少":
            return "OTHER", text
        if len(text) > 1:
            return ("CONSEQUENCE", text) if outcomes.is_outcome(text) else ("EMPTY", text[1:-1])
        return "OTHER", text

    def _number(self, text: str) -> Meaning:
        try:
            value, unit = numerals.value_of(text)
        except numerals.BadNumeral:
            return "OTHER", text
        if unit:
            self.shares[text] = unit
            self.special.add(text)
        elif text[-1] in numerals.GREAT:
            self.scales[text] = numerals.scale_of(text)
            self.special.add(text)
        return "NUMBER", value


def _date(text: str) -> Meaning:
    if text[-1] in "底末":
        return "DATE", days.last_day(text.removeprefix("每年"))
    parts = [int(part) for part in re.findall(r"\d+", text)]
    return "DATE", PartialDate(parts[0] if len(parts) == 3 else None, parts[-2], parts[-1])


@cache
def _language() -> dict[str, Meaning]:
    """Return the words, units and marks of the language; 起 is a measure word, unless a date stands before it."""
    words: dict[str, Meaning] = {key: (word.terminal, word.says) for key, word in lexicon().words.items()}
    units: dict[str, Meaning] = {key: ("UNIT", unit) for key, unit in lexicon().units.items()}
    marks: dict[str, Meaning] = {mark: (terminal, mark) for mark, terminal in MARKS.items()}
    return words | units | marks


def _functions() -> list[str]:
    return [key for key, word in lexicon().facets.items() if word.terminal == "FUNCTION"]


def _options(words: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns of one piece, in their order. Dates come before numbers; any single character comes last, so nothing is left."""
    numeric, placed = longest(word for word in words if word[0] in _NUMERAL_START), lexicon().placed
    other = longest(word for word in words if word[0] not in _NUMERAL_START and (word not in placed or word in names))
    function, marks = _always()
    return (
        function,
        PATTERN_OF,
        _composed(names),  # 一票否决制 before 一票否决
        numeric,
        _DATE.pattern,
        numerals.PATTERN,
        _FOUND,
        _placed(tuple(word for word in placed if word in names or word.lstrip("的") in names)),
        outcomes.measures(),
        outcomes.grades(),
        _beside(names),
        _unless(names),
        other,
        _EMPTY,
        outcomes.QUALIFICATION,
        ends.PATTERN,
        marks,
        "(?s:.)",
    )


@cache
def _cutter(told: bool) -> spots.Cutter:
    """What cuts a line; ``told``: one that can hold events that a time tells. Most cannot, and are cut faster."""

    def options(words: Iterable[str], names: tuple[str, ...]) -> tuple[str, ...]:
        first, *others = _options(words, names)
        return (first, _unless_named(names, events.pattern()), *others) if told else (first, *others)

    return spots.Cutter(options, {*_language(), *lexicon().longer} - set(MARKS), _NUMERAL_START)


def _composed(names: Iterable[str]) -> str:
    starts = [name for name in names if re.match(_FIRST, name)]
    return f"(?!{longest(starts)}){put_together()}" if starts else put_together()


@cache
def _places() -> dict[str, str]:
    """What has to follow a word that speaks only there: 最后 a number, 全扣 the end of a sentence, 此项 points or a cap."""
    return {
        "number": rf"第?(?!0分为止)[\d{numerals.CHINESE}]",
        "place": rf"[前后][\d{numerals.CHINESE}]+[名位的，,；;扣减加得记计不]",
        "ranked": rf"(?:[前后第][\d{numerals.CHINESE}]+[名位的，,；;扣减加得记计不]|倒数|末[位名]的?(?:[，,；;扣减]|$))",
        "end": r"的?(?:$|[，,；;。(扣减加])",
        "points": r"[，,]?(?:再|另)?[扣减加得记计给奖每不]",
        "range": rf"[，,]?[扣减加得记计给奖](?:\d+(?:\.\d+)?|[{numerals.CHINESE}]+)分?[—\-~～至到](?:\d|[{numerals.CHINESE}])",
        "effect": rf"(?:[扣减加得][\d{numerals.CHINESE}]|不[得扣加记计]分|取消本项|本项不)",
        "given": rf"(?:[扣减加得记计给奖][\d{numerals.CHINESE}]|{of_the_item.spelled()})",
    }


@cache
def _always() -> tuple[str, str]:
    """The patterns of a function and of the marks."""
    return rf"(?:{longest(_functions())})(?=\()", f"[{re.escape(''.join(MARKS))}]"


@lru_cache(maxsize=100)
def _placed(names: tuple[str, ...]) -> str:
    """The words that speak only where something certain follows, unless a policy declares them as names."""
    words = {word: place for word, place in lexicon().placed.items() if word not in names}
    kinds = ((place, [word for word in words if words[word] == place]) for place in _places())
    speak = "|".join(f"{longest(these)}(?={_places()[place]})" for place, these in kinds) or "(?!)"
    return f"(?!{longest(_beginning_with(words))})(?:{speak})"  # 此项得0分 is a word of its own


def _beginning_with(words: Iterable[str]) -> list[str]:
    """The words of the language that begin with one of these and go on."""
    starts = tuple(words)
    return [word for word in _language() if word not in lexicon().placed and word.startswith(starts)] if starts else []


def _unless_named(names: Iterable[str], looks: str) -> str:
    """What looks like part of a name, unless a declared name begins there."""
    starts = [name for name in names if name[0] in "超逾满连未每" or name[0] in _NUMERAL_START]
    return f"(?!{longest(starts)})(?:{looks})" if starts else f"(?:{looks})"


def _beside(names: Iterable[str]) -> str:
    """What looks like a word of the language and is none, unless a declared name begins there."""
    looks = f"(?:{of_the_item.all_above()}|{_IN_THE_YEAR}|{_BY_WHOM}|{_grounds()}|{_NTH}|{_before_longer()}|{_lacking()}|{_BESIDES})"
    names = tuple(names)
    each = [name for name in names if any(f"每{name}".startswith(word) for word in _each_what())]
    if each:  # 每超速 1 次, where 超速 is declared
        looks = f"(?:每(?={longest(each)})|{looks})"
    starts = [name for name in names if name[0] in "第每缺少未年"]
    return f"(?!{longest(starts)}){looks}" if starts else looks


def _unless(names: Iterable[str]) -> str:
    """占用 is a longer word, unless 占 stands before another one (占 用户总数), or a declared name begins there."""
    words = lexicon().unless
    starts = [name for name in names if any(name.startswith(word) for word in words)]
    looks = "|".join(f"{re.escape(word)}(?![{chars}])" for word, chars in sorted(words.items()))
    return f"(?!{longest(starts)})(?:{looks})" if starts else looks


@cache
def _grounds() -> str:
    """根据平台统计，…: on what grounds points are given, where a sentence begins with it and no number is in it."""
    speech = lexicon().speech
    begin, end = longest(speech["grounds"]), longest(speech["grounds_end"])
    return rf"^{begin}[^，,。；;:\d扣加得未不]{{0,20}}?{end}[，,](?=[^，,]*[，,\d])"


@cache
def _each_what() -> tuple[str, ...]:
    """每超过, 每缺: 每 with more behind it."""
    return tuple(key for key, word in lexicon().words.items() if key[0] == "每" and len(key) > 1)


@cache
def _before_longer() -> str:
    """每 before 超额: the word that is left where the end of 每超 belongs to a longer word."""
    words, rests = lexicon().words, set()
    for word in words:
        rests |= {(word[:size], word[size:]) for size in range(1, len(word)) if word[:size] in words}
    cut = {(start, each) for start, rest in rests for each in lexicon().longer if each.startswith(rest)}
    cut = {(start, each) for start, each in cut if start + each not in words}  # 每增加 is one itself
    return "|".join(f"{start}(?={each})" for start, each in sorted(cut)) or "(?!)"


@cache
def _lacking() -> str:
    """缺 and 少 without 每 speak before a number (缺1项) or a measure word that points follow (缺项扣1分); else they are of a name."""
    counts = longest(key for key, unit in lexicon().units.items() if unit.kind is Kind.COUNT)
    return rf"(?:缺少|缺|少)(?![\d一两二三四五六七八九十])(?!(?:{counts})的?[，,]?[扣减])[\x22·\u4e00-\u9fff](?<![扣减加记得每未的且或在])"


@cache
def bounds() -> tuple[str, ...]:
    """Return the bound words of more than one character."""
    return tuple(key for key, word in lexicon().words.items() if word.terminal.startswith("BOUND") and len(key) > 1)


def _straddling(names: Iterable[str]) -> frozenset[str]:
    """Return the names that end with the beginning of a bound word, or with the whole of one (收入不少 + 于, 材料不足)."""
    beginnings = {word[:size] for word in bounds() for size in range(1, len(word) + 1)}
    return frozenset(name for name in names if any(name[at:] in beginnings for at in range(1, len(name))))


def of(vocabulary: Vocabulary) -> Pieces:
    """Return the cutter for a vocabulary."""
    return Pieces(vocabulary.names)  # type: ignore[arg-type]  # a name is a value
