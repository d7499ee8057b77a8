"""From the second time on: 迟到首次不扣分，第二次起每次扣1分; 投诉每次扣1分，从第三次起每次扣2分; …，第二次起加倍扣分.

Tokens in, before names are closed; tokens out. What the first times cost, and what each one behind them costs, is said in the words of the
language (…最多计 1 次，超过 1 次，每超过 1 次 再扣 2 分). What cannot be read so stays as it is written, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import evolve

from dsl.source import Span
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_BREATH = ("FILLER", "COMMA")
_SINCE = ("从", "自")
_WORDS = ("OTHER", "NAME", "UNIT", "DASH")  # of which a name is made
_FURTHER = {"-": "further-", "+": "further+"}
_SPARED = (
    "提醒",
    "警告",
    "不扣",
    "口头警告",
    "批评教育",
    "通报",
    "通报批评",
    "不予处罚",
    "不罚",
    "免罚",
    "不作扣分",
    "免扣",
)


_NEAR = 12  # tokens within which a warning is said


class _Then(NamedTuple):
    begin: int  # where 从第二次起 begins
    end: int  # and where what is said of it begins
    before: Fraction  # so many times stand before it
    unit: Token


def from_then_on(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with what each time from the nth on costs said in full."""
    tokens = _costs_nothing(tokens, text)
    for at in range(2, len(tokens)):
        then = _then(tokens, at, text)
        if then is None:
            continue
        start = max((place + 1 for place in range(then.begin - 1) if tokens[place].type == "COMMA"), default=0)
        first, behind = _trimmed(tokens[start : then.begin]), tokens[then.end :]
        said = _said(first, behind, then, text)
        if said is not None:
            return [*_about(tokens[:start], said), *said]
        # 从 is no part of a name here, and the line is refused
        return [*tokens[: then.begin], Token("SINCE", "since", tokens[then.begin].span), *tokens[then.begin + 1 :]]
    return tokens


def _about(before: list[Token], said: list[Token]) -> list[Token]:
    """电话无人接听的，第一次提醒，第二次起 每次 扣 1 分: what happens is named before the first time is spoken of."""
    names = said[0].type == "BOUND_PRE" and len(before) > 1 and before[-1].type == "COMMA"
    first = max((at + 1 for at, token in enumerate(before[:-1]) if token.type == "COMMA"), default=0)
    plain = names and all(token.type in (*_WORDS, "FILLER", "NEG") for token in before[first:-1])
    return before[:-1] if plain else before


def _costs_nothing(tokens: list[Token], text: Text) -> list[Token]:
    """第一次提醒，第二次扣1分; 迟到1次提醒，2次扣1分: a warning takes no points."""
    for at in range(len(tokens) - 4):
        if tokens[at].type != "NUMBER" or tokens[at + 1].type != "UNIT":
            continue
        near = range(at + 2, min(at + _NEAR, len(tokens)))
        end = next((place for place in near if tokens[place].type == "COMMA"), at + 2)
        if end == at + 2:
            continue
        said = text(tokens[at + 2].span.to(tokens[end - 1].span))
        next_ = end + 1 + (end + 1 < len(tokens) and text(tokens[end + 1].span) == "第")
        again = [token.type for token in tokens[next_ : next_ + 2]] == ["NUMBER", "UNIT"]
        if said in _SPARED and again and tokens[next_ + 1].value == tokens[at + 1].value:
            nothing = Token("NO_EFFECT", "-", tokens[at + 2].span.to(tokens[end - 1].span))
            return [*tokens[: at + 2], nothing, *tokens[end:]]
    return tokens


def _then(tokens: Sequence[Token], at: int, text: Text) -> _Then | None:
    """从第二次起, 第3次起, 以后 behind 首次: what begins there."""
    types = [token.type for token in tokens[at : at + 3]]
    if types[:2] == ["NUMBER", "UNIT"] and text(tokens[at - 1].span) == "第" and at + 2 < len(tokens):
        on, number = text(tokens[at + 2].span), tokens[at].value
        if on not in ("起", "开始") or not isinstance(number, Fraction) or number.denominator != 1 or number < 2:
            return None
        begin = at - 2 if at > 1 and text(tokens[at - 2].span) in _SINCE else at - 1
        return _Then(begin, _skip(tokens, at + 3), number - 1, tokens[at + 1])
    if types[:1] == ["HOU"] and tokens[at - 1].type == "COMMA" and types[1:] == ["EACH", "UNIT"]:
        times = _first_times(_trimmed(tokens[:at]), text)
        return None if times is None else _Then(at, at + 1, times[0], tokens[at + 2])
    return None


def _said(first: list[Token], behind: list[Token], then: _Then, text: Text) -> list[Token] | None:
    """What the first times cost, and what those behind them cost; None where that cannot be read."""
    rate = _rate(behind, then.unit)
    sign = next((place for place in range(len(first)) if first[place].type == "SIGN"), -1)
    points = first[sign : sign + 3] if sign >= 0 and len(first) == sign + 3 else []
    if behind[:1] and behind[0].type == "FACTOR" and points and str(behind[0].value).isdigit():
        number = points[1].value
        assert isinstance(number, Fraction), "points are a number"
        rate = [points[0], evolve(points[1], value=number * int(str(behind[0].value))), points[2]], behind[1:]
    if rate is None:
        return None
    (costs, rest), span = rate, then.unit.span
    one = Token("NUMBER", Fraction(1), span)
    times = [Token("NUMBER", then.before, span), then.unit]
    comma = Token("COMMA", "，", span)
    beyond = [Token("BOUND_PRE", ">", span), *times, comma, Token("EACH", "above", span), one, then.unit]
    spared = _first_times(first, text)
    if spared is not None and spared[0] == then.before and spared[2]:
        return [*first[: spared[1]], *beyond, *costs, *rest]
    if spared is None and all(token.type in _WORDS for token in first):
        return [*first, *beyond, *costs, *rest]  # 投诉 第二次起 每次 扣 2 分
    each = first[sign - 2 : sign] if sign >= 2 else []
    counted = [token.type for token in each] == ["EACH", "UNIT"] and each[1].value == then.unit.value
    if counted:
        front = first[: sign - 2]
    elif spared is not None and spared[0] == then.before == 1 and points:
        front = first[: spared[1]]
    else:
        return None
    if not points or points[0].value != costs[0].value or str(costs[0].value) not in _FURTHER:
        return None
    most = [comma, Token("CAP", "award", span), *times, comma]
    plain = [Token("EACH", "plain", span), then.unit, *points]
    return [*front, *plain, *most, *beyond, evolve(costs[0], value=_FURTHER[str(costs[0].value)]), *costs[1:], *rest]


def _first_times(first: list[Token], text: Text) -> tuple[Fraction, int, bool] | None:
    """首次不扣分, 第一次提醒, 前 2 次不扣分: how many times, where that begins, and whether they cost nothing."""
    for at, token in enumerate(first):
        unit = first[at + 1 : at + 2]
        times = bool(unit) and unit[0].type == "UNIT" and isinstance(unit[0].value, UnitWord)
        if not times:
            continue
        nth = at > 0 and text(first[at - 1].span) == "第"
        ahead = at > 0 and first[at - 1].type == "QIAN"
        within = [each.type for each in first[at + 2 : at + 3]] == ["BOUND_POST"] and first[at + 2].value == "<="
        number = token.value if token.type == "NUMBER" and isinstance(token.value, Fraction) else None
        if text(token.span) in ("首", "初") or (nth and number == 1):
            number, begin, end = Fraction(1), at - nth, at + 2
        elif number is not None and (ahead or within):
            begin, end = at - ahead, at + 2 + within
        else:
            continue
        behind = [each for each in first[end:] if each.type != "FILLER"]
        said = text(behind[0].span.to(behind[-1].span)) if behind else ""
        return number, begin, [each.type for each in behind] == ["NO_EFFECT"] or said in _SPARED
    return None


def _rate(behind: list[Token], unit: Token) -> tuple[list[Token], list[Token]] | None:
    """每次 扣 2 分: the points, and what stands behind them."""
    if [token.type for token in behind[:2]] != ["EACH", "UNIT"] or behind[0].value != "plain":
        return None
    at = _skip(behind, 2)
    whole = [token.type for token in behind[at : at + 3]] == ["SIGN", "NUMBER", "UNIT"]
    return (behind[at : at + 3], behind[at + 3 :]) if whole and behind[1].value == unit.value else None


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    out = list(tokens)
    while out and out[-1].type in _BREATH:
        out.pop()
    begin = max((place + 1 for place, token in enumerate(out) if token.type == "COMMA"), default=0)
    return out[begin:]


def _skip(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].type in _BREATH:
        at += 1
    return at
