"""A new policy folder, all or nothing: written beside its place, then moved; what is there already is never touched."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dsl.diagnostics import Bag
from zhunsheng import problems
from zhunsheng.engine import problems_files
from zhunsheng.engine.files import why
from zhunsheng.library.policies import shown

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def may_be_made(folder: Path, bag: Bag) -> bool:
    """Whether a folder may be made under this name; what speaks against it is in ``bag``."""
    if not _SLUG.fullmatch(folder.name):
        bag.add(problems.bad_slug(folder.name))
    elif folder.exists() or folder.is_symlink():
        bag.add(problems.folder_exists(shown(folder)))
    else:
        return True
    return False


def make_folder(folder: Path, texts: Mapping[str, str], bag: Bag) -> list[Path]:
    """Make a folder with these files; returns their paths, or nothing, with the reason in ``bag``."""
    if not may_be_made(folder, bag):
        return []
    try:
        return _make(folder, texts)
    except FileNotFoundError:
        bag.add(problems_files.no_folder(shown(folder)))
    except PermissionError:
        bag.add(problems_files.not_permitted(shown(folder)))
    except (OSError, ValueError) as error:
        bag.add(problems_files.write_failed(shown(folder), why(error)))
    return []


def _make(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    beside = Path(tempfile.mkdtemp(prefix=".zhunsheng-", dir=folder.parent))
    try:
        for name, text in texts.items():
            (beside / name).write_text(text, encoding="utf-8", newline="\n")
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return [folder / name for name in texts]
