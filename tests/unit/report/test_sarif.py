"""SARIF logs keep to the part of SARIF 2.1.0 that we write, point at the right characters, and know no computer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

import zhunsheng
from dsl.diagnostics import Diagnostic, Edit, Fix, Label, finding
from dsl.source import Source, Span
from zhunsheng.report import github, sarif

CASES = Path(__file__).parents[2] / "cases" / "bad"
SHAPE = Draft202012Validator(
    json.loads(Path(__file__).with_name("sarif_as_written.json").read_text(encoding="utf-8")),
)
TEXT = Source("政策/热线 2021/policy.md", "# 一\n\n占比 低于 30%：扣5分, 每件\n")
AT = Span(TEXT.text.index("低于"), TEXT.text.index("低于") + 2)


def found(at: Span = AT, message: str = "97% 同时落在两档", source: Source = TEXT) -> Diagnostic:
    return finding(
        "E411-shared-end",
        message,
        Label(source, at, "含 97%"),
        related=(Label(source, Span(0, 3)),),
        hint="写明「端点就高」",
        fix=Fix("改写", (Edit(at, "不足"),)),
    )


def results(*all_found: Diagnostic, docs: str = "") -> list[dict[str, Any]]:
    log = sarif.log(all_found, docs)
    SHAPE.validate(log)
    return list(log["runs"][0]["results"])


def test_place_and_name() -> None:
    (result,) = results(found())
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 6}
    assert place["artifactLocation"]["uri"].isascii()
    assert unquote(place["artifactLocation"]["uri"]) == TEXT.name
    assert result["message"]["text"] == "97% 同时落在两档\n此处：含 97%\n建议：写明「端点就高」"
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "不足"}


def test_a_name_without_any_absolute_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside = Source((tmp_path / "甲" / "policy.md").as_posix(), TEXT.text)
    (result,) = results(found(source=inside))
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "甲/policy.md"


def test_a_fingerprint_outlives_lines_above_and_tells_two_findings_apart() -> None:
    lower = Source(TEXT.name, "多一段。\n\n" + TEXT.text)
    moved = found(Span(AT.start + 6, AT.end + 6), source=lower)
    fingerprints = [each["partialFingerprints"]["zhunsheng/v1"] for each in results(found(), found())]
    assert len(set(fingerprints)) == 2
    assert results(moved)[0]["partialFingerprints"]["zhunsheng/v1"] == fingerprints[0]
    assert results(found(message="别的"))[0]["partialFingerprints"]["zhunsheng/v1"] not in fingerprints


def test_half_a_character_has_a_fingerprint() -> None:
    broken = Source(TEXT.name, TEXT.text.replace("每件", "\ud800件"))
    (one,) = results(found(source=broken))
    assert one["partialFingerprints"]["zhunsheng/v1"].endswith(":1")


def test_rules_stand_once_and_lead_to_their_page() -> None:
    log = sarif.log((found(), found()), "https://example.org/errors/")
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://example.org/errors/E411-shared-end.md"
    assert sarif.log((found(),))["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"].startswith("urn:")


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_code_of_policies_can_be_written(folder: Path) -> None:
    all_found = [each for path in sorted(folder.glob("*.md")) for each in zhunsheng.check(path)]
    assert all_found
    written = results(*all_found)
    assert [each["ruleId"] for each in written] == [each.code for each in all_found]


def test_github_marks_the_characters() -> None:
    assert github.render([found()]) == (
        "::error file=政策/热线 2021/policy.md,line=3,col=4,endColumn=6,title=E411-shared-end::"
        "97%25 同时落在两档%0A此处：含 97%25%0A建议：写明「端点就高」\n"
    )


def test_github_takes_no_command_from_a_policy() -> None:
    hostile = Source("a,b:c%.md", "甲\n::error::乙")
    (line,) = github.render([found(Span(0, 5), "一\r\n::warning::二", hostile)]).splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=E411-shared-end::一%0D%0A::warning::二")


def test_github_without_a_place() -> None:
    assert github.render([finding("W603-missing-column", "没有这一列")]) == (
        "::warning title=W603-missing-column::没有这一列\n"
    )
