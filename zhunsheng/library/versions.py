"""Two versions of a policy, read: folders, files, or revisions of git written ``版本:路径``.

In: what the user wrote. Out: ``Loaded`` policies and, compiled, a ``Comparison``. A path that is there is a path, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from attrs import frozen

from compiler import core
from compiler.compare import Comparison
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.documents import front_matter
from dsl.source import Source
from zhunsheng.library import git_files, policies
from zhunsheng.library import version_problems as problems

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")  # C:\\policies is a path, not a revision called C


@frozen
class Version:
    """One version: how messages call it, and what was read."""

    name: str
    loaded: policies.Loaded


def read(written: str, bag: Bag) -> Version | None:
    """Read a version: a path, or ``REV:path``; None, with the reason in ``bag``, where there is none."""
    path = Path(written)
    revision, colon, inside = written.partition(":")
    if not colon or not inside or _exists(path) or _DRIVE.match(written):
        return Version(policies.shown(path), policies.load(path))
    return read_revision(Path(inside), revision, bag)


def read_revision(path: Path, name: str, bag: Bag) -> Version | None:
    """Read a policy as a revision has it."""
    revision = git_files.find(path, name, bag)
    if revision is None:
        return None
    place = revision.relative(path)
    if place is not None and revision.is_folder(place):
        place = (PurePosixPath(place) / policies.FILE).as_posix()
    data = None if place is None else revision.read(place)
    if place is None or data is None:
        bag.add(problems.not_in_revision(name, path.as_posix()))
        return None
    return Version(f"{name}:{path.as_posix()}", _loaded(revision, place, data))


def _loaded(revision: git_files.Revision, place: str, data: bytes) -> policies.Loaded:
    bag, file = Bag(), PurePosixPath(place)
    shown = f"{revision.name}:{place}"
    slug = file.parent.name if file.name == policies.FILE else file.stem
    text = policies.decoded(data, shown, bag)
    if text is None:
        return policies.Loaded(Path(place), slug, None, tuple(bag))
    policy = Source(shown, text)
    original = _original(revision, file.parent, policy, bag)
    return policies.Loaded(Path(place), slug, PolicyText(slug, policy, original), tuple(bag))


def _original(revision: git_files.Revision, folder: PurePosixPath, policy: Source, bag: Bag) -> Source | None:
    """Read the source text of the same revision; the compiler says so where there is none."""
    front = front_matter.read(policy, Bag())
    named = front.values.get("原文") if front else None
    if named is None or not named.text or ".." in PurePosixPath(named.text).parts:
        return None
    place = (folder / named.text).as_posix()
    data = revision.read(place)
    text = None if data is None else policies.decoded(data, f"{revision.name}:{place}", bag)
    return None if text is None else Source(f"{revision.name}:{place}", text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


# ------------------------------------------------------------------------------------------------------------ comparison


def renames(written: Sequence[str], old: core.Policy, new: core.Policy, bag: Bag) -> dict[str, str]:
    """Read ``旧名=新名``; what names no fact is reported."""
    found: dict[str, str] = {}
    for text in written:
        before, equals, after = (part.strip() for part in text.replace("＝", "=").partition("="))
        if not (before and equals and after):
            bag.add(problems.bad_rename(text))
            continue
        for name, policy, which in ((before, old, "旧版"), (after, new, "新版")):
            if name not in policy.named:
                bag.add(problems.unknown_rename(name, which, list(policy.named)))
        found[before] = after
    return found


def compare(old: core.Policy, new: core.Policy, names: Mapping[str, str], bag: Bag) -> Comparison | None:
    """Compare two versions; None, reported, where they are not versions of one policy."""
    from compiler.compare import compare as compared

    found = compared(old, new, names)
    if found.clauses and not any(each.old is not None and each.new is not None for each in found.clauses):
        bag.add(problems.nothing_in_common(old.title, new.title))
        return None
    return found
