"""``score --engine postgres``: a table is scored where it is, and whatever goes wrong leaves the old results as they were."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.servers import Postgres
from tests.unit.cli.conftest import Answer, Call

COLUMNS = "单位 text, 类别 varchar, 工单总数 integer, 按期办结工单数 numeric, 反馈不规范 bigint, 备注 text"
ROWS = "('甲县', '县区', 100, 99, 3), ('乙局', '部门', 50, 50, 0), ('丙局', '部门', NULL, 50, 0), ('丁局', '部门', 5, 9, 0)"
INSERT = "INSERT INTO 考核.填报 (单位, 类别, 工单总数, 按期办结工单数, 反馈不规范) VALUES "


@pytest.fixture
def base(postgres: Postgres) -> Iterator[psycopg.Connection]:
    """A connection, and a schema with a table of facts."""
    with psycopg.connect(postgres.url, autocommit=True) as base:
        base.execute("CREATE SCHEMA 考核")
        base.execute(f"CREATE TABLE 考核.填报 ({COLUMNS})")
        base.execute(INSERT + ROWS)
        yield base
        base.execute("DROP SCHEMA 考核 CASCADE")


@pytest.fixture
def score(call: Call, policy: Path, postgres: Postgres, base: psycopg.Connection) -> Call:
    """Score the table of facts into another, with more words if need be."""

    def run(*words: object, url: str = postgres.url, table: str = "考核.填报", into: str = "考核.结果") -> Answer:
        return call("score", policy, "--engine", "postgres", "--url", url, "--table", table, "--into", into, *words)

    return run


def found(base: psycopg.Connection) -> list[tuple[object, ...]]:
    """What the table of results holds."""
    return base.execute('SELECT 单位, 状态, 总分 FROM 考核.结果 ORDER BY 单位 COLLATE "C" DESC').fetchall()


SCORED = [
    ("甲县", "已评", 29),
    ("乙局", "已评", 40),
    ("丙局", "缺事实，或者分母是 0", None),
    ("丁局", "事实前后矛盾", None),
]


def test_score(score: Call, base: psycopg.Connection) -> None:
    answer = score()
    assert (answer.code, answer.err) == (0, "")
    said = "已评 2 个；事实前后矛盾 1 个；缺事实，或者分母是 0 1 个"
    assert answer.out == f"得分写在表“考核.结果”里，共 4 个单位：{said}。\n"
    assert found(base) == SCORED
    comment = base.execute("SELECT obj_description('考核.结果'::regclass)").fetchone()
    assert comment is not None and "工单办理考核办法的得分" in comment[0] and "填报表 考核.填报" in comment[0]


def test_a_second_run_fills_the_same_table(score: Call, base: psycopg.Connection) -> None:
    """Views over the results and rights on them stay."""
    assert score().code == 0
    base.execute("CREATE VIEW 考核.公布 AS SELECT 单位, 总分 FROM 考核.结果")
    base.execute("DELETE FROM 考核.填报 WHERE 单位 IN ('丙局', '丁局')")
    assert score().code == 0
    assert found(base) == SCORED[:2]
    assert base.execute("SELECT COUNT(*) FROM 考核.公布").fetchone() == (2,)
    assert base.execute("SELECT 单位, 名次 FROM 考核.结果 ORDER BY 名次").fetchall() == [("乙局", 1), ("甲县", 2)]


def test_a_table_of_somebody_else_is_left_alone(score: Call, base: psycopg.Connection) -> None:
    base.execute("CREATE TABLE 考核.结果 (单位 text, 状态 text, 总分 integer)")
    answer = score()
    assert (answer.code, "E833-unfit-table" in answer.err, "--force" in answer.err) == (2, True, True)
    assert found(base) == []
    assert score("--force").code == 0
    assert found(base) == SCORED


@pytest.mark.parametrize(
    ("sql", "table", "into", "said"),
    [
        ("", "考核.没有", "考核.结果", "数据库里没有表“考核.没有”"),
        ("", "考核.", "考核.结果", "数据库里没有表“考核.”"),
        ('CREATE TABLE "考核".少 AS SELECT 单位, 类别 FROM 考核.填报', "考核.少", "考核.结果", "“按期办结工单数”、“反馈不规范”"),
        ("ALTER TABLE 考核.填报 ALTER 工单总数 TYPE float8", "考核.填报", "考核.结果", "的“工单总数”是 double precision，不是"),
        ("", "考核.填报", "考核.填报", "“填报”就是填报表"),
        ("CREATE VIEW 考核.视图 AS SELECT 1 AS 一", "考核.填报", "考核.视图", "“视图”不是表"),
    ],
)  # fmt: skip
def test_tables_that_do_not_fit(
    score: Call, base: psycopg.Connection, sql: str, table: str, into: str, said: str
) -> None:
    if sql:
        base.execute(sql)
    answer = score("--force", table=table, into=into)
    assert (answer.code, "E833-unfit-table" in answer.err, said in answer.err.replace("\n", "")) == (2, True, True), (
        answer
    )
    assert base.execute("SELECT COUNT(*) FROM 考核.填报").fetchone() == (4,)


def test_names_as_they_stand(score: Call, base: psycopg.Connection) -> None:
    """A name with capitals, a point or a space is found as it was made."""
    base.execute('CREATE VIEW "考核"."A.b c" AS SELECT * FROM 考核.填报')
    base.execute("SET search_path = 考核")
    assert score(table='考核."A.b c"').code == 0
    assert found(base) == SCORED


def test_a_server_that_refuses(score: Call) -> None:
    for url in ("postgresql://postgres@127.0.0.1:1/postgres", "postgresql://x:geheim@[", "没有 这样的"):
        answer = score(url=url)
        assert (answer.code, "E830-database-refuses" in answer.err) == (3, True)
        assert "geheim" not in answer.err


@pytest.mark.parametrize(("right", "code"), [("SELECT", "E831"), ("", "E831")])
def test_no_right(score: Call, base: psycopg.Connection, postgres: Postgres, right: str, code: str) -> None:
    base.execute("CREATE ROLE 经办 LOGIN")
    try:
        base.execute("GRANT USAGE ON SCHEMA 考核 TO 经办")
        if right:
            base.execute(f"GRANT {right} ON 考核.填报 TO 经办")
        answer = score(url=postgres.url.replace("postgres@", "%E7%BB%8F%E5%8A%9E@"))
        assert (answer.code, code in answer.err, "原来的表没有动" in answer.err) == (3, True, True), answer
    finally:
        base.execute("DROP OWNED BY 经办")
        base.execute("DROP ROLE 经办")


def test_a_read_only_server(score: Call, base: psycopg.Connection, postgres: Postgres) -> None:
    answer = score(url=f"{postgres.url}?options=-c%20default_transaction_read_only%3Don")
    assert (answer.code, "E831-no-right-in-database" in answer.err) == (3, True), answer


def test_a_connection_that_drops_in_the_middle(score: Call, base: psycopg.Connection, postgres: Postgres) -> None:
    assert score().code == 0
    base.execute("CREATE VIEW 考核.慢 AS SELECT * FROM 考核.填报 WHERE pg_sleep(60) IS NOT NULL")
    base.execute("DELETE FROM 考核.填报 WHERE 单位 = '丁局'")

    def cut() -> None:
        with psycopg.connect(postgres.url, autocommit=True) as other:
            while not other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
            ).fetchall():
                time.sleep(0.05)

    thread = threading.Thread(target=cut)
    thread.start()
    answer = score(table="考核.慢")
    thread.join()
    assert (answer.code, "E832-connection-lost" in answer.err) == (3, True), answer
    assert found(base) == SCORED  # the old results, whole


def test_two_runs_at_once(score: Call, base: psycopg.Connection) -> None:
    with base.transaction():
        base.execute("SELECT pg_advisory_xact_lock(hashtextextended('zhunsheng 考核.结果', 0))")
        answer = score()
    assert (answer.code, "另一次运行正在写" in answer.err) == (2, True)


def test_anything_else_that_a_database_says(score: Call, base: psycopg.Connection) -> None:
    """A table of ours with other columns, on which a view hangs, cannot be replaced."""
    base.execute("CREATE TABLE 考核.结果 AS SELECT 1 AS 一")
    base.execute("COMMENT ON TABLE 考核.结果 IS '由准绳 0 写'")
    base.execute("CREATE VIEW 考核.公布 AS SELECT * FROM 考核.结果")
    answer = score()
    assert (answer.code, "E835-database-failed" in answer.err) == (3, True)
    assert base.execute("SELECT * FROM 考核.公布").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--engine", "postgres"], "E803-missing-argument", "选项 --url"),
        (["--engine", "postgres", "--url", "x"], "E803-missing-argument", "选项 --table"),
        (["facts.csv", "--engine", "postgres", "--url", "x", "--table", "y"], "E834-not-with-database", "FACTS 不与"),
        (["--engine", "postgres", "--url", "x", "--table", "y", "-o", "z.csv"], "E834-not-with-database", "-o 不与"),
        (["--engine", "postgres", "--url", "x", "--table", "y", "--strict"], "E834-not-with-database", "--strict 不与"),
        (["facts.csv", "--url", "x"], "E834-not-with-database", "--url 只与"),
        (["--into", "x"], "E834-not-with-database", "--into 只与"),
        ([], "E803-missing-argument", "参数 FACTS"),
        (["--engine", "columns"], "E803-missing-argument", "参数 FACTS"),
    ],
)
def test_calls_that_lack_something(
    call: Call, policy: Path, facts: Path, words: list[str], code: str, said: str
) -> None:
    answer = call("score", policy, *words)
    assert (answer.code, code in answer.err, said in answer.err) == (2, True, True), answer


@pytest.mark.parametrize("library", ["psycopg", "sqlglot"])
def test_without_the_library(call: Call, policy: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    for name in [
        name
        for name in sys.modules
        if name.startswith(("zhunsheng.databases", "compiler.engines", "compiler.backends.sql"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    answer = call("score", policy, "--engine", "postgres", "--url", "x", "--table", "y")
    assert (answer.code, "E819-no-columns" in answer.err) == (2, True)
