"""The plan as Polars expressions. Polars wraps 64-bit numbers silently, so the bounds of the plan are the only guard; there is no
Decimal, no unsigned and no narrow integer here, and ``//`` only of what is not negative (plan/build.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from compiler.plan.order import layers_of
from compiler.plan.tree import Node, Op, Plan, Sort

UNIT, KIND = "#单位", "#类别"  # no fact has such a name

TYPES: dict[Sort, pl.DataType] = {
    Sort.NUMBER: pl.Int64(),
    Sort.DATE: pl.Int64(),
    Sort.FLAG: pl.Boolean(),
    Sort.TEXT: pl.String(),
}

OPERATORS: dict[Op, Callable[..., pl.Expr]] = {
    Op.ADD: lambda a, b: a + b,
    Op.SUBTRACT: lambda a, b: a - b,
    Op.MULTIPLY: lambda a, b: a * b,
    Op.FLOOR: lambda a, b: a // b,
    Op.LEAST: lambda a, b: pl.min_horizontal(a, b),
    Op.GREATEST: lambda a, b: pl.max_horizontal(a, b),
    Op.LESS: lambda a, b: a < b,
    Op.AT_MOST: lambda a, b: a <= b,
    Op.EQUAL: lambda a, b: a == b,
    Op.AND: lambda a, b: a & b,
    Op.OR: lambda a, b: a | b,
    Op.NOT: lambda a: ~a,
    Op.IF: lambda test, a, b: pl.when(test).then(a).otherwise(b),
}


def name_of(node: Node) -> str:
    """Return the name of the column that keeps a node."""
    return f"#{node.place}"


def schema(plan: Plan) -> dict[str, pl.DataType]:
    """Return the columns of the frame that ``scored`` takes. Numbers are whole, at the scale of their column; an empty cell is null."""
    return {UNIT: pl.String(), KIND: pl.String(), **{column.fact: TYPES[column.sort] for column in plan.read}}


def scored(plan: Plan, frame: pl.LazyFrame, nodes: Iterable[Node], full: frozenset[str] = frozenset()) -> pl.LazyFrame:
    """Return the frame with a column ``name_of(node)`` for each node. ``full``: columns known to have no empty cell."""
    engine = _Engine(plan, full)
    layers = layers_of(nodes)
    for layer in layers.layers:
        frame = frame.with_columns([engine.made(node, layers.kept).alias(name_of(node)) for node in layer])
    return frame


class _Engine:
    """Writes nodes as expressions."""

    def __init__(self, plan: Plan, full: frozenset[str]) -> None:
        self.full = full
        self.tables = {name: pl.Series(values, dtype=pl.Int64) for name, values in plan.tables}

    def made(self, node: Node, kept: frozenset[Node]) -> pl.Expr:
        """Return a node worked out from its parts."""
        args = [pl.col(name_of(each)) if each in kept else self.made(each, kept) for each in node.args]
        return self.written(node, args)

    def written(self, node: Node, args: list[pl.Expr]) -> pl.Expr:
        """Return a node from what it is made of."""
        if node.op in OPERATORS:
            if any(each.is_wide for each in (node, *node.args)):
                args = [
                    arg if each.is_truth else arg.cast(pl.Int128) for each, arg in zip(node.args, args, strict=True)
                ]
            return OPERATORS[node.op](*args)
        return self.leaf(node.op, node.value, node.is_wide, args)

    def leaf(self, op: Op, value: Any, is_wide: bool, args: list[pl.Expr]) -> pl.Expr:
        """Return what is read from the row or stands in the plan."""
        match op:
            case Op.NUMBER:
                return pl.lit(value, dtype=pl.Int128 if is_wide else pl.Int64)
            case Op.TRUTH:
                return pl.lit(value)
            case Op.COLUMN:
                return pl.col(value) if value in self.full else pl.col(value).fill_null(0)
            case Op.FLAG:
                return pl.col(value) if value in self.full else pl.col(value).fill_null(False)
            case Op.PRESENT:
                return pl.lit(True) if value in self.full else pl.col(value).is_not_null()
            case Op.MEMBER:
                return pl.col(value[0]).eq_missing(pl.lit(value[1]))
            case Op.OF_KIND:
                return pl.col(KIND).is_in(list(value))
            case Op.LISTED:
                return pl.col(UNIT).is_in(list(value))
            case Op.LOOK_UP:
                return pl.lit(self.tables[value]).gather(args[0])
        raise AssertionError(op)
