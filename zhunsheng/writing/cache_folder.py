"""The user's cache folder: what is kept there only saves time, and is nobody else's to write.

Parse tables are unpickled, and a pickle can run anything: so nothing is read from a folder or a file that anybody but the user could
have written, and nothing is written there either. Then everything is worked out anew, as without a cache.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_OWNED = hasattr(os, "getuid")  # elsewhere the folder of a profile is the user's own


def folder() -> Path | None:
    """Return the folder; None where the user wants none, or others could write there. RuntimeError where there is no home."""
    if os.environ.get("ZHUNSHENG_NO_CACHE"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    found = ((Path(base) if base else Path.home() / ".cache") / "zhunsheng").absolute()
    return found if _private(found) else None


def ours(file: Path) -> bool:
    """Whether nobody but the user could have written the file, or put it where it is."""
    return _own(file.parent.lstat(), stat.S_ISDIR) and _own(file.lstat(), stat.S_ISREG)


def read(file: Path) -> bytes | None:
    """Return what a file holds that nobody but the user could have written; None where there is none, or others could have."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    with os.fdopen(
        handle, "rb"
    ) as opened:  # what was looked at is what is read, whatever is put in its place meanwhile
        if _own(os.fstat(opened.fileno()), stat.S_ISREG) and _own(file.parent.lstat(), stat.S_ISDIR):
            return opened.read()
    return None


def _own(found: os.stat_result, sort: object) -> bool:
    assert callable(sort)
    if not _OWNED:
        return bool(sort(found.st_mode))
    return bool(sort(found.st_mode)) and found.st_uid == os.getuid() and not found.st_mode & _OTHERS


def _private(wanted: Path) -> bool:
    """Whether a folder, if it is there, is the user's alone, and nobody but the user and the system can put another in its place."""
    if not _OWNED:
        return True
    if wanted.is_symlink() or (wanted.exists() and not _own(wanted.lstat(), stat.S_ISDIR)):
        return False
    above = {*wanted.parents, *wanted.resolve().parents}
    return all(_guarded(each.stat()) for each in above if each.exists())


def _guarded(found: os.stat_result) -> bool:
    """Whether what stands in a folder can be replaced by its owner alone, who is the user or the system; as in /tmp, or more strictly."""
    return found.st_uid in (os.getuid(), 0) and (not found.st_mode & _OTHERS or bool(found.st_mode & stat.S_ISVTX))
