"""How reports for other programs name files: relative to where the command was called, with slashes, whole as UTF-8."""

from __future__ import annotations

import os
from pathlib import Path


def relative(name: str) -> str:
    """Return a file's name without any absolute part; on another drive only the last part of it."""
    path = Path(name)
    if path.is_absolute():
        try:
            path = Path(os.path.relpath(path))
        except ValueError:  # another drive
            path = Path(path.name)
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")
