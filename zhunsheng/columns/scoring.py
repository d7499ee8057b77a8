"""A large sheet scored column by column. Rows that are odd, not ready or not admissible, and those that are nought for a reason that is
to be told, are scored unit by unit, as all are without this room: the same messages, ranges and reasons."""

from __future__ import annotations

import polars as pl
from attrs import frozen

from compiler import core
from compiler.engines.polars import KIND, UNIT, name_of, scored
from compiler.meaning.result import Result
from compiler.plan.lowering import plan_of
from compiler.plan.tree import Node, Plan, Ratio
from dsl.diagnostics import Bag, Diagnostic
from zhunsheng.columns import admission
from zhunsheng.columns.admission import ODD
from zhunsheng.columns.sheet import NUMBER, Cells
from zhunsheng.columns.together import NOTE, Together, Work, take
from zhunsheng.engine import facts as reading
from zhunsheng.engine.columns import Layout, lay_out
from zhunsheng.engine.findings import Report
from zhunsheng.engine.sheets.tables import Table
from zhunsheng.scoring import population
from zhunsheng.scoring.assessed import Assessed


@frozen(eq=False)
class Scored:
    """Results of a sheet: those of columns as a frame (``NUMBER``, unit, kind and a column for each node), the others one by one.

    ``rows`` is the number of the row of each of the others.
    """

    plan: Plan
    frame: pl.DataFrame
    others: list[Result]
    rows: list[int]
    table: Table  # of the others

    def values(self, ratio: Ratio) -> tuple[pl.Series, pl.Series]:
        """Return what a fraction is in each row of the frame: what stands over and what under its line."""
        return self.frame[name_of(ratio.over)], self.frame[name_of(ratio.under)]


def unfit(policy: core.Policy) -> str:
    """Return why a policy is not scored in columns; empty where it is."""
    if any(fact.role is core.Role.PARAMETER and fact.value is None for fact in policy.facts):
        return "办法有没有填的参数"
    return "" if plan_of(policy) is not None else "办法里的数太大，整数装不下"


def score_sheet(
    policy: core.Policy,
    cells: Cells,
    bag: Bag,
    *,
    strict: bool = False,
    back: dict[int, list[Diagnostic]] | None = None,
    duckdb: bool = False,
) -> Scored | str:
    """Score a sheet, by Polars or by DuckDB. Where it is not for columns, return why not; what is wrong with it is in ``bag`` as always."""
    plan = plan_of(policy)
    layout = lay_out(policy, cells.table, Bag(), strict)
    if plan is None or layout is None:
        return "没有单位这一列"
    why = _unfit(plan, layout)
    if why:
        return why
    samples = admission.samples(cells, layout)
    admitted = admission.admit(policy, plan, cells, reading.scaled(layout, samples, Report(Bag())))
    told = [*(holds for _, holds in plan.vetoes), *(clause.zeroed for clause in plan.clauses)]
    roots = plan.roots()
    work = _worker(plan, duckdb=duckdb)

    def alone(numbers: pl.Series) -> tuple[dict[int, Assessed], int]:
        refused: dict[int, list[Diagnostic]] = {}
        units = reading.read_facts(policy, cells.rows(numbers, Bag()), Bag(), back=refused, samples=samples)
        return {unit.row: population.alone(policy, unit) for unit in units}, len(refused)

    odd = pl.col(ODD) | ~pl.col(name_of(plan.admissible))
    plain = admitted.frame.with_columns(pl.lit("").alias(NOTE))
    strange = work(plain, (plan.admissible,)).select(odd.alias("apart"))["apart"] if plan.over_all else None
    together = Together(plain, strange) if strange is None else take(policy, plan, plain, strange, work, alone)
    frame = work(together.frame, roots)
    apart = pl.any_horizontal(odd, ~pl.col(name_of(plan.ready)), *(pl.col(name_of(node)) for node in told))
    if together.apart is not None:
        apart = apart | together.apart
    chosen = frame.select(NUMBER, apart.alias("apart"))
    table = cells.rows(chosen.filter("apart")[NUMBER], bag)
    columns = frame.filter(~apart)
    elsewhere = frozenset(columns[UNIT]) if policy.rosters else frozenset()
    units = reading.read_facts(policy, table, bag, strict=strict, back=back, samples=samples, elsewhere=elsewhere)
    columns = columns.select(NUMBER, UNIT, KIND, NOTE, *(name_of(node) for node in roots))
    results = [together.given(population.alone(policy, each)).score(policy) for each in units]
    return Scored(plan, columns, results, [unit.row for unit in units], table)


def _worker(plan: Plan, *, duckdb: bool) -> Work:
    """Return what works out nodes for a frame: Polars, or DuckDB."""
    kept = (NUMBER, UNIT, KIND, ODD, NOTE)
    if duckdb:
        from zhunsheng.columns import duck

        return lambda frame, nodes: duck.scored(plan, frame, nodes, kept)

    def work(frame: pl.DataFrame, nodes: tuple[Node, ...]) -> pl.DataFrame:
        full = frozenset(column.fact for column in plan.read if frame[column.fact].null_count() == 0)
        return scored(plan, frame.lazy(), nodes, full).collect()

    return work


def _unfit(plan: Plan, layout: Layout) -> str:
    given = {field.fact.name for field in layout.fields}
    if any(field.fact.role is core.Role.PARAMETER for field in layout.fields):
        return "参数在表里"
    lacking = [column.fact for column in plan.columns if column.optional and column.fact not in given]
    return f"表里没有可空的“{lacking[0]}”这一列" if lacking else ""
