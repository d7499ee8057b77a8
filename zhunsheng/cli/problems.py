"""Wording of what commands find out about what they write, one function a code: name it, place it, say what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, finding


def still_open(places: int, what: str) -> Diagnostic:
    """A policy with 待定 whose results would be published."""
    return finding(
        "E042-still-open",
        f"还有 {places} 处待定，{what}",
        hint="逐处定下来（见 W024），再运行一次；只想先看看的，用 score 不写 -o，或者 try",
    )


def missing_output(name: str) -> Diagnostic:
    """A file that would be generated and is not there."""
    return finding(
        "E038-stale-output", f"“{name}”还没有生成", hint="运行 zhunsheng build，用同样的 -t 和 -o，不加 --check"
    )


def no_columns() -> Diagnostic:
    """Scoring in columns without the library for it."""
    return finding(
        "E819-no-columns",
        "按列评分要用 Polars，这里没有安装",
        hint="运行 pip install 'zhunsheng[columns]'；或者不写 --engine columns，结果相同，只是慢",
    )


def no_duckdb() -> Diagnostic:
    """Scoring in columns by DuckDB without the libraries for it."""
    return finding(
        "E819-no-columns",
        "用 DuckDB 按列评分要用 Polars、sqlglot 和 DuckDB，这里没有装全",
        hint="运行 pip install 'zhunsheng[columns,sql]'；或者不写 --engine duckdb，结果相同，只是慢",
    )


def no_postgres() -> Diagnostic:
    """Scoring in a database without the libraries for it."""
    return finding(
        "E819-no-columns",
        "用 PostgreSQL 评分要用 sqlglot 和 psycopg，这里没有装全",
        hint="运行 pip install 'zhunsheng[sql,postgres]'；或者从数据库导出 CSV，用 zhunsheng score 评，结果相同",
    )


def not_with_database(given: Sequence[str]) -> Diagnostic:
    """Options for files, where a table is scored."""
    return finding(
        "E834-not-with-database",
        f"{'、'.join(given)} 不与 --engine postgres 一起用：填报表是 --table，得分写在 --into 的表里",
        hint="去掉它们；要逐条说明、范围和退回的，导出 CSV，用 zhunsheng score 评",
    )


def not_with_files(given: Sequence[str]) -> Diagnostic:
    """Options for tables, where a file is scored."""
    return finding(
        "E834-not-with-database",
        f"{'、'.join(given)} 只与 --engine postgres 一起用",
        hint="加上 --engine postgres，或者去掉它们",
    )


def not_in_columns(why: str) -> Diagnostic:
    """A sheet that is scored unit by unit though columns were asked for."""
    return finding("N829-not-in-columns", f"{why}，已逐个单位评分，结果相同")
