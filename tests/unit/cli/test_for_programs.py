"""Findings of every command for other programs: SARIF, annotations of GitHub."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import POLICY, SOURCE, Call, write_policy

EACH_PIECE = POLICY.splitlines().index("每件 扣 2 分") + 1


def test_scenarios_that_failed_for_other_programs(call: Call, policy: Path) -> None:
    facts = "".join(
        f"| {row} |\n"
        for row in ("单位 | 甲县", "对象类别 | 县区", "工单总数 | 100", "按期办结工单数 | 98", "反馈不规范 | 3")
    )
    points = "| 一 | 30 − 5 | 25 |\n| 二 | 10 − 2×3 | 4 |\n| 总分 | 25 + 4 | 29 |\n"
    text = f"## 甲县\n\n| 事实 | 值 |\n|---|---|\n{facts}\n| 条款或项目 | 算式 | 得分 |\n|---|---|---|\n{points}"
    (policy / "scenarios.md").write_text(text, encoding="utf-8")
    assert call("test", policy).code == 0
    (policy / "scenarios.md").write_text(text.replace("| 25 + 4 | 29 |", "| 25 + 5 | 30 |"), encoding="utf-8")
    answer = call("test", policy, "--format", "github")
    assert answer.code == 1
    assert "scenarios.md,line=15," in answer.out
    assert "title=E530-scenario-failed::情景“甲县”不符：总分应为 30，解释器得出 29" in answer.out


def test_findings_for_other_programs(call: Call) -> None:
    wrong = write_policy("错", POLICY.replace("每件 扣 2 分", "每项 扣 2 分"))
    answer = call("check", wrong, "--format", "github")
    assert answer.code == 1
    place = f"file=错/policy.md,line={EACH_PIECE},col=1,endColumn=3"
    assert answer.out.startswith(f"::error {place},title=E302-per-unit-mismatch::")
    (result,) = json.loads(call("检查", wrong, "--format", "sarif").out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E9%94%99/policy.md"
    assert call("check", "nowhere", "--format", "sarif").code == 3


def test_cases_that_failed_for_other_programs(call: Call, policy: Path) -> None:
    assert json.loads(call("test", policy, "--format", "sarif").out)["runs"][0]["results"] == []
    wrong = write_policy("wrong", POLICY.replace("| 3 | -6 |", "| 3 | -7 |"))
    answer = call("test", wrong, "--format", "github")
    row = POLICY.replace("| 3 | -6 |", "| 3 | -7 |").splitlines().index("| 3 | -7 | 三件 |") + 1
    assert answer.code == 1
    assert f"::error file=wrong/policy.md,line={row}," in answer.out
    assert "title=E519-case-failed::案例“三件”不符：得分应为 -7" in answer.out


def test_blocks_to_format_for_other_programs(call: Call) -> None:
    folder = write_policy("demo", POLICY.replace("每件 扣 2 分", "每件扣2分"))
    (result,) = json.loads(call("fmt", folder, "--check", "--format", "sarif").out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == EACH_PIECE
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "事实 反馈不规范：计数（件）\n每件 扣 2 分\n"


def test_what_an_audit_found_for_other_programs(call: Call) -> None:
    untested = POLICY[: POLICY.index("| 反馈不规范 | 得分")]
    folder = write_policy("demo", untested, SOURCE + "\n三、其他\n未报送的，扣3分。\n")
    answer = call("audit", folder, "--format", "github")
    assert answer.code == 1
    assert "::error file=demo/source.txt,line=10,col=1,endColumn=10,title=E681-sentence-missing::" in answer.out
    assert "title=E684-clause-untested::二没有案例" in answer.out
    assert "E680" not in answer.out
