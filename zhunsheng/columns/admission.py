"""Texts become the whole numbers of the plan. Every value is read as a sheet's cells are; what is not plain makes its row an odd one.

Whole numbers that are written in digits are read at once. Of everything else each different text is read once, by the same reader that
reads single cells, and put in its place: a column of a million ratios has some thousand different ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl
from attrs import frozen

from compiler import core
from compiler.engines.polars import KIND, TYPES, UNIT
from compiler.gate.checker import says_why
from compiler.gate.declared import kinds, units
from compiler.plan.evaluate import cell_of
from compiler.plan.tree import Column as Planned
from compiler.plan.tree import Plan, Sort
from dsl.diagnostics import Diagnostic
from zhunsheng.columns.sheet import NUMBER, Cells, name_of
from zhunsheng.engine.cells import fields
from zhunsheng.engine.cells.cell import Cell
from zhunsheng.engine.cells.fields import Field, Missing
from zhunsheng.engine.columns import Layout
from zhunsheng.engine.sheets.tables import TOTAL, Table, is_empty
from zhunsheng.engine.text import fold_name

ODD = "#另评"
_NAME = "^[一-鿿0-9A-Za-z]+$"  # names that nothing is to be folded in
_DIGITS = "^[0-9]{1,15}$"


@frozen(eq=False)
class Admitted:
    """The frame that the plan takes, with the number of each row, and whether it is odd; what is taken over all rows is empty as yet."""

    frame: pl.DataFrame


def admit(policy: core.Policy, plan: Plan, cells: Cells, layout: Layout) -> Admitted:
    """Return the rows as the plan takes them. ``layout`` has the scales of its ratios."""
    planned = {column.fact: column for column in plan.columns}
    given: dict[str, pl.Expr] = {}
    odd: list[pl.Expr] = [_odd_name(layout, cells)]
    kind, strange = _kind(policy, layout)
    odd.append(strange)
    for field in layout.fields:
        value, strange = _fact(field, planned[field.fact.name], cells)
        given[field.fact.name] = value
        odd.append(strange)
    for reason, column in layout.reasons.items():
        said = [each for each in cells.frame[name_of(column)].unique() if says_why(each)]
        given[reason] = pl.when(pl.col(name_of(column)).is_in(said)).then(pl.col(name_of(column)))
    for column_ in plan.read:
        if column_.fact not in given:
            given[column_.fact] = pl.lit(None, dtype=TYPES[column_.sort])
    frame = cells.frame.select(
        pl.col(NUMBER),
        pl.col(name_of(layout.unit)).alias(UNIT),
        kind.alias(KIND),
        pl.any_horizontal(odd).alias(ODD),
        *(value.alias(name) for name, value in given.items()),
    )
    return Admitted(frame)


def samples(cells: Cells, layout: Layout) -> Table:
    """Return a row for each different text of each column of ratios: what the scale of a column is judged by."""
    chosen = [
        cells.frame.lazy().unique(name_of(field.column), keep="first", maintain_order=True)
        for field in layout.fields
        if field.fact.type.kind.name == "RATIO"
    ]
    if not chosen:
        return cells.table
    return cells.of(pl.concat(chosen).unique(NUMBER).sort(NUMBER).collect())


def _odd_name(layout: Layout, cells: Cells) -> pl.Expr:
    """Names that are folded, repeated or no names of units: whoever reads single rows says what is to be said of them."""
    unit = name_of(layout.unit)
    plain = cells.frame[unit].str.contains(_NAME)
    folded = {fold_name(name) for name in cells.frame[unit].filter(~plain).unique()}
    names = pl.col(unit)
    before = [
        ~pl.col(name_of(column)).str.contains("^[0-9]*$")
        for column in cells.table.columns
        if column.index < layout.unit.index
    ]
    total = names.str.contains(f"^(?:{TOTAL})$")
    strange = (~names.str.contains(_NAME), total, names.is_in(list(folded)), names.is_duplicated())
    return pl.any_horizontal(*strange, *before)


def _kind(policy: core.Policy, layout: Layout) -> tuple[pl.Expr, pl.Expr]:
    """Return the kind of each unit, and the rows where it is not plain: not known, or not that of the list."""
    listed, known = units(policy), kinds(policy)
    column = None if layout.kind is None else pl.col(name_of(layout.kind))
    if listed:
        by_name = {name: of[0] for name, of in listed.items() if len(of) == 1}
        own = pl.col(name_of(layout.unit)).replace_strict(by_name, default=None, return_dtype=pl.String)
        said = pl.lit(False) if column is None else (column != "") & (column != own)
        return own, own.is_null() | said.fill_null(True)
    if column is not None:
        return column, ~column.is_in(list(known)) if known else pl.lit(True)
    return pl.lit(known[0] if known else ""), pl.lit(len(known) > 1)


def _fact(field: Field, planned: Planned, cells: Cells) -> tuple[pl.Expr, pl.Expr]:
    """Return the column of a fact and the rows whose cell is odd."""
    name, kind = name_of(field.column), TYPES[planned.sort]
    text, column = pl.col(name), cells.frame[name]
    if planned.sort is Sort.NUMBER and field.fact.type.whole:
        plain = column.str.contains(_DIGITS)
        different = column.filter(~plain).unique()
        number = pl.when(text.str.contains(_DIGITS)).then(text).cast(pl.Int64)
        low, high = _own_bounds(field, planned)
        beyond = ~number.is_between(low, high)
    else:
        different, number, beyond = column.unique(), None, pl.lit(False)
    read = {each: _read(each, field, planned, cells.table) for each in different}
    strange = [each for each, value in read.items() if value is _STRANGE]
    known = {each: value for each, value in read.items() if value is not None and not isinstance(value, _Strange)}
    found = _placed(text, known, kind) if known else pl.lit(None, dtype=kind)
    value = found if number is None else pl.coalesce(number, found)
    odd = text.is_in(strange) if strange else pl.lit(False)
    return value, odd | beyond.fill_null(False)


def _placed(text: pl.Expr, known: Mapping[str, int | bool | str], kind: pl.DataType) -> pl.Expr:
    return text.replace_strict(
        list(known), pl.Series(list(known.values()), dtype=kind), default=None, return_dtype=kind
    )


def _own_bounds(field: Field, planned: Planned) -> tuple[int, int]:
    """The bounds of a fact that is a whole number: those of the gate, no wider than its column."""
    low, high = field.input.low, field.input.high
    return (
        planned.low if low is None else max(planned.low, -(-Fraction(low) // 1)),
        planned.high if high is None else min(planned.high, Fraction(high) // 1),
    )


class _Strange:
    """A text whose row is for the reader of single rows."""


_STRANGE = _Strange()


def _read(text: str, field: Field, planned: Planned, table: Table) -> int | bool | str | _Strange | None:
    """Return the number of a text; None for an empty cell."""
    told: list[Diagnostic] = []
    if is_empty(text):
        return None  # missing; of a 可空 fact a value
    found = fields.read_cell(field, Cell(text, table, 0, field.column), told.append)
    if told or found is None or isinstance(found, (Diagnostic, Missing)):
        return _STRANGE
    cell = cell_of(planned, found)
    return _STRANGE if cell is None else cell
