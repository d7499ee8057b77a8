"""The only place that opens a policy: a path in, decoded texts out, never a traceback.

A policy is a folder with ``policy.md`` and its source text. UTF-8 with or without a byte order mark is read as it is,
GB18030 (what older Chinese editors write) with a note; line ends become LF, so that one policy has one digest on every
system. The source text must lie in the policy's folder: a policy never makes us read other files.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from compiler.policy_text import PolicyText
from dsl import limits
from dsl.diagnostics import Bag, Diagnostic, Label
from dsl.documents import front_matter
from dsl.source import Source
from zhunsheng import problems

if TYPE_CHECKING:
    from compiler.pipeline import Compiled

FILE = "policy.md"
SCENARIOS = "scenarios.md"  # may stand beside it
COMPANIONS = ("scenarios.md", "rules.md")  # Markdown beside a policy that is none
_MISSING = "E022-source-missing"


@frozen(repr=False, eq=False)
class Loaded:
    """A policy as read. ``text`` is None where the file could not be read; ``findings`` says why."""

    path: Path
    slug: str
    text: PolicyText | None
    findings: tuple[Diagnostic, ...] = ()
    source_failed: bool = False  # the source text is named, but ``findings`` already says why it is not there

    def compile(self, *, thorough: bool = False) -> Compiled | None:
        """Compile; the result's bag begins with what was found while reading. None where there is no text.

        ``thorough``: with the checks that take time.
        """
        if self.text is None:
            return None
        # Here, not above: a policy that is only looked up (zhunsheng/library/clean.py) needs no compiler.
        from zhunsheng.library import pattern_cache

        with pattern_cache.kept():  # before the compiler: its modules make patterns
            from compiler.pipeline import compile_policy
            from zhunsheng.library import grammar_cache

            grammar_cache.warm()
            made = compile_policy(self.text, thorough=thorough)
        found = [each for each in made.bag if not (self.source_failed and each.code == _MISSING)]
        bag = Bag([*self.findings, *found])
        return evolve(made, bag=bag, policy=None if bag.failed else made.policy)


def load(path: Path | str) -> Loaded:
    """Read one policy: its folder, its policy file, or any file beside it. Never raises for what is wrong with the files."""
    path = Path(path)
    file = path / FILE if path.is_dir() else _policy_of(path)
    slug = _slug(file)
    if file != path and not file.exists():
        return Loaded(file, slug, None, (problems.no_policy_here(shown(path)),))
    bag = Bag()
    text = read_text(file, bag)
    if text is None:
        return Loaded(file, slug, None, tuple(bag))
    policy = Source(shown(file), text)
    before = bag.failed
    original = _original(file, policy, bag)
    return Loaded(file, slug, PolicyText(slug, policy, original), tuple(bag), source_failed=bag.failed and not before)


def _policy_of(file: Path) -> Path:
    """Return the policy that a file belongs to: a source text or a fact sheet to the policy beside it.

    A hook hands over the files that changed, and a policy has changed when its source has. Other Markdown is a policy.
    """
    beside = file.with_name(FILE)
    belongs = file.suffix.lower() != ".md" or file.name in COMPANIONS
    return beside if belongs and file.is_file() and beside.is_file() else file


def load_all(path: Path | str) -> list[Loaded]:
    """Read a policy, or every policy of a folder of policies, by name."""
    path = Path(path)
    if path.is_dir() and not (path / FILE).exists():
        inside = sorted(folder for folder in _folders(path) if (folder / FILE).is_file())
        if inside:
            return [load(folder) for folder in inside]
    return [load(path)]


def read_beside(loaded: Loaded, name: str, bag: Bag) -> Source | None:
    """Read a text file that may stand beside a policy; None where there is none, or it cannot be read (reported)."""
    place = loaded.path.parent / name
    text = read_text(place, bag) if _exists(place) else None
    return None if text is None else Source(shown(place), text)


def files_of(text: PolicyText) -> tuple[Path, ...]:
    """Return the files that a policy consists of: no command writes what it reads."""
    file = Path(text.policy.name)
    more = () if text.original is None else (Path(text.original.name),)
    return (file, *more, file.with_name(SCENARIOS))


def shown(path: Path) -> str:
    """Return a path as messages name it: relative to the current directory where it lies below it, with slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = ".."
    name = path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
    # A name that is no text in the system's encoding must still be printable.
    return name.encode("utf-8", "replace").decode("utf-8")


def _folders(path: Path) -> list[Path]:
    try:
        return [each for each in path.iterdir() if each.is_dir() and not each.name.startswith(".")]
    except OSError:
        return []


def _slug(file: Path) -> str:
    absolute = file.absolute()
    return absolute.parent.name if file.name == FILE else absolute.stem


# -------------------------------------------------------------------------------------------------------------- reading


def _original(file: Path, policy: Source, bag: Bag) -> Source | None:
    """Read the source text that the front matter names; None where it names none or it cannot be read."""
    # The front matter is read twice: here only for one key, so what is wrong with it is left to the compiler.
    front = front_matter.read(policy, Bag())
    named = front.values.get("原文") if front else None
    if named is None or not named.text:
        return None
    at = Label(policy, named.span)
    place = file.parent / named.text
    if not _inside(place, file.parent):
        bag.add(problems.source_outside(named.text, at))
        return None
    if not _exists(place):
        return None  # the compiler reports it
    if _is_policy(place, file):
        bag.add(problems.source_is_policy(named.text, at))
        return None
    text = read_text(place, bag, at)
    return None if text is None else Source(shown(place), text)


def _inside(place: Path, folder: Path) -> bool:
    """Whether a path, links followed, lies in the folder."""
    try:
        return place.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL in the name
        return False


def _is_policy(place: Path, file: Path) -> bool:
    """Whether a path leads to the policy file itself."""
    try:
        return place.samefile(file)
    except OSError:
        return False


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):
        return False


def read_text(path: Path, bag: Bag, at: Label | None = None) -> str | None:
    """Read a text file; None, with the reason in ``bag``, where it is no readable text."""
    data = read_bytes(path, bag, at)
    if data is None:
        return None
    return decoded(data, shown(path), bag, at)


def decoded(data: bytes, name: str, bag: Bag, at: Label | None = None) -> str | None:
    """Return bytes as text with plain line ends; None, with the reason in ``bag``, where they are no text."""
    text = _decode(data, name, bag, at)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path, bag: Bag, at: Label | None = None) -> bytes | None:
    """Read a file of at most 64 MiB; None, with the reason in ``bag``, where that is not possible."""
    name = shown(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe or a device could be read for ever.
            bag.add(problems.unreadable(name, "是文件夹或设备，不是文件", at))
            return None
        with path.open("rb") as file:
            data = file.read(limits.FILE_SIZE.most * 2**20 + 1)
    except (FileNotFoundError, NotADirectoryError):
        bag.add(problems.file_missing(name, at))
    except (OSError, ValueError) as error:
        bag.add(problems.unreadable(name, _why(error), at))
    else:
        if len(data) <= limits.FILE_SIZE.most * 2**20:
            return data
        bag.add(problems.too_large(name, limits.FILE_SIZE.most, at))
    return None


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, ValueError):
        return "文件名里有不允许的字符"
    return f"系统报告“{error.strerror or error}”"


def _decode(data: bytes, name: str, bag: Bag, at: Label | None) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_gb18030(data, name, bag, at, error.start)
    if "\0" in text:
        bag.add(problems.not_utf8(name, text.count("\n", 0, text.index("\0")) + 1, at))
        return None
    return text


def _decode_gb18030(data: bytes, name: str, bag: Bag, at: Label | None, bad: int) -> str | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # a program's file, or UTF-16
        bag.add(problems.not_utf8(name, data.count(b"\n", 0, bad) + 1, at))
        return None
    bag.add(problems.read_as_gb18030(name))
    return text
