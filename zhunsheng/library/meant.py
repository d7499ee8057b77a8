"""Keeps what policies mean, their Core, so that ``score`` need not compile a policy that it has scored with before.

A Core is kept under the digest of its policy (``digests.py``), and only where compiling it found nothing at all: so there is no finding
that a later run would have to tell, and none that it could tell wrongly.
"""

from __future__ import annotations

import contextlib
import hashlib
import pickle
from pathlib import Path

from compiler import core
from zhunsheng.library import digests
from zhunsheng.library.policies import Loaded
from zhunsheng.writing import atomic, cache_folder

_MOST = 50  # policies kept; then the folder begins anew
_LARGEST = 4 * 2**20  # bytes; unpickling more takes its time too
_MARK = 32  # bytes of the digest that stands before the pickle: half a file is none


def recall(loaded: Loaded) -> core.Policy | None:
    """Return the Core that was kept of this very policy; None where there is none, or others could have written it."""
    with contextlib.suppress(OSError, RuntimeError):
        place = _place(loaded)
        kept = None if place is None else cache_folder.read(place)
        if kept is not None and hashlib.sha256(kept[_MARK:]).digest() == kept[:_MARK]:
            found = pickle.loads(kept[_MARK:])  # noqa: S301  # the user's own: see cache_folder
            return found if isinstance(found, core.Policy) else None
    return None


def keep(loaded: Loaded, policy: core.Policy) -> None:
    """Keep the Core of a policy in which nothing was found; a run that cannot works all the same."""
    with contextlib.suppress(OSError, RuntimeError):  # RecursionError is a RuntimeError
        place = _place(loaded)
        made = None if place is None else pickle.dumps(policy, pickle.HIGHEST_PROTOCOL)
        if place is None or made is None or len(made) > _LARGEST:
            return
        atomic.ensure_folder(place.parent)
        atomic.make_room(place.parent, _MOST)
        atomic.replace(place, hashlib.sha256(made).digest() + made)


def _place(loaded: Loaded) -> Path | None:
    base, name = cache_folder.folder(), digests.of(loaded)
    return None if base is None or name is None else base / "meant" / name
