"""A figure whose name is cut short when it is spoken of again: 建档率≥90%…，80%≤率＜90%…; 发案率同比下降5%以上…，下降不足5%….

In: the tokens of a line, names closed. Out: the same with the long name, or without the short one where the sentence goes on without a
name. Only what can be no other figure: a short name between two marks whose tier begins where the long one ends, a word that says no more
than that it is a figure (率), and a verb of rising or falling that the long name ends with.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from dsl.lexer.open_names import Naming
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

_MARKS = frozenset("≤≦<＜≥≧>＞")
_GENERAL = frozenset(("率", "比率", "比例", "占比", "比重", "数", "数值", "指标值", "得分"))


@define(repr=False, eq=False)
class Shortened:
    """Reads the lines of a block in their order, and remembers which figure was spoken of last, and its limits."""

    _long: Token | None = None
    _limits: set[tuple[object, object]] = field(factory=set)
    _short: str = ""  # what the figure is called when it is spoken of again

    def __call__(self, tokens: list[Token], text: Naming) -> list[Token]:
        """Return the tokens of a line with the figure named in full."""
        spoken = [token for token in tokens if token.type != "FILLER"]
        out: list[Token] = []
        place = -1  # among what is spoken
        for token in tokens:
            if token.type == "FILLER":
                out.append(token)
                continue
            place += 1
            if token.type == "NAME":
                long = self._meant(spoken, place, text)
                if long is None:
                    self._remember(spoken, place)
                elif not str(token.value).endswith(_moving()):
                    token = evolve(long, span=token.span)
                elif place == 0 or spoken[place - 1].type == "COMMA":
                    continue  # it goes on about the same
            turned = _types(spoken[place : place + 4]) == [
                "NUMBER",
                "UNIT",
                "BOUND_PRE",
                "NAME",
            ]  # 80%≤率: of what follows
            if token.type == "NUMBER" and self._long is not None and spoken[place + 1 : place + 2] and not turned:
                self._limits.add((token.value, spoken[place + 1].value))
            out.append(token)
        return out

    def _remember(self, tokens: Sequence[Token], at: int) -> None:
        if _bounded(tokens[at + 1 : at + 3]):
            self._long, self._limits, self._short = tokens[at], set(), ""

    def _meant(self, tokens: Sequence[Token], at: int, text: Naming) -> Token | None:
        """The figure that a short name stands for; None where it may be another one."""
        token, long = tokens[at], self._long
        name = str(token.value)
        if long is None or token.known or long.value == name or not str(long.value).endswith(name):
            return None
        before, behind = tokens[max(0, at - 3) : at], tokens[at + 1 : at + 4]
        bare = next((name.removeprefix(word) for word in _than_before() if name.startswith(word)), name)
        if bare in _moving():  # 投资额增长10%…，增长5%…: is asked (E206); 投资额同比增长 moves as no other figure does
            return (
                long if str(long.value).removesuffix(bare).endswith(_than_before()) and _bounded(behind[:2]) else None
            )
        marked = [each for each in (*before[2:], *behind[:1]) if each.type == "BOUND_PRE" and text(each.span) in _MARKS]
        if not marked:
            return None
        chained = _types(before) == ["NUMBER", "UNIT", "BOUND_PRE"] and _types(behind) == [
            "BOUND_PRE",
            "NUMBER",
            "UNIT",
        ]
        ends = {(before[0].value, before[1].value), (behind[1].value, behind[2].value)} if chained else set()
        if name in _GENERAL or name == self._short or not ends.isdisjoint(self._limits):
            self._short = name
            return long
        return None


def _moving() -> tuple[str, ...]:
    return (*lexicon().speech["rises"], *lexicon().speech["falls"])


def _than_before() -> tuple[str, ...]:
    return ("同比", "环比", *(f"{word}{time}" for word in ("较", "比") for time in lexicon().speech["time_before"]))


def _bounded(behind: Sequence[Token]) -> bool:
    return _types(behind) in (["BOUND_PRE", "NUMBER"], ["NUMBER", "UNIT"], ["NUMBER", "DASH"])


def _types(tokens: Sequence[Token]) -> list[str]:
    return [token.type for token in tokens]
