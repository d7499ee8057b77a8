"""Whether a folder of the user hides one of our packages.

Our top-level packages have plain names. Under ``python -m pytest`` the user's folder comes first on the path, and
pytest puts test folders there too; then ``import compiler`` would mean the user's. Standard library only: this runs in
every pytest run of the environment.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("dsl", "compiler", "grammar")
HOME = Path(__file__).resolve().parents[2]


def shadowing(folders: Iterable[Path]) -> Path | None:
    """Return the file that hides a package of ours, on the path or in a folder that pytest may put there."""
    for name in PACKAGES:
        found = _on_path(name) or next((file for folder in folders if (file := _module(folder, name))), None)
        if found is not None:
            return found
    return None


def _module(folder: Path, name: str) -> Path | None:
    """Return what ``import name`` would load from a folder that is not ours."""
    if folder.resolve() == HOME:
        return None
    files = (folder / name / "__init__.py", folder / f"{name}.py")
    return next((file for file in files if file.is_file()), None)


def _on_path(name: str) -> Path | None:
    """Return the file that the import system would load, where it is not ours."""
    loaded = sys.modules.get(name)
    spec = getattr(loaded, "__spec__", None) if loaded is not None else find_spec(name)
    if spec is None or spec.origin is None:
        return None  # data without code, as our grammar is: a regular package would have been found before it
    file = Path(spec.origin)
    return None if file.resolve().is_relative_to(HOME) else file


def pin() -> None:
    """Import our packages, so that nothing that comes onto the path later can take their place."""
    for name in PACKAGES:
        import_module(name)


def message(file: Path) -> str:
    """Return what the user is told."""
    name = file.parent.name if file.name == "__init__.py" else file.stem
    return (
        f"{file} 与准绳的 {name} 包同名，把它遮住了，政策的案例无法运行。\n"
        f"改法：给它换一个名字，或在别的目录里运行 pytest（例如 pytest --rootdir=policies policies）。"
    )
