"""每发生1起事故，牵头部门扣2分，配合部门扣1分: each kind of unit loses its own points for each piece.

Names closed; tokens in, tokens out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.source import Span
from dsl.words.tokens import Token

_GIVEN = ["KIND", "SIGN", "NUMBER", "UNIT"]
_LEAST = 2  # kinds that have points of their own


def pieces_of_each(tokens: list[Token], _: Callable[[Span], str]) -> list[Token]:
    """Return the tokens with what is counted said of every kind."""
    if any(token.type == "FILLER" and token.value == "each" for token in tokens):
        return tokens
    spoken = [token for token in tokens if token.type != "FILLER"]
    counted, at = _counted(spoken)
    given: list[list[Token]] = []
    while [token.type for token in spoken[at : at + 4]] == _GIVEN:
        given.append(spoken[at : at + 4])
        at += 4
        if at < len(spoken) and spoken[at].type == "COMMA":
            at += 1
    if not counted or len(given) < _LEAST or at < len(spoken):
        return tokens
    name, each = counted
    out: list[Token] = []
    for kind, *points in given:
        out += [name, kind, *each, *points, Token("COMMA", "，", kind.span)]
    return out[:-1]


def _counted(tokens: Sequence[Token]) -> tuple[tuple[Token, list[Token]] | tuple[()], int]:
    """What is counted, and in which pieces: 每 1 起 事故，; 事故 每起; 任务未完成 的，每项."""
    types = [token.type for token in tokens]
    for form, name, each in _FORMS:
        if types[: len(form)] == form and tokens[each[0]].value == "plain":
            end = len(form)
            end += types[end : end + 1] == ["COMMA"]
            return (tokens[name], [tokens[place] for place in each]), end
    return (), 0


_FORMS: tuple[tuple[list[str], int, tuple[int, ...]], ...] = (
    (["EACH", "NUMBER", "UNIT", "NAME"], 3, (0, 1, 2)),
    (["EACH", "UNIT", "NAME"], 2, (0, 1)),
    (["NAME", "EACH", "NUMBER", "UNIT"], 0, (1, 2, 3)),
    (["NAME", "EACH", "UNIT"], 0, (1, 2)),
    (["NAME", "COMMA", "EACH", "NUMBER", "UNIT"], 0, (2, 3, 4)),
    (["NAME", "COMMA", "EACH", "UNIT"], 0, (2, 3)),
)
