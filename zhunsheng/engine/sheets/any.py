"""Bytes and a file name in, a neutral table out: CSV, XLSX or JSON.

The name's ending says what the file is, and the first bytes must agree: a workbook renamed to .csv is not read as text.
"""

from __future__ import annotations

from pathlib import PurePath

from dsl.diagnostics import Bag
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets.csv_sheets import read_csv
from zhunsheng.engine.sheets.json_sheets import read_json
from zhunsheng.engine.sheets.tables import Table
from zhunsheng.engine.sheets.xlsx_sheets import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
_ZIP = b"PK\x03\x04"
_TEXT = {".csv": read_csv, ".tsv": read_csv, ".txt": read_csv, ".json": read_json}
_WORKBOOK = (".xlsx", ".xlsm")


def read_table(data: bytes, name: str, bag: Bag) -> Table | None:
    """Read a fact sheet; None, with the reason in ``bag``, where it cannot be read."""
    ending = PurePath(name).suffix.lower()
    if not data:
        bag.add(problems.file_empty(name))
    elif data.startswith(_OLE) or ending == ".xls":
        bag.add(problems.old_xls(name))
    elif ending in _WORKBOOK:
        return read_xlsx(data, name, bag)
    elif ending not in _TEXT:
        bag.add(
            problems.file_type(name, f"的扩展名是“{ending}”，不是填报表" if ending else "没有扩展名，看不出是什么文件")
        )
    elif data.startswith(_ZIP):
        bag.add(problems.file_type(name, f"的内容是 Excel 工作簿，扩展名却是“{ending}”"))
    else:
        return _TEXT[ending](data, name, bag)
    return None
