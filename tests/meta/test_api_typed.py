"""A user of ``import zhunsheng`` has types for everything: mypy --strict over a program and over what docs/API.md and the README show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

from tests.meta.test_api_doc import PAGES, ROOT, blocks
from tests.typed import user


def checked(program: Path) -> tuple[str, str, int]:
    """Let mypy read a program as a user's: strict, without the settings of this project."""
    cache = str(ROOT / ".mypy_cache" / "user")
    return api.run(["--strict", "--config-file=", "--follow-imports=silent", "--cache-dir", cache, str(program)])


@pytest.mark.slow
def test_what_a_user_writes_has_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    page = tmp_path / "page.py"
    page.write_text("\n".join(block for name in PAGES for block in blocks(name)), encoding="utf-8")
    assert checked(page) == ("Success: no issues found in 1 source file\n", "", 0)
    program = tmp_path / "user_program.py"
    text = Path(user.__file__).read_text(encoding="utf-8")
    program.write_text(text, encoding="utf-8")
    assert checked(program)[2] == 0
    # And types are really there: a mistake is seen.
    program.write_text(re.sub(r"error\.near\b", "error.nearest", text), encoding="utf-8")
    told = checked(program)[0]
    assert '"UnknownName" has no attribute "nearest"' in told


def test_the_program_runs() -> None:
    made = user.main(ROOT / "policies")
    assert made.pop("version")
    assert made.pop("worst") and made.pop("first")[1] is not None
    assert made == {
        "columns": made["columns"],
        "errors": [],
        "near": "附件2/工单办理/办结率",
        "duties": {"市公安局": "合规", "市财政局": "待核"},
        "files": ["rules.md"],
        "same": True,
        "total": "总分",
        "schema": made["schema"],
        "trace": "trace.v1",
    }


@pytest.mark.parametrize("package", ["zhunsheng", "compiler", "dsl"])
def test_the_packages_say_that_they_are_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
