"""``zhunsheng audit``: is anything left out, miscopied or untested?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.params import Force, Policies, ReportOption
from zhunsheng.cli.shell import Report, Shell

HELP = """逐句核对原文的去向，对账，把案例算一遍，查案例是否测到每个界限，并用变异检验案例。

案例有不符的，到此为止。案例不符，原文有遗漏、对不上，界限没有测全或者变异漏网的，返回 1。"""


def run(
    policies: Policies,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="另写一份网页", show_default=False)
    ] = None,
    force: Force = False,
    format: ReportOption = Report.TEXT,
) -> None:
    """Audit policies."""
    from zhunsheng import problems
    from zhunsheng.audit import figures as auditing
    from zhunsheng.audit import findings as audit_findings
    from zhunsheng.cli.reading import read_policies
    from zhunsheng.cli.writing import Permit, may_write, write_file
    from zhunsheng.library.policies import files_of
    from zhunsheng.testkit.running.policies import units_of_scenarios

    shell = Shell(format)
    read = read_policies(policies, shell)
    shell.stop_if_failed()
    inputs = tuple(path for each in read if each.loaded.text for path in files_of(each.loaded.text))
    permit = Permit("audit", inputs, force=force)
    may_write([html], permit, shell)
    audits = []
    for each in read:
        assert each.compiled is not None
        audits.append(auditing.audit(each.loaded.slug, each.compiled, units_of_scenarios(each.loaded, each.compiled)))
        if format in (Report.SARIF, Report.GITHUB):
            shell.tell(audit_findings.findings(audits[-1], each.compiled))
        elif audits[-1].problems:
            shell.tell([problems.audit_failed(each.loaded.slug, audits[-1].problems)])
    if html is not None:
        write_file(html, auditing.html(audits).encode(), permit, shell)
    shell.finish("".join(map(auditing.text, audits)), audits=[auditing.data(each) for each in audits])
