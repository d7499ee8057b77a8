"""Cells that hold a ratio, and the one question a column of them raises: is 97 a percentage, is 1?

A cell with a sign says it itself: 97% (also a number that the sheet *shows* with %) is 97/100, 97‰ is 97/1000. A
heading that ends in （%） says it for its column, with a warning where nothing in it is above 1; 0.95 beside 95 is asked
there all the same, because a hundred times as much would suit the others better (0.5 beside 1.2 and 2.3 is 0.5%). Only bare numbers are
left, and they are judged together, because a clerk fills a column in one way (0 is the same either way and does not
count):


* all at most 1: taken as they are, 0.97 is 97%, with one warning for the column, because it may be 0.97%;
* all above 1: percentages, with one note for the column;
* nothing but 1: 100%, with one note, because nobody lists units that are all at 1%;
* some above 1, some not: 1 could be 1% or 100%, so it is an error for the column and none of its bare numbers is read;
* all above 1, of a fact that may be as much as any of them (0%—300%): 1.2 could be 1.2% or 120%, and it is that error too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from fractions import Fraction
from typing import Protocol

from compiler import core
from dsl.diagnostics import Diagnostic
from dsl.types import RATIO
from zhunsheng.engine import problems
from zhunsheng.engine.cells.cell import Amount, Cell, Tell, amount
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.units import Value

_SIGNS = {"%": 100, "‰": 1000}


class Scale(Enum):
    """How the bare numbers of a column of ratios are to be read."""

    AS_IS = auto()
    PERCENT = auto()
    UNCLEAR = auto()


class Ratios(Protocol):
    """What is known of a column: the unit in the brackets of its heading, and what its fact may be."""

    @property
    def unit(self) -> str:
        """The unit in the heading."""

    @property
    def fact(self) -> core.Fact:
        """The fact."""


def scale_of(cells: Iterable[Cell], column: Ratios, tell: Tell) -> Scale:
    """Judge the bare numbers of one column."""
    heading = column.unit
    typed = [(found.value, cell) for cell in cells if (found := _bare(cell)) is not None and found.value]
    bare = [(abs(value), cell) for value, cell in typed]
    large = next((cell for value, cell in bare if value > 1), None)
    small = next((cell for value, cell in bare if value <= 1), None)
    if heading == "%":
        odd = _odd_among(bare)
        if odd is not None and large is not None:
            return _mixed(large, odd, tell)
        if small and not large:
            read = f"“{small.text}”读作 {small.text}%"
            tell(problems.ratio_small(small.column.text, f"列名写了（%），数却都不大于 1，已按百分数读（{read}）"))
        return Scale.PERCENT
    if large and small:
        return _mixed(large, small, tell)
    if large and all(_may_be(column.fact, value) for value, _ in typed):
        first = typed[0][0]
        tell(
            problems.ratio_wide(
                large.column.text, large.text, *(show_typed(each, RATIO) for each in (first / 100, first))
            )
        )
        return Scale.UNCLEAR
    if large:
        tell(problems.ratio_percent(large.column.text, large.text))
        return Scale.PERCENT
    if small and all(value == 1 for value, _ in bare):
        tell(problems.ratio_one(small.column.text))
    elif small:
        read = show_typed(next(value for value, cell in bare if cell is small), RATIO)
        tell(
            problems.ratio_small(small.column.text, f"没有 % 号，数都不大于 1，已按小数读（“{small.text}”读作 {read}）")
        )
    return Scale.AS_IS


def _mixed(large: Cell, small: Cell, tell: Tell) -> Scale:
    examples = [f"“{cell.text}”（{cell.short}）" for cell in (large, small)]
    tell(problems.ratio_mixed(large.column.text, *examples))
    return Scale.UNCLEAR


def _odd_among(bare: Sequence[tuple[Fraction, Cell]]) -> Cell | None:
    """Return a cell of a column of percentages that looks like a ratio: it is far below the others, and a hundred of it is not."""
    others = sorted({value for value, _ in bare if value > 1})  # each once: a large sheet has its different texts
    if not others:
        return None
    middle, most = others[len(others) // 2], others[-1]
    return next((cell for value, cell in bare if value <= 1 and 10 * value < middle and 100 * value <= 2 * most), None)


def _may_be(fact: core.Fact, value: Fraction) -> bool:
    """Whether the declaration lets a ratio be as much as this."""
    low, high = fact.type.domain
    low, high = low if fact.low is None else fact.low, high if fact.high is None else fact.high
    return (low is None or value >= low) and (high is None or value <= high)


def _bare(cell: Cell) -> Amount | None:
    """Return the number of a cell that has no sign of its own."""
    found = amount(cell)
    return found if isinstance(found, Amount) and not found.unit and not cell.percent else None


def read_ratio(cell: Cell, fact: core.Fact, scale: Scale, tell: Tell) -> Value | Diagnostic | Scale:
    """Read a ratio; ``Scale.UNCLEAR`` where the column as a whole was refused."""
    found = amount(cell, tell)
    if isinstance(found, Diagnostic):
        return found
    if found.unit:
        sign = _SIGNS.get(found.unit)
        return found.value / sign if sign else problems.wrong_unit(cell.place, found.unit, "%")
    if cell.percent or not found.value:
        return found.value
    if scale is Scale.UNCLEAR:
        return scale
    return found.value / 100 if scale is Scale.PERCENT else found.value
