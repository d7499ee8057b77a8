"""Policies under pytest, in processes of their own."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.unit.testkit.samples import COUNT, GOOD_COUNT, GOOD_RATE, RATE, table, write
from tests.unit.testkit.scenario_samples import FEEDBACK, GOOD

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[3]
INSTALLED = any(point.name == "zhunsheng" for point in entry_points(group="pytest11"))
WRONG = RATE + GOOD_RATE.replace("-5", "-10")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Run pytest in the folder of the test, as a user does."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "" if INSTALLED else "1")
    if INSTALLED:
        monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    plugin = () if INSTALLED else ("-p", "zhunsheng.testkit.plugin")

    def go(*args: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess(*plugin, "-p", "no:benchmark", *args)

    return go


def test_passing(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "policies" / "demo", RATE + GOOD_RATE + COUNT + GOOD_COUNT)
    result = run("-v", "policies")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        ["policies/demo/policy.md::检查 PASSED*", "policies/demo/policy.md::工单办理/办结率::略低 PASSED*"]
    )


def test_selecting(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "demo", RATE + GOOD_RATE + COUNT + GOOD_COUNT)
    run("demo/policy.md::工单办理/办结率::略低").assert_outcomes(passed=1)
    run("-k", "略低 or 检查").assert_outcomes(passed=2, deselected=3)
    run("demo/policy.md::工单办理/事项反馈").assert_outcomes(passed=2)


@pytest.mark.parametrize("engine", ["interpreter", "python", "both"])
def test_failing(run, pytester: pytest.Pytester, engine: str) -> None:
    write(pytester.path / "demo", WRONG)
    result = run("--zhunsheng-engine", engine)
    result.assert_outcomes(passed=2, failed=1)
    name = "生成的 Python " if engine == "python" else "解释器"
    result.stdout.fnmatch_lines(
        [
            f"demo/policy.md:26: 案例“略低”：得分应为 -10，{name}得出 -5",
            "  事实：按期办结工单数 9699，工单总数 10000",
            "  适用：办结率 9699/10000（96.99%）：低于 97% 扣 5 分",
            "  原文：办结率97%以上不扣分，低于97%扣5分。",
        ]
    )
    assert "Traceback" not in result.stdout.str() and "plugin.py" not in result.stdout.str()


@pytest.mark.parametrize("engine", ["interpreter", "python", "both"])
def test_scenarios(run, pytester: pytest.Pytester, engine: str) -> None:
    folder = write(pytester.path / "demo", FEEDBACK + table("反馈不规范 | 得分", "2 | -4"))
    wrong = GOOD.replace("## 甲县", "## 又").replace("25", "24").replace("最小（5，2×3）", "2×3")
    (folder / "scenarios.md").write_text(GOOD + wrong, encoding="utf-8")
    result = run("-v", "--zhunsheng-engine", engine)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["demo/scenarios.md::检查 PASSED*", "demo/scenarios.md::甲县 PASSED*"])
    result.stdout.fnmatch_lines(["demo/scenarios.md:14: 情景“又”：2 处不符"])
    assert "Traceback" not in result.stdout.str() and "plugin.py" not in result.stdout.str()
    (folder / "scenarios.md").write_text("# 情景\n", encoding="utf-8")
    run("demo/scenarios.md").assert_outcomes(failed=1)


def test_a_file_of_scenarios_without_a_policy_is_not_ours(run, pytester: pytest.Pytester) -> None:
    (pytester.path / "scenarios.md").write_text("# Scenarios of something else\n", encoding="utf-8")
    run().assert_outcomes()


def test_last_failed(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "demo", WRONG)
    run().assert_outcomes(passed=2, failed=1)
    run("--lf").assert_outcomes(failed=1)
    write(pytester.path / "demo", RATE + GOOD_RATE)
    run("--lf").assert_outcomes(passed=1)


def test_several_processes_and_junit(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "one", RATE + GOOD_RATE)
    write(pytester.path / "two", WRONG)
    plugin = () if INSTALLED else ("-p", "xdist")
    result = run(*plugin, "-n", "2", "--junitxml", "out.xml")
    result.assert_outcomes(passed=5, failed=1)
    report = (pytester.path / "out.xml").read_text(encoding="utf-8")
    assert 'name="略低"' in report and "two/policy.md:26: 案例“略低”" in report


def test_broken_policy(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "demo", RATE.replace("扣 5 分", "扣 5 件") + GOOD_RATE)
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*检查*", "demo/policy.md:20: *", "错误[[]E*", "  --> demo/policy.md:20:*"])
    assert "Traceback" not in result.stdout.str()


def test_broken_case_leaves_the_others(run, pytester: pytest.Pytester) -> None:
    write(pytester.path / "demo", RATE + table("按期办结工单数 | 工单总数 | 得分", "97 | 100 | 0", "96 | 100 | "))
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["demo/policy.md:26: 案例没有填“得分”", "错误[[]E506-no-expected-points*"])


@pytest.mark.parametrize(
    "text", ["# 说明\n", "---\ntitle: x\n---\n政策: 不是文头\n", "---\ntitle: x\n---\n\n---\n政策: x\n---\n", ""]
)
def test_other_files_of_that_name(run, pytester: pytest.Pytester, text: str) -> None:
    (pytester.path / "policy.md").write_text(text, encoding="utf-8")
    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_gbk_is_read(run, pytester: pytest.Pytester) -> None:
    folder = write(pytester.path / "demo", RATE + GOOD_RATE)
    for file in folder.iterdir():
        file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    run().assert_outcomes(passed=3)


@pytest.mark.parametrize("name", ["compiler/__init__.py", "dsl.py", "grammar/__init__.py"])
def test_shadowing_is_named(run, pytester: pytest.Pytester, name: str) -> None:
    file = pytester.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("HERE = 1\n", encoding="utf-8")
    package = file.parent.name if file.stem == "__init__" else file.stem
    # The user's own tests go on as before; only the policy cannot be tested.
    pytester.makepyfile(f"from {package} import HERE\n\n\ndef test_own():\n    assert HERE\n")
    write(pytester.path / "demo", RATE + GOOD_RATE)
    result = run("--continue-on-collection-errors")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{Path(name)} 与准绳的 {package} 包同名，把它遮住了，政策的案例无法运行。"])
    assert "Traceback" not in result.stdout.str()


def test_data_folder_does_no_harm(run, pytester: pytest.Pytester) -> None:
    (pytester.path / "grammar").mkdir()
    (pytester.path / "grammar" / "notes.txt").write_text("x", encoding="utf-8")
    write(pytester.path / "policies" / "demo", RATE + GOOD_RATE)
    run().assert_outcomes(passed=3)


def test_import_is_light() -> None:
    import subprocess

    code = (
        "import sys, zhunsheng.testkit.plugin; print([m for m in ('lark', 'attrs', 'markdown_it') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert found.stdout.strip() in ("[]", "['attrs']"), found.stdout


def test_item_has_funcargs(run, pytester: pytest.Pytester) -> None:
    """Some plugins look for fixtures on every item and break the run where there is no such name."""
    pytester.makeconftest(
        "def pytest_runtest_setup(item):\n    assert item.funcargs == {}, item\n    item.funcargs['x'] = 1\n"
    )
    write(pytester.path / "demo", RATE + GOOD_RATE)
    run().assert_outcomes(passed=3)
