"""Input is never output, however it is spelled, and two outputs are two files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import POLICY, Call, write_policy
from tests.unit.cli.kept import HAND, codes, tree

pytestmark = pytest.mark.usefixtures("two_policies")


def _symlink() -> str:
    Path("link.csv").symlink_to("facts.csv")
    return "link.csv"


def _hard_link() -> str:
    os.link("facts.csv", "twin.csv")
    return "twin.csv"


@pytest.mark.parametrize(
    "spelled",
    [
        lambda: "facts.csv",
        lambda: "./facts.csv",
        lambda: "demo/../facts.csv",
        lambda: str(Path("facts.csv").absolute()),
        _symlink,
        _hard_link,
    ],
    ids=["same", "dot", "parent", "absolute", "symlink", "hardlink"],
)
@pytest.mark.parametrize("option", ["-o", "--refused"])
def test_facts_are_no_place_for_results(call: Call, spelled: Callable[[], str], option: str) -> None:
    place = spelled()
    before = tree()
    answer = call("score", "demo", "facts.csv", option, place, "--force")
    assert (answer.code, "E707-output-is-input" in codes(answer)) == (3, True)
    assert tree() == before


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "demo/policy.md"],
        ["explain", "demo/policy.md", "facts.csv", "--unit", "甲县", "-o", "demo/source.txt"],
        ["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "demo/scenarios.md"],
        ["defects", "demo", "-o", "demo/policy.md"],
        ["defects", "demo", "newer", "-o", "newer/source.txt"],
        ["audit", "demo", "--html", "demo/source.txt"],
        ["compare", "demo", "newer", "--markdown", "newer/policy.md"],
        ["compare", "demo", "newer", "--facts", "facts.csv", "--html", "facts.csv"],
        ["facts", "demo", "-o", "demo/facts.csv"],
        ["build", "rules", "-o", "."],
    ],
    ids=lambda words: f"{words[0]}-{words[-1].replace('/', '-')}",
)
def test_a_policy_is_no_place_for_output(call: Call, words: list[str]) -> None:
    Path("demo/scenarios.md").write_text("# 情景\n", encoding="utf-8")
    text = POLICY.replace("原文: source.txt", "原文: facts.csv")
    Path("demo/facts.csv").write_bytes(Path("demo/source.txt").read_bytes())
    if words[0] == "facts":
        Path("demo/policy.md").write_text(text, encoding="utf-8")
    if words[1] == "rules":
        write_policy("rules", POLICY.replace("原文: source.txt", "原文: rules.md"))
        Path("rules/source.txt").rename("rules/rules.md")
    before = tree()
    answer = call(*words, "--force")
    assert (answer.code, "E707-output-is-input" in codes(answer)) == (3, True), codes(answer)
    assert tree() == before


@pytest.mark.parametrize("other", ["same.csv", "./same.csv", "SAME.csv"])
def test_two_outputs_are_two_files(call: Call, other: str) -> None:
    answer = call("score", "demo", "wrong.csv", "-o", "same.csv", "--refused", other)
    assert (answer.code, "E708-outputs-coincide" in codes(answer)) == (3, True)
    assert not Path("same.csv").exists()


def test_both_outputs_or_none(call: Call) -> None:
    Path("back.csv").write_bytes(HAND)
    answer = call("score", "demo", "wrong.csv", "-o", "result.csv", "--refused", "back.csv")
    assert answer.code == 3 and not Path("result.csv").exists()


def test_a_read_only_file_stays(call: Call) -> None:
    assert call("facts", "demo", "-o", "sheet.csv").code == 0
    Path("sheet.csv").chmod(0o444)
    before = Path("sheet.csv").read_bytes()
    answer = call("facts", "newer", "-o", "sheet.csv", "--force")
    assert (answer.code, "E703-not-permitted" in codes(answer)) == (3, True)
    assert Path("sheet.csv").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "demo/scenarios.md"],
        ["defects", "demo", "-o", "demo/scenarios.md"],
        ["defects", "demo", "newer", "-o", "newer/./SCENARIOS.md"],
        ["compare", "demo", "newer", "--markdown", "demo/../newer/scenarios.md"],
    ],
    ids=lambda words: f"{words[0]}-{words[-1].replace('/', '-')}",
)
def test_a_file_that_the_policy_would_read_is_not_made(call: Call, words: list[str]) -> None:
    """Nothing is there yet; what is written would be read as situations from then on."""
    before = tree()
    answer = call(*words)
    assert (answer.code, "E707-output-is-input" in codes(answer)) == (3, True), codes(answer)
    assert tree() == before
