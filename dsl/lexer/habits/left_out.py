"""Clerks' shorthand around sentences: a bound word that leaves its number out, rounding said in one breath. Tokens in, tokens out.

控制在4.5%以内得5分，超出的不得分: what is beyond the bound before is the rest; only a word of the other direction says that.
考核得分四舍五入保留一位小数: the points are rounded, and said to be the points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import define, field

from dsl.source import Span
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

_UP = frozenset({">", ">="})
_TWO = 2
_DENIES = {">=": "<", "<=": ">"}
_BOUNDS = frozenset({"BOUND_PRE", "BOUND_POST", "DASH"})
_EFFECTS = frozenset({"SIGN", "NO_EFFECT", "ZERO_ITEM", "FULL"})
_ENDS = frozenset({*_EFFECTS, "FACTOR", "VETO", "CONSEQUENCE"})  # what a condition ends with


@define(repr=False, eq=False)
class Beyond:
    """Reads the lines of a block in their order, and remembers in which direction the last condition was bounded."""

    _ways: set[bool] = field(factory=set)  # the directions of the bounds of the last condition: up, down
    _open: set[bool] = field(factory=set)  # and of the one that is being read
    _names: set[str] = field(factory=set)  # what was bounded so far

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of a line with 其余 for each bound word that has left its number out."""
        bounded = self._open or any(token.type in _BOUNDS for token in tokens)
        bounded = bounded or any(_whole(tokens, at) for at in range(len(tokens)))
        return list(self._read(tokens) if bounded else tokens)

    def _read(self, tokens: Sequence[Token]) -> Iterator[Token]:
        name = ""
        for at, token in enumerate(tokens):
            opposite = self._ways == {str(token.value) not in _UP} and len(self._names) < _TWO
            if token.type == "BOUND_PRE" and self._bare(tokens, at) and opposite:
                yield Token("OTHERWISE", "else", token.span)
                continue
            if token.type == "NAME":
                name = str(token.value)
            if token.type in ("BOUND_PRE", "BOUND_POST"):
                self._names |= {name} - {""}
                self._open.add(str(token.value) in _UP)
            elif token.type == "DASH":
                self._open |= {True, False}
            elif _whole(tokens, at):
                self._open.add(True)
            elif token.type in _ENDS and self._open:
                self._ways, self._open = self._open, set()
            yield token

    def _bare(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a bound word stands between the beginning of a part and an effect."""
        before = tokens[at - 1].type if at else "COMMA"
        behind = [each.type for each in tokens[at + 1 : at + 4] if each.type != "FILLER"]
        first = next((kind for kind in behind if kind != "COMMA"), "")
        by_share = first == "BY" and tokens[-1].type == "SCORE_VERB"  # 未达到的按完成比例得分
        return before == "COMMA" and (first in _EFFECTS or by_share)


def _whole(tokens: Sequence[Token], at: int) -> bool:
    """完成率 100% 得 5 分: as much as there is."""
    types = [token.type for token in tokens[max(0, at - 2) : at + 2]]
    unit = tokens[at].value
    return (
        types[:3] == ["NAME", "NUMBER", "UNIT"]
        and types[3:] in (["SIGN"], ["FILLER"], ["COMMA"])
        and isinstance(unit, UnitWord)
        and unit.canonical == "%"
        and tokens[at - 1].value == 100
    )


def required(tokens: list[Token]) -> list[Token]:
    """报告数不少于300份，低于300份扣1分: what is required first gives nothing by itself; the tiers that follow go on about it.

    Only where both can never hold: 90%以上，低于95%的扣1分 is a range.
    """
    if tokens and tokens[0].type == "NAME" and len(tokens) > 1 and tokens[1].type == "FILLER" and _bound(tokens, 2):
        tokens = [tokens[0], *tokens[2:]]  # 控制在 95%以上
    first = _bound(tokens, 1) if tokens and tokens[0].type == "NAME" else None
    if first is None or first.end >= len(tokens) or tokens[first.end].type != "COMMA":
        return tokens
    second = _bound(tokens, first.end + 1)
    bare = tokens[first.end + 1] if first.end + 1 < len(tokens) else None
    if second is None and bare is not None and bare.type == "BOUND_PRE" and first.op in (">=", "<="):
        behind = next((token.type for token in tokens[first.end + 2 :] if token.type not in ("FILLER", "COMMA")), "")
        if _DENIES[first.op] == bare.value and behind in (*_EFFECTS, "EACH", "VETO"):  # 应达到 100%，未达到的 扣 3 分
            number = [each for each in tokens[1 : first.end] if not each.type.startswith("BOUND")]
            return [tokens[0], bare, *number, *tokens[first.end + 2 :]]
    if second is None or not _apart(first, second):
        return tokens
    behind = next((token.type for token in tokens[second.end :] if token.type not in ("FILLER", "COMMA")), "")
    return [tokens[0], *tokens[first.end + 1 :]] if behind in (*_EFFECTS, "EACH") else tokens


class _Bound(NamedTuple):
    op: str
    value: Fraction
    unit: object
    end: int  # where it ends


def _bound(tokens: Sequence[Token], at: int) -> _Bound | None:
    """The bound that begins at a place; None where none does."""
    types = [token.type for token in tokens[at : at + 3]]
    if types[:2] == ["BOUND_PRE", "NUMBER"]:
        has_unit = types[2:3] == ["UNIT"]
        op, number, unit, end = (
            tokens[at].value,
            tokens[at + 1].value,
            tokens[at + 2] if has_unit else None,
            at + 2 + has_unit,
        )
    elif types == ["NUMBER", "UNIT", "BOUND_POST"]:
        op, number, unit, end = tokens[at + 2].value, tokens[at].value, tokens[at + 1], at + 3
    else:
        return None
    return _Bound(str(op), number, unit.value if unit else None, end) if isinstance(number, Fraction) else None


def _apart(first: _Bound, second: _Bound) -> bool:
    """Whether two bounds lie on either side of a gap or a point that belongs to one of them only."""
    if first.unit != second.unit or (first.op in _UP) == (second.op in _UP):
        return False
    low, high = (first, second) if first.op in _UP else (second, first)
    return low.value > high.value or (low.value == high.value and {low.op, high.op} != {">=", "<="})


def rounded(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """考核得分四舍五入保留一位小数: two modifiers, which say of themselves that they are about the points."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].type if at + 1 < len(tokens) else ""
        begins = not out or out[-1].type == "COMMA"
        named = (token.type == "NAME" and not token.known) or token.type == "SCORE_VERB"
        points = named and text(token.span) in lexicon().speech["the_points"]
        if points and begins and following in ("ROUNDING", "KEEP"):
            continue
        if token.type in ("ROUNDING", "KEEP") and out and out[-1].type in ("DIGITS", "ROUNDING"):
            out.append(Token("COMMA", "，", token.span))
        out.append(token)
    return out
