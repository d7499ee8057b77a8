"""``zhunsheng check``: everything that is found in policies."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.cli.params import Policies, ReportOption
from zhunsheng.cli.shell import Report, Shell

HELP = ""


def run(
    policies: Policies,
    strict: Annotated[bool, typer.Option("--strict", help="警告也算问题", show_default=False)] = False,
    as_case: Annotated[
        bool, typer.Option("--as-case", help="再把每个发现写成案例表的一行，得分留空", show_default=False)
    ] = False,
    format: ReportOption = Report.TEXT,
) -> None:
    """Check policies."""
    from zhunsheng.cli.reading import check_policies, read_policies
    from zhunsheng.report.terminal import summary

    shell = Shell(format, strict, findings_are_the_answer=True)
    if not as_case:
        shell.finish(_told(check_policies(policies, shell), summary(shell.bag)))
    read = read_policies(policies, shell, thorough=True)
    from zhunsheng.testkit.as_cases import as_cases, markdown

    rows = [each for one in read if one.compiled is not None for each in as_cases(one.compiled)]
    told = _told(len(read), summary(shell.bag))
    shell.finish(
        "\n".join([told, *(markdown(each) for each in rows)]),
        cases=[
            {"clause": each.clause, "row": dict(zip(each.header, row, strict=True))}
            for each in rows
            for row in each.rows
        ],
    )


def _told(count: int, counted: str) -> str:
    return f"检查了 {count} 个政策：{counted or '没有发现问题'}\n"
