"""``zhunsheng score``: a fact sheet in, a ranking out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import (
    Engine,
    EngineOption,
    FactSheetOrTable,
    Force,
    OnePolicy,
    ReportOption,
    Sheet,
    SourceTable,
    TargetTable,
    Url,
)
from zhunsheng.cli.shell import Report, Shell

if TYPE_CHECKING:
    from compiler import core
    from compiler.meaning.result import Result
    from compiler.pipeline import Compiled
    from zhunsheng.cli.by_database import Asked
    from zhunsheng.cli.reading import Back
    from zhunsheng.scoring.assessed import Assessed
    from zhunsheng.scoring.output import Trace
    from zhunsheng.writing.files import Output, Permit

HELP = "缺事实的单位得分是一个范围，排在后面；填报表有错误时不评分。"
ENDINGS = (".csv", ".xlsx", ".json")
BACK = (".csv", ".xlsx")


def run(
    policy: OnePolicy,
    facts: FactSheetOrTable = None,
    sheet: Sheet = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="把逐条得分写成 .csv、.xlsx 或 .json", show_default=False),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="缺列、缺事实或无法计算都算错误", show_default=False)
    ] = False,
    trace: Annotated[bool, typer.Option("--trace", help="JSON 里附上每个单位逐条的说明", show_default=False)] = False,
    refused: Annotated[
        Path | None,
        typer.Option(
            "--refused",
            metavar="FILE",
            help="有错的行退回到 .csv 或 .xlsx（照原样，加一列“原因”），其余的照样评分",
            show_default=False,
        ),
    ] = None,
    engine: EngineOption = Engine.UNITS,
    url: Url = "",
    table: SourceTable = "",
    into: TargetTable = "",
    force: Force = False,
    format: ReportOption = Report.TEXT,
) -> None:
    """Score all units of a sheet."""
    from zhunsheng import problems
    from zhunsheng.cli import problems as own
    from zhunsheng.cli.progress import watched
    from zhunsheng.cli.reading import Back, Basis, open_places, read_compiled, read_meaning, read_units
    from zhunsheng.cli.writing import Output, Permit, may_write
    from zhunsheng.library.policies import files_of
    from zhunsheng.scoring import population

    shell = Shell(format, strict)
    asked = _tables(shell, engine, facts, (url, table, into), sheet, output, refused, strict=strict, trace=trace)
    if output is not None and output.suffix.lower() not in ENDINGS:
        shell.refuse(problems.output_type(output.name, ENDINGS))
    if refused is not None and refused.suffix.lower() not in BACK:
        shell.refuse(problems.output_type(refused.name, BACK))
    if trace and format is not Report.JSON and (output is None or output.suffix.lower() != ".json"):
        shell.refuse(problems.trace_needs_json())
    # The explanations of a trace name places in the policy file, which only compiling it gives.
    compiled = read_compiled(policy, shell) if trace else None
    text, core = read_meaning(policy, shell) if compiled is None else (compiled.text, compiled.policy)
    assert core is not None
    left = open_places(shell.bag)
    if left and output is not None:
        shell.tell([own.still_open(left, "得分不写成文件")])
        shell.stop_if_failed()
    if asked is not None:
        from zhunsheng.cli.by_database import by_database

        if left:
            shell.refuse(own.still_open(left, "得分不写进数据库"))
        shell.finish(by_database(core, asked, shell, force=force))
    assert facts is not None
    permit = Permit("score", (*files_of(text), facts), force=force)
    may_write([output, refused], permit, shell)
    back, basis = Back() if refused is not None else None, Basis()
    if engine is not Engine.UNITS:
        from zhunsheng.cli.by_columns import by_columns

        made = by_columns(core, facts, sheet, output, shell, back, traced=trace, duckdb=engine is Engine.DUCKDB)
        if made is not None:
            assert output is not None
            _write([Output(output, made.data)], output, refused, core, back, permit, shell)
            shell.finish(made.said)
    units = read_units(core, facts, sheet, shell, back=back, basis=basis)
    if basis.given_back and population.needs_population(core):
        shell.tell([problems.given_back_alone(facts.name)])
    assessed = population.prepare(core, units, unknown=len(back.rows) if back is not None else 0)
    results = [each.score(core) for each in watched(assessed, "评分")]
    if strict:
        shell.tell(population.unsettled(results))
    shell.stop_if_failed()
    tracing = _tracing(compiled, assessed, basis.facts) if compiled is not None else None
    del assessed  # the facts are wanted no more, unless they are to be explained
    outputs = [] if output is None else [_results(output, core, results, tracing, basis.facts)]
    _write(outputs, output, refused, core, back, permit, shell)
    if format is Report.TEXT:
        shell.finish(_ranking(core, results, left))
    shell.finish(**_data(core, results, tracing, basis.facts))


def _tables(
    shell: Shell,
    engine: Engine,
    facts: Path | None,
    tables: tuple[str, str, str],
    sheet: str,
    output: Path | None,
    refused: Path | None,
    *,
    strict: bool,
    trace: bool,
) -> Asked | None:
    """Return what a call says of tables in a database; None where it is about files."""
    if engine is not Engine.POSTGRES and facts is not None and not any(tables):
        return None
    from zhunsheng.cli.by_database import Asked, checked

    files = {"--sheet": sheet, "-o": output, "--refused": refused, "--strict": strict, "--trace": trace}
    asked = Asked(facts, *tables, tuple(name for name, given in files.items() if given))
    checked(asked, engine, shell)
    return asked


def _write(
    outputs: list[Output],
    output: Path | None,
    refused: Path | None,
    policy: core.Policy,
    back: Back | None,
    permit: Permit,
    shell: Shell,
) -> None:
    """Write the results and the rows that are given back, and say so."""
    from zhunsheng.cli.writing import write_files

    if refused is not None and back is not None:
        outputs = [*outputs, *_given_back(refused, policy, back)]
    write_files(outputs, permit, shell)
    _tell(output, refused, back, shell)


def _given_back(path: Path, policy: core.Policy, back: Back) -> list[Output]:
    """Return the sheet of the rows that were refused, where there are any."""
    from zhunsheng.cli.writing import Output
    from zhunsheng.engine.sheets import returned

    if not back.rows or back.table is None:
        return []
    write = returned.as_xlsx if path.suffix.lower() == ".xlsx" else returned.as_csv
    return [Output(path, write(policy, back.table, back.rows))]


def _tell(output: Path | None, refused: Path | None, back: Back | None, shell: Shell) -> None:
    """Say what was written, and tell the errors of the rows that were refused: the others have been scored."""
    from zhunsheng import problems
    from zhunsheng.library.policies import shown

    if output is not None:
        shell.progress(f"已写到 {shown(output)}")
    if refused is not None and back is not None and back.rows:
        for number in sorted(back.rows):
            shell.tell(back.rows[number])
        shell.tell([problems.given_back(len(back.rows), shown(refused))])


def _tracing(compiled: Compiled, assessed: list[Assessed], facts: str) -> Trace:
    from compiler.asking.places import places_of
    from compiler.explain.trace import explain

    policy, places = compiled.policy, places_of(compiled)
    assert policy is not None
    units = {each.unit.name: each.unit for each in assessed}
    return lambda result: explain(policy, units[result.unit], result, places, facts)


def _data(policy: core.Policy, results: list[Result], tracing: Trace | None, facts: str) -> dict[str, Any]:
    from zhunsheng.scoring.output import results_tree

    tree = results_tree(policy, results, tracing, facts)
    del tree["version"]  # that of the answer as a whole
    return tree


def _results(path: Path, policy: core.Policy, results: list[Result], tracing: Trace | None, facts: str) -> Output:
    """Return the file, to be written unit by unit; the results are in memory, what is written of them is not."""
    from zhunsheng.cli.writing import Output
    from zhunsheng.scoring import output

    match path.suffix.lower():
        case ".csv":
            data: bytes | Iterator[bytes] = output.csv_chunks(policy, results, facts)
        case ".json":
            data = output.json_chunks(policy, results, tracing, facts)
        case _:
            data = output.results_xlsx(policy, results, facts)
    return Output(path, data)


_NAMED = 5  # names that a remark in a terminal lists


def _ranking(policy: core.Policy, results: list[Result], left: int) -> str:
    """Return the ranking as a table: totals and the top headings; clause by clause is what -o and explain are for. ``left`` places of the
    policy are 待定.

    Remarks that the table has no room for stand below it, a line a unit.
    """
    import sys

    from zhunsheng.report.console import columns_for, paint_for
    from zhunsheng.report.tables import table
    from zhunsheng.report.width import width
    from zhunsheng.scoring import result_rows

    if not results:
        return "没有可以评分的单位\n"
    header = result_rows.header(policy, clauses=False)
    rows = [[_text(cell) for cell in row] for row in result_rows.rows(policy, results, clauses=False)]
    columns = columns_for(sys.stdout)
    kept = list(range(len(header)))
    if not any(each.kind for each in results):
        kept.remove(2)
    wide = sum(max(width(row[place]) for row in [header, *rows]) + 3 for place in kept) + 1
    below = [] if wide <= columns else [(row[1], row[-1]) for row in rows if row[-1]]
    if below or not any(row[-1] for row in rows):
        kept.pop()
    if len(kept) < len(header):
        rows = [[row[index] for index in kept] for row in rows]
    right = frozenset(place for place, index in enumerate(kept) if index not in (1, 2, len(header) - 1))
    made = table(
        [header[index] for index in kept],
        rows,
        right=right,
        paint=paint_for(sys.stdout),
        columns=columns,
        title=policy.title + (f"（还有 {left} 处待定，不是最后的得分）" if left else ""),
    )
    brief = {each.unit: result_rows.remarks(each, _NAMED) for each in results} if below else {}
    return made + "".join(f"{unit}：{brief[unit]}\n" for unit, _ in below)


def _text(item: Any) -> str:
    from zhunsheng.engine.numbers import show

    return item if isinstance(item, str) else show(item)
