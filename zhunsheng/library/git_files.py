"""Files of an earlier revision of a policy, read with ``git show``: the one place that runs git.

In: a revision and a path. Out: bytes, or a coded error. Nothing is checked out and nothing is written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from attrs import frozen

from dsl.diagnostics import Bag
from zhunsheng.library import version_problems as problems

_SECONDS = 60
_NOTHING_RUNS = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


@frozen
class Revision:
    """A commit of the repository that holds a path."""

    root: Path
    commit: str
    name: str  # as the user wrote it

    def read(self, path: str) -> bytes | None:
        """Return a file of the commit, its path relative to the root; None where there is none."""
        return _git(self.root, "cat-file", "blob", f"{self.commit}:{path}")

    def is_folder(self, path: str) -> bool:
        """Tell whether the commit has a folder of this path."""
        return (_git(self.root, "cat-file", "-t", f"{self.commit}:{path}") or b"").strip() == b"tree"

    def relative(self, path: Path) -> str | None:
        """Return a path relative to the root, with slashes; None where it lies outside."""
        try:
            inside = Path(os.path.relpath(_real(path), self.root))
        except ValueError:  # another drive
            return None
        return None if inside.parts[:1] == ("..",) else inside.as_posix()


def find(path: Path, name: str, bag: Bag) -> Revision | None:
    """Return a revision of the repository in which a path lies; None, with the reason in ``bag``, where there is none."""
    if shutil.which("git") is None:
        bag.add(problems.no_git())
        return None
    root = _git(_existing(path), "rev-parse", "--show-toplevel")
    if root is None:
        bag.add(problems.not_a_repository(path.as_posix()))
        return None
    top = Path(os.fsdecode(root.rstrip(b"\r\n")))
    commit = None if name.startswith("-") else _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if commit is None:
        bag.add(problems.unknown_revision(name))
        return None
    return Revision(top, commit.decode().strip(), name)


def _existing(path: Path) -> Path:
    """Return the nearest folder above a path that is there: the policy may have been moved since."""
    place = _real(path)
    while not place.is_dir() and place != place.parent:
        place = place.parent
    return place


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Run git; None where it fails. The arguments are ours, a revision that could be an option was refused before.

    The repository may be a stranger's: nothing that its configuration names is run, and nothing is fetched.
    """
    try:
        done = subprocess.run(  # noqa: S603  no shell; a fixed program
            [shutil.which("git") or "git", *_NOTHING_RUNS, "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
