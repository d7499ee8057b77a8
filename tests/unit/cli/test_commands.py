"""Every command: what it does, its Chinese name, JSON, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.unit.cli.conftest import POLICY, Call, write_policy

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


def test_build_sql(call: Call, policy: Path) -> None:
    """On request alone, for it needs libraries of its own; a dialect beside the other."""
    assert call("build", policy, "-o", "out").code == 0
    assert call("build", policy, "-t", "sql", "-o", "out").code == 0
    assert call("build", policy, "-t", "sql", "--dialect", "spark", "-o", "out").code == 0
    names = [f"{name}.{dialect}.sql" for name in ("facts", "score") for dialect in ("duckdb", "spark")]
    assert {path.name for path in Path("out/demo").iterdir()} == {"demo.py", *names, "rules.md"}
    assert call("build", policy, "-t", "sql", "-o", "out", "--check").code == 0
    assert "E804-bad-value" in call("build", policy, "-t", "sql", "--dialect", "oracle").err


def test_build_sql_without_its_library(call: Call, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("compiler.backends.sql", "compiler.engines"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    assert call("build", policy, "-t", "sql", "--format", "json").codes == ["E820-no-library"]
    assert not Path("build").exists()


def test_build_refuses(call: Call, policy: Path) -> None:
    assert call("build", policy, "-t", "pyton").code == 2
    bad = write_policy("bad", POLICY.replace("每件", "每项"))
    assert call("build", policy, bad, "-o", "out").code == 1
    assert not Path("out").exists()
    twin = write_policy("other/demo", POLICY)
    assert call("build", policy, twin, "-o", "out").code == 2
    Path("file").write_text("", encoding="utf-8")
    assert call("build", policy, "-o", "file").code == 3


def test_test(call: Call, policy: Path) -> None:
    assert call("test", policy).code == 0
    assert call("测试", policy, "-k", "恰", "--engine", "interpreter").code == 0
    assert call("test", policy, "--format", "json").json["passed"] == 6
    wrong = write_policy("wrong", POLICY.replace("| 3 | -6 |", "| 3 | -7 |"))
    assert call("test", wrong).code == 1
    assert call("test", "nowhere").code == 3


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
    assert call("new", "第一*").code == 1
    assert call("new", "nowhere/first").code == 3


def test_an_empty_scenario(call: Call, policy: Path) -> None:
    answer = call("cases", policy, "--scenario")
    assert answer.code == 0
    assert "| 反馈不规范 |  | 计数（件） |" in answer.out and "| 总分 |  |  |" in answer.out
    assert json.loads(call("补案例", policy, "--scenario", "--format", "json").out)["scenario"] == answer.out
    (policy / "scenarios.md").write_text(answer.out, encoding="utf-8")
    tested = call("test", policy)
    assert tested.code == 1 and "E523-scenario-facts-missing" in tested.out and "E525-scenario-incomplete" in tested.out


def test_a_file_beside_a_policy_is_the_policy(call: Call, policy: Path) -> None:
    answer = call("check", policy / "source.txt", policy / "policy.md")
    assert (answer.code, answer.out) == (0, "检查了 1 个政策：没有发现问题\n")
    (policy / "other.md").write_text("# 别的\n", encoding="utf-8")
    assert call("check", policy / "other.md").code == 1
