"""What an engine makes of the nodes of a plan: a function each, all of one form. The test is the same for every engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import polars as pl
import psycopg

from compiler.engines import polars as columns
from compiler.engines import sql
from compiler.plan.evaluate import Row
from compiler.plan.tree import Node, Plan, Sort

Values = list[dict[Node, int | bool]]
Run = Callable[[Plan, list[Row], tuple[Node, ...]], Values]  # rows in their order

TYPES = {Sort.NUMBER: "BIGINT", Sort.DATE: "BIGINT", Sort.FLAG: "BOOLEAN", Sort.TEXT: "VARCHAR"}
HEAD = ("number", "unit", "kind")


def polars(plan: Plan, rows: list[Row], nodes: tuple[Node, ...], full: frozenset[str] = frozenset()) -> Values:
    data = {columns.UNIT: [row.unit for row in rows], columns.KIND: [row.kind for row in rows]}
    data |= {column.fact: [row.cells.get(column.fact) for row in rows] for column in plan.read}
    frame = pl.DataFrame(data, schema=columns.schema(plan))
    found = columns.scored(plan, frame.lazy(), nodes, full).collect()
    assert found[columns.UNIT].to_list() == [row.unit for row in rows]
    made = {node: found[columns.name_of(node)].to_list() for node in nodes}
    return [{node: values[place] for node, values in made.items()} for place in range(len(rows))]


def in_duckdb(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> Values:
    with duckdb.connect(":memory:") as base:
        base.execute(_table(plan))
        for cells in _cells(plan, rows):
            base.execute(f"INSERT INTO tried VALUES ({', '.join('?' * len(cells))})", cells)
        return _values(base.execute(_query(plan, nodes, "duckdb")).fetchall(), nodes)


def in_postgres(base: psycopg.Connection) -> Run:
    def run(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> Values:
        with base.transaction(force_rollback=True), base.cursor() as cursor:
            cursor.execute(_table(plan))
            cells = _cells(plan, rows)
            cursor.executemany(f"INSERT INTO tried VALUES ({', '.join(['%s'] * len(cells[0]))})", cells)
            return _values(cursor.execute(_query(plan, nodes, "postgres")).fetchall(), nodes)

    return run


def _table(plan: Plan) -> str:
    return f"CREATE TABLE tried ({', '.join(['number BIGINT', 'unit VARCHAR', 'kind VARCHAR', *_columns(plan)])})"


def _cells(plan: Plan, rows: list[Row]) -> list[list[object]]:
    facts = [column.fact for column in plan.read]
    return [[place, row.unit, row.kind, *map(row.cells.get, facts)] for place, row in enumerate(rows)]


def _query(plan: Plan, nodes: tuple[Node, ...], dialect: str) -> str:
    facts = {column.fact: f"f{place}" for place, column in enumerate(plan.read)}
    made = sql.scored(plan, nodes, "tried", "unit", "kind", ["number"], facts, dialect)
    return f"SELECT * FROM ({made}) AS made ORDER BY number"


def _values(found: list[tuple[object, ...]], nodes: tuple[Node, ...]) -> Values:
    assert [number for number, *_ in found] == list(range(len(found)))
    return [
        {node: int(value) if node.is_wide else value for node, value in zip(nodes, values, strict=True)}  # type: ignore[misc,call-overload]
        for _, *values in found
    ]


def in_spark(session: Any) -> Run:
    def run(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> Values:
        types = ", ".join(["number BIGINT", "unit STRING", "kind STRING", *_columns(plan, "STRING")])
        session.createDataFrame([tuple(cells) for cells in _cells(plan, rows)], types).createOrReplaceTempView("tried")
        return _values([tuple(row) for row in session.sql(_query(plan, nodes, "spark")).collect()], nodes)

    return run


def _columns(plan: Plan, text: str = "VARCHAR") -> list[str]:
    types = {**TYPES, Sort.TEXT: text}
    return [f"f{place} {types[column.sort]}" for place, column in enumerate(plan.read)]
