"""The short Chinese title of every code, from ``grammar/codes/``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def titles() -> dict[str, str]:
    """Return the titles by code."""
    tables = files("grammar").joinpath("codes").iterdir()
    rows = (tomllib.loads(each.read_text(encoding="utf-8")) for each in tables if each.name.endswith(".toml"))
    return {code: row["title"] for table in rows for code, row in table.items()}


def title_of(code: str) -> str:
    """Return the title of a code."""
    return titles()[code]
