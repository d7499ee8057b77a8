"""The table of checks is complete: every file of the folder stands in it, a code belongs to one check, settings are known."""

from __future__ import annotations

import ast
from pathlib import Path

from compiler.analysis.checks import CHECKS, NOT_ANALYSED, ON_THE_WAY, SETTLED
from tests.meta.test_codes import used

FOLDER = Path(__file__).parents[2] / "compiler" / "analysis" / "checks"
SHARED = {"__init__", "subject"}


def modules() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in SHARED)


def test_every_check_file_stands_in_the_table_once() -> None:
    listed = [check.run.__module__.rpartition(".")[2] for check in CHECKS]
    own = [name for name in modules() if _defines_check(name)]
    assert sorted(listed) == own and len(set(listed)) == len(listed)


def _defines_check(name: str) -> bool:
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "check" for node in tree.body)


def test_every_code_belongs_to_one_check_and_is_reported_somewhere() -> None:
    codes = [*ON_THE_WAY, NOT_ANALYSED, *(code for check in CHECKS for code in check.codes)]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(used())
    assert set(codes) == SETTLED


def test_a_check_lists_at_least_one_code() -> None:
    assert [check for check in CHECKS if not check.codes] == []
