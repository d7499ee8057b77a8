"""Remembers which policies were found to be without any finding, so that ``check`` need not look again.

A policy is remembered under a digest of its two texts, of this program's files and of the environment they run in: change a
character of either, and it is looked at. Only what is clean is remembered, so there is nothing to show wrongly.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from functools import cache
from pathlib import Path

import attrs

from dsl.source import Source
from zhunsheng.library.policies import Loaded
from zhunsheng.writing import atomic, cache_folder

_MOST = 2000  # remembered policies; then the folder begins anew
_PACKAGES = ("dsl", "compiler", "zhunsheng", "grammar")


def known(loaded: Loaded) -> bool:
    """Whether this very policy was found clean before."""
    with contextlib.suppress(OSError, RuntimeError):
        mark = _mark(loaded)
        return mark is not None and mark.is_file() and cache_folder.ours(mark)
    return False


def remember(loaded: Loaded) -> None:
    """Remember that nothing was found; a run that cannot works all the same."""
    with contextlib.suppress(OSError, RuntimeError):
        mark = _mark(loaded)
        if mark is None:
            return
        atomic.ensure_folder(mark.parent)
        marks = list(mark.parent.iterdir())
        if len(marks) >= _MOST:
            for each in marks:
                atomic.forget(each)
        atomic.touch_own(mark)


def _mark(loaded: Loaded) -> Path | None:
    base = cache_folder.folder()
    if base is None or loaded.text is None or loaded.text.original is None or loaded.findings:
        return None
    made = hashlib.sha256(_program())
    for each in attrs.fields(type(loaded.text)):  # all that the compiler is given, whatever that will be
        given = getattr(loaded.text, each.name)
        text = given.text if isinstance(given, Source) else repr(given)
        made.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return base / "clean" / made.hexdigest()


@cache
def _program() -> bytes:
    """A digest of what decides a verdict: this program's files by size and time, Python, and what is installed."""
    root = Path(__file__).parents[2]
    said = [sys.version, str(root), str(Path(os.__file__).stat().st_mtime_ns)]
    said += [f"{path}:{_when(path)}" for path in sys.path if path.endswith("-packages")]
    for package in _PACKAGES:
        said += sorted(_files(str(root / package)))
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).digest()


def _when(path: str) -> int:
    with contextlib.suppress(OSError):
        return Path(path).stat().st_mtime_ns
    return 0


def _files(folder: str) -> list[str]:
    found = []
    with os.scandir(folder) as inside:
        for each in inside:
            if each.is_dir(follow_symlinks=False):
                found += [] if each.name == "__pycache__" else _files(each.path)
            else:
                known = each.stat()
                found.append(f"{each.path}:{known.st_size}:{known.st_mtime_ns}")
    return found
