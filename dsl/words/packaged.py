"""The data files of the language, from the package ``grammar``."""

from __future__ import annotations

import pkgutil


def packaged(name: str) -> str:
    """Return a file of the package as text. ``importlib.resources`` would read it too, and import zipfile to do so."""
    data = pkgutil.get_data("grammar", name)
    assert data is not None
    return data.decode("utf-8")
