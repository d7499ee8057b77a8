"""Keeps the parse tables between runs, in the user's cache folder; a run that cannot keep them works all the same.

The file is named after the grammar and the version of Lark, so a new grammar never meets old tables.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from functools import cache
from pathlib import Path

from dsl import parser


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "zhunsheng"


@cache
def warm() -> None:
    """Use kept parse tables; make and keep them where there are none."""
    if os.environ.get("ZHUNSHENG_NO_CACHE"):
        return
    with contextlib.suppress(OSError, RuntimeError):  # no home folder, no permission, full disk: parse without a cache
        key = f"{sys.version}\n{parser.tables_key()}"
        file = _folder() / f"grammar-{hashlib.sha256(key.encode()).hexdigest()[:16]}.tables"
        if file.is_file() and _ours(file):
            with contextlib.suppress(ValueError):
                parser.use_tables(file.read_bytes())
                return
        _keep(file)


def _ours(file: Path) -> bool:
    """Whether nobody but the user could have written the file: what it holds is unpickled."""
    if not hasattr(os, "getuid"):
        return True  # the folder of a Windows profile is the user's own
    found = file.lstat()
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_uid == os.getuid()
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


def _keep(file: Path) -> None:
    """Write whole or not at all: another run may read the file at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(parser.save_tables())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
