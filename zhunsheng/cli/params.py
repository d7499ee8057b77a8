"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.shell import Format, Report

Policies = Annotated[
    list[Path],
    typer.Argument(
        metavar="POLICY...", help="政策文件夹或 policy.md；也可以是装着若干政策的文件夹", show_default=False
    ),
]
OnePolicy = Annotated[Path, typer.Argument(metavar="POLICY", help="政策文件夹或 policy.md", show_default=False)]
FactSheet = Annotated[
    Path, typer.Argument(metavar="FACTS", help="填报表：CSV、XLSX 或 JSON，一行一个单位", show_default=False)
]
FactSheetOrTable = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FACTS]", help="填报表：CSV、XLSX 或 JSON，一行一个单位；在数据库里评的不写", show_default=False
    ),
]
Url = Annotated[
    str,
    typer.Option(
        "--url",
        metavar="URL",
        help="数据库：postgresql://用户@主机:端口/库，密码放在 PGPASSWORD 里",
        show_default=False,
    ),
]
SourceTable = Annotated[
    str, typer.Option("--table", metavar="TABLE", help="数据库里的填报表，可以写“模式.表”", show_default=False)
]
TargetTable = Annotated[
    str, typer.Option("--into", metavar="TABLE", help="得分写在哪张表里（不写是“政策名_结果”）", show_default=False)
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", metavar="text|json", help="输出给人看（text）还是给程序读（json）", show_default=False),
]
ReportOption = Annotated[
    Report,
    typer.Option(
        "--format",
        metavar="text|json|sarif|github",
        help="输出给人看（text）、给程序读（json）、给代码扫描（sarif）还是标在 GitHub 的改动上（github）",
        show_default=False,
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="已有的文件即使不是这个命令写的，或者有人改过，也替换", show_default=False),
]
Sheet = Annotated[str, typer.Option("--sheet", metavar="NAME", help="读 XLSX 的哪一张工作表", show_default=False)]


class Dialect(StrEnum):
    """The databases that SQL is written for."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


class Engine(StrEnum):
    """How a sheet is scored; the points are the same."""

    UNITS = "units"
    COLUMNS = "columns"
    DUCKDB = "duckdb"
    POSTGRES = "postgres"


EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        metavar="units|columns|duckdb|postgres",
        help="逐个单位评（units），还是按列评，结果相同，快得多：columns（要装 zhunsheng[columns]）、duckdb（还要 zhunsheng[sql]）；"
        "postgres 在数据库里评（要装 zhunsheng[sql,postgres]）",
        show_default=False,
    ),
]
