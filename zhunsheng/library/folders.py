"""A new policy folder, all or nothing: written beside its place, then moved; what is there already is never touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dsl.diagnostics import Bag
from zhunsheng import problems
from zhunsheng.library.policies import shown
from zhunsheng.writing import atomic, files

# What every file system takes: a clerk names folders in Chinese. A dot or a dash in front would hide it, or look like an option.
_NAME = re.compile(r"""(?![-.\s])[^\\/:*?"<>|\x00-\x1f\x7f]{1,80}(?<![.\s])""")


def may_be_made(folder: Path, bag: Bag) -> bool:
    """Whether a folder may be made under this name; what speaks against it is in ``bag``."""
    if not _NAME.fullmatch(folder.name):
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
        atomic.make_folder(folder, {Path(name): text.encode() for name, text in texts.items()})
    except FileExistsError:  # another run was quicker
        bag.add(problems.folder_exists(shown(folder)))
    except (OSError, ValueError) as error:
        bag.add(files.refused(shown(folder), error))
    else:
        return [folder / name for name in texts]
    return []
