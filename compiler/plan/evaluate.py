"""The plan on one row, in Python's own whole numbers: the judge of the engines. It finds out a bound that was proven wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from compiler.meaning.interpret import Unit
from compiler.plan.tree import Column, Node, Op, OverAll, Plan, Ratio, Sort


@frozen
class Row:
    """One unit as the plan reads it; a fact that is not there, or empty, has no cell."""

    unit: str
    kind: str
    cells: Mapping[str, int | bool | str]


def row_of(plan: Plan, unit: Unit) -> Row | None:
    """Return the row of a unit; None where a number does not fit its column, or nobody knows whether a 可空 fact is empty."""
    cells: dict[str, int | bool | str] = {}
    for column in plan.columns:
        if column.optional and column.fact not in unit.facts:
            return None
        value = unit.facts.get(column.fact)
        if value is None:
            continue
        cell = cell_of(column, value)
        if cell is None:
            return None
        cells[column.fact] = cell
    for each in plan.over_all:
        value = unit.facts.get(each.fact)
        if value is not None:
            given = over_all_cells(each, Fraction(value))  # type: ignore[arg-type]
            if given is None:
                return None
            cells |= given
    return Row(unit.name, unit.kind, cells)


def over_all_cells(taken: OverAll, value: Fraction) -> dict[str, int] | None:
    """Return what is taken over all units as cells; None where it does not fit."""
    over = value if taken.under is None else value * taken.under
    if taken.under is not None and over.denominator > 1:
        return None
    parts = (over.numerator, over.denominator)
    if any(not column.low <= part <= column.high for column, part in zip(taken.columns, parts, strict=False)):
        return None
    return {column.fact: part for column, part in zip(taken.columns, parts, strict=False)}


def cell_of(column: Column, value: int | Fraction | bool | str | date) -> int | bool | str | None:
    """Return a value as the cell of a column; None where it does not fit."""
    if column.sort is Sort.FLAG:
        return bool(value)
    if column.sort is Sort.TEXT:
        return str(value)
    if isinstance(value, date):
        return value.toordinal()
    scaled = Fraction(value) * column.scale
    return int(scaled) if scaled.denominator == 1 and column.low <= scaled <= column.high else None


def _floor(a: int, b: int) -> int:
    assert a >= 0 and b >= 1
    return a // b


SIMPLE: dict[Op, Callable[..., Any]] = {
    Op.ADD: lambda a, b: a + b,
    Op.SUBTRACT: lambda a, b: a - b,
    Op.MULTIPLY: lambda a, b: a * b,
    Op.FLOOR: _floor,
    Op.LEAST: min,
    Op.GREATEST: max,
    Op.LESS: lambda a, b: a < b,
    Op.AT_MOST: lambda a, b: a <= b,
    Op.EQUAL: lambda a, b: a == b,
    Op.AND: lambda a, b: a and b,
    Op.OR: lambda a, b: a or b,
    Op.NOT: lambda a: not a,
    Op.IF: lambda test, a, b: a if test else b,
}


class Evaluated:
    """Every node of a plan for one row; ``AssertionError`` where a number leaves its proven bounds."""

    def __init__(self, plan: Plan, row: Row) -> None:
        self.tables, self.row = dict(plan.tables), row
        self.values: dict[int, int | bool] = {}

    def give(self, node: Node) -> int | bool:
        """Return the value of a node."""
        found = self.values.get(node.place)
        if found is None:
            found = self.values[node.place] = self._made(node)
            assert node.low <= found <= node.high, f"{node.op} {found} not in {node.low}..{node.high}"
        return found

    def ratio(self, ratio: Ratio) -> Fraction:
        """Return an exact fraction."""
        return Fraction(self.give(ratio.over), self.give(ratio.under))

    def _made(self, node: Node) -> int | bool:
        cells, value = self.row.cells, node.value
        match node.op:
            case Op.NUMBER | Op.TRUTH:
                return value  # type: ignore[return-value]
            case Op.COLUMN:
                return cells.get(value, 0)  # type: ignore[arg-type,return-value]
            case Op.FLAG:
                return cells.get(value, False) is True  # type: ignore[arg-type]
            case Op.PRESENT:
                return value in cells
            case Op.MEMBER:
                return cells.get(value[0]) == value[1]  # type: ignore[index]
            case Op.OF_KIND:
                return self.row.kind in value  # type: ignore[operator]
            case Op.LISTED:
                return self.row.unit in value  # type: ignore[operator]
            case Op.LOOK_UP:
                return self.tables[value][self.give(node.args[0])]  # type: ignore[index]
        made: int | bool = SIMPLE[node.op](*(self.give(each) for each in node.args))
        return made
