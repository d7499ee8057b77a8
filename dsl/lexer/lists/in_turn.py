"""Things that have their points in turn: 排名第一、二、三名分别加3、2、1分; 获一、二等奖分别加5、3分; 一类村. Tokens in, tokens out.

Places in a row are one range of places; grades and classes that are numbered are names, of which one that lists several is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from dsl.source import Span
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token
from dsl.words.trie import longest

Text = Callable[[Span], str]  # what stands at a place
_LEAST = 2  # things that are several
_NUMERALS = "一二三四五六七八九十"
_CLASSES = ("类", "级", "等")


def places(tokens: list[Token]) -> list[Token]:
    """排名第一、第二、第三位, 倒数第一、二名: a range of places, where they follow one upon the other; before names are closed."""
    tokens = _stands(tokens)
    for at, token in enumerate(tokens):
        if token.type not in ("RANK", "LAST"):
            continue
        start = at + 1
        while start < len(tokens) and tokens[start].type == "FILLER":
            start += 1
        found, end = _row(tokens, start)
        values = [each.value for each in found]
        if len(found) >= _LEAST and values == [values[0] + step for step in range(len(values))]:  # type: ignore[operator]
            unit = Token("UNIT", lexicon().units["名"], found[-1].span)
            made = [found[0], unit, Token("DASH", "to", found[0].span), found[-1], unit]
            return [*tokens[:start], *made, *places(tokens[end:])]
    return tokens


def _stands(tokens: list[Token]) -> list[Token]:
    """年度考核 列 末位, 排名 居 后三位, 综合排名 位居全市 第一: where something stands is its place, said once or twice."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        behind = [each.type for each in tokens[at + 1 : at + 3]]
        place = behind[:1] == ["LAST"] or behind in (["QIAN", "NUMBER"], ["HOU", "NUMBER"])
        if token.type == "OTHER" and token.value in ("居", "列", "排") and place:
            token = Token("RANK", "rank", token.span)
        if not (token.type == "RANK" and out and out[-1].type == "RANK"):
            out.append(token)
    return out


def _row(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """The places that are listed from a token on, and where they end."""
    found: list[Token] = []
    while at < len(tokens) and tokens[at].type == "NUMBER":
        found.append(tokens[at])
        at += 1
        if at < len(tokens) and _places(tokens[at]):
            at += 1
        behind = at + 1
        while behind < len(tokens) and tokens[behind].type == "FILLER" and tokens[behind].value == "nth":
            behind += 1
        goes_on = at < len(tokens) and tokens[at].type == "ENUM" and behind < len(tokens)
        if not (goes_on and tokens[behind].type == "NUMBER"):
            break
        at = behind
    return found, at


def _places(token: Token) -> bool:
    return isinstance(token.value, UnitWord) and token.value.canonical in ("名", "位")


def named(tokens: list[Token], text: Text) -> list[Token]:
    """获得 一等奖, 一、二、三等奖, 一类村 beside 二类村: the number belongs to the name; before names are closed."""
    classes = _classes(tokens, text)
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        found, end = _row(tokens, at) if tokens[at].type == "NUMBER" else ([], at)
        numerals = found and all(text(each.span) in _NUMERALS for each in found)
        word = text(tokens[end].span) if end < len(tokens) else ""
        prize = word == "等" and end + 1 < len(tokens) and text(tokens[end + 1].span) == "奖"
        if numerals and word and (prize or (word in _CLASSES and (len(found) >= _LEAST or word in classes))):
            last = end + prize
            span = tokens[at].span.to(tokens[last].span)
            out.append(Token("OTHER", text(span), span))
            at = last + 1
            continue
        if text(tokens[at].span) == "一" and out and out[-1].value == "之":  # 瞒报、漏报之一
            out.append(Token("OTHER", "一", tokens[at].span))
            at += 1
            continue
        none = text(tokens[at].span) == "零" and _type(tokens, at + 1) in ("NAME", "OTHER")  # 零投诉 is no number
        out.append(Token("OTHER", "零", tokens[at].span) if none else tokens[at])
        at += 1
    return out


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if at < len(tokens) else ""


def _classes(tokens: Sequence[Token], text: Text) -> set[str]:
    """The words of classes of which a line speaks of more than one: 一类村 得 5 分，二类村 得 3 分."""
    found: dict[str, set[str]] = {}
    for number, word in pairwise(tokens):
        said = text(word.span)
        if number.type == "NUMBER" and said in _CLASSES and text(number.span) in _NUMERALS:
            found.setdefault(said, set()).add(text(number.span))
    return {word for word, numbers in found.items() if len(numbers) >= _LEAST}


def listed(tokens: list[Token], text: Text) -> list[Token]:
    """获国家、省、市表彰的，分别加 3 分、2 分、1 分: a name for each thing that one name lists, where each has its points."""
    signs = [place for place, token in enumerate(tokens) if token.type == "SIGN"]
    at = next((place for place, token in enumerate(tokens) if token.type == "NAME"), -1)
    if len(signs) != 1 or at < 0 or at > signs[0]:
        return tokens
    end = at + 1
    while end < signs[0] and tokens[end].type in ("NAME", "ENUM"):
        end += 1
    span = tokens[at].span.to(tokens[end - 1].span)
    names = _taken_apart(text(span), _amounts(tokens[signs[0] + 1 :]))
    known = [text(token.span) for token in tokens[at:end] if token.type == "NAME" and token.known]
    if not names or not set(known) <= set(names) or len(known) == len(names):
        return tokens  # what is declared is what it is
    made = [Token("NAME", name, span, known=False) for name in names]
    joined = [each for one in made for each in (one, Token("ENUM", "list", span))][:-1]
    return [*tokens[:at], *joined, *tokens[end:]]


def _amounts(tokens: Sequence[Token]) -> int:
    """How many amounts a list has that a sentence ends with; 0 where it is no list."""
    types = "".join(
        {"NUMBER": "n", "UNIT": "u", "ENUM": "e"}.get(each.type, "x") for each in tokens if each.type != "FILLER"
    )
    found = re.match(r"nu?(?:enu?)+", types)
    return types[: found.end()].count("n") if found else 0


def _taken_apart(name: str, amounts: int) -> tuple[str, ...]:
    """The names of the things that a name lists, as many as there are amounts; nothing where it lists something else."""
    if amounts < _LEAST or name.count("、") != amounts - 1:
        return ()
    for pattern in _lists():
        found = pattern.fullmatch(name)
        if found is not None:
            items = found["items"].split("、")
            return tuple(f"{found['before']}{item}{found['behind']}" for item in items)
    parts = tuple(name.split("、"))
    return parts if all(len(each) >= _LEAST for each in parts) else ()


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    speech = lexicon().speech
    levels, grades = longest(speech["levels"]), longest((*speech["grades"], *speech["severities"]))
    numbered = rf"[{_NUMERALS}](?:等奖?|[级类])|[A-Ea-e甲乙丙丁戊][级类等]"
    bare = rf"[{_NUMERALS}]|[A-Ea-e甲乙丙丁戊]"
    return tuple(
        re.compile(rf"(?P<before>[^、]{{0,12}}?)(?P<items>(?:{item})(?:、(?:{item}))+)(?P<behind>{behind})")
        for item, behind in (
            (levels, "[^、]{2,}"),
            (grades, "[^、]*"),
            (numbered, "[^、]*"),
            (bare, "(?:等奖?|[级类])[^、]*"),
        )
    )
