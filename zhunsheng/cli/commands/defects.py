"""``zhunsheng defects``: the defects of the source texts, as a legal office would send them back to the author."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.params import Force, FormatOption, Policies
from zhunsheng.cli.shell import Format, Shell

HELP = "由各政策的注（矛盾、空档、歧义……）和检查结果生成清单：条款、问题、采用的读法、另一种读法、对得分的影响。"


def run(
    policies: Policies,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="写到文件", show_default=False)
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="不写文件，只看 -o 的文件是不是最新的", show_default=False)
    ] = False,
    force: Force = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """List the defects of the sources."""
    from zhunsheng import problems
    from zhunsheng.audit import defect_list
    from zhunsheng.cli.reading import read_policies
    from zhunsheng.cli.writing import Permit, write_file
    from zhunsheng.library.policies import files_of, shown
    from zhunsheng.writing import marks

    shell = Shell(format)
    if check and output is None:
        shell.refuse(problems.missing_parameter("--output FILE", "zhunsheng defects --help"))
    read = read_policies(policies, shell, thorough=True)
    shell.stop_if_failed()
    found = [defect_list.collect(each.loaded.slug, each.compiled) for each in read if each.compiled is not None]
    text = defect_list.markdown(found)
    if check and output is not None:
        if not output.is_file() or output.read_bytes() != marks.content(text.encode(), output, "defects"):
            shell.tell([problems.stale(shown(output))])
    elif output is not None:
        inputs = tuple(path for each in read if each.loaded.text for path in files_of(each.loaded.text))
        write_file(output, text.encode(), Permit("defects", inputs, force=force), shell)
    shell.finish("" if output is not None else text, documents=[defect_list.data(each) for each in found])
