"""Every command: what it does, its Chinese name, JSON, exit codes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

import zhunsheng
from tests.unit.cli.conftest import FACTS, POLICY, SOURCE, Call, write_policy

LINE = "占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分"


def test_check_fine(call: Call, policy: Path) -> None:
    answer = call("check", policy)
    assert (answer.code, answer.out) == (0, "检查了 1 个政策：没有发现问题\n")
    assert call("检查", policy / "policy.md").out == answer.out


def test_check_finds(call: Call, snapshot: SnapshotAssertion) -> None:
    folder = write_policy("demo", POLICY.replace("每件 扣 2 分", "每项 扣 2 分").replace("1件扣2分。", "1件扣3分。"))
    answer = call("check", folder)
    assert answer.code == 1
    assert answer.out == snapshot
    shown = call("check", folder, "--format", "json")
    assert shown.code == 1
    assert shown.json["version"] == 1
    found = shown.json["diagnostics"][0]
    assert (found["file"], found["severity"], found["code"]) == ("demo/policy.md", "error", "E020-quote-not-in-source")
    assert {"line", "column", "endLine", "endColumn", "label", "related", "hint", "authority", "fix"} <= set(found)


def test_check_folder_of_policies(call: Call) -> None:
    write_policy("all/one", POLICY)
    write_policy("all/two", POLICY)
    assert call("check", "all").out == "检查了 2 个政策：没有发现问题\n"
    assert call("check", "all", "all/one").out == "检查了 2 个政策：没有发现问题\n"


def test_check_strict(call: Call, monkeypatch: pytest.MonkeyPatch, policy: Path) -> None:
    from dsl.diagnostics import finding
    from zhunsheng.library import policies

    loaded = policies.load(policy)
    warned = policies.Loaded(loaded.path, loaded.slug, loaded.text, (finding("W001-example", "例子"),))
    monkeypatch.setattr(policies, "load", lambda path: warned)
    assert call("check", policy).code == 0
    assert call("check", policy, "--strict").code == 1


def test_check_ranges(call: Call, policy: Path) -> None:
    answer = call("check", policy, "--ranges")
    assert answer.code == 0
    assert "| 一 | 各类 | 0 | 工单总数 100 件 | 30 | 都是 0 或者否 |" in answer.out
    assert "| 总分 | 各类 | 0 | 工单总数 100 件，反馈不规范 5 件 | 40 | 都是 0 或者否 |" in answer.out
    shown = call("check", policy, "--ranges", "--format", "json").json["ranges"]["demo"]
    total = shown[-1]
    assert total["part"] == {"level": "total", "id": "", "title": "总分"}
    assert (total["low"]["how"], total["low"]["value"], total["high"]["value"]) == ("reached", "0", "40")
    assert total["low"]["unit"]["facts"] == {"工单总数": 100, "按期办结工单数": 0, "反馈不规范": 5}


def test_check_asks_no_solver_that_it_does_not_need(policy: Path) -> None:
    code = "import sys\nfrom zhunsheng.cli.app import app\ntry:\n    app(['check', sys.argv[1]])\nfinally:\n    print('z3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(policy)], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["检查了 1 个政策：没有发现问题", "False"]


def test_build(call: Call, policy: Path) -> None:
    answer = call("build", policy, "-t", "python", "-t", "markdown", "-o", "out")
    assert answer.code == 0
    assert sorted(path.name for path in Path("out/demo").iterdir()) == ["demo.py", "rules.md"]
    assert call("生成", policy, "-o", "out", "--check").code == 0
    Path("out/demo/rules.md").write_text("changed", encoding="utf-8")
    stale = call("build", policy, "-o", "out", "--check", "--format", "json")
    assert (stale.code, stale.codes) == (1, ["E038-stale-output"])
    assert Path("out/demo/rules.md").read_text(encoding="utf-8") == "changed"


def test_build_refuses(call: Call, policy: Path) -> None:
    assert call("build", policy, "-t", "pyton").code == 2
    bad = write_policy("bad", POLICY.replace("每件", "每项"))
    assert call("build", policy, bad, "-o", "out").code == 1
    assert not Path("out").exists()
    twin = write_policy("other/demo", POLICY)
    assert call("build", policy, twin, "-o", "out").code == 2
    Path("file").write_text("", encoding="utf-8")
    assert call("build", policy, "-o", "file").code == 3


def test_score(call: Call, policy: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("score", policy, facts)
    assert answer.code == 0
    assert answer.out == snapshot
    assert call("评分", policy, facts).out == answer.out
    tree = call("score", policy, facts, "--format", "json").json
    assert [(unit["unit"], unit["rank"]) for unit in tree["units"]] == [("乙局", 1), ("甲县", 2), ("丙局", None)]
    assert tree["diagnostics"] == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_score_to_file(call: Call, policy: Path, facts: Path, ending: str) -> None:
    target = Path(f"out.{ending}")
    answer = call("score", policy, facts, "-o", target)
    assert (answer.code, answer.err) == (0, f"已写到 out.{ending}\n")
    assert _units(target) == ["乙局", "甲县", "丙局"]


def _units(path: Path) -> list[Any]:
    if path.suffix == ".csv":
        return [row["单位"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
    if path.suffix == ".json":
        return [unit["unit"] for unit in json.loads(path.read_text("utf-8"))["units"]]
    return [row[1] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]


def test_score_strict(call: Call, policy: Path, facts: Path) -> None:
    answer = call("score", policy, facts, "--strict", "--format", "json", "-o", "out.csv")
    assert (answer.code, answer.codes) == (1, ["E670-facts-missing"])
    assert not Path("out.csv").exists()


def test_score_sheet(call: Call, policy: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "5月"
    for sheet, value in ((book.active, "1"), (book.create_sheet("6月"), "2")):
        for line in FACTS.replace(",3\n", f",{value}\n").splitlines():
            sheet.append(line.split(","))
    book.save("facts.xlsx")
    for month, total in (("5月", "33"), ("6月", "31")):
        units = call("score", policy, "facts.xlsx", "--sheet", month, "--format", "json").json["units"]
        assert [unit["total"] for unit in units if unit["unit"] == "甲县"] == [total]
    missing = call("score", policy, "facts.xlsx", "--sheet", "7月")
    assert (missing.code, "是否指" in missing.err) == (2, True)


def test_explain(call: Call, policy: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("explain", policy, facts, "--unit", "甲 县")
    assert answer.code == 0
    assert answer.out == snapshot
    one = call("解释", policy, facts, "--unit", "甲县", "--clause", "二", "--format", "json")
    assert [clause["id"] for clause in one.json["trace"]["clauses"]] == ["二"]
    assert call("explain", policy, facts, "--unit", "甲").code == 1
    assert call("explain", policy, facts, "--unit", "甲县", "--clause", "九").code == 2
    assert call("explain", policy, facts).code == 2


def test_explain_in_every_form(call: Call, policy: Path, facts: Path) -> None:
    one = ("explain", policy, facts, "--unit", "丙局")
    assert call(*one, "--format", "markdown").out.startswith("# 工单办理考核办法\n")
    assert call(*one, "--format", "html").out.startswith("<!doctype html>")
    for name, begins in (("a.html", "<!doctype"), ("a.md", "# 工单"), ("a.txt", "工单办理"), ("a.json", "{")):
        answer = call(*one, "-o", name)
        assert (answer.code, f"已写到 {name}" in answer.err) == (0, True)
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    # 丙局 has no 工单总数: its item of 30 points is open, and that fact alone decides it.
    assert "补上“工单总数”，区间缩小 30 分" in call(*one).out
    assert "E812-output-type" in call(*one, "-o", "a.pdf").err


def test_what_explain_answers_keeps_to_the_schema(call: Call, policy: Path, facts: Path) -> None:
    schema = Draft202012Validator(zhunsheng.schema())
    for unit in ("甲县", "乙局", "丙局"):
        trace = call("explain", policy, facts, "--unit", unit, "--format", "json").json["trace"]
        schema.validate(trace)
        assert [clause["place"]["policy"]["file"] for clause in trace["clauses"]] == ["policy.md", "policy.md"]
        assert [clause["place"]["source"]["line"] for clause in trace["clauses"]] == [4, 7]
    schema.validate(
        call("explain", policy, facts, "--unit", "甲县", "--clause", "一", "--format", "json").json["trace"]
    )


def test_score_with_traces(call: Call, policy: Path, facts: Path) -> None:
    told = call("score", policy, facts, "--trace", "--format", "json").json["units"]
    assert [each["trace"]["unit"]["name"] for each in told] == [each["unit"] for each in told]
    assert [each["trace"]["total"] for each in told] == [each["total"] for each in told]
    call("score", policy, facts, "--trace", "-o", "results.json")
    assert json.loads(Path("results.json").read_text(encoding="utf-8"))["units"] == told
    assert "trace" not in call("score", policy, facts, "--format", "json").json["units"][0]
    refused = call("score", policy, facts, "--trace", "-o", "results.xlsx")
    assert (refused.code, "E816-trace-needs-json" in refused.err) == (2, True)
    assert not Path("results.xlsx").exists()


def test_test(call: Call, policy: Path) -> None:
    assert call("test", policy).code == 0
    assert call("测试", policy, "-k", "恰", "--engine", "interpreter").code == 0
    assert call("test", policy, "--format", "json").json["passed"] == 6
    wrong = write_policy("wrong", POLICY.replace("| 3 | -6 |", "| 3 | -7 |"))
    assert call("test", wrong).code == 1
    assert call("test", "nowhere").code == 3


def test_fmt(call: Call, snapshot: SnapshotAssertion) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣2分").replace("98%以上 扣 5 分", "98%以上的，扣5分")
    folder = write_policy("demo", text)
    diff = call("fmt", folder, "--diff")
    assert (diff.code, diff.out) == (0, snapshot)
    assert call("fmt", folder, "--check", "--format", "json").codes == ["E039-not-formatted"]
    assert (folder / "policy.md").read_text(encoding="utf-8") == text
    assert call("排版", folder).out == "改写了 demo/policy.md 的 2 个规则块\n"
    assert (folder / "policy.md").read_text(encoding="utf-8") == POLICY
    assert call("fmt", folder, "--check").code == 0


def test_fmt_leaves_broken_blocks(call: Call) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣扣2分").replace("98%以上 扣 5 分", "98%以上扣5分")
    folder = write_policy("demo", text)
    assert call("fmt", folder).code == 1
    after = (folder / "policy.md").read_text(encoding="utf-8")
    assert after == text.replace("98%以上扣5分", "98%以上 扣 5 分")


def test_fmt_writes_all_files(call: Call) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣扣2分").replace("98%以上 扣 5 分", "98%以上扣5分")
    folders = [write_policy(name, text) for name in ("one", "two")]
    assert call("fmt", *folders).code == 1
    assert all("98%以上 扣 5 分" in (folder / "policy.md").read_text("utf-8") for folder in folders)


def test_facts(call: Call, policy: Path) -> None:
    assert call("facts", policy, "-o", "empty.csv").code == 0
    assert Path("empty.csv").read_text("utf-8-sig").startswith("单位,类别,工单总数（件）")
    assert call("事实表", policy, "-o", "empty.xlsx").code == 0
    assert openpyxl.load_workbook("empty.xlsx").sheetnames[0] == "填报表"
    assert call("facts", policy, "-o", "empty.doc").code == 2
    assert call("facts", policy).code == 2
    assert call("facts", policy, "-o", "nowhere/empty.csv").code == 3


def test_try(call: Call, snapshot: SnapshotAssertion) -> None:
    answer = call("try", LINE, "--set", "占比=29%", "--set", "件数=1")
    assert answer.code == 0
    assert answer.out == snapshot
    assert call("试", stdin=LINE).code == 0
    assert call("try", LINE, "--set", "占比＝２９％", "--format", "json").json["canonical"] == LINE


def test_try_misuse(call: Call) -> None:
    assert call("try").code == 2
    assert call("try", LINE, "--set", "占比").code == 2
    assert call("try", LINE, "--set", "比占=3").code == 2
    assert call("try", LINE, "--set", "占比=多").code == 1
    assert call("try", "每件 扣").code == 1
    found = call("try", "每件 扣 2 天", "--format", "json").json["diagnostics"][0]
    assert (found["line"], found["column"]) == (1, 6)
    assert call("try", stdin=b"\xff\xfe\x00").code in (1, 2)


def test_new(call: Call) -> None:
    assert call("new", "first-policy", "--title", "第一份 {办法}").code == 0
    assert call("check", "first-policy").code == 0
    tested = call("test", "first-policy")
    assert tested.code == 0 and "7 个案例通过，2 个情景通过" in tested.out
    assert call("fmt", "first-policy", "--check").code == 0
    before = Path("first-policy/policy.md").read_bytes()
    again = call("新建", "first-policy")
    assert (again.code, Path("first-policy/policy.md").read_bytes()) == (1, before)
    assert call("new", "第一").code == 1
    assert call("new", "nowhere/first").code == 3


EACH_PIECE = POLICY.splitlines().index("每件 扣 2 分") + 1


def test_an_empty_scenario(call: Call, policy: Path) -> None:
    answer = call("cases", policy, "--scenario")
    assert answer.code == 0
    assert "| 反馈不规范 |  | 计数（件） |" in answer.out and "| 总分 |  |  |" in answer.out
    assert json.loads(call("补案例", policy, "--scenario", "--format", "json").out)["scenario"] == answer.out
    (policy / "scenarios.md").write_text(answer.out, encoding="utf-8")
    tested = call("test", policy)
    assert tested.code == 1 and "E523-scenario-facts-missing" in tested.out and "E525-scenario-incomplete" in tested.out


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


def test_a_file_beside_a_policy_is_the_policy(call: Call, policy: Path) -> None:
    answer = call("check", policy / "source.txt", policy / "policy.md")
    assert (answer.code, answer.out) == (0, "检查了 1 个政策：没有发现问题\n")
    (policy / "other.md").write_text("# 别的\n", encoding="utf-8")
    assert call("check", policy / "other.md").code == 1
