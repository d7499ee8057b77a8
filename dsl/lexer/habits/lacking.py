"""Several numbers of what is lacking: 少一名 扣 0.5 分，少两名 扣 2 分 are steps of one count, not two prices. Tokens in, tokens out.

Where what is required was said before (会议不少于 4 次，少 1 次 …，少 2 次 …), the steps are left, and asked (E426).
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_SEVERAL = 2
_NOT_LACKING = frozenset("减较至最不多很极稀")  # 减少 10 起以上
_NOUN = ("OTHER", "NAME", "UNIT", "SIGN")  # of which a name that nobody declared is made
_LACKS = regex("[缺少未不无没漏欠空]")  # a name that says itself that something is lacking


def some_things(tokens: list[Token], text: Text) -> list[Token]:
    """少 3 个村以上, 缺少 3 份以上 材料, 台账 缺 3 项以上: so many of them are lacking. Before names are closed."""
    several = len({tokens[at + 1].value for at in range(len(tokens) - 4) if _of_a_thing(tokens, at, text)}) > 1
    for at in range(len(tokens) - 5, -1, -1):
        if _types(tokens, at, 3) != ["EACH", "NUMBER", "UNIT"] or tokens[at].value != "short":
            continue
        begin = max((place + 1 for place in range(at) if tokens[place].type in ("COMMA", "SEP")), default=0)
        front = [each for each in tokens[begin:at] if each.type != "FILLER"]
        if text(tokens[at].span).startswith("每") or any(each.type not in _NOUN for each in front):
            continue
        if front and text(front[-1].span)[-1:] in _NOT_LACKING and front[-1].span.end == tokens[at].span.start:
            continue
        if front and text(front[0].span.to(front[-1].span)).startswith(("较", "比")):  # 较上年少 5 件以上
            continue
        noun = _noun(tokens, at + 3)
        bound = noun or at + 3
        behind = _noun(tokens, bound + 1)
        if several and _of_a_thing(tokens, at, text) and not front and _points(tokens, noun):
            bound = noun - 1  # 少 1 个村 扣 1 分，少 3 个村以上 扣 5 分: no price for each of them
        elif _types(tokens, bound, 1) != ["BOUND_POST"] or (noun and behind) or bool(front) is bool(noun or behind):
            continue
        things = front or tokens[at + 3 : noun] or tokens[bound + 1 : behind]
        end = max(behind, bound + 1)
        if any(each.type == "NAME" and each.known for each in things) or not _points(tokens, end):
            continue
        name = Token("NAME", f"缺少{text(things[0].span.to(things[-1].span))}", tokens[at].span, known=False)
        some = [name, *tokens[at + 1 : at + 3], *(tokens[bound : bound + 1] if bound >= noun else [])]
        tokens = [*tokens[:begin], *some, *tokens[end:]]
    return tokens


def _of_a_thing(tokens: list[Token], at: int, text: Text) -> bool:
    """Whether 少 1 个村 begins here, without 每."""
    short = _types(tokens, at, 4) == ["EACH", "NUMBER", "UNIT", "OTHER"] and tokens[at].value == "short"
    return short and not text(tokens[at].span).startswith("每")


def _noun(tokens: list[Token], at: int) -> int:
    """Where a stretch of words that nobody declared ends; nought where none begins."""
    end = next((place for place in range(at, len(tokens)) if tokens[place].type != "OTHER"), len(tokens))
    return end if end > at else 0


def _points(tokens: list[Token], at: int) -> bool:
    behind = next((each.type for each in tokens[at:] if each.type not in ("FILLER", "COMMA")), "")
    return behind in ("SIGN", "NO_EFFECT", "ZERO_ITEM", "VETO", "CONSEQUENCE")


def alone(tokens: list[Token], text: Text) -> list[Token]:
    """缺 2 人以上 扣 5 分, of nothing that was named before."""
    first = next((at for at, token in enumerate(tokens) if token.type == "EACH"), -1)
    if _types(tokens, first, 4) != ["EACH", "NUMBER", "UNIT", "BOUND_POST"] or tokens[first].value != "short":
        return tokens
    begins = first == 0 or tokens[first - 1].type in ("COMMA", "SEP")
    before = {token.type for token in tokens[:first]}
    if (
        not begins
        or text(tokens[first].span).startswith("每")
        or before & {"BOUND_PRE", "BOUND_POST", "DASH", "NUMBER"}
    ):
        return tokens
    unit = tokens[first + 2].value
    assert isinstance(unit, UnitWord), "so many pieces have a unit"
    name = Token("NAME", f"缺少{unit.canonical}数", tokens[first].span, known=False)
    return [*tokens[:first], name, *tokens[first + 1 :]]


def steps(tokens: list[Token], text: Text) -> list[Token]:
    """缺 1 人 扣 1 分，缺 2 人以上 扣 3 分: 缺少人数 1 人 扣 1 分，2 人以上 扣 3 分."""
    places = [at for at in range(len(tokens)) if _short(tokens, at)]
    bare = [at for at in places if not text(tokens[at].span).startswith("每")]
    units = {_unit(tokens, at) for at in places}
    numbers = {tokens[at + 1].value for at in places}
    behind = bare if places[:1] != bare[:1] else bare[1:]
    if len(places) < _SEVERAL or len(units) > 1 or len(numbers) < _SEVERAL or not behind:
        return tokens
    if any(each.type in ("BOUND_PRE", "BOUND_POST", "DASH") for each in tokens[: places[0]]):
        return tokens
    first, out = places[0], list(tokens)
    for at in reversed(behind):
        del out[at]
    if bare[:1] == places[:1]:
        out[_begin(tokens, first) : first + 1] = [_name(tokens, first)]
    return out


def named(tokens: list[Token], text: Text) -> list[Token]:
    """责任书 每少 1 份, 每少 1 份 责任书: what is counted is what is lacking, and its name says so (缺少责任书 每 1 份).

    Not where what there should be was said before (台账 10 项以上 得 5 分，台账 每少 1 项), nor where the name says it already
    (未配置服务 每缺 1 项).
    """
    for at, token in enumerate(tokens):
        if token.type != "EACH" or token.value != "short" or _types(tokens, at + 1, 2) != ["NUMBER", "UNIT"]:
            continue
        place = at + 3 if _types(tokens, at + 3, 1) == ["NAME"] else at - 1
        if at == 2 and _types(tokens, 0, 2) == ["NAME", "COMMA"]:  # 按要求召开会议，每少 1 次
            place = 0
        thing = tokens[place] if place >= 0 else token
        begins = _types(tokens, min(place, at) - 1, 1) in ([], ["COMMA"])
        said = any(each.type == "NAME" and each.value == thing.value for each in tokens[: min(place, at)])
        bounded = any(each.type in ("BOUND_PRE", "BOUND_POST", "DASH") for each in tokens[:at])
        units = {each.value.kind for each in tokens[:at] if each.type == "UNIT" and isinstance(each.value, UnitWord)}
        given = any(each.type == "SIGN" for each in tokens[:at])
        bounded = bounded and not (
            given and units <= {Kind.RATIO, Kind.POINTS}
        )  # 达标率达到 100% 得 3 分，每少 1 个 村
        of_a_number = bounded and place > at
        if thing.type != "NAME" or thing.known or said or of_a_number or not begins or _LACKS.search(text(thing.span)):
            continue
        said_so = f"{thing.value}缺少{_unit(tokens, at)}数" if place < at - 1 else f"缺少{thing.value}"
        name = evolve(thing, value=said_so, span=thing.span)
        each = evolve(token, value="plain")
        rest = tokens[place + 1 :] if place > at else tokens[at + 3 :]
        return named([*tokens[: min(place, at)], name, each, *tokens[at + 1 : at + 3], *rest], text)
    return tokens


def _types(tokens: list[Token], at: int, count: int) -> list[str]:
    return [each.type for each in tokens[at : at + count]] if at >= 0 else []


def _begin(tokens: list[Token], first: int) -> int:
    """Where the sentence begins that says what is lacking: 人员不足，少一名 …"""
    before = [each.type for each in tokens[:first]]
    return 0 if before in (["NAME"], ["NAME", "COMMA"], ["NAME", "FILLER", "COMMA"]) else first


def _name(tokens: list[Token], first: int) -> Token:
    head = tokens[0]
    if _begin(tokens, first) < first and (head.known or first > 1):
        return head
    unit = tokens[first + 2]
    assert isinstance(unit.value, UnitWord), "a step has a unit"
    before = str(head.value) if _begin(tokens, first) < first else ""
    return Token("NAME", f"{before}缺少{unit.value.canonical}数", tokens[first].span, known=False)


def _short(tokens: list[Token], at: int) -> bool:
    """Whether 缺 or 少 stands before so many pieces, for which points are taken."""
    types = [each.type for each in tokens[at : at + 3]]
    if types != ["EACH", "NUMBER", "UNIT"] or tokens[at].value != "short":
        return False
    behind = [each.type for each in tokens[at + 3 : at + 7] if each.type not in ("FILLER", "COMMA", "BOUND_POST")]
    return behind[:1] in (["SIGN"], ["ZERO_ITEM"])


def _unit(tokens: list[Token], at: int) -> str:
    unit = tokens[at + 2].value
    return unit.canonical if isinstance(unit, UnitWord) else ""
