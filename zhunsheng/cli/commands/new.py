"""``zhunsheng new``: a policy folder that compiles and whose cases pass."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhunsheng.cli.params import FormatOption
from zhunsheng.cli.shell import Format, Shell

HELP = "里面是一条可以照着改的示范规则，连同原文和案例。已有的文件夹不会动。"


def run(
    slug: Annotated[Path, typer.Argument(metavar="SLUG", help="文件夹名，可以用中文", show_default=False)],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="政策的名称", show_default=False)
    ] = "示范考核办法",
    format: FormatOption = Format.TEXT,
) -> None:
    """Make a policy folder."""
    from zhunsheng.library.policies import shown
    from zhunsheng.library.starter import make_folder

    shell = Shell(format)
    files = make_folder(slug, title, shell.bag)
    names = [shown(path) for path in files]
    shell.stop_if_failed()
    text = "".join(f"已新建 {name}\n" for name in names) + f"接下来：zhunsheng check {shown(slug)}\n"
    shell.finish(text, files=names)
