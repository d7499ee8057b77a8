"""DuckDB against the evaluator of the plan: every operator at the ends of its numbers, and all policies."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

import zhunsheng
from compiler import core
from compiler.engines import sql as engine
from compiler.plan.build import Builder
from compiler.plan.evaluate import Evaluated, Row, row_of
from compiler.plan.lowering import plan_of
from compiler.plan.tree import WIDEST, Node, Op, Plan, Sort
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.engines.test_polars import sample
from tests.unit.meaning.test_prepared import POLICIES, with_holes

UNITS = int(os.environ.get("UNITS", "40"))
TYPES = {Sort.NUMBER: "BIGINT", Sort.DATE: "BIGINT", Sort.FLAG: "BOOLEAN", Sort.TEXT: "VARCHAR"}


def given(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> list[dict[Node, int | bool]]:
    """What DuckDB makes of the nodes, a row a unit, in the order of the rows."""
    facts = [column.fact for column in plan.columns]
    columns = [f'"{column.fact}" {TYPES[column.sort]}' for column in plan.columns]
    with duckdb.connect(":memory:") as base:
        base.execute(f'CREATE TABLE "表" (number BIGINT, unit VARCHAR, kind VARCHAR, {", ".join(columns)})')
        values = [[place, row.unit, row.kind, *map(row.cells.get, facts)] for place, row in enumerate(rows)]
        base.executemany(f'INSERT INTO "表" VALUES (?, ?, ?{", ?" * len(facts)})', values)
        made = engine.scored(plan, nodes, "表", "unit", "kind", ["number"], {fact: fact for fact in facts})
        found = base.execute(f"SELECT * FROM ({made}) ORDER BY number").fetchall()
    assert [number for number, *_ in found] == list(range(len(rows)))
    return [
        {node: int(value) if node.is_wide else value for node, value in zip(nodes, values, strict=True)}
        for _, *values in found
    ]


def same(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> None:
    """Every node has in every row the value that the evaluator gives it."""
    for row, found in zip(rows, given(plan, rows, nodes), strict=True):
        evaluated = Evaluated(plan, row)
        assert found == {node: evaluated.give(node) for node in nodes}, row


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_every_policy(folder: Path) -> None:
    _whole(zhunsheng.load(folder).core)


@pytest.mark.parametrize("policy", [NUMBERS, CALENDAR, RESULTS], ids=lambda policy: policy.slug)
def test_every_node_of_core(policy: core.Policy) -> None:
    _whole(policy)


def _whole(policy: core.Policy) -> None:
    plan = plan_of(policy)
    assert plan is not None
    rows = [row for row in (row_of(plan, unit) for unit in with_holes(policy, UNITS)) if row is not None]
    same(plan, rows, plan.roots())


def test_every_operator() -> None:
    plan, rows, nodes = sample(Builder())
    assert set(nodes) == set(Op)
    same(plan, rows, tuple(dict.fromkeys(nodes.values())))


def test_numbers_beyond_64_bits_do_not_wrap() -> None:
    build = Builder(WIDEST)
    plan, rows, nodes = sample(build)
    square = nodes[Op.MULTIPLY]
    wide = build.multiply(build.multiply(square, square), build.number(-1))
    assert wide.is_wide and not square.is_wide
    compared = build.less(wide, nodes[Op.COLUMN])
    same(plan, rows, (wide, compared, build.floor(wide, build.number(7)), build.greatest(wide, square)))


def test_a_literal_does_not_decide_the_width() -> None:
    """1 and 0 alone are numbers of 32 bits; a million of the one times a million is beyond these."""
    build = Builder()
    plan, rows, nodes = sample(build)
    chosen = build.choose(nodes[Op.FLAG], build.number(2_000_000), build.number(0))
    other = build.choose(nodes[Op.PRESENT], build.number(3_000_000), build.number(1))
    same(plan, rows, (build.multiply(chosen, other), build.least(chosen, build.number(7))))
