"""Keeps the parser's tables between runs in the user's cache folder: building them is a third of the time of a short run.

A file is only used when it is ours: owned by this user, writable by nobody else, and named after the digest of the grammar
and of Lark's version. Nothing that goes wrong here matters: the tables are then built anew. ``ZHUNSHENG_CACHE`` names
another folder; empty, it turns this off.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import sys
from functools import cache
from pathlib import Path

from dsl import parser


@cache
def prepare() -> None:
    """Take the parser's tables from the cache, or put them there."""
    folder = cache_folder()
    if folder is None:
        return
    # The pickled tables hold objects of this Python; another version has its own.
    key = f"{parser.tables_key()}\n{sys.version}"
    path = folder / f"lalr-{hashlib.sha256(key.encode()).hexdigest()[:24]}.bin"
    with contextlib.suppress(OSError, ValueError):
        if _trusted(path):
            parser.use_tables(path.read_bytes())
            return
    with contextlib.suppress(OSError, ValueError):
        _keep(path, parser.save_tables())


def cache_folder() -> Path | None:
    """Return the folder for what can be built again; None where it is turned off or there is no home."""
    given = os.environ.get("ZHUNSHENG_CACHE")
    if given is not None:
        return Path(given) if given else None
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "zhunsheng"
    except RuntimeError:  # no home
        return None


def _trusted(path: Path) -> bool:
    """Whether only this user can have written the file: tables are unpickled."""
    try:
        about = path.lstat()
    except OSError:
        return False
    if not stat.S_ISREG(about.st_mode):
        return False
    return os.name == "nt" or (about.st_uid == os.getuid() and not about.st_mode & 0o022)


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
