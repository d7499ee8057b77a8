"""Which way a number moved, said again by its verb: 发案数同比上升扣2分，上升20%以上扣5分; 同比下降10%以上得3分，有下降但不足10%得1分.

Names closed; tokens in, tokens out. The verb alone is the number that was named before; that it moved at all is more than nought.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_SOME = regex(r"(?:虽|略|稍)?有?(?:所)?(?P<way>..)(?:但|但是|，但)$")
_BEYOND = (">", ">=")


def again(tokens: list[Token], _: Text) -> list[Token]:
    """Return the tokens of a line with what moves named once."""
    out: list[Token] = []
    moved: Token | None = None  # the last number that says which way it moved, and has a limit
    for at, token in enumerate(tokens):
        begins = not out or out[-1].type == "COMMA"
        unit = _limit(tokens, at + 1)
        if token.type != "NAME":
            out.append(token)
            continue
        way = str(token.value)
        if begins and moved is not None and unit is not None and way != moved.value and not token.known:
            if _is_way(way) and str(moved.value).endswith(way):
                continue
            some = _SOME.fullmatch(way)
            if some is not None and _is_way(some["way"]) and str(moved.value).endswith(some["way"]):
                out += [*_more(unit, token.span.start), Token("AND", "and", token.span)]
                continue
        out.append(token)
        later = _goes_on(tokens, at, way) if unit is None and way.endswith(_ways()) else None
        if later is not None and _loses(tokens, at + 1):
            out += _more(later, token.span.end)
            unit = later
        moved = token if unit is not None and way.endswith(_ways()) else None
    return out


def _ways() -> tuple[str, ...]:
    return (*lexicon().speech["rises"], *lexicon().speech["falls"])


def _is_way(word: str) -> bool:
    return word in _ways()


def _more(unit: Token, place: int) -> list[Token]:
    span = Span(place, place)
    return [Token("BOUND_PRE", ">", span), Token("NUMBER", Fraction(0), span), evolve(unit, span=span)]


def _goes_on(tokens: Sequence[Token], at: int, name: str) -> Token | None:
    """The unit of a limit further on that is set by the verb alone; None where none is."""
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.type == "NAME":
            begins = tokens[place - 1].type == "COMMA"
            word = str(token.value)
            again_ = begins and not token.known and _is_way(word) and word != name and name.endswith(word)
            bound = next((each for each in tokens[place + 1 : place + 4] if each.type.startswith("BOUND")), None)
            return _limit(tokens, place + 1) if again_ and bound is not None and bound.value in _BEYOND else None
    return None


def _limit(tokens: Sequence[Token], at: int) -> Token | None:
    types = [token.type for token in tokens[at : at + 3]]
    if types == ["BOUND_PRE", "NUMBER", "UNIT"]:
        return tokens[at + 2]
    return tokens[at + 1] if types == ["NUMBER", "UNIT", "BOUND_POST"] else None


def _loses(tokens: Sequence[Token], at: int) -> bool:
    """Whether points are lost; those won for it may be beside those for how much: 产值增长 得 2 分，增长 5%以上 得 4 分."""
    while at < len(tokens) and tokens[at].type in ("FILLER", "COMMA"):
        at += 1
    return at < len(tokens) and tokens[at].type == "SIGN" and tokens[at].value == "-"
