"""``zhunsheng build``: what the backends make of policies, written to a folder or compared with what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhunsheng.cli.params import Dialect, Force, FormatOption, Policies
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from compiler import core
    from compiler.backends import Artifact, Backend
    from zhunsheng.cli.reading import Read

HELP = "文件写在 DIR/政策名/ 下。有一个政策有错误，就什么也不写。"
NAME = "build"


def run(
    policies: Policies,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "-t", "--target", metavar="TARGET", help="生成什么：python、markdown、sql；可以写几次，不写则生成前两样"
        ),
    ] = None,
    dialect: Annotated[
        Dialect,
        typer.Option(
            "--dialect",
            metavar="duckdb|postgres|spark",
            help="SQL 写给哪种数据库，不写则为 duckdb",
            show_default=False,
        ),
    ] = Dialect.DUCKDB,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="写到哪个文件夹，不写则为 build", show_default=False)
    ] = Path("build"),
    check: Annotated[
        bool, typer.Option("--check", help="不写文件，只看已有的文件是否还与政策一致", show_default=False)
    ] = False,
    force: Force = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Build policies."""
    from zhunsheng.cli import problems as own
    from zhunsheng.cli.reading import open_places, read_policies
    from zhunsheng.library.policies import shown

    shell = Shell(format)
    targets = _targets(target or [], shell)
    read = read_policies(policies, shell)
    left = sum(open_places(each.compiled.bag) for each in read if each.compiled is not None)
    shell.tell([own.still_open(left, "不生成规则表和程序")] if left else [])
    shell.stop_if_failed()
    files = _made(read, targets, dialect, output, shell)
    names = [shown(path) for path, _ in files]
    if check:
        _compare(files, shell)
        shell.finish(f"{len(files)} 个文件与政策一致\n" if not shell.bag.failed else "", files=names)
    from zhunsheng.cli.writing import Output, Permit, write_files
    from zhunsheng.library.policies import files_of

    inputs = tuple(path for each in read if each.loaded.text for path in files_of(each.loaded.text))
    permit = Permit(NAME, inputs, force=force, folders=True)
    write_files([Output(path, data) for path, data in files], permit, shell)
    shell.finish("".join(f"已生成 {name}\n" for name in names), files=names)


def _targets(wanted: list[str], shell: Shell) -> list[str]:
    from difflib import get_close_matches

    from compiler.backends import BACKENDS
    from zhunsheng import problems

    for name in wanted:
        if name not in BACKENDS:
            near = get_close_matches(name, list(BACKENDS), 1, 0.5)
            shell.refuse(problems.unknown_target(name, near[0] if near else "", tuple(BACKENDS)))
    return list(dict.fromkeys(wanted)) or [name for name, each in BACKENDS.items() if not each.extra]


def _made(
    read: list[Read], targets: list[str], dialect: Dialect, output: Path, shell: Shell
) -> list[tuple[Path, bytes]]:
    """Return every file of every policy; the command ends where a backend refuses or two would share a place."""
    from compiler.backends import BACKENDS
    from zhunsheng import problems

    files: dict[Path, bytes] = {}
    for each in read:
        assert each.policy is not None
        for target in targets:
            for artifact in _artifacts(BACKENDS[target], each.policy, dialect, shell):
                path = output / each.loaded.slug / artifact.path
                if path in files:
                    shell.refuse(problems.same_output(each.loaded.slug))
                files[path] = artifact.text.encode()
    shell.stop_if_failed()
    return list(files.items())


def _artifacts(backend: Backend, policy: core.Policy, dialect: Dialect, shell: Shell) -> tuple[Artifact, ...]:
    from compiler.backends.problems import no_library

    try:
        return backend.made(policy, shell.bag, str(dialect))
    except ImportError:
        if not backend.extra:
            raise
        shell.refuse(no_library(backend.title, backend.extra))


def _compare(files: list[tuple[Path, bytes]], shell: Shell) -> None:
    from zhunsheng import problems
    from zhunsheng.cli import problems as own
    from zhunsheng.library.policies import shown
    from zhunsheng.writing import marks

    for path, data in files:
        try:
            same = path.read_bytes() == marks.content(data, path, NAME)
        except OSError:
            same = False
        if not same:
            shell.tell([(problems.stale if path.exists() else own.missing_output)(shown(path))])
