"""What a verdict or a meaning that is kept between runs depends on, as one digest: a policy's texts, this program, its environment.

Change a character of either text, a file of the program or what is installed, and it is another digest: nothing that was kept is found.
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

_PACKAGES = ("dsl", "compiler", "zhunsheng", "grammar")


def of(loaded: Loaded) -> str | None:
    """Return the digest of a policy; None where it has no source text, or something was found while reading, which must be told again.

    OSError where the program's files cannot be looked at.
    """
    if loaded.text is None or loaded.text.original is None or loaded.findings:
        return None
    made = hashlib.sha256(program())
    for each in attrs.fields(type(loaded.text)):  # all that the compiler is given, whatever that will be
        given = getattr(loaded.text, each.name)
        text = given.text if isinstance(given, Source) else repr(given)
        made.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return made.hexdigest()


@cache
def program() -> bytes:
    """A digest of what decides: this program's files by size and times, Python, and what is installed."""
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
                # The time of the last change of a file cannot be set back, as that of its text can.
                found.append(f"{each.path}:{known.st_size}:{known.st_mtime_ns}:{known.st_ctime_ns}")
    return found
