"""The only place that opens a fact sheet: a path in, bytes or a table out, never a traceback."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from attrs import evolve

from dsl import limits
from dsl.diagnostics import Bag, Diagnostic, Place
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.engine.sheets.tables import Table


def read_sheet(path: Path, bag: Bag) -> Table | None:
    """Open and read a fact sheet; None, with the reason in ``bag``, where it cannot be read."""
    found = Bag(settle=Place(path.as_posix(), "").of)
    data = read_bytes(path, found)
    table = None if data is None else read_table(data, path.name, found)
    bag.extend(found)
    return None if table is None or data is None else evolve(table, file=path.as_posix(), digest=digest_of(data))


def digest_of(data: bytes) -> str:
    """Return what a file is known by in what was made from it."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path, bag: Bag) -> bytes | None:
    """Return the content of a file of at most 64 MiB."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could be read for ever.
            bag.add(_not_regular(path, status.st_mode))
            return None
        with path.open("rb") as file:
            data = file.read(limits.SHEET_SIZE.most * 2**20 + 1)
    except (FileNotFoundError, NotADirectoryError):
        bag.add(problems.file_missing(str(path)))
    except (OSError, ValueError) as error:
        bag.add(problems.file_unreadable(str(path), why(error)))
    else:
        return _sized(data, path, bag)
    return None


def _not_regular(path: Path, mode: int) -> Diagnostic:
    if stat.S_ISDIR(mode):
        return problems.not_a_file(str(path))
    return problems.file_unreadable(str(path), "是设备或管道，不是文件")


def _sized(data: bytes, path: Path, bag: Bag) -> bytes | None:
    if not data:
        bag.add(problems.file_empty(str(path)))
        return None
    if len(data) > limits.SHEET_SIZE.most * 2**20:
        bag.add(problems.file_too_large(str(path), limits.SHEET_SIZE.most))
        return None
    return data


def why(error: Exception) -> str:
    """Return the reason of a failed call in Chinese, as far as it has one that a clerk can use."""
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, ValueError):
        return "文件名里有不允许的字符"
    return f"系统报告“{error.strerror or error}”" if isinstance(error, OSError) else str(error)
