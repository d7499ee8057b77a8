"""Files that commands write, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from zhunsheng.cli.shell import Shell
from zhunsheng.engine import problems_files
from zhunsheng.engine.files import why
from zhunsheng.engine.writing import write_whole
from zhunsheng.library.policies import shown


def write_file(path: Path, data: bytes | Iterable[bytes], shell: Shell) -> None:
    """Write one file; the command ends where it cannot be written."""
    if not write_whole(path, data, shell.bag):
        shell.finish()


def write_files(files: Sequence[tuple[Path, bytes]], shell: Shell) -> None:
    """Make the folders and write the files, in this order; the command ends at the first that cannot be written."""
    for path, data in files:
        _make_folder(path.parent, shell)
        write_file(path, data, shell)


def _make_folder(folder: Path, shell: Shell) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        shell.refuse(problems_files.write_failed(shown(folder), "已经有一个同名的文件"))
    except PermissionError:
        shell.refuse(problems_files.not_permitted(shown(folder)))
    except (OSError, ValueError) as error:
        shell.refuse(problems_files.write_failed(shown(folder), why(error)))
