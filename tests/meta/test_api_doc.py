"""What docs/API.md and the README show can be run as it stands, from the folder of the project, with ``import zhunsheng`` alone."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

import zhunsheng

ROOT = Path(__file__).parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("docs/API.md", "README.md")}


def blocks(name: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGES[name], re.M | re.S)


@pytest.mark.parametrize(("name", "at_least"), [("docs/API.md", 9), ("README.md", 1)])
def test_the_examples_run(name: str, at_least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    known: dict[str, object] = {}
    assert len(blocks(name)) >= at_least
    for block in blocks(name):
        exec(compile(block, name, "exec"), known)


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_need_no_other_module_of_ours(name: str) -> None:
    """Also no submodule of zhunsheng: what a user needs is in its front door."""
    wrong = []
    for block in blocks(name):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                modules = (
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
                )
                wrong += [each for each in modules if each != "zhunsheng" and each not in sys.stdlib_module_names]
    assert wrong == []


def test_every_name_is_documented() -> None:
    functions = [name for name in zhunsheng.__all__ if name.islower() and not name.startswith("_")]
    assert [name for name in functions if f"| `{name}(" not in PAGES["docs/API.md"]] == []
    types = [name for name in zhunsheng.__all__ if not name.islower()]
    assert [name for name in types if f"`{name}`" not in PAGES["docs/API.md"]] == []
