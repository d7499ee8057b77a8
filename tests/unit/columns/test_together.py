"""Ranks and statistics over a sheet in columns: the same file and the same remarks as unit by unit, whoever lacks data or is refused."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import zhunsheng
from compiler import core
from compiler.meaning.interpret import Unit
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag, Diagnostic
from tests.unit.columns.test_columns import NAME, _text, both
from tests.unit.engines.populations import ranked, units_of
from zhunsheng.columns import output as columns_output
from zhunsheng.columns import scoring, sheet
from zhunsheng.columns.scoring import Scored
from zhunsheng.engine.columns import heading, wanted
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.scoring.output import results_csv
from zhunsheng.scoring.population import score_all

POLICY = ranked()


def sheet_of(policy: core.Policy, units: list[Unit], strange: float = 0.0, seed: int = 0) -> bytes:
    """A sheet of units; a share of the cells holds what no count can be."""
    random, facts = Random(seed), wanted(policy)
    lines = [["单位", *(heading(fact) for fact in facts)]]
    for unit in units:
        cells = [_text(unit.facts.get(each.name), each) if each.name in unit.facts else "" for each in facts]
        lines.append(
            [unit.name, *(random.choice(("无", "-1", "x")) if random.random() < strange else cell for cell in cells)]
        )
    return ("\n".join(",".join(line) for line in lines) + "\n").encode("utf-8-sig")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("holes", [0.0, 0.02])
@pytest.mark.parametrize("duckdb", [False, True], ids=["polars", "duckdb"])
def test_the_same_file(seed: int, holes: float, duckdb: bool) -> None:
    found, codes = both(POLICY, sheet_of(POLICY, units_of(50, seed, holes=holes)), duckdb=duckdb)
    assert not set(codes) & {each for each in codes if each.startswith("E")}
    assert holes or found.frame.height > len(found.others)
    assert "并列" in columns_output.csv_bytes(POLICY, found).decode()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_handful_of_units(count: int) -> None:
    both(POLICY, sheet_of(POLICY, units_of(count + 1, count)))


@pytest.mark.parametrize("seed", range(4))
def test_units_that_are_refused_take_part(seed: int) -> None:
    """With --refused the others are scored; whoever was refused may stand anywhere."""
    data = sheet_of(POLICY, units_of(40, seed), 0.01 * (seed % 3), seed)
    cells, back = sheet.read(data, Path(NAME)), dict[int, list[Diagnostic]]()
    assert not isinstance(cells, str)
    found = scoring.score_sheet(POLICY, cells, Bag(), back=back)
    assert isinstance(found, Scored)
    table, refused = read_table(data, NAME, Bag()), dict[int, list[Diagnostic]]()
    assert table is not None
    results = score_all(POLICY, read_facts(POLICY, table, Bag(), back=refused), len(refused))
    assert sorted(back) == sorted(refused)
    assert columns_output.csv_bytes(POLICY, found, "摘要") == results_csv(POLICY, results, "摘要")


def test_a_real_policy_is_scored_in_columns() -> None:
    """天津: the last three by 及时率 lose two points each; whoever ties with the third does, too."""
    policy = zhunsheng.load(Path(__file__).parents[3] / "policies" / "tianjin-2019-performance").core
    (unit,) = sample_units(policy, 1, seed=1)
    units = []
    for number, done in enumerate((1, 2, 3, 6, 9, 9, 10, 0)):
        facts = {"信息总数": (20 if done == 6 else 10) if done else 0, "及时归集信息": done}  # 3/10 is 6/20
        units.append(Unit(f"单位{number}", "", {**unit.facts, **facts}))
    found, codes = both(policy, sheet_of(policy, units))
    assert not codes and found.frame.height == 8
    clause = next(each for each in found.plan.clauses if "（二十四）" in each.id)
    over, under = found.values(clause.points)
    assert [each - over[4] for each in over] == [-2 * under[0]] * 4 + [0] * 4
