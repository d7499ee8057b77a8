"""A number that is held against another one, in one name or behind a sentence on both: 起数较上年上升, 低于目标值 5 个百分点以上.

Patterns of such names, and what is said once more of the same two numbers. Tokens in, names closed; tokens out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve

from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token
from dsl.words.trie import longest

RISES = ("上升", "增长", "增加", "提高", "升高", "上涨")
FALLS = ("下降", "减少", "降低", "下滑", "压减")
_SHORTEST = 2  # characters of a name


@cache
def against() -> re.Pattern[str]:
    """起数较上年, 起数比上年同期有所上升, 起数同比下降: the number, the time before, and which way it moved."""
    times = longest(lexicon().speech["time_before"])
    return regex(
        rf"(?P<left>.{{{_SHORTEST},}}?)(?:(?:较|(?<![占对环类同])比|与|对比|相较)(?P<time>{times})(?:同期)?(?:的)?(?:相比)?|同比)"
        rf"(?:有所|每|均)?(?P<way>{'|'.join((*RISES, *FALLS))})?(?:的)?"
    )


@cache
def bare_way() -> re.Pattern[str]:
    """较上年下降, 同比上升, with nothing before: what moves was said before."""
    times = longest(lexicon().speech["time_before"])
    return regex(
        rf"(?:(?:较|比|与)(?:{times})(?:同期)?(?:相比)?|同比)(?:有所)?(?P<way>{'|'.join((*RISES, *FALLS))})(?:的)?"
    )


@cache
def bounds() -> re.Pattern[str]:
    """支出进度低于序时进度, 低于目标值: a number and what it is held against."""
    words = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE" and len(key) > 1)
    return regex(
        rf"(?P<left>.{{{_SHORTEST},}}?)(?P<bound>{words})(?P<right>.{{{_SHORTEST},}})|(?P<alone>{words})(?P<than>.+)"
    )


def as_before(tokens: Sequence[Token]) -> list[Token]:
    """较上年提高 得 2 分，与上年持平 得 1 分，较上年下降 扣 1 分: what is said once more of the time before goes without saying."""
    times, out, named = lexicon().speech["time_before"], list[Token](), False
    for at, token in enumerate(tokens):
        begins = _type(tokens, at - 1) in ("", "COMMA")
        bare = bare_way().fullmatch(str(token.value)) if token.type == "NAME" and not token.known and begins else None
        if bare is not None and named:
            out.append(Token("NAME", bare["way"], token.span, known=False))
            continue
        flat = [each.type for each in tokens[at : at + 3]] == ["ENUM", "NAME", "FLAT"] and begins and named
        if flat and str(tokens[at + 1].value) in times:
            continue
        before = [_type(tokens, at - 2), _type(tokens, at - 1)]
        level = before in (["", "ENUM"], ["COMMA", "ENUM"]) and _type(tokens, at + 1) == "FLAT"
        if level and named and token.type == "NAME" and str(token.value) in times:
            continue
        found = against().fullmatch(str(token.value)) if token.type == "NAME" and not token.known else None
        named = named or (found is not None and bool(found["way"]))
        out.append(token)
    return out


def far_below(tokens: list[Token], _: Callable[[Span], str]) -> list[Token]:
    """低于目标值的，每低 1 个百分点 …，低于目标值 5 个百分点以上的 …: so far below what the number was held against before."""
    out: list[Token] = []
    pair: tuple[Token, Token] | None = None
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if [each.type for each in tokens[at : at + 3]] == ["NAME", "BOUND_PRE", "NAME"]:
            pair = token, tokens[at + 2]
        begins = _type(tokens, at - 1) in ("", "COMMA")
        op, than, size = _so_far(tokens, at) if pair is not None and begins else ("", "", 0)
        if pair is None or not op or not str(pair[1].value).endswith(than) or len(than) < _SHORTEST:
            out.append(token)
            continue
        out += [evolve(pair[0], span=token.span), Token("BOUND_PRE", op, token.span), evolve(pair[1], span=token.span)]
        skip = size - 1
    return out


def _so_far(tokens: Sequence[Token], at: int) -> tuple[str, str, int]:
    """The bound word, what it is held against and how many tokens say so: 低于目标值 before 5 个百分点以上."""
    token = tokens[at]
    size = 2 if token.type == "BOUND_PRE" and _type(tokens, at + 1) == "NAME" else 1
    if [each.type for each in tokens[at + size : at + size + 3]] != ["NUMBER", "UNIT", "BOUND_POST"]:
        return "", "", 0
    if size > 1:
        return str(token.value), str(tokens[at + 1].value), size
    found = bounds().fullmatch(str(token.value)) if token.type == "NAME" and not token.known else None
    return (
        (lexicon().words[found["alone"]].says, found["than"], 1) if found is not None and found["than"] else ("", "", 0)
    )


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
