"""The arrows run one way, grammar ← dsl ← compiler ← zhunsheng, and the core opens nothing: read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {"dsl": {"dsl"}, "compiler": {"dsl", "compiler"}, "zhunsheng": {"dsl", "compiler", "zhunsheng"}}
OURS = {"grammar", "dsl", "compiler", "zhunsheng", "policies", "tests", "tools", "benchmarks"}
BUILDING = ("awards", "conditions", "declarations", "modifiers", "rules")
LARK = {"dsl/parser.py", *(f"dsl/building/{each}.py" for each in BUILDING)}  # only the parser knows that Lark exists

# What opens files, sockets, processes or a terminal. importlib.resources may read our own grammar, jinja2 our own templates.
MODULES = {
    "asyncio", "ftplib", "glob", "http", "io", "multiprocessing", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess",
    "sys", "tempfile", "urllib",
}  # fmt: skip
CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__"}
METHODS = {"read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "touch", "iterdir", "rglob"}
LOADERS = {"FileSystemLoader"}
IN_MEMORY = {"BytesIO", "StringIO"}  # the names of io that open nothing


@cache
def sources(package: str) -> dict[str, ast.Module]:
    """Return the parsed modules of a package by path."""
    found = sorted((ROOT / package).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the modules that a module imports, anywhere in it, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out in full"
            yield node.module or "", node.lineno


def imported(package: str) -> list[tuple[str, str]]:
    """Return (file:line, top-level module) for every import of a package."""
    return [
        (f"{path}:{line}", name.split(".")[0])
        for path, tree in sources(package).items()
        for name, line in imports(tree)
    ]


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_arrows_run_one_way(package: str) -> None:
    assert sources(package)
    wrong = [(at, name) for at, name in imported(package) if name in OURS - MAY_IMPORT[package]]
    assert wrong == []


def test_only_the_parser_knows_lark() -> None:
    knowing = {at.split(":")[0] for package in MAY_IMPORT for at, name in imported(package) if name == "lark"}
    assert knowing == LARK


@pytest.mark.parametrize("package", ["dsl", "compiler"])
def test_the_core_imports_nothing_that_opens_files(package: str) -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources(package).items()
        for node in ast.walk(tree)
        if _reaches_out(node)
    ]
    assert wrong == []


def _reaches_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(name.name.split(".")[0] in MODULES for name in node.names)
    if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] not in MODULES:
        return False
    return node.module != "io" or any(name.name not in IN_MEMORY for name in node.names)


@pytest.mark.parametrize("package", ["dsl", "compiler"])
def test_the_core_opens_and_prints_nothing(package: str) -> None:
    wrong = []
    for path, tree in sources(package).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _opens(node):
                wrong.append(f"{path}:{node.lineno}: {ast.unparse(node.func)}")
    assert wrong == []


def _opens(call: ast.Call) -> bool:
    func = call.func
    if isinstance(func, ast.Name):
        return func.id in CALLS | LOADERS
    if not isinstance(func, ast.Attribute):
        return False
    if func.attr == "read_text":
        return not _is_our_resource(func.value)
    return func.attr in METHODS | LOADERS


def _is_our_resource(written: ast.expr) -> bool:
    """files("grammar").joinpath("…").read_text() is how our own data is read."""
    return ast.unparse(written).startswith(("files('grammar')", "resources.files('grammar')"))


def test_resources_are_our_own() -> None:
    """importlib.resources is used for the grammar only, and nothing else of it than ``files``."""
    for package in ("dsl", "compiler"):
        for path, tree in sources(package).items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module == "importlib.resources":
                    assert [name.name for name in node.names] == ["files"], path
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "files":
                    assert ast.unparse(node) == "files('grammar')", path


def test_the_check_sees_what_it_looks_for() -> None:
    found = ast.parse(
        "import os.path\nfrom io import BytesIO\nfrom io import open\nfrom pathlib import Path\nimport re"
    )
    assert [_reaches_out(node) for node in found.body] == [True, False, True, True, False]
    bad = ast.parse(
        "open('x')\nPath('x').read_text()\nfiles('grammar').joinpath('a').read_text()\nPath('x').write_text('')"
    )
    assert [_opens(node) for node in ast.walk(bad) if isinstance(node, ast.Call)].count(True) == 3
