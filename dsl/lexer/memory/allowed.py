"""So many pieces are allowed, or cost less: 3件以内不扣分，超过3件的每件扣1分; 3次以内的每次扣1分，超过的每次扣2分.

In: the tokens of a line, before names are closed. Out: the same with what each piece beyond the number counts for said in full. What lies
beyond is counted from the number where the pieces up to it are said to cost nothing, or where the sentence says 超过的 or 超过部分 and no
number; 超过3次的每次扣2分 behind 3次以内的每次扣1分 may be said of all of them, and is asked (E408).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import define, evolve

from dsl.words.tokens import Token

_BREATH = ("FILLER", "COMMA")
_OTHERS = ("OTHER", "NAME", "KIND", "NEG")
_FURTHER = {"-": "further-", "+": "further+"}


class _Free(NamedTuple):
    number: Token
    unit: Token
    nothing: bool  # whether what lies within it gives nothing


@define(repr=False, eq=False)
class Allowed:
    """Reads the lines of a block in their order, and remembers how many pieces were allowed last."""

    _free: _Free | None = None

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a line with the pieces beyond what is allowed counted from there."""
        out: list[Token] = []
        at = 0
        free_from = -1  # where 3件以内不扣分 stands among ``out``
        staged: tuple[int, int, _Free] | None = None  # where 3次以内 stands among ``out``, and where its points end
        while at < len(tokens):
            begins = not out or out[-1].type == "COMMA"
            beyond = self._beyond(tokens, at) if begins else None
            if beyond is not None and self._free is not None and (self._free.nothing or staged is not None):
                made, at = beyond
                if free_from >= 0:
                    out, free_from = out[:free_from], -1  # what lies beyond says it all
                if staged is not None and not self._free.nothing:
                    out = _up_to(out, staged)
                    tokens = _further(tokens, at)
                out += made
                continue
            if begins and tokens[at].type in _OTHERS:
                self._free, staged, free_from = None, None, -1  # another thing
            end = _within(tokens, at)
            if end:
                self._free, staged = self._read(tokens, at, end), None
                free_from = len(out) if self._free is not None and self._free.nothing and not begins else -1
                if self._free is not None and not self._free.nothing:
                    staged = (len(out), -1, self._free)
            if staged is not None and staged[1] < 0 and tokens[at].type == "COMMA" and _points_before(out):
                staged = (staged[0], len(out), staged[2])
            out.append(tokens[at])
            at += 1
        return out

    def _read(self, tokens: Sequence[Token], at: int, end: int) -> _Free | None:
        """What is said of the pieces within a number: nothing, or so much for each; anything else is no allowance."""
        number = next(place for place in range(at, end) if tokens[place].type == "NUMBER")
        free = _Free(tokens[number], tokens[number + 1], nothing=True)
        place = _skip(tokens, end)
        if _type(tokens, place) == "NO_EFFECT":
            return free
        rated = _type(tokens, place) == "EACH" and tokens[place].value == "plain"
        same = _type(tokens, place + 1) == "UNIT" and tokens[place + 1].value == free.unit.value
        signed = _type(tokens, _skip(tokens, place + 2)) == "SIGN"
        return free._replace(nothing=False) if rated and same and signed else None

    def _beyond(self, tokens: Sequence[Token], at: int) -> tuple[list[Token], int] | None:
        """超过3件的每件, 超过的每件, 超过部分每件: the tokens that stand for it, and where the points begin."""
        free = self._free
        if free is None or tokens[at].type != "BOUND_PRE" or tokens[at].value != ">":
            return None
        place = at + 1
        stated = _type(tokens, place) == "NUMBER"
        if stated:
            if _type(tokens, place + 1) != "UNIT":
                return None
            if (tokens[place].value, tokens[place + 1].value) != (free.number.value, free.unit.value):
                return None
            place += 2
        place = _skip(tokens, place)
        if stated and [each.type for each in tokens[place : place + 3]] == ["EACH", "NUMBER", "UNIT"]:
            above = tokens[place].value == "above" and tokens[place + 2].value == free.unit.value
            if above and not free.nothing:  # 超过3次的部分每次, 超过3次的每超过1次
                return [*tokens[at:place], *tokens[place : place + 3]], place + 3
        part = "".join(str(each.value) for each in tokens[place : place + 2] if each.type == "OTHER")
        if part.startswith("部分"):
            place = _skip(tokens, place + (1 if tokens[place].value == "部分" else 2))
        elif stated and not free.nothing:
            return None
        each, unit = tokens[place : place + 1], tokens[place + 1 : place + 2]
        if [token.type for token in (*each, *unit)] != ["EACH", "UNIT"] or each[0].value != "plain":
            return None
        if unit[0].value != free.unit.value:
            return None
        span = each[0].span
        bound = [evolve(tokens[at]), evolve(free.number, span=span), evolve(free.unit, span=span)]
        step = [Token("COMMA", "，", span), evolve(each[0], value="above"), Token("NUMBER", Fraction(1), span), unit[0]]
        return [*bound, *step], place + 2


def _up_to(out: list[Token], staged: tuple[int, int, _Free]) -> list[Token]:
    """3次以内每次扣1分 is 每次扣1分，最多计3次."""
    start, end, free = staged
    size = _within(out, start) - start
    most = [Token("COMMA", "，", free.unit.span), Token("CAP", "award", free.number.span), free.number, free.unit]
    return [*out[:start], *out[start + size : end], *most, *out[end:]]


def _further(tokens: Sequence[Token], at: int) -> list[Token]:
    """The points of the pieces beyond come on top of those up to the number."""
    sign = next((place for place in range(at, len(tokens)) if tokens[place].type == "SIGN"), -1)
    value = _FURTHER.get(str(tokens[sign].value)) if sign >= 0 else None
    return list(tokens) if value is None else [*tokens[:sign], evolve(tokens[sign], value=value), *tokens[sign + 1 :]]


def _within(tokens: Sequence[Token], at: int) -> int:
    """Where 3件以内 or 不超过3件 ends that begins at a place; 0 where none does."""
    types = [token.type for token in tokens[at : at + 3]]
    if types == ["NUMBER", "UNIT", "BOUND_POST"] and tokens[at + 2].value == "<=":
        return at + 3
    return at + 3 if types == ["BOUND_PRE", "NUMBER", "UNIT"] and tokens[at].value == "<=" else 0


def _points_before(out: Sequence[Token]) -> bool:
    return [token.type for token in out[-3:]] == ["SIGN", "NUMBER", "UNIT"]


def _skip(tokens: Sequence[Token], at: int) -> int:
    while _type(tokens, at) in _BREATH:
        at += 1
    return at


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
