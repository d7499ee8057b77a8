"""逾期 5 天以内 扣 1 分，10 天以内 扣 2 分: who is not late loses nothing, so that each of them begins behind 0 days.

In: the tokens of a line, names closed. Out: the same, the end that goes without saying in front of each limit that costs points; and a
delay that is named again by its last word (总结报送逾期 …，逾期 1 个月以上 …) without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_BREATH = ("FILLER", "COMMA")
_UNDER = ("<", "<=")


def behind_nought(tokens: list[Token], _: Text) -> list[Token]:
    """Return the tokens of a line with what being late at all says of each of its delays."""
    out: list[Token] = []
    late: Token | None = None
    for at, token in enumerate(tokens):
        begins = not out or out[-1].type == "COMMA"
        if token.type == "NAME":
            if begins and late is not None and _same(token, late) and _type(tokens, at + 1) in ("NUMBER", "BOUND_PRE"):
                continue
            late = token if _is_late(str(token.value)) else None
        named = late is not None and (token is late or (begins and token.type in ("NUMBER", "BOUND_PRE")))
        start = at + 1 if token is late else at
        unit = _under(tokens, start) if named else None
        if token is late:
            out.append(token)
        if unit is not None:
            place = Span(tokens[start].span.start, tokens[start].span.start)
            more, nought = Token("BOUND_PRE", ">", place), Token("NUMBER", Fraction(0), place)
            out += [more, nought, evolve(unit, span=place), Token("AND", "and", place)]
        if token is not late:
            out.append(token)
    return out


def _is_late(name: str) -> bool:
    return name.endswith(lexicon().speech["too_late"]) or name.startswith(("迟报", "逾期", "超期"))


def _same(token: Token, late: Token) -> bool:
    """Whether a word says again what the name before ends with."""
    said = str(token.value)
    return (
        not token.known
        and said != late.value
        and said in lexicon().speech["too_late"]
        and str(late.value).endswith(said)
    )


def _under(tokens: Sequence[Token], at: int) -> Token | None:
    """The unit of a limit that begins here, holds from 0 on and costs points; None where another stands here."""
    types = [token.type for token in tokens[at : at + 3]]
    if types == ["BOUND_PRE", "NUMBER", "UNIT"]:
        bound, number, unit = tokens[at : at + 3]
    elif types == ["NUMBER", "UNIT", "BOUND_POST"]:
        number, unit, bound = tokens[at : at + 3]
    else:
        return None
    lasts = isinstance(unit.value, UnitWord) and unit.value.kind is Kind.DURATION
    after = next((token for token in tokens[at + 3 :] if token.type not in _BREATH), None)
    lost = after is not None and after.type == "SIGN" and after.value == "-"
    return unit if lasts and lost and bound.value in _UNDER and number.value else None


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
