"""Files that commands write: all of them or none, and nothing that the command did not write itself (docs/adr/0056)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from zhunsheng.cli.shell import Shell
from zhunsheng.writing import files
from zhunsheng.writing.files import Output, Permit

__all__ = ["Output", "Permit", "may_write", "write_file", "write_files"]


def may_write(paths: Iterable[Path | None], permit: Permit, shell: Shell) -> None:
    """End the command before its work is done where the files could not be written anyway."""
    if not files.may_write([each for each in paths if each is not None], permit, shell.bag):
        shell.finish()


def write_file(path: Path, data: bytes | Iterable[bytes], permit: Permit, shell: Shell) -> None:
    """Write one file; the command ends where it cannot be written."""
    write_files([Output(path, data)], permit, shell)


def write_files(outputs: Sequence[Output], permit: Permit, shell: Shell) -> None:
    """Write files; the command ends, and nothing is written, where one of them cannot be."""
    if not files.write(outputs, permit, shell.bag):
        shell.finish()
