"""``zhunsheng check``: everything that is found in policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import Policies, ReportOption
from zhunsheng.cli.shell import Report, Shell

if TYPE_CHECKING:
    from compiler.pipeline import Compiled

HELP = ""


def run(
    policies: Policies,
    strict: Annotated[bool, typer.Option("--strict", help="警告也算问题", show_default=False)] = False,
    as_case: Annotated[
        bool, typer.Option("--as-case", help="再把每个发现写成案例表的一行，得分留空", show_default=False)
    ] = False,
    ranges: Annotated[
        bool, typer.Option("--ranges", help="再列出每一项、每一节和总分的可得分范围，各举一例", show_default=False)
    ] = False,
    format: ReportOption = Report.TEXT,
) -> None:
    """Check policies."""
    from zhunsheng.cli.reading import check_policies, read_policies
    from zhunsheng.report.terminal import summary

    shell = Shell(format, strict, findings_are_the_answer=True)
    if not as_case and not ranges:
        shell.finish(_told(check_policies(policies, shell), summary(shell.bag)))
    read = read_policies(policies, shell, thorough=True)
    told = [_told(len(read), summary(shell.bag))]
    data: dict[str, Any] = {}
    compiled = [one.compiled for one in read if one.compiled is not None]
    if as_case:
        told += _as_cases(compiled, data)
    if ranges:
        told += _ranges(compiled, data, table=shell.format is Report.TEXT)
    shell.finish("\n".join(told), **data)


def _told(count: int, counted: str) -> str:
    return f"检查了 {count} 个政策：{counted or '没有发现问题'}\n"


def _as_cases(compiled: list[Compiled], data: dict[str, Any]) -> list[str]:
    from zhunsheng.testkit.cases.as_cases import as_cases, markdown

    rows = [each for one in compiled for each in as_cases(one)]
    data["cases"] = [
        {"clause": each.clause, "row": dict(zip(each.header, row, strict=True))} for each in rows for row in each.rows
    ]
    return [markdown(each) for each in rows]


def _ranges(compiled: list[Compiled], data: dict[str, Any], *, table: bool) -> list[str]:
    from compiler.analysis.attainable.rows import rows
    from zhunsheng.report.ranges import markdown, tree

    policies = [one.policy for one in compiled if one.policy is not None]
    if table:
        return [markdown(policy, rows(policy)) for policy in policies]
    data["ranges"] = {policy.slug: tree(policy) for policy in policies}
    return []
