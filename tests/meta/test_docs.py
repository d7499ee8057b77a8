"""The documentation says what is so: its rules compile, its links lead somewhere, its generated parts are current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from zhunsheng.cli.names import BY_ANY_NAME

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
FENCE = re.compile(r"^```规则( 错)?\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"zhunsheng ([a-z]+|[一-鿿]{1,3})(?=[ `\n）])")


def rules() -> list[object]:
    found = []
    for page in PAGES:
        if page.parent.name == "errors":
            continue  # tests/unit/test_cases.py compares those with real findings
        text = page.read_text(encoding="utf-8")
        for number, match in enumerate(FENCE.finditer(text)):
            found.append(pytest.param(match[2], bool(match[1]), id=f"{page.stem.encode('punycode').decode()}-{number}"))
    assert len(found) > 10
    return found


@pytest.mark.parametrize(("rule", "wrong"), rules())
def test_rules_in_the_documentation_compile(rule: str, wrong: bool) -> None:
    trial = try_line(rule, ("县区", "市直部门", "其他"))
    errors = [each.message for each in trial.bag if each.severity is Severity.ERROR]
    assert bool(errors) is wrong, errors


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem.encode("punycode").decode())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_commands_of_the_documentation_exist() -> None:
    named = {name for page in PAGES for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert named
    assert named - set(BY_ANY_NAME) <= {"命令"}


@pytest.mark.parametrize("tool", ["make_reference", "make_error_index", "make_forms", "make_limits"])
def test_generated_documentation_is_current(tool: str) -> None:
    assert subprocess.run([sys.executable, ROOT / "tools" / f"{tool}.py", "--check"], check=False).returncode == 0
