"""What is said to be the item's: 造成影响的，本项 扣 20 分; 本条 最多扣 5 分; 本项 累计得分不超过 5 分. Tokens in, tokens out.

Points that a sentence of the item gives or takes are the item's anyway; so is a cap that names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dsl.words.tokens import Token

_CAPS = ("CAP", "TOTAL_CAP")


def unnamed(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without 本项 where it stands before points or a cap and says nothing."""
    if len(tokens) > 1 and tokens[0].type == "BOUND_POST" and tokens[1].type in _CAPS:
        tokens = tokens[1:]  # 以上 最多加 10 分: all that stands above
    out: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "ITEM" and (not out or out[-1].type == "COMMA"):
            behind = [each.type for each in tokens[at + 1 : at + 3]]
            if behind == ["SIGN", "NUMBER"] or behind[:1] in ([each] for each in _CAPS):
                continue
        out.append(token)
    return out
