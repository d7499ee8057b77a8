"""No module imports itself over others, not even inside a function or for its types alone: read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("dsl", "compiler", "zhunsheng")


def modules() -> dict[str, Path]:
    """Return the files of our modules by name."""
    found = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__"): ROOT / path for path in found}


def imports(tree: ast.AST, known: set[str]) -> Iterator[str]:
    """Yield the modules of ours that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield from [each for each in (inner, node.module) if each in known][:1]


def test_no_module_imports_itself_over_others() -> None:
    files = modules()
    graph = {
        name: set(imports(ast.parse(path.read_text(encoding="utf-8")), set(files))) - {name}
        for name, path in files.items()
    }
    assert len(graph) > 100
    assert list(TopologicalSorter(graph).static_order())  # CycleError shows the circle


def test_a_circle_would_be_seen() -> None:
    known = {"a", "a.b", "a.c"}
    inside = ast.parse("def f():\n    from a import b\n    import a.c")
    assert set(imports(inside, known)) == {"a.b", "a.c"}
    with pytest.raises(CycleError):
        TopologicalSorter({"a.b": {"a.c"}, "a.c": {"a.b"}}).prepare()
