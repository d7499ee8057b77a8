"""The one function that writes a file. A file is whole or not there: it is written beside its place and then moved."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from dsl.diagnostics import Bag, Diagnostic
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.files import why


class _Unmade(Exception):
    """What was to be written could not be made: no fault of the place it goes to."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def write_whole(path: Path, data: bytes | Iterable[bytes], bag: Bag) -> bool:
    """Write a file completely or not at all; False, with the reason in ``bag``, where it cannot be written.

    ``data`` may be chunks, made as they are written; an error in making them is raised, and nothing is written.
    """
    try:
        target = path.resolve()  # a link stays a link: what it points to is replaced
        if target.exists() and not target.is_file():
            bag.add(problems.target_not_a_file(str(path)))
            return False
        _replace(target, [data] if isinstance(data, bytes) else _made(data))
    except _Unmade as unmade:
        raise unmade.error from None
    except (OSError, ValueError, RuntimeError) as error:
        bag.add(_refused(path, error))
        return False
    return True


def _made(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except Exception as error:
        raise _Unmade(error) from error


def _replace(target: Path, chunks: Iterable[bytes]) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")  # short: the target's name may use all of the 255 bytes
    try:
        with beside.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())  # a full disk may show only here, and must show before the old file is gone
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _refused(path: Path, error: Exception) -> Diagnostic:
    name = str(path)
    code = error.errno if isinstance(error, OSError) else None
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return problems.no_folder(name)
    if isinstance(error, PermissionError) or code == errno.EROFS:
        return problems.not_permitted(name)
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return problems.disk_full(name)
    return problems.write_failed(name, why(error))
