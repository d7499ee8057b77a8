"""``zhunsheng explain``: why a unit has its points, clause by clause."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import FactSheet, Force, OnePolicy, Sheet
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from zhunsheng.writing.files import Permit

HELP = """每一条都写明得分、适用的档次、依据的事实和原文；没有触发的，写明还差多少。

缺事实的，写明得分的区间和哪一项缺数最起作用。-o 按文件名的结尾写成网页、Markdown、文本或 JSON。"""
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text", ".json": "json"}


class As(StrEnum):
    """How a trace is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def run(
    policy: OnePolicy,
    facts: FactSheet,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="单位名称", show_default=False)],
    clause: Annotated[
        str, typer.Option("--clause", metavar="ID", help="只看这一条，写编号或标题，如 一/（二）/3", show_default=False)
    ] = "",
    sheet: Sheet = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写成 .html、.md、.txt 或 .json 文件", show_default=False),
    ] = None,
    force: Force = False,
    format: Annotated[
        As,
        typer.Option(
            "--format",
            metavar="text|json|markdown|html",
            help="给人看（text、markdown、html）还是给程序读（json）",
            show_default=False,
        ),
    ] = As.TEXT,
) -> None:
    """Explain one unit."""
    from compiler.asking.places import places_of
    from compiler.explain.trace import explain
    from zhunsheng import problems
    from zhunsheng.cli.reading import Basis, read_compiled, read_units
    from zhunsheng.cli.writing import Permit, may_write
    from zhunsheng.library.policies import files_of
    from zhunsheng.scoring import population

    shell = Shell(Format.JSON if format is As.JSON else Format.TEXT)
    if output is not None and output.suffix.lower() not in ENDINGS:
        shell.refuse(problems.output_type(output.name, (*ENDINGS,)))
    compiled = read_compiled(policy, shell)
    core = compiled.policy
    assert core is not None
    permit = Permit("explain", (*files_of(compiled.text), facts), force=force)
    may_write([output], permit, shell)
    # One unit's rank needs the sheet of all of them.
    only = None if population.needs_population(core) else unit
    basis = Basis()
    assessed = population.prepare(core, read_units(core, facts, sheet, shell, only=only, basis=basis))
    shell.stop_if_failed()
    wanted = _find(unit, assessed, shell)
    trace = explain(core, wanted.unit, wanted.score(core), places_of(compiled), basis.facts)
    if clause:
        trace = _only(trace, clause, shell)
    if output is not None:
        _write(output, trace, permit, shell)
    shell.finish(_shown(trace, format), trace=trace)


def _shown(trace: dict[str, Any], wanted: str) -> str:
    """Return the trace in one of its forms; all of them say the same."""
    from compiler.explain.trace import render_markdown, render_text
    from zhunsheng.report import json

    match wanted:
        case As.HTML:
            from zhunsheng.report.trace_html import html

            return html(trace)
        case As.MARKDOWN:
            return render_markdown(trace)
        case As.JSON:
            return json.dumps(trace)
    return render_text(trace)


def _write(path: Path, trace: dict[str, Any], permit: Permit, shell: Shell) -> None:
    from zhunsheng.cli.writing import write_file
    from zhunsheng.library.policies import shown

    write_file(path, _shown(trace, ENDINGS[path.suffix.lower()]).encode(), permit, shell)
    shell.progress(f"已写到 {shown(path)}")


def _find(name: str, assessed: list[Any], shell: Shell) -> Any:
    """Return the unit of this name; full or half width and blanks do not count."""
    from zhunsheng.engine.problems import no_such_unit
    from zhunsheng.engine.text import fold_name, nearest

    found = next((each for each in assessed if fold_name(each.unit.name) == fold_name(name)), None)
    if found is None:
        shell.refuse(no_such_unit(name, nearest(name, (each.unit.name for each in assessed))))
    return found


def _only(trace: dict[str, Any], wanted: str, shell: Shell) -> dict[str, Any]:
    """Return the trace with this clause alone, and of the rest what concerns it: what it lacks, its veto, notes on its facts."""
    from zhunsheng.cli.reading import one_clause

    clause = one_clause(wanted, {each["id"]: each["title"] for each in trace["clauses"]}, shell)
    found = [each for each in trace["clauses"] if each["id"] == clause]
    names = {fact["name"] for each in found for fact in each["facts"]}
    return {
        **trace,
        "clauses": found,
        "outline": [{**item, "depth": 1} for item in trace["outline"] if item.get("clause") == clause],
        "groups": [],
        "vetoes": [each for each in trace["vetoes"] if each["clause"] == clause],
        "missing": [each for each in trace["missing"] if each["fact"] in names],
        "notes": [note for note in trace["notes"] if any(f"“{name}”" in note for name in names)],
        "range": None,
    }
