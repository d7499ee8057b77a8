"""What 对账 aligns: the marks of a quoted sentence and of its rules, in the order in which they stand.

In: ``Mark`` values, made by ``said`` (of a sentence) and ``ruled`` (of rules). Out: pairs, one half empty where a mark has no partner. Two
marks are the same when they say the same; what they are called and where they stand does not count. What two marks share decides how well
they go together; ends are free, so that a line more or less moves nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler.faithful.keys import Key, among
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord

MAYBE = "maybe"  # 每月按时报送: so much a month, or a condition


class What(StrEnum):
    """What a mark is."""

    POINTS = "分值"
    NOTHING = "不扣分、不加分、不记分"
    ZERO = "此项不记分"
    FULL = "满分"
    VETO = "一票否决"
    HALF = "减半"
    DOUBLE = "加倍"
    CAP = "封顶"
    GONE = "扣完为止"
    NUMBER = "数"


@frozen(repr=False, eq=False)
class Each(Node):
    """每满 2 次: what points are given for. ``mode`` is that of the language; ``unit`` is None where the sentence names none."""

    mode: str
    step: Fraction
    unit: UnitWord | None
    span: Span


@frozen(repr=False, eq=False)
class Mark(Node):
    """One mark: ``sign`` is -, +, award or empty (either); ``keys`` are its numbers; ``ops`` the comparisons that it may stand in."""

    what: What
    span: Span
    sign: str = ""
    keys: tuple[Key, ...] = ()
    ops: tuple[str, ...] = ()
    each: Each | None = None
    unit: UnitWord | None = None
    bare: bool = (
        False  # may stand alone: points of a heading or of a table, without 扣, 加, 记; what holds where nothing is
    )


@frozen(repr=False, eq=False)
class Marks(Node):
    """The marks of one side, cut into what is aligned with its like."""

    awards: tuple[Mark, ...]
    caps: tuple[Mark, ...]
    numbers: tuple[Mark, ...]


def same_sign(one: Mark, other: Mark) -> bool:
    """Whether two marks go the same way; 加 and 记 both give points."""
    return not one.sign or not other.sign or (one.sign == "-") == (other.sign == "-")


def same_each(one: Each | None, other: Each | None) -> bool:
    """Whether points are given for the same piece; a piece that is short may be told by the name: 缺少制度 每项."""
    if one is None or other is None:
        return one is other or MAYBE in [each.mode for each in (one, other) if each is not None]
    places = one.unit is not None and one.unit.canonical in ("名", "位")  # a better place is a smaller number
    turned = {one.mode, other.mode} == {"below", "above"} and not places
    return one.step == other.step and not turned and same_unit(one.unit, other.unit)


def same_unit(one: UnitWord | None, other: UnitWord | None) -> bool:
    """Whether two amounts are counted in the same; a number without a unit borrows that of its neighbour."""
    if one is None or other is None or not {one.kind, other.kind} <= _COUNTED:
        return True
    return (one.kind, one.canonical) == (other.kind, other.canonical)


_COUNTED = {Kind.COUNT, Kind.DURATION, Kind.QUANTITY}


def same_keys(one: Mark, other: Mark) -> bool:
    """Whether two marks have the same numbers; 11月30日 is that of the year that was named before."""
    return len(one.keys) == len(other.keys) and all(
        among(first, (second,)) for first, second in zip(one.keys, other.keys, strict=True)
    )


def same(one: Mark, other: Mark) -> bool:
    """Whether two marks say the same; 不得分 of a sentence may be what the language calls 此项不记分."""
    if one.what is What.NOTHING and other.what is What.ZERO:
        return one.sign != "-"
    if one.what is not other.what or not same_keys(one, other):
        return False
    bounds = not one.ops or not other.ops or bool({*one.ops} & {*other.ops})
    same_sides = bounds and same_unit(one.unit, other.unit)
    return same_sides and same_sign(one, other) and same_each(one.each, other.each)


# ------------------------------------------------------------------------------------------------------------- alignment

Pair = tuple[Mark | None, Mark | None]
_GAP = 6


def pairs(said: Sequence[Mark], ruled: Sequence[Mark]) -> list[Pair]:
    """Return the cheapest alignment of two rows, first to last."""
    rows, columns = len(said), len(ruled)
    cost = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            if row and column:
                cost[row][column] = min(
                    cost[row - 1][column - 1] + _cost(said[row - 1], ruled[column - 1]),
                    cost[row - 1][column] + _alone(said[row - 1]),
                    cost[row][column - 1] + _alone(ruled[column - 1]),
                )
            else:
                cost[row][column] = sum(map(_alone, said[:row])) + sum(map(_alone, ruled[:column]))
    found: list[Pair] = []
    row, column = rows, columns
    while row or column:
        if row and column and cost[row][column] == cost[row - 1][column - 1] + _cost(said[row - 1], ruled[column - 1]):
            row, column = row - 1, column - 1
            found.append((said[row], ruled[column]))
        elif row and cost[row][column] == cost[row - 1][column] + _alone(said[row - 1]):
            row -= 1
            found.append((said[row], None))
        else:
            column -= 1
            found.append((None, ruled[column]))
    return found[::-1]


def moved(said: Marks, ruled: Marks) -> bool:
    """Whether the rules say the same sentences in another order, each known by the numbers of its own condition."""
    one, other = _sentences(said), _sentences(ruled)
    return one != other and all(numbers for _, numbers in one) and sorted(map(repr, one)) == sorted(map(repr, other))


def _sentences(marks: Marks) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    found: list[tuple[tuple[object, ...], tuple[object, ...]]] = []
    begin = 0
    for award in (each for each in marks.awards if not each.bare):
        inside = [each for each in marks.numbers if begin <= each.span.start < award.span.start]
        what = What.ZERO if award.what is What.NOTHING and award.sign != "-" else award.what
        sign = "" if what is What.ZERO else award.sign
        step = award.each.step if award.each is not None else None
        found.append(((what, sign, award.keys, step), tuple((each.keys, each.ops) for each in inside)))
        begin = award.span.end
    return found


def _alone(mark: Mark) -> int:
    """What it costs that a mark has no partner."""
    return 1 if mark.bare else _GAP


def _cost(one: Mark, other: Mark) -> int:
    if same(one, other):
        return int(one.bare or other.bare)
    if one.what is not other.what:
        return 2 * _GAP + 1
    if same_keys(one, other):
        return 2 if same_sign(one, other) else 4
    return 9 if one.keys and other.keys else 2 * _GAP + 1
