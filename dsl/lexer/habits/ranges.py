"""Ranges that are said otherwise: 超过 1%、不超过 3% 的 扣 3 分; 末位 扣 3 分、倒数第二名 扣 2 分. Tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from dsl.source import Span
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_UP = (">", ">=")
_LEAST = 2  # places that make a row


def joined(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with 且 between two bounds of opposite direction on numbers of one unit."""
    out = list(tokens)
    for at, token in enumerate(out):
        if token.type != "ENUM":
            continue
        before, behind = _ending(out, at), _beginning(out, at + 1)
        if before and behind and (before[0] in _UP) != (behind[0] in _UP) and before[1] == behind[1]:
            out[at] = Token("AND", "and", token.span)
    return out


def places_from_the_last(tokens: list[Token], _: Callable[[Span], str]) -> list[Token]:
    """末位 扣 3 分、倒数第二名 扣 2 分: where every place from the last one on has points of its own, each is that place alone."""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    found = [
        at
        for last, at, behind in zip(spoken, spoken[1:], [*spoken[2:], -1], strict=False)
        if tokens[last].type == "LAST" and tokens[at].type == "NUMBER" and tokens[behind].type == "UNIT"
    ]
    values = sorted(int(str(tokens[at].value)) for at in found if str(tokens[at].value).isdigit())
    if len(found) < _LEAST or values != list(range(1, len(found) + 1)):
        return tokens
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        if at in found and token.value != 1:
            out += [Token("DASH", "to", token.span), token]
    return out


def shares_of_places(tokens: list[Token], _: Callable[[Span], str]) -> list[Token]:
    """排名 前 10% 得 5 分，10%—30% 得 3 分: the places behind the first tenth, up to 30%, as far as the tier before leaves them."""
    out: list[Token] = []
    rank: list[Token] = []  # 排名 前, and how far the last tier of places reaches
    reached: object = None
    at = 0
    while at < len(tokens):
        types = [each.type for each in tokens[at : at + 5]]
        if types[:4] == ["RANK", "QIAN", "NUMBER", "UNIT"]:
            rank, reached = tokens[at : at + 2], (tokens[at + 2].value, tokens[at + 3].value)
        size = next((len(kinds) for kinds in _SHARES if types[: len(kinds)] == kinds), 0)
        begins = bool(out) and out[-1].type == "COMMA"
        if size and rank and begins and (tokens[at].value, tokens[at + size - 1].value) == reached:
            upto = tokens[at + size - 2 : at + size]
            out += [*rank, *upto]
            reached = (upto[0].value, upto[1].value)
            at += size
            continue
        out.append(tokens[at])
        at += 1
    return out


def better_is_less(tokens: list[Token]) -> list[Token]:
    """名次 与 上年名次 相比，每上升 1 位: a better place is a smaller number."""
    if not any(token.type == "VERSUS" and token.value == "places" for token in tokens):
        return tokens
    out = list(tokens)
    for at, token in enumerate(tokens):
        unit = next((each.value for each in tokens[at + 1 : at + 3] if each.type == "UNIT"), None)
        if token.type == "EACH" and isinstance(unit, UnitWord) and unit.canonical in ("名", "位"):
            out[at] = evolve(token, value=_TURNED.get(str(token.value), token.value))
    return out


_TURNED = {"below": "above", "above": "below"}
_SHARES = (["NUMBER", "UNIT", "DASH", "NUMBER", "UNIT"], ["NUMBER", "DASH", "NUMBER", "UNIT"])


def _ending(tokens: Sequence[Token], end: int) -> tuple[str, object] | None:
    """The bound that ends before a place: its direction and unit."""
    types = [each.type for each in tokens[max(0, end - 3) : end]]
    if types == ["NUMBER", "UNIT", "BOUND_POST"]:
        return str(tokens[end - 1].value), tokens[end - 2].value
    return (str(tokens[end - 3].value), tokens[end - 1].value) if types == ["BOUND_PRE", "NUMBER", "UNIT"] else None


def _beginning(tokens: Sequence[Token], at: int) -> tuple[str, object] | None:
    """The bound that begins at a place."""
    types = [each.type for each in tokens[at : at + 3]]
    if types == ["NUMBER", "UNIT", "BOUND_POST"]:
        return str(tokens[at + 2].value), tokens[at + 1].value
    return (str(tokens[at].value), tokens[at + 2].value) if types == ["BOUND_PRE", "NUMBER", "UNIT"] else None
