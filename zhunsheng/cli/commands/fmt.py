"""``zhunsheng fmt``: rule blocks in their canonical spelling; everything outside them stays as it is."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from zhunsheng.cli.params import Policies, ReportOption
from zhunsheng.cli.shell import Report, Shell

if TYPE_CHECKING:
    from zhunsheng.library.formatting import Formatted
    from zhunsheng.library.policies import Loaded

HELP = "只改规则块；有语法错误的规则块原样保留。"


def run(
    policies: Policies,
    check: Annotated[bool, typer.Option("--check", help="不写文件，只看是否都是规范写法", show_default=False)] = False,
    diff: Annotated[bool, typer.Option("--diff", help="不写文件，显示会改什么", show_default=False)] = False,
    format: ReportOption = Report.TEXT,
) -> None:
    """Format policies."""
    from zhunsheng.library.policies import load_all

    shell = Shell(format)
    found = [loaded for path in policies for loaded in load_all(path)]
    done = [(loaded, made) for loaded in found if (made := _formatted(loaded, shell)) is not None]
    changed = [(loaded, made) for loaded, made in done if made.changed]
    text = "".join(_diff(made) for _, made in changed) if diff else ""
    if check:
        _report(changed, shell)
    elif not diff:
        text = _write(changed, shell)
    files = [{"file": made.name, "changed": made.changed} for _, made in done]
    shell.finish(text, files=files)


def _formatted(loaded: Loaded, shell: Shell) -> Formatted | None:
    from zhunsheng.library.formatting import format_policy

    shell.tell(loaded.findings)
    return None if loaded.text is None else format_policy(loaded.text.policy, shell.bag)


def _report(changed: list[tuple[Loaded, Formatted]], shell: Shell) -> None:
    from dsl.diagnostics import Label
    from zhunsheng import problems

    shell.tell(problems.not_canonical(Label(made.source, made.first), made.edits) for _, made in changed)


def _write(changed: list[tuple[Loaded, Formatted]], shell: Shell) -> str:
    from zhunsheng.cli.writing import Output, Permit, write_files

    # What was read as GB18030 is written as UTF-8, and with LF: that is the one form of a policy.
    outputs = [Output(loaded.path, made.after.encode(), was=_read(made)) for loaded, made in changed]
    write_files(outputs, Permit("fmt"), shell)
    return "".join(f"改写了 {made.name} 的 {made.changed} 个规则块\n" for _, made in changed) or "都是规范写法\n"


def _read(made: Formatted) -> Callable[[bytes], bool]:
    """What was formatted is replaced, and nothing that somebody has saved since."""
    from dsl.diagnostics import Bag
    from zhunsheng.library.policies import decoded

    return lambda data: decoded(data, made.name, Bag()) == made.before


def _diff(made: Formatted) -> str:
    before, after = (text.splitlines(keepends=True) for text in (made.before, made.after))
    return "".join(difflib.unified_diff(before, after, made.name, made.name))
