"""The generated SQL: run in DuckDB against the gate and the interpreter, parsed in the other dialects."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
import sqlglot
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

import zhunsheng
from compiler import core
from compiler.backends import BACKENDS
from compiler.backends.sql import emit
from compiler.engines.dialects import DIALECTS, Names
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from dsl.types import RATIO, Kind, Type
from tests.unit.backends.python_hostile import HOSTILE
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS, group, policy, read
from tests.unit.backends.sql_runs import agree, scripts, units_with_faults
from tests.unit.core_samples import HERE, branch, clause, count, tiers, when
from tests.unit.meaning.test_prepared import POLICIES, with_holes
from zhunsheng.cli.params import Dialect
from zhunsheng.columns.scoring import unfit

UNITS = int(os.environ.get("UNITS", "60"))
GIVEN = {core.Role.RANK: core.Role.FACT, core.Role.STATISTIC: core.Role.FACT, core.Role.PARAMETER: core.Role.FACT}
SHARE = core.Divide(read("办结"), read("总数"), "办结率")
HALF = branch(when(SHARE, ">=", "0.98"), -15, "98%以上 扣 15 分")
ONE = branch(core.Always(), 1, "加 1 分")
ALL = branch(when(SHARE, "<", "0.98"), -30, "低于 98% 扣 30 分")
SMALL = policy(
    "small",
    (count("总数", meaning="交办的 */ 全部"), count("办结", at_most="总数")),
    group(
        "一",
        clause("一/1", "办结", "办结率98%以上的扣15分\n，低于98%的扣30分。", tiers(SHARE, "办结率", RATIO, HALF, ALL)),
        points=30,
    ),
)
FIT = [path for path in POLICIES if not unfit(zhunsheng.load(path).core)]


@pytest.mark.parametrize("folder", FIT, ids=lambda path: path.name)
def test_every_policy(folder: Path) -> None:
    loaded = zhunsheng.load(folder).core
    units = [*sample_units(loaded, UNITS, seed=11), *with_holes(loaded, UNITS)]
    seen = agree(loaded, units_with_faults(loaded, units))
    assert seen["已评"] >= UNITS / 4, seen


@pytest.mark.parametrize("sample", [NUMBERS, CALENDAR, RESULTS, HOSTILE], ids=lambda sample: sample.slug)
def test_every_node_of_core(sample: core.Policy) -> None:
    given = evolve(sample, facts=tuple(evolve(fact, role=GIVEN.get(fact.role, fact.role)) for fact in sample.facts))
    assert agree(given, units_with_faults(given, with_holes(given, 3 * UNITS)))["已评"] >= 5


@pytest.mark.parametrize("folder", FIT, ids=lambda path: path.name)
@pytest.mark.parametrize("dialect", ["postgres", "duckdb"])
def test_the_text_is_of_its_dialect(folder: Path, dialect: str) -> None:
    for text in scripts(zhunsheng.load(folder).core, dialect):
        _one_statement(text, dialect)


@pytest.mark.parametrize("dialect", BACKENDS["sql"].dialects)
def test_no_text_of_a_policy_ends_a_comment_or_a_name(dialect: str) -> None:
    for text in scripts(HOSTILE, dialect):
        _one_statement(text, dialect)
        assert all(line.startswith("--") for line in text.splitlines()[:3])


def _one_statement(text: str, dialect: str) -> None:
    (made,) = sqlglot.parse(text, dialect=dialect)
    assert made is not None and made.key == "create"


def test_names_are_told_apart_as_the_database_does() -> None:
    """Whatever their case; PostgreSQL keeps 63 bytes of a name, 21 Chinese characters."""
    names = Names(DIALECTS["postgres"])
    long = "群众反映强烈的突出问题办结率" * 2
    assert [names.unique(each) for each in ("PM2.5", "pm2.5", "", "甲\n乙")] == ["PM2.5", "pm2.5·2", "列", "甲 乙"]
    one, other = names.unique(long), names.unique(long + "二")
    assert one != other and all(len(each.encode()) <= 63 for each in (one, other))


def test_the_dialects_of_the_table_are_those_of_the_engine_and_the_command() -> None:
    assert BACKENDS["sql"].dialects == tuple(DIALECTS) == tuple(map(str, Dialect))


def test_what_has_no_plan_is_refused() -> None:
    for refused, why in ((CALENDAR, "排名"), (NUMBERS, "“系数”没有填")):
        bag = Bag()
        assert emit(refused, bag) == ()
        assert [each.code for each in bag] == ["E728-not-in-sql"] and why in next(iter(bag)).message


def test_numbers_that_a_database_cannot_hold_are_refused() -> None:
    """Four shares of different denominators together: DuckDB and PostgreSQL hold them, Spark divides 64 bits alone."""
    county = zhunsheng.load(next(path for path in FIT if path.name.endswith("-county"))).core
    bag = Bag()
    assert emit(county, bag, "spark") == ()
    assert [each.code for each in bag] == ["E727-engine-too-narrow"]
    assert next(iter(bag)).message == "“总分”要用的整数，Spark 装不下"


def test_bounds_that_are_no_whole_numbers() -> None:
    """From 0.25 to 0.5, both included; a value finer than six places is not rounded into them. What is written in hundredths is said."""
    share = core.Fact("占比", RATIO, HERE, low=Fraction(1, 4), high=Fraction(1, 2))
    gain = core.Fact("增幅", Type(Kind.PERCENT_POINT, "个百分点"), HERE)
    of = policy("bounds", (share, gain), group("一", clause("一/1", "", "", tiers(read("占比"), "占比", RATIO, ONE))))
    table, view = scripts(of)
    assert "占比（比率，97% 写成 0.97）" in table and "增幅（百分点，1 个百分点写成 0.01）" in table
    with duckdb.connect(":memory:") as base:
        base.execute(table)
        base.execute('ALTER TABLE bounds_填报 ALTER "占比" TYPE DECIMAL(20, 10)')
        base.execute(view)
        base.execute("""INSERT INTO bounds_填报 VALUES ('甲', 0.25, 0), ('乙', 0.5, 0), ('丙', 0.3, 0), ('丁', 0.249999, 0),
            ('戊', 0.500001, 0), ('己', 0.4999999, 0), ('庚', 1, 0), ('辛', 0, 0)""")
        found = dict(base.sql("SELECT 单位, 总分 FROM bounds_得分").fetchall())
    assert found == {"甲": 1, "乙": 1, "丙": 1, "丁": None, "戊": None, "己": None, "庚": None, "辛": None}


def test_by_hand(snapshot: SnapshotAssertion) -> None:
    """Half of the 30 points for 98 of 100; a sheet that names more than there are contradicts itself."""
    table, view = scripts(SMALL)
    assert f"{table}\n{view}" == snapshot
    with duckdb.connect(":memory:") as base:
        base.execute(table)
        base.execute(view)
        base.execute("""INSERT INTO small_填报 VALUES ('甲县', 100, 98), ('乙县', 100, 97), ('丙县', 100, 101), ('丁县', 100, NULL),
            ('戊县', -1, 0), ('己县', 0, 0), (NULL, 1, 1)""")
        found = {name: (state, points) for name, _, state, points, *_ in base.sql("FROM small_得分").fetchall()}
    assert found == {
        "甲县": ("已评", 15), "乙县": ("已评", 0), "丙县": ("事实前后矛盾", None), "丁县": ("缺事实，或者分母是 0", None),
        "戊县": ("有的值不能填", None), "己县": ("缺事实，或者分母是 0", None), None: ("单位或者类别不对", None),
    }  # fmt: skip
