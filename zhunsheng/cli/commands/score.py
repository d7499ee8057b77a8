"""``zhunsheng score``: a fact sheet in, a ranking out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import FactSheet, FormatOption, OnePolicy, Sheet
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from compiler import core
    from compiler.meaning.result import Result
    from compiler.pipeline import Compiled
    from zhunsheng.scoring.assessed import Assessed

HELP = "缺事实的单位得分是一个范围，排在后面；填报表有错误时不评分。"
ENDINGS = (".csv", ".xlsx", ".json")


def run(
    policy: OnePolicy,
    facts: FactSheet,
    sheet: Sheet = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="把逐条得分写成 .csv、.xlsx 或 .json", show_default=False),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="缺列、缺事实或无法计算都算错误", show_default=False)
    ] = False,
    trace: Annotated[bool, typer.Option("--trace", help="JSON 里附上每个单位逐条的说明", show_default=False)] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Score all units of a sheet."""
    from zhunsheng import problems
    from zhunsheng.cli.reading import read_compiled, read_units
    from zhunsheng.scoring import population

    shell = Shell(format, strict)
    if output is not None and output.suffix.lower() not in ENDINGS:
        shell.refuse(problems.output_type(output.name, ENDINGS))
    if trace and format is not Format.JSON and (output is None or output.suffix.lower() != ".json"):
        shell.refuse(problems.trace_needs_json())
    compiled = read_compiled(policy, shell)
    core = compiled.policy
    assert core is not None
    assessed = population.prepare(core, read_units(core, facts, sheet, shell), shell.bag)
    results = [each.score(core) for each in assessed]
    if strict:
        _refuse_ranges(results, shell)
    shell.stop_if_failed()
    whole = _whole(core, results, _traces(compiled, assessed, results) if trace else None)
    if output is not None:
        _write(output, core, results, whole, shell)
    text = _ranking(core, results) if format is Format.TEXT else ""
    shell.finish(text, **_data(whole))


def _whole(policy: core.Policy, results: list[Result], traces: dict[str, Any] | None) -> bytes:
    """Return the results as JSON, for the file and for the answer."""
    from zhunsheng.scoring.output import results_json

    return results_json(policy, results, traces)


def _traces(compiled: Compiled, assessed: list[Assessed], results: list[Result]) -> dict[str, Any]:
    from compiler.asking.places import places_of
    from compiler.explain.trace import explain

    assert compiled.policy is not None
    places = places_of(compiled)
    return {
        each.unit: explain(compiled.policy, unit.unit, each, places)
        for unit, each in zip(assessed, results, strict=True)
    }


def _refuse_ranges(results: list[Result], shell: Shell) -> None:
    from zhunsheng import problems

    for each in results:
        if each.missing:
            shell.tell([problems.not_settled(each.unit, each.missing)])
        if each.undefined:
            shell.tell([problems.without_value(each.unit, each.undefined)])


def _data(whole: bytes) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(whole)
    del tree["version"]  # that of the answer as a whole
    return tree


def _write(path: Path, policy: core.Policy, results: list[Result], whole: bytes, shell: Shell) -> None:
    from zhunsheng.cli.writing import write_file
    from zhunsheng.scoring import output

    ending = path.suffix.lower()
    if ending != ".json":
        whole = (output.results_csv if ending == ".csv" else output.results_xlsx)(policy, results)
    write_file(path, whole, shell)
    from zhunsheng.library.policies import shown

    shell.progress(f"已写到 {shown(path)}")


def _ranking(policy: core.Policy, results: list[Result]) -> str:
    """Return the ranking as a table: totals and the top headings; clause by clause is what -o and explain are for."""
    import sys

    from zhunsheng.report.console import columns_for, paint_for
    from zhunsheng.report.tables import table
    from zhunsheng.scoring import result_rows

    header = result_rows.header(policy)
    clauses = len(policy.clauses())
    kept = [index for index in range(len(header)) if index < len(header) - 1 - clauses or index == len(header) - 1]
    if not any(each.kind for each in results):
        kept.remove(2)
    rows = [[_text(row[index]) for index in kept] for row in result_rows.rows(policy, results)]
    if not any(row[-1] for row in rows):
        kept, rows = kept[:-1], [row[:-1] for row in rows]
    right = frozenset(place for place, index in enumerate(kept) if index not in (1, 2, len(header) - 1))
    return table(
        [header[index] for index in kept],
        rows,
        right=right,
        paint=paint_for(sys.stdout),
        columns=columns_for(sys.stdout),
        title=policy.title,
    )


def _text(item: Any) -> str:
    from zhunsheng.engine.numbers import show

    return item if isinstance(item, str) else show(item)
