"""The generated SQL: run in databases against the gate and the interpreter, parsed in the other dialects."""

from __future__ import annotations

import os
import re
import sys
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
from compiler.engines.queries import comment
from compiler.plan.inputs import over_all
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from dsl.types import RATIO, Kind, Type
from tests.unit.backends.python_hostile import HOSTILE
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS, group, policy, read
from tests.unit.backends.sql_bases import Base, DuckBase, PostgresBase, SparkBase
from tests.unit.backends.sql_runs import admit, agree, scripts, units_with_faults
from tests.unit.core_samples import HERE, branch, clause, count, tiers, when
from tests.unit.engines.populations import ranked as population
from tests.unit.engines.populations import units_of
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
BASES = ("duckdb", "postgres", "spark")
FIT = [path for path in POLICIES if not unfit(zhunsheng.load(path).core)]


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest) -> Base:
    """A database that runs the scripts."""
    if request.param == "spark":
        return SparkBase(request.getfixturevalue("spark"))
    return DuckBase() if request.param == "duckdb" else PostgresBase(request.getfixturevalue("postgres").connection)


@pytest.mark.parametrize("folder", FIT, ids=lambda path: path.name)
def test_every_policy(base: Base, folder: Path) -> None:
    loaded = zhunsheng.load(folder).core
    if base.dialect == "spark" and _too_wide(loaded):
        return
    whole = list(sample_units(loaded, UNITS, seed=11))
    seen = agree(loaded, units_with_faults(loaded, [*whole, *with_holes(loaded, UNITS)]), base)
    if any(over_all(fact) for fact in loaded.facts):  # one unit that may stand anywhere, and nobody has a rank
        units = units_with_faults(loaded, whole)
        seen += agree(loaded, [unit for unit in units if not isinstance(admit(loaded, unit), str)], base)
    assert seen["已评"] >= UNITS / 4, seen


def _too_wide(policy: core.Policy) -> bool:
    """Whether Spark has no room for a policy, and whoever asks for it is told."""
    bag = Bag()
    made = emit(policy, bag, "spark")
    assert made or [each.code for each in bag] == ["E727-engine-too-narrow"]
    return not made


@pytest.mark.parametrize("sample", [NUMBERS, CALENDAR, RESULTS, HOSTILE], ids=lambda sample: sample.slug)
def test_every_node_of_core(base: Base, sample: core.Policy) -> None:
    given = evolve(sample, facts=tuple(evolve(fact, role=GIVEN.get(fact.role, fact.role)) for fact in sample.facts))
    assert agree(given, units_with_faults(given, with_holes(given, 3 * UNITS)), base)["已评"] >= 5


@pytest.mark.parametrize("seed", range(3))
def test_ranks_and_statistics(base: Base, seed: int) -> None:
    """Ties, 0 of 0, shares that differ by a billionth of a billionth; nobody is ranked where one unit may stand anywhere."""
    policy = population()
    for holes in (0.0, 0.03):
        units = [evolve(unit, name=f"单位{place}") for place, unit in enumerate(units_of(UNITS, seed, holes=holes))]
        seen = agree(policy, units, base)
        assert seen["已评"] == UNITS if not holes else seen["已评"] < UNITS, seen
        assert seen["排了名次"] == (not holes)
    agree(policy, units_with_faults(policy, units_of(UNITS, seed)), base)


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


@pytest.mark.parametrize(
    "text", ["甲\u202e乙", "甲\n; DROP TABLE x", "甲 */ 乙 /* 丙", "甲\u2028乙\x85丙\x00丁", "甲\\", "\u2066甲\u200b"]
)
def test_a_comment_is_one_line_and_reads_as_it_stands(text: str) -> None:
    """Nothing turns the letters behind it, ends it, or goes on behind it (in Spark, a line that ends with \\ does)."""
    made = comment(text)
    assert made.startswith(("-- 甲", "-- \ufffd甲"))
    assert made.isprintable() and not made.endswith("\\") and "*/" not in made and "/*" not in made
    assert Names(DIALECTS["duckdb"]).unique(text).isprintable()


def test_compile_for_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the database; a name that is none, and a library that is not there, are said."""
    folder = FIT[0]
    paths = [each.path for each in zhunsheng.compile(folder, "sql", "postgres")]
    assert paths == ["facts.postgres.sql", "score.postgres.sql"]
    assert [each.path for each in zhunsheng.compile(folder, "sql")] == ["facts.duckdb.sql", "score.duckdb.sql"]
    for target, dialect in (("sql", "postgre"), ("python", "duckdb")):
        with pytest.raises(zhunsheng.UnknownName, match=dialect):
            zhunsheng.compile(folder, target, dialect)
    for name in [name for name in sys.modules if name.startswith(("compiler.backends.sql", "compiler.engines"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    with pytest.raises(zhunsheng.PolicyError) as refused:
        zhunsheng.compile(folder, "sql")
    assert [each.code for each in refused.value.findings] == ["E820-no-library"]


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


def test_names_of_tables_in_spark_are_ascii() -> None:
    """Its catalogue takes nothing else; what was left out of two names does not make them one."""
    spark, duckdb = DIALECTS["spark"], DIALECTS["duckdb"]
    assert spark.relations("ankang-2021-hotline") == ("ankang_2021_hotline_facts", "ankang_2021_hotline_points")
    assert duckdb.relations("热线 一") == ("热线 一_填报", "热线 一_得分")
    one, other = spark.relations("热线一"), spark.relations("热线二")
    assert one != other and all(re.fullmatch(r"\w+", name, re.ASCII) for name in (*one, *other))


def test_what_postgresql_takes_for_a_letter_is_one() -> None:
    """Whatever the locale of its database: ranges of characters, each of them a letter to the gate."""
    found = re.findall(r"(.)-(.)|(.)", DIALECTS["postgres"].letters.removeprefix("[^").removesuffix("]"))
    assert all(low <= high for low, high, _ in found)
    letters = [chr(code) for low, high, one in found for code in range(ord(low or one), ord(high or one) + 1)]
    assert all(each.isalpha() for each in letters)
    assert set("现场检查无々azAZ") <= set(letters) and not set("①1、。 　") & set(letters)


def test_the_dialects_of_the_table_are_those_of_the_engine_and_the_command() -> None:
    assert BACKENDS["sql"].dialects == tuple(DIALECTS) == tuple(map(str, Dialect))


def test_what_has_no_plan_is_refused() -> None:
    mean = core.Fact("办结率全体平均", RATIO, HERE, core.Role.STATISTIC, ranks=SHARE, aggregate=core.Aggregate.MEAN)
    above = branch(core.Compare(SHARE, core.Op.GT, read("办结率全体平均")), 1, "超过 平均 加 1 分")
    means = policy(
        "means", (*SMALL.facts, mean), group("一", clause("一/1", "", "", tiers(SHARE, "办结率", RATIO, above)))
    )
    reasons = (
        (CALENDAR, "“倒数名次”没有写按什么排"),
        (NUMBERS, "“系数”没有填"),
        (means, "“办结率全体平均”是几个比率的平均，分母没有界限"),
    )
    for refused, why in reasons:
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
        found = {
            name: (state, points)
            for name, state, points in base.sql("SELECT 单位, 状态, 总分 FROM small_得分").fetchall()
        }
    assert found == {
        "甲县": ("已评", 15), "乙县": ("已评", 0), "丙县": ("事实前后矛盾", None), "丁县": ("缺事实，或者分母是 0", None),
        "戊县": ("有的值不能填", None), "己县": ("缺事实，或者分母是 0", None), None: ("单位或者类别不对", None),
    }  # fmt: skip
