"""Remembers which policies were found to be without any finding, so that ``check`` need not look again.

A policy is remembered under its digest (``digests.py``). Only what is clean is remembered, so there is nothing to show wrongly.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from zhunsheng.library import digests
from zhunsheng.library.policies import Loaded
from zhunsheng.writing import atomic, cache_folder

_MOST = 2000  # remembered policies; then the folder begins anew


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
        atomic.make_room(mark.parent, _MOST)
        atomic.touch_own(mark)


def _mark(loaded: Loaded) -> Path | None:
    base, name = cache_folder.folder(), digests.of(loaded)
    return None if base is None or name is None else base / "clean" / name
