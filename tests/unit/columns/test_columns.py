"""A sheet scored in columns gives the same file, byte for byte, and the same findings as one scored unit by unit."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import zhunsheng
from compiler import core
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from dsl.types import Kind
from tests.fuzz.targets.sheets import CELLS
from tests.unit.meaning.test_prepared import POLICIES
from zhunsheng.columns import output as columns_output
from zhunsheng.columns import scoring, sheet
from zhunsheng.columns.scoring import Scored
from zhunsheng.engine.columns import heading, wanted
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.scoring.output import results_csv
from zhunsheng.scoring.population import score_all

UNITS = 40
FIT = [path for path in POLICIES if not scoring.unfit(zhunsheng.load(path).core)]
HOTLINE = next(path for path in POLICIES if path.name == "ankang-2021-hotline")
NAME = "填报表.csv"


def sheet_of(policy: core.Policy, seed: int, *, share: float = 0.0) -> bytes:
    """A sheet of units, a share of the cells replaced by what clerks type."""
    random, facts = Random(seed), wanted(policy)
    listed = [unit for roster in policy.rosters for unit in roster.units]
    kinds = {unit: roster.kind for roster in policy.rosters for unit in roster.units}
    units = list(sample_units(policy, min(UNITS, len(listed) or UNITS), seed))
    names = random.sample(listed, len(units)) if listed else [f"单位{number}" for number in range(len(units))]
    head = ["单位", *(["类别"] if policy.kinds or listed else [])]
    for fact in facts:
        head += [heading(fact), *([fact.reason] if fact.reason else [])]
    lines = [head]
    for name, unit in zip(names, units, strict=True):
        line = [name, *([kinds.get(name, unit.kind)] if policy.kinds or listed else [])]
        for fact in facts:
            line += [_text(unit.facts.get(fact.name), fact), *(["情况属实"] if fact.reason else [])]
        lines.append([random.choice(PLAIN) if random.random() < share else cell for cell in line])
    return ("\n".join(",".join(line) for line in lines) + "\n").encode("utf-8-sig")


PLAIN = tuple(cell for cell in CELLS if not set(cell) & set(',"\n'))


def _text(value: object, fact: core.Fact) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
    return str(value) if fact.type.kind is Kind.DATE else show_typed(value, fact.type)  # type: ignore[arg-type]


def both(policy: core.Policy, data: bytes, *, duckdb: bool = False) -> tuple[Scored, list[str]]:
    """Score a sheet both ways; files and findings are the same. The columns and the findings."""
    one, other = Bag(), Bag()
    cells = sheet.read(data, Path(NAME))
    assert not isinstance(cells, str), cells
    found = scoring.score_sheet(policy, cells, one, duckdb=duckdb)
    assert isinstance(found, Scored), found
    table = read_table(data, NAME, other)
    assert table is not None
    results = score_all(policy, read_facts(policy, table, other))
    told, expected = ([(each.code, each.message) for each in bag] for bag in (one, other))
    assert sorted(told) == sorted(expected)
    if not other.failed:
        assert columns_output.csv_bytes(policy, found, "摘要") == results_csv(policy, results, "摘要")
    return found, [each.code for each in one]


@pytest.mark.parametrize("folder", FIT, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("duckdb", [False, True], ids=["polars", "duckdb"])
def test_the_same_file(folder: Path, seed: int, duckdb: bool) -> None:
    policy = zhunsheng.load(folder).core
    found, _ = both(policy, sheet_of(policy, seed), duckdb=duckdb)
    assert found.frame.height + len(found.others) > 0


@pytest.mark.parametrize("folder", FIT, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", range(6))
def test_the_same_findings_where_cells_are_strange(folder: Path, seed: int) -> None:
    policy = zhunsheng.load(folder).core
    both(policy, sheet_of(policy, seed, share=0.02 if seed % 2 else 0.2), duckdb=seed % 3 == 2)


def test_most_rows_are_scored_in_columns() -> None:
    """Where no unit is vetoed and no item nought: what is behind these is told unit by unit."""
    policy = zhunsheng.load(HOTLINE).core
    found, _ = both(policy, sheet_of(policy, 1))
    assert found.frame.height >= 10 * len(found.others)
