"""Every output says what it was made from, without a date or a path: the same files give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from compiler import VERSION
from tests.unit.cli.conftest import Call


@pytest.fixture
def hashes(policy: Path, facts: Path) -> tuple[str, str]:
    """What ``sha256sum`` says of the policy and of the fact sheet."""
    made = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (policy / "policy.md", facts)]
    return made[0], made[1]


OUTPUTS = {
    "csv": ("score", "-o"),
    "xlsx": ("score", "-o"),
    "json": ("score", "-o"),
    "txt": ("explain", "--unit", "甲县", "-o"),
    "md": ("explain", "--unit", "甲县", "-o"),
    "html": ("explain", "--unit", "甲县", "-o"),
}


def text_of(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return "\n".join(str(cell) for row in book["依据"].iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("ending", OUTPUTS)
def test_files_say_policy_facts_and_version(
    call: Call, policy: Path, facts: Path, hashes: tuple[str, str], ending: str
) -> None:
    command, *options = OUTPUTS[ending]
    assert call(command, policy, facts, *options, f"out.{ending}").code == 0
    text = text_of(Path(f"out.{ending}"))
    assert hashes[0] in text and hashes[1] in text and VERSION in text


@pytest.mark.parametrize("ending", OUTPUTS)
def test_the_same_files_elsewhere_give_the_same_bytes(call: Call, policy: Path, facts: Path, ending: str) -> None:
    command, *options = OUTPUTS[ending]
    call(command, policy, facts, *options, f"one.{ending}")
    Path("elsewhere").mkdir()
    moved = policy.rename(Path("elsewhere") / policy.name), facts.rename(Path("elsewhere") / "other.csv")
    assert call(command, *moved, *options, f"two.{ending}").code == 0
    assert Path(f"one.{ending}").read_bytes() == Path(f"two.{ending}").read_bytes()


def test_answers_for_programs_say_it(call: Call, policy: Path, facts: Path, hashes: tuple[str, str]) -> None:
    scored = call("score", policy, facts, "--format", "json").json
    assert (scored["policy"]["digest"], scored["facts"]["digest"], scored["compiler"]) == (*hashes, VERSION)
    trace = call("explain", policy, facts, "--unit", "甲县", "--format", "json").json
    found = trace.get("trace", trace)
    assert (found["policy"]["digest"], found["facts"]["digest"], found["compiler"]) == (*hashes, VERSION)


def test_traces_of_all_units_say_it(call: Call, policy: Path, facts: Path, hashes: tuple[str, str]) -> None:
    call("score", policy, facts, "--trace", "-o", "out.json")
    units = json.loads(Path("out.json").read_text(encoding="utf-8"))["units"]
    assert {each["trace"]["facts"]["digest"] for each in units} == {hashes[1]}


def test_what_is_made_of_a_policy_alone_says_policy_and_version(
    call: Call, policy: Path, hashes: tuple[str, str]
) -> None:
    assert call("build", policy, "-o", "build").code == 0
    made = [path.read_text(encoding="utf-8") for path in Path("build").rglob("*.*") if path.is_file()]
    assert len(made) == 2
    for text in (*made, call("cases", policy).out, call("cases", policy, "--scenario").out):
        assert hashes[0] in text and VERSION in text
    cases = call("cases", policy, "--format", "json").json
    assert (cases["policy"]["digest"], cases["compiler"]) == (hashes[0], VERSION)


def test_a_changed_fact_sheet_is_another(call: Call, policy: Path, facts: Path, hashes: tuple[str, str]) -> None:
    facts.write_text(facts.read_text(encoding="utf-8").replace(",3\n", ",4\n"), encoding="utf-8")
    assert call("score", policy, facts, "--format", "json").json["facts"]["digest"] != hashes[1]
