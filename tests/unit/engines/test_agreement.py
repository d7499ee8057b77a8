"""Every engine against the evaluator of the plan: every operator at the ends of its numbers, and all policies. One test for all of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import zhunsheng
from compiler import core
from compiler.backends.sql.check import has_room
from compiler.engines.dialects import DIALECTS
from compiler.plan.build import Builder
from compiler.plan.evaluate import Evaluated, Row, row_of
from compiler.plan.lowering import plan_of
from compiler.plan.tree import WIDEST, Node, Op, Plan
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.engines.populations import ranked, units_of
from tests.unit.engines.runners import Run, in_duckdb, in_postgres, in_spark, polars
from tests.unit.engines.samples import sample
from tests.unit.meaning.test_prepared import POLICIES, with_holes

IN_SPARK = in_spark(
    None
).__qualname__  # whose quotients of wide numbers are of 64 bits, without a word; SQL that needs more is refused
UNITS = int(os.environ.get("UNITS", "40"))
ENGINES = ("polars", "duckdb", "postgres", "spark")


@pytest.fixture(params=ENGINES)
def run(request: pytest.FixtureRequest) -> Run:
    """What works out the nodes of a plan."""
    if request.param == "postgres":
        return in_postgres(request.getfixturevalue("postgres").connection)
    if request.param == "spark":
        return in_spark(request.getfixturevalue("spark"))
    return {"polars": polars, "duckdb": in_duckdb}[request.param]


def same(run: Run, plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> None:
    """Every node has in every row the value that the evaluator gives it."""
    nodes = tuple(node for node in nodes if run.__qualname__ != IN_SPARK or has_room([node], DIALECTS["spark"]))
    assert nodes
    for row, found in zip(rows, run(plan, rows, nodes), strict=True):
        evaluated = Evaluated(plan, row)
        assert found == {node: evaluated.give(node) for node in nodes}, row


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_every_policy(run: Run, folder: Path) -> None:
    _whole(run, zhunsheng.load(folder).core)


@pytest.mark.parametrize("policy", [NUMBERS, CALENDAR, RESULTS], ids=lambda policy: policy.slug)
def test_every_node_of_core(run: Run, policy: core.Policy) -> None:
    _whole(run, policy)


def _whole(run: Run, policy: core.Policy) -> None:
    plan = plan_of(policy)
    assert plan is not None
    rows = [row for row in (row_of(plan, unit) for unit in with_holes(policy, UNITS)) if row is not None]
    same(run, plan, rows, _all(plan))


def _all(plan: Plan) -> tuple[Node, ...]:
    over_all = [node for each in plan.over_all for node in (*each.order, each.value.over, each.known, each.told)]
    return tuple(dict.fromkeys((*plan.roots(), *over_all, *plan.places)))


def test_the_numbers_by_which_units_are_ranked(run: Run) -> None:
    plan = plan_of(ranked())
    assert plan is not None
    rows = [row_of(plan, unit) for unit in units_of(UNITS, 1, holes=0.1)]
    same(run, plan, [row for row in rows if row is not None], _all(plan))


def test_every_operator(run: Run) -> None:
    plan, rows, nodes = sample(Builder())
    assert set(nodes) == set(Op)
    same(run, plan, rows, tuple(dict.fromkeys(nodes.values())))


def test_numbers_beyond_64_bits_do_not_wrap(run: Run) -> None:
    """2^62 · 4 is 0 in 64 bits; the plan says where more are needed."""
    build = Builder(WIDEST)
    plan, rows, nodes = sample(build)
    square = nodes[Op.MULTIPLY]
    wide = build.multiply(build.multiply(square, square), build.number(-1))
    assert wide.is_wide and not square.is_wide
    compared = build.less(wide, nodes[Op.COLUMN])
    same(run, plan, rows, (wide, compared, build.floor(wide, build.number(7)), build.greatest(wide, square)))


def test_a_literal_does_not_decide_the_width(run: Run) -> None:
    """1 and 0 alone are numbers of 32 bits; a million of the one times a million is beyond these."""
    build = Builder()
    plan, rows, nodes = sample(build)
    chosen = build.choose(nodes[Op.FLAG], build.number(2_000_000), build.number(0))
    other = build.choose(nodes[Op.PRESENT], build.number(3_000_000), build.number(1))
    same(run, plan, rows, (build.multiply(chosen, other), build.least(chosen, build.number(7))))


def test_a_column_without_an_empty_cell_needs_no_look() -> None:
    """Polars is told which columns these are."""
    plan, rows, nodes = sample(Builder())
    full = frozenset(column.fact for column in plan.columns)

    def run(plan: Plan, rows: list[Row], nodes: tuple[Node, ...]) -> list[dict[Node, int | bool]]:
        return polars(plan, rows, nodes, full)

    same(run, plan, rows[:-2], tuple(dict.fromkeys(nodes.values())))


def test_rows_keep_their_order(run: Run) -> None:
    plan, rows, nodes = sample(Builder())
    same(run, plan, rows * 5, (nodes[Op.SUBTRACT],))
