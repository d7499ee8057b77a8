"""``zhunsheng facts``: the empty fact sheet of a policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.params import Force, FormatOption, OnePolicy
from zhunsheng.cli.shell import Format, Shell

HELP = "一列一个事实，名单上的单位已经填好；XLSX 另有一张填表说明，写明单位、含义和允许的值。"
ENDINGS = (".xlsx", ".csv")


def run(
    policy: OnePolicy,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="写成 .xlsx 或 .csv", show_default=False)
    ],
    force: Force = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Write the empty sheet."""
    from zhunsheng import problems
    from zhunsheng.cli.reading import read_meaning
    from zhunsheng.library.policies import files_of, shown

    shell = Shell(format)
    if output.suffix.lower() not in ENDINGS:
        shell.refuse(problems.output_type(output.name, ENDINGS))
    text, core = read_meaning(policy, shell)
    from zhunsheng.cli.writing import Permit, write_file
    from zhunsheng.engine.sheets.template import facts_csv, facts_xlsx

    write = facts_xlsx if output.suffix.lower() == ".xlsx" else facts_csv
    permit = Permit("facts", files_of(text), force=force)
    write_file(output, write(core), permit, shell)
    shell.finish(f"已写到 {shown(output)}\n", files=[shown(output)])
