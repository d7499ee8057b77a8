"""Every code of ``zhunsheng/problems.py`` has a row in the table of codes and a page that shows its message's form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CODES = sorted(set(re.findall(r'"([EWN]\d{3}-[a-z0-9-]+)"', (ROOT / "zhunsheng/problems.py").read_text("utf-8"))))
TITLES = {
    code: entry["title"]
    for path in (ROOT / "grammar/codes").glob("*.toml")
    for code, entry in tomllib.loads(path.read_text("utf-8")).items()
}


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    page = (ROOT / "docs/errors" / f"{code}.md").read_text("utf-8")
    assert page.startswith(f"# {code} {TITLES[code]}\n")
    assert re.findall(r"^## (.+)$", page, re.M) == ["现象", "为什么", "例子", "改法", "依据"]
    assert f"[{code}]: " in page
