"""Kept files are unpickled: nothing is read from, or written to, what others could have written."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from dsl import parser
from zhunsheng.library import grammar_cache
from zhunsheng.writing import cache_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions are others")


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that would be used; below it nothing is there yet."""
    monkeypatch.delenv("ZHUNSHENG_NO_CACHE", raising=False)
    return Path(os.environ["XDG_CACHE_HOME"]) / "zhunsheng"


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was unpickled, in order."""
    found: list[bytes] = []
    monkeypatch.setattr(parser, "use_tables", found.append)
    return found


def warm() -> None:
    grammar_cache.warm.cache_clear()
    grammar_cache.warm()


def stranger(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Make one path look as if another user owned it."""
    real_lstat, real_stat, real_fstat = Path.lstat, Path.stat, os.fstat
    number = path.stat().st_ino

    def foreign(found: os.stat_result) -> os.stat_result:
        if found.st_ino != number:
            return found
        values = list(found)
        values[stat.ST_UID] = os.getuid() + 1
        return os.stat_result(values)

    monkeypatch.setattr(Path, "lstat", lambda self: foreign(real_lstat(self)))
    monkeypatch.setattr(Path, "stat", lambda self, **more: foreign(real_stat(self, **more)))
    monkeypatch.setattr(os, "fstat", lambda handle: foreign(real_fstat(handle)))


def test_what_the_user_kept_is_used(cache: Path, used: list[bytes]) -> None:
    warm()
    assert used == [] and cache.stat().st_mode & 0o777 == 0o700
    warm()
    (kept,) = cache.glob("*.tables")
    assert used == [kept.read_bytes()] and kept.stat().st_mode & 0o777 == 0o600


def _file(cache: Path) -> Path:
    return next(cache.glob("*.tables"))


PLACES: dict[str, Callable[[Path], Path]] = {
    "file": _file,
    "folder": lambda cache: cache,
    "above": lambda cache: cache.parent,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_what_others_can_write_is_not_read(cache: Path, used: list[bytes], place: str, mode: int) -> None:
    warm()
    PLACES[place](cache).chmod(mode)
    warm()
    assert used == []


@pytest.mark.parametrize("place", PLACES)
def test_what_others_own_is_not_read(
    cache: Path, used: list[bytes], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm()
    stranger(monkeypatch, PLACES[place](cache))
    warm()
    assert used == []


def test_a_pickle_of_a_stranger_does_not_run(cache: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(cache.parent / "ran"),)

    warm()
    file = _file(cache)
    file.write_bytes(pickle.dumps(Evil()))
    file.chmod(0o666)
    warm()
    assert not (cache.parent / "ran").exists()


def test_a_link_is_not_followed(cache: Path, used: list[bytes], tmp_path: Path) -> None:
    warm()
    file = _file(cache)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    warm()
    assert used == []
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    cache.rename(tmp_path / "kept")
    cache.symlink_to(elsewhere)
    assert cache_folder.folder() is None


def test_nothing_is_written_where_others_can_write(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    warm()
    assert list(cache.iterdir()) == [] and cache_folder.folder() is None


def test_a_folder_for_everybody_will_do_above_if_only_owners_can_remove(cache: Path, used: list[bytes]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.parent.chmod(0o1777)
    warm()
    warm()
    assert len(used) == 1
