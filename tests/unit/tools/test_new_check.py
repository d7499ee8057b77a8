"""The scaffold of a check fits the house: what it writes compiles, is listed, and has everything the tables ask for."""

from __future__ import annotations

import ast
import shutil
import tomllib
from pathlib import Path

from tests.meta.test_codes import FORM, SECTIONS
from tools.new_check import scaffold

ROOT = Path(__file__).parents[3]
CODE = "W499-thin-tier"
TOUCHED = ("compiler/analysis/checks/__init__.py", "compiler/problems/checks.py", "grammar/codes/4-rules.toml")


def test_scaffold(tmp_path: Path) -> None:
    for name in TOUCHED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    written = scaffold(tmp_path, CODE)
    assert all(path.is_file() for path in written) and len(written) == 7
    table, problems, codes = ((tmp_path / name).read_text(encoding="utf-8") for name in TOUCHED)
    assert f'Check(("{CODE}",), thin_tier.check),' in table and "\n    thin_tier,\n" in table
    for text in (table, problems, (tmp_path / "compiler/analysis/checks/thin_tier.py").read_text(encoding="utf-8")):
        ast.parse(text)
    assert tomllib.loads(codes)[CODE] == {"title": "标题"}
    page = (tmp_path / "docs" / "errors" / f"{CODE}.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.split("\n") if line.startswith("## ")] == SECTIONS
    bad, good = ((tmp_path / f"tests/cases/{kind}/{CODE}/1.md").read_text(encoding="utf-8") for kind in ("bad", "good"))
    assert bad != good


def test_the_example_of_the_usage_has_the_form_of_a_code() -> None:
    import re

    assert re.fullmatch(FORM, "W426-thin-tier")
