"""Keeps compiled patterns between runs, in the user's cache folder; a run that cannot keep them works all the same.

The file is named after the version of Python. Patterns are found by their text, so that whoever changes one meets no old one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dsl import patterns
from zhunsheng.writing import atomic, cache_folder

_DIGEST = 32  # bytes that stand before what is kept: half a file is none


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Use kept patterns, and keep those that were new."""
    place = _warm()
    yield
    with contextlib.suppress(OSError):
        new = patterns.save() if place is not None else None
        if place is not None and new is not None:
            atomic.ensure_folder(place.parent)
            atomic.replace(place, hashlib.sha256(new).digest() + new)


@cache
def _warm() -> Path | None:
    with contextlib.suppress(OSError, RuntimeError):  # no home folder, no permission
        folder = cache_folder.folder()
        if folder is None:
            return None
        place = folder / f"patterns-{hashlib.sha256(sys.version.encode()).hexdigest()[:16]}.tables"
        found = cache_folder.read(place)
        whole = found is not None and hashlib.sha256(found[_DIGEST:]).digest() == found[:_DIGEST]
        with contextlib.suppress(ValueError):
            patterns.use(found[_DIGEST:] if found is not None and whole else None)
        return place
    return None
