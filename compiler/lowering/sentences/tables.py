"""分值表: a table of points by two values, rows × columns. Declarations in; a sentence 按 获奖分 加分 becomes one branch a cell."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.speaking import Condition
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Scope, Table, number
from compiler.lowering.sentences.desugar import with_units
from compiler.problems import forms
from dsl import surface
from dsl.folding import fold


def declare_rows(block: surface.Block, scope: Scope) -> None:
    """Take the rows of tables; a row with another number of points than there are columns is reported."""
    for row in block.statements:
        if not isinstance(row, surface.TableRow):
            continue
        key = fold(row.name.text)
        table = scope.tables.get(key, Table(row.name.text, row.columns, (), row.span))
        values = [points_of(each, scope) for each in with_units(row.amounts)]
        if len(row.columns) != len(row.amounts) or row.columns != table.columns:
            shape = forms.table_shape(scope.source, row.span, table.name, len(table.columns), len(row.amounts))
            scope.bag.add(shape)
            continue
        points = tuple(value if value is not None else Fraction(0) for value in values)
        scope.tables[key] = evolve(table, rows=(*table.rows, (row.row, points)))


def branches(
    rule: surface.Rule, condition: Condition | None, scope: Scope, clause: str
) -> tuple[core.Branch, ...] | None:
    """Return a branch for each cell where a sentence looks its points up in a table; None where it does not."""
    award = rule.award
    if not isinstance(award, surface.ProRata):
        return None
    found = scope.find(award.ratio.text, clause)
    if found is None or found.table is None:
        return None
    table = found.table
    rows = _fact(tuple(name for name, _ in table.rows), scope, clause)
    columns = _fact(table.columns, scope, clause)
    if rows is None or columns is None:
        missing = "各行" if rows is None else "各列"
        scope.bag.add(forms.table_without_facts(scope.source, award.span, table.name, missing))
        return ()
    sign = -1 if award.sign == "-" else 1
    guard = () if condition is None else (condition.test,)
    made = []
    for row, points in table.rows:
        for column, value in zip(table.columns, points, strict=True):
            cell = (core.IsMember(rows.name, _own(rows, row)), core.IsMember(columns.name, _own(columns, column)))
            says = f"{row}、{column} {_verb(award.sign)} {value} 分"
            made.append(core.Branch(core.Both((*guard, *cell)), number(sign * value), says, rule.span))
    return tuple(made)


def _verb(sign: str) -> str:
    return {"-": "扣", "+": "加"}.get(sign, "记")


def _own(fact: core.Fact, value: str) -> str:
    return next(member for member in fact.type.members if fold(member) == fold(value))


def _fact(values: tuple[str, ...], scope: Scope, clause: str) -> core.Fact | None:
    """The fact that has all these values; one of the clause first."""
    wanted = {fold(value) for value in values}
    fitting = [fact for fact in scope.facts.values() if wanted <= {fold(member) for member in fact.type.members}]
    own = [fact for fact in fitting if fact.clause == clause]
    return next(iter([*own, *fitting]), None)
