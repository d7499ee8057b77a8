"""``zhunsheng cases``: the rows that the case tables lack, with the points left blank for the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import FormatOption, OnePolicy
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from compiler import core

HELP = (
    "列出案例表还缺的行：各界限的本数、略低、略高，封顶和扣完的地方。得分留空，由写案例的人按原文算；空着的通不过测试。"
)


def run(
    policy: OnePolicy,
    clause: Annotated[
        str, typer.Option("--clause", metavar="ID", help="只看这一条，写编号或标题", show_default=False)
    ] = "",
    scenario: Annotated[
        bool, typer.Option("--scenario", help="改为写出一个空的情景：全部事实和要写的结果，填好放进 scenarios.md")
    ] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Suggest cases."""
    from zhunsheng.cli.reading import one_clause
    from zhunsheng.library import policies
    from zhunsheng.testkit.boundaries.proposing import missing_boundaries
    from zhunsheng.testkit.cases.pasting import markdown
    from zhunsheng.testkit.cases.reading import read_cases

    shell = Shell(format)
    compiled = policies.load(policy).compile()
    if compiled is None or compiled.policy is None:
        shell.tell(policies.load(policy).findings if compiled is None else compiled.bag)
        shell.finish()
    meant = compiled.policy
    if scenario:
        from zhunsheng.testkit.scenarios.blank import blank_scenario

        empty = blank_scenario(meant) + _made_from(meant)
        shell.finish(empty, scenario=empty, **_basis(meant))
    if clause:
        clause = one_clause(clause, {each.id: each.title for each in meant.clauses()}, shell)
    given, found = read_cases(compiled)
    shell.tell(found)
    blocks, rows = [], []
    for each in meant.clauses():
        if clause and each.id != clause:
            continue
        wanted = [made.cells(meant) for gap in missing_boundaries(meant, each, given) for made in gap.suggestions]
        if wanted:
            blocks.append(f"{each.id}\n{markdown(wanted)}\n")
            rows += [{"clause": each.id, "row": dict(row)} for row in wanted]
    shell.finish(
        "\n".join([*blocks, _made_from(meant)]) if blocks else "每条的界限都有案例\n", cases=rows, **_basis(meant)
    )


def _basis(policy: core.Policy) -> dict[str, Any]:
    """Return what the rows were made from."""
    from compiler import VERSION

    return {"policy": {"title": policy.title, "digest": policy.digest}, "compiler": VERSION}


def _made_from(policy: core.Policy) -> str:
    """Return the same as a comment, which may be pasted with the rows."""
    from compiler import VERSION

    return f"\n<!-- 依据：政策文件 SHA-256 {policy.digest}；准绳 {VERSION} -->\n"
