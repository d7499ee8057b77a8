"""Note of files that have no room for a mark (CSV), in the user's cache folder: path → which command wrote which bytes.

Without the note, as on another machine, such a file counts as somebody else's: that asks once too often, and loses nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from zhunsheng.writing import atomic, cache_folder


def noted(path: Path, by: str) -> bool:
    """Whether this command wrote the file as it is now."""
    with contextlib.suppress(RuntimeError):
        place = _place(path)
        if place is not None and place.is_file() and cache_folder.ours(place):
            return place.read_text(encoding="utf-8") == _said(path, by)
    return False


def note(path: Path, by: str) -> None:
    """Keep note of a file that was just written; a run that cannot works all the same."""
    with contextlib.suppress(OSError, RuntimeError):
        place = _place(path)
        if place is not None:
            atomic.ensure_folder(place.parent)
            atomic.replace(place, _said(path, by).encode())


def _place(path: Path) -> Path | None:
    base = cache_folder.folder()
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return None if base is None else base / "written" / name


def _said(path: Path, by: str) -> str:
    with path.open("rb") as file:
        return f"{by} {hashlib.file_digest(file, 'sha256').hexdigest()}"
