"""``zhunsheng compare``: two versions of a policy, clause by clause and for the total."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhunsheng.cli.params import Force, FormatOption, Sheet
from zhunsheng.cli.shell import FINDINGS, Format, Shell

if TYPE_CHECKING:
    from compiler import core
    from compiler.compare import Comparison
    from zhunsheng.library.versions import Version
    from zhunsheng.scoring.sheet_change import UnitChange
    from zhunsheng.writing.files import Permit

HELP = """OLD、NEW 是文件夹、policy.md，或 git 里的“版本:路径”（HEAD~1:policies/x）。只写一个路径并加 --rev，就与那个版本比。

更严：没有单位得分变高，有单位变低；更宽相反；有严有宽：两种都有，各举一个单位；不变：对一切单位证明相同；证明不了的写“未证明”。
含义相同返回 0，有任何不同（含未证明）返回 1。"""


def run(
    old: Annotated[str, typer.Argument(metavar="OLD", help="旧版；与 --rev 同用时是新版", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="[NEW]", help="新版", show_default=False)] = "",
    rev: Annotated[
        str, typer.Option("--rev", metavar="REV", help="与 git 的这个版本比，如 HEAD~1", show_default=False)
    ] = "",
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="旧名=新名", help="改了名的事实，可以写多次", show_default=False),
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option("--facts", metavar="FILE", help="用这份填报表按两版评分，列出得失", show_default=False),
    ] = None,
    sheet: Sheet = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="另写一份网页，含得失图", show_default=False)
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="另写一份 Markdown", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="不变的条款也列出", show_default=False)] = False,
    force: Force = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Compare two versions."""
    from zhunsheng.cli.writing import may_write
    from zhunsheng.library import versions

    shell = Shell(format)
    first, second = _versions(old, new, rev, shell)
    before, after = _policy(first, shell), _policy(second, shell)
    names = versions.renames(rename or (), before, after, shell.bag)
    shell.stop_if_failed()
    found = versions.compare(before, after, names, shell.bag)
    shell.stop_if_failed()
    assert found is not None
    permit = _permit(first, second, facts, force=force)
    may_write([html, markdown], permit, shell)
    units = None if facts is None else _units(before, after, found, facts, sheet, shell)
    shell.answer = 0 if found.same_meaning else FINDINGS
    _write(first, second, found, units, html, markdown, permit, shell)
    from zhunsheng.report.comparing import data as comparison
    from zhunsheng.report.comparing import text as comparison_text
    from zhunsheng.report.console import columns_for, paint_for

    text = ""
    if format is Format.TEXT:
        paint, columns = paint_for(sys.stdout), columns_for(sys.stdout)
        text = comparison_text.text(found, units, everything=everything, paint=paint, columns=columns)
    shell.finish(text, comparison=comparison.data(found, units, old=first.name, new=second.name))


def _versions(old: str, new: str, rev: str, shell: Shell) -> tuple[Version, Version]:
    from zhunsheng import problems
    from zhunsheng.library import versions

    line = "用法见 zhunsheng compare --help"
    if bool(new) is bool(rev):
        wrong = (
            problems.extra_argument(new, line) if new else problems.missing_parameter("参数 NEW（或选项 --rev）", line)
        )
        shell.refuse(wrong)
    first = versions.read_revision(Path(old), rev, shell.bag) if rev else versions.read(old, shell.bag)
    second = versions.read(old if rev else new, shell.bag)
    shell.stop_if_failed()
    assert first is not None and second is not None
    return first, second


def _policy(version: Version, shell: Shell) -> core.Policy:
    """Compile a version; what is only doubtful about it is no matter here."""
    from dsl.diagnostics import Severity

    compiled = version.loaded.compile()
    found = version.loaded.findings if compiled is None else compiled.bag
    shell.tell(each for each in found if each.severity is Severity.ERROR)
    shell.stop_if_failed()
    assert compiled is not None and compiled.policy is not None
    return compiled.policy


def _units(
    old: core.Policy, new: core.Policy, found: Comparison, facts: Path, sheet: str, shell: Shell
) -> tuple[UnitChange, ...]:
    from zhunsheng.cli.worksheets import read_table
    from zhunsheng.scoring import sheet_change

    table = read_table(facts, sheet, shell)
    units = () if table is None else sheet_change.changes(old, new, found, table, shell.bag)
    shell.stop_if_failed()
    return units


def _permit(first: Version, second: Version, facts: Path | None, *, force: bool) -> Permit:
    from zhunsheng.cli.writing import Permit
    from zhunsheng.library.policies import files_of

    read = [path for each in (first, second) if each.loaded.text for path in files_of(each.loaded.text)]
    return Permit("compare", (*read, *([] if facts is None else [facts])), force=force)


def _write(
    old: Version,
    new: Version,
    found: Comparison,
    units: tuple[UnitChange, ...] | None,
    html: Path | None,
    markdown: Path | None,
    permit: Permit,
    shell: Shell,
) -> None:
    from zhunsheng.cli.writing import Output, write_files
    from zhunsheng.library.policies import shown
    from zhunsheng.report.comparing import pages

    wanted = [(path, make) for path, make in ((html, pages.html), (markdown, pages.markdown)) if path is not None]
    write_files(
        [Output(path, make(found, units, old=old.name, new=new.name).encode()) for path, make in wanted], permit, shell
    )
    for path, _ in wanted:
        shell.progress(f"已写到 {shown(path)}")
