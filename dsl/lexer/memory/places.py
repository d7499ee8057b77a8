"""Places in a ranking as clerks note them: 排名前3得5分，4-8名得3分，后3不得分; 满意率前3名; 7名以后不得分.

In: the tokens of a line, names closed. Out: the same with 排名 and 名 where they are left out. A bare 4—8 名 is a place only where a
ranking has been spoken of and nothing else is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import define

from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

_PLACES = ("名", "位")
_GIVES = ("", "COMMA", "SIGN", "NO_EFFECT", "ZERO_ITEM", "FULL", "EACH", "BOUND_POST")
# How a figure ends that a ranking goes by.
_FIGURES = (
    "率",
    "度",
    "得分",
    "总分",
    "成绩",
    "考核",
    "考评",
    "测评",
    "评比",
    "评估",
    "综合",
    "指数",
    "增速",
    "增幅",
    "总量",
)
_MOST = 200  # a place behind it is a number of something


@define(repr=False, eq=False)
class Places:
    """Reads the lines of a block in their order, and remembers whether they speak of places, and up to which."""

    _ranked: bool = False
    _upto: Fraction | None = None

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a line with every place said in full."""
        out: list[Token] = []
        spoken = [token for token in tokens if token.type != "FILLER"]
        at = -1
        for token in tokens:
            if token.type == "FILLER":
                out.append(token)
                continue
            at += 1
            before = spoken[at - 1] if at else None
            begins = before is None or before.type == "COMMA"
            self._ranked = self._ranked or token.type in ("RANK", "LAST")
            place = out[-1:] and out[-1].type == "NAME" and not out[-1].known
            if token.type == "RANK" and place and out[-1].value in lexicon().speech["places"]:
                out.pop()  # 位次 居全市 第一: no figure is named
            if self._placed(spoken, at, begins=begins):
                out.append(Token("RANK", "rank", token.span))
                self._ranked = True
            if token.type == "HOU" and (beyond := self._beyond(spoken, at)) is not None:
                number = max(place for place, each in enumerate(out) if each.type == "NUMBER")
                out[number] = Token("NUMBER", beyond, out[number].span)
                token = Token("BOUND_POST", ">=", token.span)
            out.append(token)
            if token.type == "NUMBER" and isinstance(token.value, Fraction | int):
                if self._bare(spoken, at):
                    out.append(Token("UNIT", lexicon().units["名"], token.span))
                named = _type(spoken, at + 1) in ("HOU", "BOUND_POST") or _type(spoken, at + 2) in ("HOU", "BOUND_POST")
                if before is not None and before.type in ("QIAN", "DASH", "RANK") and not named:
                    self._upto = Fraction(token.value)
        return out

    def _placed(self, tokens: Sequence[Token], at: int, *, begins: bool) -> bool:
        """Whether 排名 is left out in front of a token: 满意率 前 3 名, and behind another place 4—8 名."""
        kinds = [token.type for token in tokens[at : at + 4]]
        if kinds[:1] in (["QIAN"], ["HOU"]) and kinds[1:2] == ["NUMBER"]:
            name = str(tokens[at - 1].value) if at and tokens[at - 1].type == "NAME" else ""
            return bool(name) and (_is_place(tokens, at + 2) or self._bare(tokens, at + 1))
        if not (begins and self._ranked):
            return False
        if kinds == ["NUMBER", "DASH", "NUMBER", "UNIT"]:
            return _is_place(tokens, at + 3) and _type(tokens, at + 4) in _GIVES
        return kinds[:3] == ["NUMBER", "UNIT", "HOU"] and self._beyond(tokens, at + 2) is not None

    def _bare(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a number is a place that has left out its 名: 排名 前 3, and behind another place 后 3."""
        value = tokens[at].value
        if _type(tokens, at + 1) not in _GIVES or not isinstance(value, Fraction | int) or not 0 < value < _MOST:
            return False
        before = _type(tokens, at - 2) if at > 1 else "COMMA"
        if _type(tokens, at - 1) not in ("QIAN", "HOU"):
            return False
        figure = before == "NAME" and str(tokens[at - 2].value).endswith(_FIGURES)
        return before == "RANK" or figure or (before == "COMMA" and self._ranked)

    def _beyond(self, tokens: Sequence[Token], at: int) -> Fraction | None:
        """7 名以后: from the seventh place on behind 4—6 名, and from the eighth on behind 4—7 名; behind other places nobody can tell."""
        if at < 2 or not _is_place(tokens, at - 1) or _type(tokens, at + 1) not in _GIVES:
            return None
        value = tokens[at - 2].value
        if not isinstance(value, Fraction | int) or self._upto is None or not self._ranked:
            return None
        return self._upto + 1 if value in (self._upto, self._upto + 1) else None


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    unit = tokens[at].value if 0 <= at < len(tokens) and tokens[at].type == "UNIT" else None
    return isinstance(unit, UnitWord) and unit.canonical in _PLACES


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
