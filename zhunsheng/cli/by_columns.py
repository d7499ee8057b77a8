"""``score --engine columns``: a large CSV in, the ranked CSV out. What columns cannot do is said, and every unit is scored by itself."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from compiler import core
from zhunsheng.cli import problems
from zhunsheng.cli.reading import Back
from zhunsheng.cli.shell import Report, Shell
from zhunsheng.engine.files import digest_of, read_bytes
from zhunsheng.scoring.population import unsettled


@frozen
class Made:
    """The results as CSV, and what is said in the terminal."""

    data: bytes
    said: str


def by_columns(
    policy: core.Policy,
    facts: Path,
    sheet: str,
    output: Path | None,
    shell: Shell,
    back: Back | None,
    *,
    traced: bool,
    duckdb: bool = False,
) -> Made | None:
    """Score in columns; None, with the reason told, where units are to be scored one by one. Errors of the sheet end the command."""
    try:
        from zhunsheng.columns import output as writing
        from zhunsheng.columns import scoring
        from zhunsheng.columns import sheet as reading

        if duckdb:
            from zhunsheng.columns import duck  # noqa: F401  to know whether its libraries are there
    except ImportError:
        shell.refuse(problems.no_duckdb() if duckdb else problems.no_columns())
    why = _unasked(facts, sheet, output, traced, shell) or scoring.unfit(policy)
    data = None if why else read_bytes(facts, shell.bag)
    shell.stop_if_failed()
    cells = why if data is None else reading.read(data, facts)
    rows = None if back is None else back.rows
    found = (
        cells
        if isinstance(cells, str)
        else scoring.score_sheet(policy, cells, shell.bag, strict=shell.strict, back=rows, duckdb=duckdb)
    )
    if isinstance(found, str):
        shell.tell([problems.not_in_columns(found)])
        return None
    assert data is not None
    if shell.strict:
        shell.tell(unsettled(found.others))
    shell.stop_if_failed()
    if back is not None:
        back.table = found.table
    columns, others = found.frame.height, len(found.others)
    said = f"共 {columns + others} 个单位：按列评 {columns} 个，逐个评 {others} 个。\n"
    return Made(writing.csv_bytes(policy, found, digest_of(data)), said)


def _unasked(facts: Path, sheet: str, output: Path | None, traced: bool, shell: Shell) -> str:
    """Why this call is not for columns; empty where it is."""
    if facts.suffix.lower() != ".csv" or sheet:
        return "填报表不是 CSV"
    if output is None or output.suffix.lower() != ".csv" or traced:
        return "结果不写成 CSV（-o 结果.csv）"
    return "" if shell.format is Report.TEXT else "要给出每个单位的结果"
