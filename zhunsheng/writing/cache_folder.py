"""The user's cache folder: what is kept there only saves time, and is nobody else's to write."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def folder() -> Path | None:
    """Return the folder; None where the user wants none. RuntimeError where there is no home."""
    if os.environ.get("ZHUNSHENG_NO_CACHE"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "zhunsheng"


def ours(file: Path) -> bool:
    """Whether nobody but the user could have written the file."""
    if not hasattr(os, "getuid"):
        return True  # the folder of a Windows profile is the user's own
    found = file.lstat()
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_uid == os.getuid()
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
