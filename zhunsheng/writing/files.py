"""The files that a command writes: first everything that speaks against any of them, then all of them beside their places, then the moves.

Nothing that the command did not write is replaced, unless the call says so (``--force``); what it reads is never written (docs/adr/0056).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import define, field, frozen

from dsl.diagnostics import Bag, Diagnostic
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.files import why
from zhunsheng.writing import atomic, marks

_TRIES = 3


@frozen
class Permit:
    """What a command may replace: what it wrote itself; anything that it does not read, with ``force``."""

    by: str
    inputs: tuple[Path, ...] = ()
    force: bool = False
    folders: bool = False  # whether folders that are not there are made


@frozen
class Output:
    """A file to be written. ``was`` says of the bytes that are there whether they are those that were read, and are to be replaced."""

    path: Path
    data: bytes | Iterable[bytes]
    was: Callable[[bytes], bool] | None = None


class _Unmade(Exception):
    """What was to be written could not be made: no fault of the place it goes to."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def may_write(paths: Sequence[Path], permit: Permit, bag: Bag) -> bool:
    """Whether these files may be written, as far as that can be told before there is anything to write."""
    found = _against(paths, permit)
    found += [] if found else [problems.not_ours(str(path)) for path in paths if _foreign(path, permit)]
    bag.extend(found)
    return not found


def write(outputs: Sequence[Output], permit: Permit, bag: Bag) -> bool:
    """Write all of these files, or none of them; False, with the reason in ``bag``, where one cannot be written.

    ``data`` may be chunks, made as they are written; an error in making them is raised, and nothing is written.
    """
    found = _against([each.path for each in outputs], permit)
    bag.extend(found)
    if found:
        return False
    work = _Work(permit)
    try:
        done = work.write(outputs, bag)
    except _Unmade as unmade:
        raise unmade.error from None
    finally:
        work.clear()
    return done


@define
class _Work:
    permit: Permit
    staged: list[Path] = field(factory=list)
    at: Path = Path()

    def write(self, outputs: Sequence[Output], bag: Bag) -> bool:
        self.at = outputs[0].path if outputs else Path()
        try:
            return self._all(outputs, bag)
        except (OSError, ValueError, RuntimeError) as error:
            bag.add(refused(str(self.at), error))
        return False

    def clear(self) -> None:
        for place in self.staged:
            atomic.drop(place)

    def _all(self, outputs: Sequence[Output], bag: Bag) -> bool:
        for again in range(_TRIES):
            tops = {_missing_top(each.path) for each in outputs} - {None} if self.permit.folders else set()
            moves = [(each, self._stage(each)) for each in outputs if _missing_top(each.path) not in tops]
            found = [wrong for each, place in moves if (wrong := self._lost(each, place)) is not None]
            if found:
                bag.extend(found)
                return False
            try:
                for top in sorted(filter(None, tops)):
                    self._folder(top, outputs)
                self._move_all([(each.path, place) for each, place in moves])
            except FileExistsError:  # another run was quicker: what it wrote is looked at like anything else
                self.clear()
                if again + 1 == _TRIES or not all(isinstance(each.data, bytes) for each in outputs):
                    raise
            else:
                return True
        return False

    def _stage(self, output: Output) -> Path:
        self.at = output.path
        data = marks.marked(_made(output.data), output.path, self.permit.by) if output.was is None else output.data
        place = atomic.stage(output.path.resolve(), [data] if isinstance(data, bytes) else data)
        self.staged.append(place)
        return place

    def _lost(self, output: Output, place: Path) -> Diagnostic | None:
        """Return what speaks against a file now that its content is known: what is there would be lost."""
        target = output.path.resolve()
        self.at = output.path
        if output.was is not None:
            same = target.is_file() and output.was(target.read_bytes())
            return None if same else problems.changed_meanwhile(str(output.path))
        kept = _foreign(output.path, self.permit) and not marks.same(target, place)
        return problems.not_ours(str(output.path)) if kept else None

    def _folder(self, top: Path, outputs: Sequence[Output]) -> None:
        inside = {}
        for each in outputs:
            if each.path.absolute().is_relative_to(top):
                self.at = each.path
                data = marks.marked(_made(each.data), each.path, self.permit.by)
                inside[each.path.absolute().relative_to(top)] = b"".join(data)
        atomic.make_folder(top, inside)

    def _move_all(self, moves: Sequence[tuple[Path, Path]]) -> None:
        """Move all files to their places; where one cannot be moved, those before it go back."""
        done: list[tuple[Path | None, Path]] = []
        try:
            for path, place in moves:
                kept = atomic.keep(path.resolve()) if len(moves) > 1 else None
                self.staged += [] if kept is None else [kept]
                self._move(path, place)
                done.append((kept, path.resolve()))
        except Exception:
            for kept, target in reversed(done):
                atomic.restore(kept, target)
            raise

    def _move(self, path: Path, place: Path) -> None:
        self.at, target = path, path.resolve()
        atomic.settle(place, target, new=not target.exists())
        self.staged.remove(place)
        marks.note(target, self.permit.by)


def _made(data: bytes | Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from [data] if isinstance(data, bytes) else data
    except Exception as error:
        raise _Unmade(error) from error


# -------------------------------------------------------------------------------------------------- what speaks against it


def _against(paths: Sequence[Path], permit: Permit) -> list[Diagnostic]:
    seen: dict[str, Path] = {}
    found = []
    for path in paths:
        try:
            wrong = _wrong(path, permit)
            spelled = str(path.resolve()).casefold()  # on many disks A.csv and a.csv are one file
        except (OSError, ValueError, RuntimeError) as error:
            found.append(refused(str(path), error))
            continue
        if wrong is None and spelled in seen:
            wrong = problems.outputs_coincide(str(path), str(seen[spelled]))
        seen[spelled] = path
        found += [] if wrong is None else [wrong]
    return found


def _wrong(path: Path, permit: Permit) -> Diagnostic | None:
    target, name = path.resolve(), str(path)
    if any(_same_file(target, each) for each in permit.inputs):
        return problems.output_is_input(name)
    if target.exists():
        if not target.is_file():
            return problems.target_not_a_file(name)
        return None if target.stat().st_mode & 0o222 else problems.not_permitted(name)
    if permit.folders:
        above = next(each for each in target.parents if each.exists())
        return None if above.is_dir() else problems.write_failed(name, f"“{above.name}”已经是一个文件，不是文件夹")
    if not target.parent.is_dir():
        return problems.no_folder(name)
    return None


def _same_file(target: Path, read: Path) -> bool:
    """Whether two paths lead to one file, however they are spelled: links of both kinds, relative parts, case.

    A file that is not there yet is one, too: scenarios.md beside a policy belongs to the policy as soon as somebody writes it.
    """
    try:
        return target.samefile(read)
    except FileNotFoundError:
        return str(target).casefold() == str(read.resolve()).casefold()
    except (OSError, ValueError):
        return False


def _foreign(path: Path, permit: Permit) -> bool:
    """Whether a file is there that the command neither wrote nor was told to replace."""
    try:
        target = path.resolve()
        return not permit.force and target.exists() and not marks.ours(target, permit.by)
    except (OSError, ValueError, RuntimeError):
        return True


def _missing_top(path: Path) -> Path | None:
    """Return the highest folder above a file that is not there."""
    missing = [each for each in path.absolute().parents if not os.path.lexists(each)]
    return missing[-1] if missing else None


def refused(name: str, error: Exception) -> Diagnostic:
    """Return why the system did not let a file be written."""
    code = error.errno if isinstance(error, OSError) else None
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return problems.no_folder(name)
    if isinstance(error, PermissionError) or code == errno.EROFS:
        return problems.not_permitted(name)
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return problems.disk_full(name)
    return problems.write_failed(name, why(error))
