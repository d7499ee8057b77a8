"""Cells that hold a ratio, and the one question a column of them raises: is 97 a percentage, is 1?

A cell with a sign says it itself: 97% (also a number that the sheet *shows* with %) is 97/100, 97‰ is 97/1000. A
heading that ends in （%） says it for its column, with a warning where nothing in it is above 1. Only bare numbers are
left, and they are judged together, because a clerk fills a column in one way (0 is the same either way and does not
count):


* all at most 1: taken as they are, 0.97 is 97%, with one warning for the column, because it may be 0.97%;
* all above 1: percentages, with one note for the column;
* nothing but 1: 100%, with one note, because nobody lists units that are all at 1%;
* some above 1, some not: 1 could be 1% or 100%, so it is an error for the column and none of its bare numbers is read;
* all above 1, of a ratio that may be that many wholes (0%—300% and 1.2, 2.5): 120% or 1.2%, an error for the column, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

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


def scale_of(cells: Iterable[Cell], heading: str, tell: Tell, fact: core.Fact) -> Scale:
    """Judge the bare numbers of one column of a fact; ``heading`` is the unit in the heading's brackets."""
    bare = [(abs(found.value), cell) for cell in cells if (found := _bare(cell)) is not None and found.value]
    large = next((cell for value, cell in bare if value > 1), None)
    small = next((cell for value, cell in bare if value <= 1), None)
    if heading == "%":
        if small and not large:
            read = f"“{small.text}”读作 {small.text}%"
            tell(problems.ratio_small(small.column.text, f"列名写了（%），数却都不大于 1，已按百分数读（{read}）"))
        return Scale.PERCENT
    if large and small:
        examples = [f"“{cell.text}”（{cell.short}）" for cell in (large, small)]
        tell(problems.ratio_mixed(large.column.text, *examples))
        return Scale.UNCLEAR
    if large and fact.high is not None and fact.high > 1 and all(value <= fact.high for value, _ in bare):
        shown = show_typed(next(value for value, cell in bare if cell is large), RATIO)
        tell(problems.ratio_either(large.column.text, f"“{large.text}”（{large.short}）", f"{large.text}%", shown))
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
