"""What is done to the disk, act by act. Everything is written beside its place first and moved there when it is whole.

A run that is killed leaves at most a ``.zhunsheng-…`` beside the place; nothing reads it. Raises ``OSError``, and whatever making the
content raises.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Chunks = Iterable[bytes]


def beside(target: Path) -> Path:
    """Return a free name in the folder of a file; short, because the file's own name may use all of the 255 bytes."""
    return target.with_name(f".zhunsheng-{os.urandom(8).hex()}")


def stage(target: Path, chunks: Chunks) -> Path:
    """Write the content beside the target, down to the disk, and return where; on any error nothing is left."""
    place = beside(target)
    try:
        _write(place, chunks)
        if target.exists():
            place.chmod(target.stat().st_mode & 0o7777)
    except BaseException:
        drop(place)
        raise
    return place


def _write(place: Path, chunks: Chunks) -> None:
    with place.open("xb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())  # a full disk may show only here, and must show before the old file is gone


def settle(place: Path, target: Path, *, new: bool) -> None:
    """Move what was staged to its place. With ``new``, nothing is replaced: FileExistsError where another was quicker."""
    if new and _linked(place, target):
        place.unlink()
    else:
        place.replace(target)


def _linked(place: Path, target: Path) -> bool:
    try:
        os.link(place, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # a disk without hard links
        if os.path.lexists(target):
            raise FileExistsError(str(target)) from None
        return False
    return True


def keep(target: Path) -> Path | None:
    """Give an existing file a second name beside it, to go back to; None where there is none."""
    if not target.exists():
        return None
    place = beside(target)
    try:
        os.link(target, place)
    except (OSError, AttributeError, NotImplementedError):  # a disk without hard links
        return stage(place, [target.read_bytes()])
    return place


def restore(kept: Path | None, target: Path) -> None:
    """Go back to what was kept, as far as that is possible."""
    with contextlib.suppress(OSError):
        target.unlink() if kept is None else kept.replace(target)


def drop(place: Path) -> None:
    """Remove what was staged, as far as that is possible."""
    with contextlib.suppress(OSError):
        place.unlink()


def replace(target: Path, data: bytes) -> None:
    """Write a file whole, which is the user's alone; whatever was there is gone. For what only saves time."""
    place = stage(target, [data])
    try:
        place.chmod(0o600)
        settle(place, target, new=False)
    except BaseException:
        drop(place)
        raise


def make_folder(folder: Path, texts: Mapping[Path, bytes]) -> None:
    """Make a folder with these files, paths relative to it, all or nothing; FileExistsError where there is one with anything in it."""
    place = beside(folder)
    try:
        place.mkdir()
        for name, data in texts.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            _write(place / name, [data])
        try:
            place.rename(folder)
        except OSError as error:
            if os.path.lexists(folder):
                raise FileExistsError(str(folder)) from error
            raise
    except BaseException:
        _clear(place)
        raise


def _clear(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def ensure_folder(folder: Path) -> None:
    """Make a folder of the cache, which is the user's alone whatever the umask."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def touch_own(file: Path) -> None:
    """Make an empty file that only the user may write."""
    file.touch(mode=0o600)


def make_room(folder: Path, most: int) -> None:
    """Empty a folder of the cache that holds so many files: what is wanted again is made again."""
    files = list(folder.iterdir())
    if len(files) >= most:
        for each in files:
            forget(each)


def forget(file: Path) -> None:
    """Remove a file of the cache."""
    file.unlink(missing_ok=True)
