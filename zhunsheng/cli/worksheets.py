"""A fact sheet by name: the engine reads the first worksheet that fits, ``--sheet`` asks for another."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from zhunsheng import problems
from zhunsheng.cli.shell import Shell
from zhunsheng.engine import files

if TYPE_CHECKING:
    from zhunsheng.engine.sheets.tables import Table


def read_table(path: Path, sheet: str, shell: Shell) -> Table | None:
    """Read a fact sheet; None, with the reason told, where it cannot be read."""
    if not sheet:
        return files.read_sheet(path, shell.bag)
    data = files.read_bytes(path, shell.bag)
    if data is None:
        return None
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        shell.refuse(problems.no_such_sheet(sheet, "", ()))
    from zhunsheng.engine.sheets import xlsx_sheets

    sheets = xlsx_sheets.sheets_of(data, path.name, shell.bag)
    if sheets is None:
        return None
    by_name = {each.name: each for each in sheets}
    if sheet not in by_name:
        near = get_close_matches(sheet, list(by_name), 1, 0.5)
        shell.refuse(problems.no_such_sheet(sheet, near[0] if near else "", tuple(by_name)))
    table = xlsx_sheets.table_of(by_name[sheet], path.name, shell.bag)
    return None if table is None else evolve(table, file=path.as_posix(), digest=files.digest_of(data))
