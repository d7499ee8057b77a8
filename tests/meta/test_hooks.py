"""The hooks for pre-commit call commands that exist, on the files of policies, and the page that shows them by hand agrees."""

from __future__ import annotations

import re
from pathlib import Path

from zhunsheng.cli.names import BY_NAME

ROOT = Path(__file__).parents[2]
MANIFEST = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "CI.md").read_text(encoding="utf-8")


def hooks(text: str) -> dict[str, dict[str, str]]:
    """Return the keys of every hook; of YAML only what these files use: a list of flat mappings."""
    found: dict[str, dict[str, str]] = {}
    for block in re.split(r"^\s*- (?=id: )", text, flags=re.M)[1:]:
        keys = dict(re.findall(r"^\s*(\w+): (.+)$", block.split("\n\n")[0].split("```")[0], re.M))
        if "entry" in keys:
            found[keys["id"]] = keys
    return found


def test_every_hook_calls_a_command() -> None:
    assert set(hooks(MANIFEST)) == {"zhunsheng-check", "zhunsheng-fmt", "zhunsheng-test"}
    for name, keys in hooks(MANIFEST).items():
        program, command = keys["entry"].split()
        assert (program, command in BY_NAME, name) == ("zhunsheng", True, f"zhunsheng-{command}")
        assert (keys["require_serial"], keys["pass_filenames"], keys["language"]) == ("true", "true", "python")
        assert "markdown" in keys["types_or"]


def test_hooks_take_policies_and_what_belongs_to_them() -> None:
    taken = {name: re.compile(keys["files"]) for name, keys in hooks(MANIFEST).items()}
    for pattern in taken.values():
        assert pattern.search("policies/甲/policy.md") and pattern.search("policy.md")
        assert not pattern.search("README.md") and not pattern.search("docs/my-policy.md")
    assert taken["zhunsheng-check"].search("policies/甲/source.txt")
    assert not taken["zhunsheng-fmt"].search("policies/甲/source.txt")
    assert taken["zhunsheng-test"].search("policies/甲/scenarios.md")


def test_the_page_shows_the_same_hooks() -> None:
    shown = hooks(PAGE)
    for name, keys in hooks(MANIFEST).items():
        assert (shown[name]["entry"], shown[name]["files"]) == (keys["entry"], keys["files"])
