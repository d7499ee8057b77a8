"""Polars against the evaluator of the plan: every operator at the ends of its numbers, and all policies."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import polars as pl
import pytest

import zhunsheng
from compiler import core
from compiler.engines import polars as engine
from compiler.plan.build import Builder
from compiler.plan.evaluate import Evaluated, Row, row_of
from compiler.plan.lowering import plan_of
from compiler.plan.tree import WIDEST, WIDTH, Column, Node, Op, Plan, Ratio, Sort
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.meaning.test_prepared import POLICIES, with_holes

UNITS = int(os.environ.get("UNITS", "40"))
BIG = 3_037_000_499  # its square is the last that 64 bits hold


def given(plan: Plan, rows: list[Row], nodes: tuple[Node, ...], full: frozenset[str] = frozenset()) -> pl.DataFrame:
    """What Polars makes of the nodes, a row a unit."""
    data = {engine.UNIT: [row.unit for row in rows], engine.KIND: [row.kind for row in rows]}
    data |= {column.fact: [row.cells.get(column.fact) for row in rows] for column in plan.columns}
    frame = pl.DataFrame(data, schema=engine.schema(plan))
    return engine.scored(plan, frame.lazy(), nodes, full).collect()


def same(plan: Plan, rows: list[Row], nodes: tuple[Node, ...], full: frozenset[str] = frozenset()) -> None:
    """Every node has in every row the value that the evaluator gives it."""
    found = given(plan, rows, nodes, full)
    for number, row in enumerate(rows):
        evaluated = Evaluated(plan, row)
        made = {node.place: found[engine.name_of(node)][number] for node in nodes}
        assert made == {node.place: evaluated.give(node) for node in nodes}, row


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


def sample(build: Builder) -> tuple[Plan, list[Row], dict[Op, Node]]:
    """A plan with a node of every operator over two numbers, two truths and two texts; rows with all their ends."""
    one = build.make(Op.COLUMN, value="甲", low=-BIG, high=BIG)
    other = build.make(Op.COLUMN, value="乙", low=-BIG, high=BIG)
    test, second = build.make(Op.FLAG, value="丙"), build.make(Op.PRESENT, value="甲")
    nodes = {
        Op.NUMBER: build.number(WIDTH),
        Op.TRUTH: build.true,
        Op.COLUMN: one,
        Op.FLAG: test,
        Op.PRESENT: second,
        Op.MEMBER: build.make(Op.MEMBER, value=("丁", "优")),
        Op.OF_KIND: build.make(Op.OF_KIND, value=("县区",)),
        Op.LISTED: build.make(Op.LISTED, value=("某局", "某县")),
        Op.ADD: build.add(one, other),
        Op.SUBTRACT: build.subtract(one, other),
        Op.MULTIPLY: build.multiply(one, other),
        Op.FLOOR: build.floor(one, other),
        Op.LEAST: build.least(one, other),
        Op.GREATEST: build.greatest(one, other),
        Op.LESS: build.less(one, other),
        Op.AT_MOST: build.at_most(one, other),
        Op.EQUAL: build.equal(one, other),
        Op.AND: build.all_of([test, second]),
        Op.OR: build.any_of([test, second]),
        Op.NOT: build.negate(test),
        Op.IF: build.choose(test, one, other),
        Op.LOOK_UP: build.look_up("工作日", (3, 1, 4, 1, 5), one),
    }
    zero = Ratio(build.number(0), build.number(1))
    columns = (Column("甲", Sort.NUMBER), Column("乙", Sort.NUMBER), Column("丙", Sort.FLAG), Column("丁", Sort.TEXT))
    plan = Plan(columns, (), (), zero, (), build.number(-1), build.true, build.true, (("工作日", (3, 1, 4, 1, 5)),))
    ends = (-BIG, -7, -2, -1, 0, 1, 2, 7, BIG)
    rows = [
        Row(unit, kind, {"甲": a, "乙": b, "丙": a > b, "丁": level})
        for (a, b), (unit, kind, level) in zip(
            product(ends, ends), 27 * (("某局", "县区", "优"), ("某县", "", "良"), ("别处", "别的", "优")), strict=True
        )
    ]
    return plan, [*rows, Row("某局", "县区", {}), Row("某局", "县区", {"丙": True})], nodes


def test_every_operator() -> None:
    plan, rows, nodes = sample(Builder())
    assert set(nodes) == set(Op)
    same(plan, rows, tuple(dict.fromkeys(nodes.values())))


def test_numbers_beyond_64_bits_do_not_wrap() -> None:
    """2^62 · 4 is 0 in 64 bits; the plan says where more are needed."""
    build = Builder(WIDEST)
    plan, rows, nodes = sample(build)
    square = nodes[Op.MULTIPLY]
    wide = build.multiply(build.multiply(square, square), build.number(-1))
    assert wide.is_wide and not square.is_wide
    compared = build.less(wide, nodes[Op.COLUMN])
    same(plan, rows, (wide, compared, build.floor(wide, build.number(7)), build.greatest(wide, square)))


def test_a_column_without_an_empty_cell_needs_no_look() -> None:
    plan, rows, nodes = sample(Builder())
    full = frozenset(column.fact for column in plan.columns)
    same(plan, rows[:-2], tuple(dict.fromkeys(nodes.values())), full)


def test_rows_keep_their_order() -> None:
    plan, rows, nodes = sample(Builder())
    many = rows * 50
    found = given(plan, many, (nodes[Op.SUBTRACT],))
    assert found[engine.UNIT].to_list() == [row.unit for row in many]
