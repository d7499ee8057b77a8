"""``zhunsheng where``: every place that uses a name or a word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import FormatOption, Policies
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from compiler.asking.known_names import Known
    from compiler.asking.usages import Use
    from zhunsheng.cli.reading import Read

HELP = """名称可以是事实、指标、集合、名单、对象类别、取值、单位，也可以是语言的词；词的各种写法算一个。

规则里没有写出名称、却取决于它的（如“每件 扣 2 分”，或者经由指标），标为“间接”。"""
_WIDEST = 60  # characters of a line that are shown


def run(
    policies: Policies,
    name: Annotated[str, typer.Argument(metavar="名称", help="要找的名称或词", show_default=False)],
    format: FormatOption = Format.TEXT,
) -> None:
    """Find a name."""
    from zhunsheng.cli.reading import read_policies

    shell = Shell(format)
    found: list[tuple[Known, list[Use]]] = []
    known: dict[str, str] = {}
    for each in read_policies(policies, shell):
        one = _in_policy(each, name, known, shell)
        if one is not None:
            found.append(one)
    if not found:
        shell.stop_if_failed()
        _refuse(name, known, shell)
    uses = [use for _, each in found for use in each]
    text = "".join(f"{line}\n" for line in [*_heads(found), *map(_line, uses), _sum(uses)])
    whats = list(dict.fromkeys(each.what for each, _ in found))
    shell.finish(text, name=found[0][0].name, what=whats, uses=[_data(use) for use in uses])


def _in_policy(read: Read, name: str, known: dict[str, str], shell: Shell) -> tuple[Known, list[Use]] | None:
    """Return what a name is in one policy and where it stands; None where it is nothing there."""
    from compiler.asking.known_names import known_names
    from compiler.asking.usages import scenario_usages, usages
    from dsl.folding import fold

    compiled = read.compiled
    if compiled is None or compiled.document is None:
        return None
    names = known_names(compiled.document, compiled)
    known.update({key: each.name for key, each in names.items()})
    wanted = names.get(fold(name))
    if wanted is None:
        return None
    uses = [*usages(compiled.document, compiled.policy, wanted, names)]
    beside = _scenarios(read.loaded.path, shell)
    return wanted, uses if beside is None else [*uses, *scenario_usages(beside, wanted, names)]


def _scenarios(path: Path, shell: Shell) -> Any:
    """Return the scenarios beside a policy; None where there are none."""
    from dsl.source import Source
    from zhunsheng.library.policies import read_text, shown

    beside = path.with_name("scenarios.md")
    text = read_text(beside, shell.bag) if beside.is_file() else None
    return None if text is None else Source(shown(beside), text)


def _refuse(name: str, known: dict[str, str], shell: Shell) -> None:
    from zhunsheng import problems
    from zhunsheng.engine.text import nearest

    shell.refuse(problems.unknown_word(name, nearest(name, list(dict.fromkeys(known.values())))))


def _heads(found: list[tuple[Known, list[Use]]]) -> list[str]:
    return list(dict.fromkeys(f"{each.name}：{each.what}" for each, _ in found))


def _line(use: Use) -> str:
    line, column = use.source.place(use.span.start)
    clause = f"（{use.clause}）" if use.clause else ""
    return f"{use.source.name}:{line}:{column}: {use.part}，{use.how}{clause}：{_shown(use, line)}"


def _shown(use: Use, line: int) -> str:
    """Return the line, on one line and not too long, the place in it kept."""
    from zhunsheng.engine.text import printable

    text = use.source.line(line)
    at = use.span.start - use.source.line_starts[line - 1]
    first = max(0, min(at - 12, len(text) - _WIDEST))
    cut = text[first : first + _WIDEST]
    return ("…" if first else "") + printable(cut) + ("…" if first + _WIDEST < len(text) else "")


def _sum(uses: list[Use]) -> str:
    parts = Counter(use.part for use in uses)
    told = "、".join(f"{part} {count}" for part, count in parts.items())
    return f"共 {len(uses)} 处：{told}" if uses else "声明了，没有用到"


def _data(use: Use) -> dict[str, Any]:
    line, column = use.source.place(use.span.start)
    end_line, end_column = use.source.place(use.span.end)
    return {
        "file": use.source.name,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
        "part": use.part,
        "clause": use.clause,
        "how": use.how,
        "text": use.source.line(line).strip(),
    }
