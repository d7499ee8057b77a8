"""Calls that write files, and what stands on the disk around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Answer

HAND = b"written by hand\n"
# name -> the words of the call, and the file that is written
WRITES: dict[str, tuple[list[str], str]] = {
    "build": (["build", "demo", "-o", "out"], "out/demo/rules.md"),
    "build-python": (["build", "demo", "-t", "python", "-o", "out"], "out/demo/demo.py"),
    "build-sql": (["build", "demo", "-t", "sql", "-o", "out"], "out/demo/score.duckdb.sql"),
    "defects": (["defects", "demo", "-o", "list.md"], "list.md"),
    "defects-txt": (["defects", "demo", "-o", "list.txt"], "list.txt"),
    "score-csv": (["score", "demo", "facts.csv", "-o", "result.csv"], "result.csv"),
    "score-xlsx": (["score", "demo", "facts.csv", "-o", "result.xlsx"], "result.xlsx"),
    "score-json": (["score", "demo", "facts.csv", "-o", "result.json"], "result.json"),
    "refused": (["score", "demo", "wrong.csv", "--refused", "back.csv"], "back.csv"),
    "refused-xlsx": (["score", "demo", "wrong.csv", "--refused", "back.xlsx"], "back.xlsx"),
    "facts-csv": (["facts", "demo", "-o", "sheet.csv"], "sheet.csv"),
    "facts-xlsx": (["facts", "demo", "-o", "sheet.xlsx"], "sheet.xlsx"),
    "explain-html": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.html"], "why.html"),
    "explain-txt": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.txt"], "why.txt"),
    "explain-md": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.md"], "why.md"),
    "explain-json": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.json"], "why.json"),
    "compare-html": (["compare", "demo", "newer", "--html", "change.html"], "change.html"),
    "compare-md": (["compare", "demo", "newer", "--markdown", "change.md"], "change.md"),
    "audit": (["audit", "demo", "--html", "audit.html"], "audit.html"),
}
DONE = {"refused": 1, "refused-xlsx": 1, "compare-html": 1, "compare-md": 1, "audit": 1}  # findings, beside the file
COMMAND = pytest.mark.parametrize("name", sorted(WRITES))


def tree(folder: str = ".") -> dict[str, bytes]:
    """Return every file below a folder but the cache, with its content."""
    return {path.as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def codes(answer: Answer) -> str:
    return answer.out + answer.err
