"""Keeps the parse tables between runs, in the user's cache folder; a run that cannot keep them works all the same.

The file is named after the grammar and the version of Lark, so a new grammar never meets old tables.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import cache
from pathlib import Path

from dsl import parser
from zhunsheng.writing import atomic, cache_folder


@cache
def warm() -> None:
    """Use kept parse tables; make and keep them where there are none."""
    with contextlib.suppress(OSError, RuntimeError):  # no home folder, no permission, full disk: parse without a cache
        folder = cache_folder.folder()
        if folder is None:
            return
        key = f"{sys.version}\n{parser.tables_key()}"
        file = folder / f"grammar-{hashlib.sha256(key.encode()).hexdigest()[:16]}.tables"
        kept = cache_folder.read(file)  # what it holds is unpickled
        if kept is not None:
            with contextlib.suppress(ValueError):
                parser.use_tables(kept)
                return
        _keep(file)


def _keep(file: Path) -> None:
    """Write whole or not at all: another run may read the file at the same time."""
    atomic.ensure_folder(file.parent)
    atomic.replace(file, parser.save_tables())
