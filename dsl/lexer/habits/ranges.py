"""Ranges that are said otherwise: 超过 1%、不超过 3% 的 扣 3 分; 末位 扣 3 分、倒数第二名 扣 2 分. Tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.source import Span
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
