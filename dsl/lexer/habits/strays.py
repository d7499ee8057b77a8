"""Measure words and signs that speak of no number: 加班比例, 个案 5 件, 处分 2 次. Tokens in, tokens out.

Where two or more of them stand in a row, they are characters of a name that nobody declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_BEFORE_UNIT = ("NUMBER", "EACH", "DIVIDE", "BY")
_FEWEST = 2
_FIRST_OF_A_VERB = frozenset({("增", "+"), ("添", "+"), ("递", "+"), ("递", "-"), ("削", "-"), ("缩", "-")})


def in_names(tokens: Sequence[Token], text: Callable[[Span], str]) -> list[Token]:
    """Return the tokens with every run of such words as parts of a name."""
    tokens = _whole_verbs(list(_done_what(tokens)), text)
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


def _whole_verbs(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """一个增加 6 分, 每次递减 2 分: before points the verb is the whole word, and its first character ends no name.

    投诉量增加 扣 2 分: the name keeps its own characters, and says nothing of 加扣.
    """
    out: list[Token] = []
    for at, token in enumerate(tokens):
        front = out[-1] if out else None
        longer = (
            front is not None
            and front.type == "OTHER"
            and token.type == "SIGN"
            and (front.value, token.value) in _FIRST_OF_A_VERB
            and front.span.end == token.span.start
            and _points_given(tokens, at + 1)
        )
        if longer and front is not None:
            out[-1] = Token("SIGN", token.value, front.span.to(token.span))
        elif (
            front is not None
            and (front.type, front.value, token.value) == ("OTHER", "增", "further-")
            and text(token.span).startswith("加")
        ):
            out.append(Token("OTHER", "加", Span(token.span.start, token.span.start + 1)))
            out.append(Token("SIGN", "-", Span(token.span.start + 1, token.span.end)))
        else:
            out.append(token)
    return out


def _points_given(tokens: Sequence[Token], at: int) -> bool:
    """5 分 that are no bound: 增加 5 分, never 增加 5 分以上."""
    types = [token.type for token in tokens[at : at + 3]]
    unit = tokens[at + 1].value if types[:2] == ["NUMBER", "UNIT"] else None
    return isinstance(unit, UnitWord) and unit.kind is Kind.POINTS and types[2:] != ["BOUND_POST"]


def _stray(tokens: Sequence[Token], at: int, before: str) -> bool:
    token = tokens[at]
    if token.type == "UNIT":
        return before not in _BEFORE_UNIT
    following = tokens[at + 1].type if at + 1 < len(tokens) else ""
    return token.type == "SIGN" and following in ("UNIT", "SIGN", "SHARE")
