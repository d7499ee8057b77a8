"""Measure words and signs that speak of no number: 加班比例, 个案 5 件, 处分 2 次. Tokens in, tokens out.

Where two or more of them stand in a row, they are characters of a name that nobody declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.source import Span
from dsl.words.tokens import Token

_BEFORE_UNIT = ("NUMBER", "EACH", "DIVIDE", "BY")
_FEWEST = 2


def in_names(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with every run of such words as parts of a name."""
    tokens = list(_done_what(tokens))
    out: list[Token] = []
    run: list[Token] = []
    before = ""
    for at, token in enumerate([*tokens, None]):
        if token is not None and (
            _stray(tokens, at, before if not run else "OTHER") or (run and token.type == "SHARE")
        ):
            run.append(token)
            continue
        out += [Token("OTHER", "", each.span) for each in run] if len(run) >= _FEWEST else run
        run = []
        if token is not None:
            out.append(token)
            before = token.type if token.type != "FILLER" else before
    return out


def _done_what(tokens: Sequence[Token]) -> Iterator[Token]:
    """每有一项 未完成, 12月31日前 未完成: behind a piece or a day it says what was not done, not what stands before."""
    before = ""
    for token in tokens:
        if token.type == "NOT_DONE" and before == "UNIT":
            yield Token("OTHER", "", token.span)
        elif token.type == "NOT_DONE" and before == "QIAN" and token.span.end - token.span.start > 1:
            middle = token.span.start + 1
            yield Token("NEG", "not", Span(token.span.start, middle))
            yield Token("OTHER", "", Span(middle, token.span.end))
        else:
            yield token
        before = token.type if token.type != "FILLER" else before


def _stray(tokens: Sequence[Token], at: int, before: str) -> bool:
    token = tokens[at]
    if token.type == "UNIT":
        return before not in _BEFORE_UNIT
    following = tokens[at + 1].type if at + 1 < len(tokens) else ""
    return token.type == "SIGN" and following in ("UNIT", "SIGN", "SHARE")
