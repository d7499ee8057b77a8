"""Every code of the case tables is provoked, points into the policy file, and its page shows the very report."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.unit.testkit.samples import EXAMPLES, compiled
from tests.unit.testkit.scenario_samples import EXAMPLES as SCENARIO_EXAMPLES
from zhunsheng.report.terminal import render
from zhunsheng.testkit.cases.reading import read_cases

ROOT = Path(__file__).parents[3]
OUTCOMES = {"E519-case-failed", "E530-scenario-failed"}  # what a run gives to other programs: tests/unit/cli
SECTIONS = ["## 现象", "## 为什么", "## 例子", "## 改法", "## 依据"]


@pytest.mark.parametrize("code", EXAMPLES)
def test_page_shows_the_report(code: str) -> None:
    made = compiled(EXAMPLES[code])
    assert not made.bag.failed, "the rules of an example are sound"
    _, bag = read_cases(made)
    found = [each for each in bag if each.code == code]
    assert found and all(each.primary is not None for each in found)
    page = (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    assert render(found) in page
    assert EXAMPLES[code].strip() in page
    assert [line for line in page.splitlines() if line in SECTIONS] == SECTIONS


def test_no_code_is_forgotten() -> None:
    files = sorted((ROOT / "zhunsheng" / "testkit").rglob("problems.py"))
    wording = "".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r'"([EWN]5\d\d-[a-z-]+)"', wording))
    tables = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "grammar" / "codes").glob("5-*.toml"))]
    table = {code: row for text in tables for code, row in tomllib.loads(text).items()}
    pages = {page.stem for page in (ROOT / "docs" / "errors").glob("?5*.md")}
    assert used == {*EXAMPLES, *SCENARIO_EXAMPLES, *OUTCOMES} == set(table) == pages
    for code, entry in table.items():
        assert (ROOT / "docs" / "errors" / f"{code}.md").read_text("utf-8").startswith(f"# {code} {entry['title']}\n")
