"""Databases in which tests run the generated scripts: a table of facts is filled, and the view of points is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import duckdb
import psycopg
import sqlglot
from sqlglot import exp

Row = dict[str, Any]
Cells = Sequence[Any]


class Base(Protocol):
    """One database: ``points`` yields what the view gives for each population, rows by the name of their unit."""

    dialect: str

    def points(self, script: Script, populations: Sequence[Sequence[Cells]]) -> Iterator[dict[Any, Row]]: ...


class Script:
    """The texts of a policy; numbers are read into columns that hold what no sheet should."""

    def __init__(self, table: str, view: str, dialect: str) -> None:
        self.view = view
        made = sqlglot.parse_one(table, dialect=dialect)
        shown = sqlglot.parse_one(view, dialect=dialect)
        self.facts, self.result = (quoted(each.find(exp.Table).name, dialect) for each in (made, shown))
        self.columns: list[tuple[str, str]] = []
        for column in made.find_all(exp.ColumnDef):
            kind = column.args["kind"]
            if kind.is_type("bigint", "decimal"):
                column.set("kind", exp.DataType.build("DECIMAL(30, 10)"))
            self.columns.append((column.name, column.args["kind"].sql(dialect)))
        self.table = made.sql(dialect, comments=False)

    def insert(self, mark: str, rows: int) -> str:
        """Return what fills the table with so many rows."""
        line = f"({', '.join([mark] * len(self.columns))})"
        return f"INSERT INTO {self.facts} VALUES {', '.join([line] * rows)}"


def quoted(name: str, dialect: str = "duckdb") -> str:
    """A name as SQL writes it."""
    return exp.to_identifier(name, quoted=True).sql(dialect)


class DuckBase:
    """DuckDB, in this process."""

    dialect = "duckdb"

    def points(self, script: Script, populations: Sequence[Sequence[Cells]]) -> Iterator[dict[Any, Row]]:
        with duckdb.connect(":memory:") as base:
            base.execute(script.table)
            base.execute(script.view)
            for rows in populations:
                base.execute(f"DELETE FROM {script.facts}")
                base.execute(script.insert("?", len(rows)), [cell for row in rows for cell in row])
                found = base.execute(f"SELECT * FROM {script.result}")
                titles = [each[0] for each in found.description or ()]
                yield {row[0]: dict(zip(titles, row, strict=True)) for row in found.fetchall()}


class PostgresBase:
    """A PostgreSQL server; nothing of a test is left behind."""

    dialect = "postgres"

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def points(self, script: Script, populations: Sequence[Sequence[Cells]]) -> Iterator[dict[Any, Row]]:
        with self.connection.transaction(force_rollback=True), self.connection.cursor() as base:
            base.execute(script.table)
            base.execute(script.view)
            for rows in populations:
                base.execute(f"DELETE FROM {script.facts}")
                base.executemany(script.insert("%s", 1), rows)
                found = base.execute(f"SELECT * FROM {script.result}")
                titles = [each[0] for each in found.description or ()]
                yield {row[0]: dict(zip(titles, row, strict=True)) for row in found.fetchall()}


class SparkBase:
    """Spark in this machine, two threads of it."""

    dialect = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def points(self, script: Script, populations: Sequence[Sequence[Cells]]) -> Iterator[dict[Any, Row]]:
        sql = self.session.sql
        sql(f"DROP TABLE IF EXISTS {script.facts}")
        sql(script.table)
        sql(script.view)
        schema = self.session.table(script.facts).schema
        for rows in populations:
            self.session.createDataFrame([tuple(row) for row in rows], schema).write.insertInto(script.facts, True)
            found = [row.asDict() for row in sql(f"SELECT * FROM {script.result}").collect()]
            yield {row["单位"]: row for row in found}
        sql(f"DROP VIEW {script.result}")
        sql(f"DROP TABLE {script.facts}")
