"""``score --engine postgres``: a table in a database is scored there, its results are a table beside it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from compiler import core
from zhunsheng import problems as common
from zhunsheng.cli import problems
from zhunsheng.cli.params import Engine
from zhunsheng.cli.shell import Report, Shell

_USAGE = "用法见 zhunsheng score --help"


@frozen
class Asked:
    """What a call says of files and of tables."""

    facts: Path | None
    url: str
    table: str
    into: str
    others: tuple[str, ...]  # options that are for files alone


def checked(asked: Asked, engine: Engine, shell: Shell) -> None:
    """Refuse a call that lacks what its engine needs, or has what is not for it."""
    if engine is not Engine.POSTGRES:
        given = [
            name for name, value in (("--url", asked.url), ("--table", asked.table), ("--into", asked.into)) if value
        ]
        if given:
            shell.refuse(problems.not_with_files(given))
        if asked.facts is None:
            shell.refuse(common.missing_parameter("参数 FACTS", _USAGE))
        return
    for name, value in (("--url", asked.url), ("--table", asked.table)):
        if not value:
            shell.refuse(common.missing_parameter(f"选项 {name}", _USAGE))
    given = [*(["FACTS"] if asked.facts is not None else []), *asked.others]
    if given:
        shell.refuse(problems.not_with_database(given))
    if shell.format is not Report.TEXT:
        shell.refuse(problems.not_with_database(["--format"]))


def by_database(policy: core.Policy, asked: Asked, shell: Shell, *, force: bool) -> str:
    """Score a table and return what is to be said of it; the command ends where that fails."""
    try:
        from zhunsheng.databases import postgres
    except ImportError:
        shell.refuse(problems.no_postgres())
    written = postgres.score_table(policy, asked.url, asked.table, asked.into, shell.bag, force=force)
    shell.stop_if_failed()
    assert written is not None
    count = sum(rows for _, rows in written.states)
    states = "；".join(f"{state} {rows} 个" for state, rows in written.states)
    return f"得分写在表“{written.table}”里，共 {count} 个单位{'：' if states else ''}{states}。\n"
