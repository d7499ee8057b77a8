"""The two ends of a range, joined by 、: 超过 1%、不超过 3% 的 扣 3 分; 80%以上、不足 90% 的 得 2 分. Tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.words.tokens import Token

_UP = (">", ">=")


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
