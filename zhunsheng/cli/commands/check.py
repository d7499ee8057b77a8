"""``zhunsheng check``: everything that is found in policies."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.cli.params import FormatOption, Policies
from zhunsheng.cli.shell import Format, Shell

HELP = ""


def run(
    policies: Policies,
    strict: Annotated[bool, typer.Option("--strict", help="警告也算问题", show_default=False)] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Check policies."""
    from zhunsheng.cli.reading import read_policies
    from zhunsheng.report.terminal import summary

    shell = Shell(format, strict, findings_are_the_answer=True)
    read = read_policies(policies, shell, thorough=True)
    counted = summary(shell.bag)
    shell.finish(f"检查了 {len(read)} 个政策：{counted or '没有发现问题'}\n")
