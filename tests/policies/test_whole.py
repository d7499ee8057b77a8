"""The policies as a whole: nothing is found in them but what they declare, and there are cases enough."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from zhunsheng.library import policies

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "policies").glob("*/policy.md"))
HOLE = ("taiqian-2018-yiwangtongban-township", "W410-tier-hole", "附件3/五/3")  # 60% to 80% has no points in the source


def test_seven_policies() -> None:
    assert len(FOLDERS) == 7


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_checks_find_only_declared_defects(folder: Path) -> None:
    compiled = policies.load(folder).compile(thorough=True)
    assert compiled is not None
    assert [each.code for each in compiled.bag] == []
    assert all(each.clause and each.reason for each in compiled.accepted)
    if folder.name == HOLE[0]:
        assert HOLE[1:] in [(each.found.code, each.clause) for each in compiled.accepted]


def test_pytest_collects_at_least_a_thousand_cases() -> None:
    command = [sys.executable, "-m", "pytest", "policies", "--collect-only", "-q", "-p", "no:cacheprovider"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+) tests collected", out)
    assert match is not None and int(match[1]) >= 1000
