"""Times and numbers that belong to the name of an event: 14天内无更新, 超过3年未修订, 连续三年无事故, 3次以上未解决, 未在15日内告知.

In: a folded text. Out: a pattern of what no bound and no number speaks in; what of a name is such a thing; and, for a block, the tokens
of what is told again without its subject. Only what gives the same points as the sentence: a time or a number of times, and behind it
what did not happen, or what is counted in pieces. Two of them that are one thing at two levels are found by what they mean
(dsl/words/numbered.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import define, field

from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.numbered import SPANS
from dsl.words.tokens import Token
from dsl.words.trie import longest

_HAN = r"[\u4e00-\u9fff]"
_CHINESE = "[一二两三四五六七八九十]"
_N = rf"(?:(?<!\d)\d+(?:\.\d+)?|(?<!{_CHINESE}){_CHINESE}+)"  # from its first digit on: a long number is looked at once
_EFFECT = r"(?:不(?:得|记|计|扣|加|给|予|再|作)|无(?:需|效)|(?:未|没有)(?:达到?|满|超过?)(?=\d))"
_DENIED = rf"(?=[仍尚还]?[未无不没])(?!{_EFFECT})"
_IN = r"(?:以内|之内|内)"
_UP = r"(?:及其?以上|以上)"
_GREAT = r"[十百千万亿]+"
_SIZE = r"元|人|名|户|亩|公顷|平方米|㎡|平方公里|公里|米|吨|兆瓦|千瓦|张床位|床"
_SOME = rf"(?:\d[\d.]*|{_CHINESE}+)?(?:{_GREAT})?"
_AGE = r"\d+(?:周?岁|月龄|个月龄)"
# 每月5日前, 每季度末月25日前, 次月10日前: a day that comes again and again is part of what was done by it, or was not.
AGAIN = (
    r"(?:每个?(?:月|季度?|半年|周|旬)|次月|下月|下个月|次季度?|下季度?|次年)"
    r"(?:的?(?:首月|末月|首个?月|最后一个?月|第一个?月|底|末|初|终了后))?\d{1,2}个?(?:工作)?日(?:之前|以前|前)"
)
# 2024年度责任书, 2024年信访积案: of which year something is.
_YEAR = rf"(?<!\d)(?:19|20)\d\d年(?:度|以来)?(?={_HAN})(?![年底末初起上]|以?[前后内]|之?[前后内])"
_COUNTED = regex(rf"(?:{_DENIED})[^，,。；;扣减加每]{{2,14}}[，,]?每")  # 14天内未更新，每次


_ABSENT = regex(_DENIED)
_JOINED = regex(r"[^的，,扣减加得记每]+(?:并且|且|或)")  # 3日内未办结且未说明: one event


@cache
def _time() -> str:
    units = (key for key, unit in lexicon().units.items() if unit.kind is Kind.DURATION)
    return rf"{_N}(?:{longest([*units, *SPANS])})"


@cache
def _bounds() -> str:
    return longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE" and len(key) > 1)


@cache
def _sized() -> str:
    """Of what size a thing is that is counted: 引进5000万元以上项目每个加1分, 1000—5000万元的项目, 投资超过1亿元的项目."""
    number = rf"(?:(?<![\d.])\d+(?:\.\d+)?|(?<!{_CHINESE}){_CHINESE}+|(?={_GREAT}))(?:{_GREAT})?"
    size = rf"{number}(?:{_SIZE})"
    some = rf"(?:{size}(?:\(含\)|（含）)?(?:{_UP}|以下|{_IN})|(?:超过?|逾|达到?|不低于|不少于){size}|{number}(?:{_SIZE})?[—至~-]{size})"
    things = longest(lexicon().speech["sized"])
    return rf"{some}(?:、?{some})?(?=的?(?:(?![每加扣得记不未])[\u4e00-\u9fff]){{0,6}}?(?:{things})(?!以上|以下|以内))"


@cache
def _hint() -> re.Pattern[str]:
    return regex(
        rf"{_time()}|{_N}次{_UP}|(?:19|20)\d\d年|连续|每(?:学年|年|{_GREAT})|\d岁|\d个?月龄|\d周岁|{_GREAT}元|日(?:之前|以前|前)"
        rf"|[\d{_CHINESE[1:-1]}](?:{_GREAT})?(?:{_SIZE})[^，,]*?(?:{longest(lexicon().speech['sized'])})"
    )


def may_tell(text: str) -> bool:
    """Whether a line can hold such an event at all; most cannot, and are cut faster."""
    return _hint().search(text) is not None


@cache
def pattern() -> str:
    """The pattern of what belongs to a name, where a line is cut."""
    time, bounds = _time(), _bounds()
    some = rf"{time}(?:{_UP}|{_IN})?"
    subject = rf"(?<={_HAN})(?<![后前起自在于且或、和及])"
    options = (
        rf"{AGAIN}(?={_HAN})(?!的)",  # 每月5日前未报送
        rf"{_YEAR}(?!{bounds})",
        rf"{subject}(?:超过|逾|满)?{some}{_DENIED}",  # 政务新媒体14天内无更新, 应急预案超过3年未修订
        rf"(?:^|(?<=[，,]))(?:(?:超过|逾|满)?{time}|{_N}(?:{longest(SPANS)}){_IN}){_DENIED}",  # 超过3年未修订, 一周内未整改
        rf"(?:{time}{_IN})?{_N}次{_UP}{_DENIED}",  # 一年内3次以上无人接听
        rf"{_N}次{_UP}(?=(?![得扣减加记计给不]){_HAN}[^，,。；;扣减加每]{{1,14}}[，,]?每(?!次))",  # 三次以上退回的，每件
        rf"{subject}{_N}次{_UP}(?=的?[，,]?每[件人户起例个项家处条单宗笔名])",  # 重复投诉3次及以上的，每件
        rf"连续(?:累计)?{some}(?={_HAN})(?!的|及?以|内|{_EFFECT}|[扣减加得记计每且或]|{bounds})",  # 连续三年无事故
        rf"连续(?:累计)?{_N}[次届轮期]{_UP}?(?={_HAN})(?!的|及?以|内|{_EFFECT}|[扣减加得记计每且或]|{bounds})",
        rf"未能?[在于]{time}{_IN}(?={_HAN})(?!的)",  # 未在15日内告知
        rf"(?<={_HAN})每{_GREAT}(?:人口|人|户|名)(?={bounds}|\d[\d.]*{_HAN}{{0,2}}以[上下内])",  # 报告数每百万人口不少于
        rf"^每{_GREAT}(?:人口|人|户|名)(?={_HAN}{{2}}[^，,。；;扣减加得记计每]*\d)",  # 每万人发明专利拥有量达到 10 件
        rf"(?<={_HAN})每(?:学年|年度|年)(?={bounds})",  # 教师培训每学年不少于
        rf"(?:{_AGE}|{_GREAT}元){_UP}(?={_HAN}{{2}})(?!的|{_EFFECT}|[扣减加得记计每且或]|{bounds})",  # 65岁以上老年人, 亿元以上项目
        rf"\d+[—至~-]{_AGE}(?={_HAN}{{2}})(?!的|{_EFFECT}|[扣减加得记计每且或]|{bounds})",  # 0—6岁儿童
        rf"每(?:学年|年度|年)(?={_HAN}{{2}}[^，,。；;扣减加得记计每]{{0,30}}\d)(?!{bounds})",  # 每年专题研究 2 次
    )
    return "|".join(f"(?:{each})" for each in (*options, _sized()))


@cache
def whole() -> re.Pattern[str]:
    """What a piece looks like that the pattern has cut."""
    time = _time()
    return regex(
        rf"(?:超过|逾|满)?{time}(?:{_UP}|{_IN})?|(?:{time}{_IN})?{_N}次{_UP}|连续(?:累计)?(?:{time}|{_N}[次届轮期])(?:{_UP}|{_IN})?"
        rf"|未能?[在于]{time}{_IN}|每{_GREAT}(?:人口|人|户|名)|每(?:学年|年度|年)|{AGAIN}|(?:19|20)\d\d年(?:度|以来)?"
        rf"|(?:{_AGE}|{_GREAT}元){_UP}|\d+[—至~-]{_AGE}"
        rf"|(?:{_SOME}(?:{_SIZE})(?:\(含\)|（含）)?(?:{_UP}|以下|{_IN})、?){{1,2}}|(?:超过?|逾|达到?|不低于|不少于){_SOME}(?:{_SIZE})"
        rf"|{_SOME}(?:{_SIZE})?[—至~-]{_SOME}(?:{_SIZE})"
    )


@cache
def _in_names() -> re.Pattern[str]:
    time = _time()
    return regex(
        rf'"[^"]*"|二次(?={_HAN})|{AGAIN}|{_YEAR}'
        rf"|(?:超过|逾|满)?{time}(?:{_UP}|{_IN})?{_DENIED}|(?:{time}{_IN})?{_N}次{_UP}{_DENIED}|^{_N}次{_UP}(?={_HAN})|(?<={_HAN}){_N}次{_UP}$"
        rf"|连续(?:累计)?(?:{time}|{_N}[次届轮期])(?:{_UP}|{_IN})?(?={_HAN})|未能?[在于]{time}{_IN}(?={_HAN})"
        rf"|每{_GREAT}(?:人口|人|户|名)|每(?:学年|年度|年)|(?<!\d){_GREAT}(?:人|户|元|吨|亩)(?=[a-zA-Z\u4e00-\u9fff])(?!{_UP}|以[下内])"
        rf"|(?:{_AGE}|(?<![\d.]){_GREAT}元){_UP}(?={_HAN}{{2}})|\d+[—至~-]{_AGE}(?={_HAN}{{2}})"
        rf"|{_sized()}|{_CHINESE}等奖|{_CHINESE}[类级](?=(?:{longest(lexicon().speech['sized'])}))"
        rf"|{time}(?=.*(?:平均值|平均分|均值|之和|总和|合计)$)"
    )


def size_in(name: str) -> tuple[int, int] | None:
    """Where a folded name says of what size the things are that it counts."""
    found = regex(_sized()).search(name)
    return None if found is None else found.span()


def without_events(name: str) -> str:
    """Return a folded name without what its event is told by: there it says nothing else than the name."""
    return _in_names().sub("·", name)


def without_days(name: str) -> str:
    """Return a folded name without days that come again and again: 未在每月5日前上报, of which it is said how late it was."""
    return regex(f"{AGAIN}|{_YEAR}").sub("·", name)


@define(repr=False, eq=False)
class Told:
    """Reads the lines of a block, and remembers what did not happen in time: 网络舆情24小时内未处置 …，48小时内未处置 …"""

    _said: set[str] = field(factory=set)

    def __call__(self, text: str, cut: Sequence[str], tokens: Sequence[Token]) -> Iterator[Token]:
        """Yield the tokens of a line; where the same is told again without its subject, its number belongs to the name too."""
        at, left, starts = 0, 0, True
        types = [each.type for each in tokens]
        for index, (piece, token) in enumerate(zip(cut, tokens, strict=True)):
            at += len(piece)
            if left == 0 and starts and types[index : index + 3] == ["NUMBER", "UNIT", "BOUND_POST"]:
                behind = text[at + len(cut[index + 1]) + len(cut[index + 2]) :]
                again = behind.startswith(tuple(self._said))
                pieces = types[index + 3 : index + 4] in (["OTHER"], ["NEG"]) and _COUNTED.match(behind)
                absent = types[index + 3 : index + 4] == ["OTHER"] and _ABSENT.match(behind)  # 24小时内无处置
                joined = types[index + 3 : index + 4] == ["NEG"] and _JOINED.match(behind)
                late = types[index + 3 : index + 4] == ["NEG"] and tokens[index + 2].value == ">="  # 2年以上未轮岗
                left = 3 if again or absent or joined or late else 0
                if pieces:
                    self._said.add(_what(behind))
            elif token.type == "OTHER" and whole().fullmatch(piece) and piece.endswith("内"):
                self._said.add(_what(text[at:]))
            yield Token("OTHER", piece, token.span) if left else token
            left, starts = max(0, left - 1), token.type == "COMMA"


def _what(behind: str) -> str:
    """What did not happen, up to where a sentence goes on."""
    return re.split(r"[的，,扣减加得记每]", behind, maxsplit=1)[0]
