"""What docs/API.md shows can be run as it stands, from the folder of the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import zhunsheng

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")


def test_the_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    known: dict[str, object] = {}
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)
    assert len(blocks) >= 5
    for block in blocks:
        exec(compile(block, "docs/API.md", "exec"), known)


def test_every_function_is_documented() -> None:
    functions = [name for name in zhunsheng.__all__ if name.islower() and not name.startswith("_")]
    assert [name for name in functions if f"| `{name}(" not in PAGE] == []
