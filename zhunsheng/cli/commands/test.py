"""``zhunsheng test``: the cases of policies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zhunsheng.cli.params import Policies, ReportOption
from zhunsheng.cli.shell import FINDINGS, Report, Shell

if TYPE_CHECKING:
    from zhunsheng.testkit.running.report import Report as TestReport

HELP = "政策里每一张带“得分”列的表，每一行都是一个测试；旁边的 scenarios.md 里，每个情景也是一个测试。"


class Engine(StrEnum):
    """Who computes the points."""

    INTERPRETER = "interpreter"
    PYTHON = "python"
    BOTH = "both"


def run(
    policies: Policies,
    keyword: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="只运行名称里有这几个字的案例", show_default=False)
    ] = "",
    engine: Annotated[
        Engine,
        typer.Option(
            "--engine", metavar="interpreter|python|both", help="用解释器、生成的 Python 还是两者", show_default=False
        ),
    ] = Engine.BOTH,
    format: ReportOption = Report.TEXT,
) -> None:
    """Run the cases."""
    import sys

    from zhunsheng.report import json
    from zhunsheng.testkit.running.policies import run_policies

    _readable(policies, format)
    report = run_policies(policies, keyword, str(engine))
    if format in (Report.SARIF, Report.GITHUB):
        _placed(report, format)
    sys.stdout.write(json.dumps(report.to_json()) if format is Report.JSON else report.render_text())
    raise typer.Exit(FINDINGS if report.failed else 0)


def _placed(report: TestReport, answer: Report) -> NoReturn:
    """Say what failed as findings with places, and end."""
    from zhunsheng.testkit.running.as_findings import findings

    shell = Shell(answer)
    shell.tell(findings(report))
    shell.finish()


def _readable(paths: list[Path], answer: Report) -> None:
    """A path that leads nowhere is no failed case: the command ends."""
    from zhunsheng.library.policies import load_all

    shell = Shell(answer)
    for path in paths:
        for loaded in load_all(path):
            if loaded.text is None:
                shell.tell(loaded.findings)
    shell.stop_if_failed()
