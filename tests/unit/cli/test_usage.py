"""Help, usage errors, streams and the start of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.unit.cli.conftest import POLICY, Call, write_policy
from zhunsheng.cli.names import COMMANDS

ROOT = Path(__file__).parents[3]


def run(*words: str, code: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "zhunsheng", *words]
    return subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT), **env}, check=False)


def test_help(call: Call, snapshot: SnapshotAssertion) -> None:
    answer = call("--help")
    assert (answer.code, answer.out) == (0, snapshot)
    assert call().code == 2
    assert call("--version").out == "准绳 0.1.0\n"


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_help_of_command(call: Call, entry: object, snapshot: SnapshotAssertion) -> None:
    answer = call(entry.name, "--help")  # type: ignore[attr-defined]
    assert (answer.code, answer.out) == (0, snapshot)
    assert call(entry.chinese, "--help").code == 0  # type: ignore[attr-defined]
    for english in ("Usage", "Options", "Arguments", "required", "Show this", "default"):
        assert english not in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["chek"], "E801-no-such-command"),
        (["check", "--formt", "x"], "E802-no-such-option"),
        (["--versoin"], "E802-no-such-option"),
        (["check"], "E803-missing-argument"),
        (["check", "x", "--format", "xml"], "E804-bad-value"),
        (["test", "x", "--engine", "sql"], "E804-bad-value"),
        (["explain", "x", "y", "--unit"], "E805-option-value"),
        (["score", "x", "y", "z"], "E806-extra-argument"),
        (["--"], "E807-no-command"),
    ],
)
def test_misuse(call: Call, words: list[str], code: str) -> None:
    answer = call(*words)
    assert answer.code == 2
    assert f"错误[{code}]" in answer.err
    assert answer.out == ""


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom zhunsheng.cli import main\nsys.argv = ['zhunsheng', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([name for name in ('lark', 'markdown_it', 'jinja2', 'rich', 'compiler.core') if name in sys.modules])"
    )
    assert run(code=code).stdout.decode().endswith("[]\n")
    assert run(code="import zhunsheng, sys; print('attrs' in sys.modules)").stdout == b"False\n"


def test_colour(policy: Path) -> None:
    (policy / "policy.md").write_text(POLICY.replace("每件", "每项"), encoding="utf-8")
    assert b"\x1b[" not in run("check", str(policy)).stdout
    assert b"\x1b[1;31m" in run("check", str(policy), FORCE_COLOR="1").stdout
    assert b"\x1b[" not in run("check", str(policy), FORCE_COLOR="1", NO_COLOR="1").stdout


def test_poor_terminal(policy: Path) -> None:
    done = run("check", str(policy), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently")
def test_broken_pipe(policy: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "zhunsheng", "check", str(policy)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=env, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.parametrize(
    ("instruction", "typed", "expected"),
    [
        ("complete_bash", "zhunsheng sc", "score"),
        ("complete_bash", "zhunsheng 评", "评分"),
        ("source_bash", "", "complete"),
    ],
)
def test_completion(instruction: str, typed: str, expected: str) -> None:
    code = "import sys; sys.argv = ['zhunsheng']; from zhunsheng.cli import main; main()"
    words = {"COMP_WORDS": typed, "COMP_CWORD": "1"}
    done = run(code=code, _ZHUNSHENG_COMPLETE=instruction, **words)
    assert expected in done.stdout.decode()


def test_internal_error(call: Call, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> None:
        raise KeyError("甲")

    monkeypatch.setattr("zhunsheng.library.policies.Loaded.compile", fail)
    answer = call("check", policy)
    assert answer.code == 3
    assert "错误[E890-internal-error]" in answer.err


def test_no_traceback_for_odd_files(call: Call, tmp_path: Path) -> None:
    write_policy("empty", b"")
    write_policy("gbk", POLICY.encode("gb18030"))
    write_policy("program", b"\x7fELF\x00\x01\xff\xff")
    write_policy("crlf", POLICY.replace("\n", "\r\n"))
    write_policy("mark", POLICY.encode("utf-8-sig"))
    write_policy("alone", POLICY, source=None)
    write_policy("line", POLICY + "长" * 10_000_000)
    write_policy("deep", POLICY.replace("每件 扣", "（" * 200 + "每件 扣"))
    write_policy("outside", POLICY.replace("原文: source.txt", "原文: ../demo/source.txt"))
    write_policy("itself", POLICY.replace("原文: source.txt", "原文: policy.md"))
    Path("nothing").mkdir()
    expected = {
        "empty": (1, ["E001-empty-policy"]),
        "gbk": (0, ["N040-read-as-gb18030"]),
        "program": (1, ["E030-not-utf8"]),
        "crlf": (0, []),
        "mark": (0, []),
        "alone": (1, ["E022-source-missing"]),
        "itself": (1, ["E041-source-is-policy"]),
        "outside": (1, ["E032-source-outside"]),
        "line": (1, ["E002-file-too-large"]),
        "deep": (1, ["E103-too-deep"]),
        "nothing": (3, ["E033-no-policy-here"]),
        "missing": (3, ["E031-file-missing"]),
        "\udcff": (3, ["E031-file-missing"]),
    }
    for name, answer in expected.items():
        found = call("check", name, "--format", "json")
        assert (found.code, found.codes) == answer, name
