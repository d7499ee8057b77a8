"""The columns worked out by DuckDB, in this process: the frame goes in and comes back as streams of Arrow, no row of it as an object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl
from attrs import frozen

from compiler.engines import sql
from compiler.engines.polars import KIND, UNIT
from compiler.plan.tree import Node, Plan
from zhunsheng.columns.sheet import NUMBER

_SOURCE = "填报"


@frozen(eq=False)
class _Stream:
    """A frame of which DuckDB sees nothing but its stream; for a frame of Polars it asks for a library that is not needed."""

    frame: pl.DataFrame

    def __arrow_c_stream__(self, requested: Any = None) -> Any:
        return self.frame.__arrow_c_stream__(requested)


def scored(plan: Plan, frame: pl.DataFrame, nodes: Iterable[Node], keep: Iterable[str]) -> pl.DataFrame:
    """Return the columns to ``keep`` and one for each node, rows in the order of their numbers."""
    wanted, kept = tuple(dict.fromkeys(nodes)), tuple(keep)
    facts = {column.fact: f"f{place}" for place, column in enumerate(plan.read)}  # DuckDB tells no case of names
    query = sql.scored(plan, wanted, _SOURCE, UNIT, KIND, kept, facts)
    given = frame.select(*kept, *(pl.col(fact).alias(name) for fact, name in facts.items()))
    with duckdb.connect(":memory:") as base:
        base.register(_SOURCE, _Stream(given))
        found = pl.DataFrame(base.sql(query))
    wide = [pl.col(sql.name_of(node)).cast(pl.Int128) for node in wanted if node.is_wide]
    return found.with_columns(wide).sort(NUMBER)
