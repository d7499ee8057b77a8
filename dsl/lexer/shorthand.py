"""Clerks' shorthand around sentences: a bound word that leaves its number out, rounding said in one breath. Tokens in, tokens out.

控制在4.5%以内得5分，超出的不得分: what is beyond the bound before is the rest; only a word of the other direction says that.
考核得分四舍五入保留一位小数: the points are rounded, and said to be the points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import define, field

from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

_UP = frozenset({">", ">="})
_EFFECTS = frozenset({"SIGN", "NO_EFFECT", "ZERO_ITEM", "FULL"})
_ENDS = frozenset({*_EFFECTS, "FACTOR", "VETO", "CONSEQUENCE"})  # what a condition ends with


@define
class Beyond:
    """Reads the lines of a block in their order, and remembers in which direction the last condition was bounded."""

    _ways: set[bool] = field(factory=set)  # the directions of the bounds of the last condition: up, down
    _open: set[bool] = field(factory=set)  # and of the one that is being read

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of a line with 其余 for each bound word that has left its number out."""
        return list(self._read(tokens))

    def _read(self, tokens: Sequence[Token]) -> Iterator[Token]:
        for at, token in enumerate(tokens):
            if token.type == "BOUND_PRE" and self._bare(tokens, at) and self._ways == {str(token.value) not in _UP}:
                yield Token("OTHERWISE", "else", token.span)
                continue
            if token.type in ("BOUND_PRE", "BOUND_POST"):
                self._open.add(str(token.value) in _UP)
            elif token.type == "DASH":
                self._open |= {True, False}
            elif token.type in _ENDS and self._open:
                self._ways, self._open = self._open, set()
            yield token

    def _bare(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a bound word stands between the beginning of a part and an effect."""
        before = tokens[at - 1].type if at else "COMMA"
        behind = [each.type for each in tokens[at + 1 : at + 4] if each.type != "FILLER"]
        return before == "COMMA" and next((kind for kind in behind if kind != "COMMA"), "") in _EFFECTS


def rounded(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """考核得分四舍五入保留一位小数: two modifiers, which say of themselves that they are about the points."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].type if at + 1 < len(tokens) else ""
        begins = not out or out[-1].type == "COMMA"
        points = token.type == "NAME" and not token.known and text(token.span) in lexicon().speech["the_points"]
        if points and begins and following in ("ROUNDING", "KEEP"):
            continue
        if token.type in ("ROUNDING", "KEEP") and out and out[-1].type in ("DIGITS", "ROUNDING"):
            out.append(Token("COMMA", "，", token.span))
        out.append(token)
    return out
