"""``zhunsheng explain``: why a unit has its points, clause by clause."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

import typer

from zhunsheng.cli.params import FactSheet, FormatOption, OnePolicy, Sheet
from zhunsheng.cli.shell import Format, Shell

HELP = "每一条都写明得分、适用的档次、依据的事实和原文；没有触发的，写明还差多少。"


def run(
    policy: OnePolicy,
    facts: FactSheet,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="单位名称", show_default=False)],
    clause: Annotated[
        str, typer.Option("--clause", metavar="ID", help="只看这一条，写编号或标题，如 一/（二）/3", show_default=False)
    ] = "",
    sheet: Sheet = "",
    format: FormatOption = Format.TEXT,
) -> None:
    """Explain one unit."""
    from compiler.explain import explain, render_text
    from zhunsheng import population
    from zhunsheng.cli.reading import read_policy, read_units

    shell = Shell(format)
    compiled = read_policy(policy, shell)
    # One unit's rank needs the sheet of all of them.
    only = None if population.needs_population(compiled) else unit
    assessed = population.prepare(compiled, read_units(compiled, facts, sheet, shell, only=only), shell.bag)
    shell.stop_if_failed()
    wanted = _find(unit, assessed, shell)
    trace = explain(compiled, wanted.unit, wanted.score(compiled))
    if clause:
        trace = _only(trace, clause, shell)
    shell.finish(render_text(trace), trace=trace)


def _find(name: str, assessed: list[Any], shell: Shell) -> Any:
    """Return the unit of this name; full or half width and blanks do not count."""
    from zhunsheng.engine.problems import no_such_unit
    from zhunsheng.engine.text import fold_name, nearest

    found = next((each for each in assessed if fold_name(each.unit.name) == fold_name(name)), None)
    if found is None:
        shell.refuse(no_such_unit(name, nearest(name, (each.unit.name for each in assessed))))
    return found


def _only(trace: dict[str, Any], wanted: str, shell: Shell) -> dict[str, Any]:
    """Return the trace with this clause alone."""
    from zhunsheng import problems

    found = [each for each in trace["clauses"] if wanted in (each["id"], each["title"])]
    found = found or [each for each in trace["clauses"] if each["id"].endswith(f"/{wanted}")]
    if len(found) != 1:
        near = get_close_matches(wanted, [each[key] for each in trace["clauses"] for key in ("id", "title")], 1, 0.3)
        shell.refuse(problems.unknown_clause(wanted, near[0] if near else ""))
    clause = found[0]["id"]
    outline = [{**item, "depth": 1} for item in trace["outline"] if item.get("clause") == clause]
    return {**trace, "clauses": found, "outline": outline, "groups": []}
