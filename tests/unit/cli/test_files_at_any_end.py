"""A file is old or new whenever a run ends: killed at any step, on a full disk, beside another run."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.cli.conftest import POLICY, Call, write_policy
from tests.unit.cli.kept import HAND, WRITES, tree

pytestmark = pytest.mark.usefixtures("two_policies")
ACTS = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.symlink")
_hook: list[Callable[[str, tuple[Any, ...]], None]] = []


def _heard(event: str, given: tuple[Any, ...]) -> None:
    if _hook and (event in ACTS or (event == "open" and _writes(*given))):
        _hook[-1](event, given)


def _writes(path: object, mode: object, flags: object) -> bool:
    by_mode = isinstance(mode, str) and bool(set(mode) & set("wax+"))
    by_flags = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return isinstance(path, (str, bytes, os.PathLike)) and os.fspath(path) != os.devnull and (by_mode or by_flags)


@pytest.fixture(scope="module", autouse=True)
def _audited() -> None:
    sys.addaudithook(_heard)  # it can never be taken out again, and does nothing without a hook


class Killed(BaseException):
    """What a killed process would never see."""


@contextmanager
def ending(step: int, error: Callable[[], BaseException], *, for_good: bool) -> Iterator[list[str]]:
    """Let the run end at this step of what is done to the disk: every later step fails too where the process is dead."""
    seen: list[str] = []

    def act(event: str, given: tuple[Any, ...]) -> None:
        seen.append(f"{event} {given[0]}")
        if len(seen) == step or (for_good and len(seen) > step):
            raise error()

    _hook.append(act)
    try:
        yield seen
    finally:
        _hook.pop()


def _run(words: list[str]) -> int | None:
    """Run a command in this process as it stands; None where it was killed."""
    from zhunsheng.cli.app import app

    try:
        app(words, standalone_mode=False)
    except Killed:
        return None
    except SystemExit as done:
        return int(done.code or 0)
    return 0


MORE: dict[str, tuple[list[str], str]] = {
    "fmt": (["fmt", "loose"], "loose/policy.md"),
    "new": (["new", "fresh"], "fresh"),
    "draft": (["draft", "demo/source.txt", "-o", "fresh"], "fresh"),
}


def _begin(name: str, call: Call) -> list[str]:
    """Set the stage: what an earlier run wrote is there, and the policy has changed since."""
    words, _ = (WRITES | MORE)[name]
    if name == "fmt":
        write_policy("loose", POLICY.replace("每件 扣 2 分", "每件扣2分"))
    elif name not in MORE:
        call(*words)
        changes = (
            ("政策: 工单", "政策: 某县工单"),
            ("反馈不规范", "反馈不合规"),
            (",99,3\n", ",99,2\n"),
            ("| 3 | -", "| 4 | -"),
        )
        for path in ("demo/policy.md", "newer/policy.md", "facts.csv", "wrong.csv"):
            text = Path(path).read_text(encoding="utf-8")
            for old, new in changes:
                text = text.replace(old, new)
            Path(path).write_text(text, encoding="utf-8")
    return words


def _shown(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if "/.zhunsheng-" not in f"/{name}"}


@pytest.mark.parametrize("name", sorted(WRITES | MORE))
def test_whenever_it_is_killed_the_old_or_the_new_is_there(
    name: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shutil import copytree

    words = _begin(name, call)
    words = (
        [*words, "--force"] if name in WRITES and WRITES[name][1].endswith(".csv") else words
    )  # the note tells of another path
    before = tree()
    copytree(".", tmp_path / "start")
    call(*words)
    after = tree()
    assert after != before, "there is something to lose"
    for step in range(1, 60):
        place = tmp_path / f"run{step}"
        copytree(tmp_path / "start", place)
        monkeypatch.chdir(place)
        with ending(step, Killed, for_good=True) as seen:
            done = _run(words)
        found = _shown(tree())
        assert set(found) <= set(before) | set(after), seen
        new = {path for path in after if after[path] != before.get(path)}
        if all(path not in before for path in new):  # new files stand in a folder of their own: all of it, or nothing
            assert found in (before, after), seen
        for path in found:
            assert found[path] in (before.get(path), after.get(path)), seen
        assert set(before) <= set(found), seen
        if len(seen) < step:
            assert done is not None and found == after
            return
    pytest.fail("it never ends")


FEW = ("build", "draft", "fmt", "score-xlsx")
FAULTS = [(name, errno.ENOSPC) for name in sorted(WRITES | MORE)]
FAULTS += [(name, number) for name in FEW for number in (errno.EACCES, errno.EROFS, errno.EIO)]


@pytest.mark.parametrize(
    ("name", "number"), FAULTS, ids=lambda each: each if isinstance(each, str) else errno.errorcode[each]
)
def test_a_full_disk_or_a_missing_right_is_told_and_nothing_is_lost(
    name: str,
    number: int,
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from shutil import copytree

    monkeypatch.setenv("ZHUNSHENG_NO_CACHE", "1")  # what only saves time may fail without a word
    words = _begin(name, call)
    if name in WRITES:
        words = [*words, "--force"]  # without a cache nobody knows who wrote a CSV
    before = tree()
    copytree(".", tmp_path / "start")
    call(*words)
    after = tree()
    told = 0
    for step in range(1, 60):
        place = tmp_path / f"run{step}"
        copytree(tmp_path / "start", place)
        monkeypatch.chdir(place)
        capsys.readouterr()
        with ending(step, lambda: OSError(number, os.strerror(number)), for_good=False) as seen:
            done = _run(words)
        shown = capsys.readouterr()
        found = tree()
        if len(seen) < step:
            assert found == after and told
            return
        if done == 3:
            told += 1
            assert found == before, seen
            assert any(code in shown.err for code in ("E703", "E704", "E705")), shown.err
        else:  # a step that only tidies up
            assert _shown(found) == after, seen
    pytest.fail("it never ends")


def test_a_process_that_is_killed_leaves_the_old_file() -> None:
    """The same once for true: SIGKILL at each step, from outside Python's reach."""
    code = (
        "import os, signal, sys\nsteps = int(sys.argv[1])\n"
        "def heard(event, given):\n    global steps\n"
        "    if event in ('open', 'os.rename', 'os.link') and '.zhunsheng-' in str(given[0]):\n"
        "        steps -= 1\n        if steps == 0:\n            os.kill(os.getpid(), signal.SIGKILL)\n"
        "from zhunsheng.cli.app import app\nsys.addaudithook(heard)\napp(sys.argv[2:])\n"
    )
    words = ["facts", "demo", "-o", "sheet.xlsx", "--force"]
    Path("sheet.xlsx").write_bytes(HAND)
    ends = []
    for step in (1, 2, 3):
        environment = {**os.environ, "ZHUNSHENG_NO_CACHE": "1"}
        run = [sys.executable, "-c", code, str(step), *words]
        ends.append(subprocess.run(run, check=False, env=environment, capture_output=True).returncode)
        if ends[-1] == -signal.SIGKILL:
            assert Path("sheet.xlsx").read_bytes() == HAND
    assert ends == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert openpyxl.load_workbook("sheet.xlsx").worksheets[0].title == "填报表"


def test_of_two_runs_at_once_one_writes_the_folder(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhunsheng.writing import atomic

    true, runs = atomic.make_folder, []

    def slower(folder: Path, texts: Any) -> None:
        if not runs:
            runs.append(1)
            assert call("build", "demo", "-o", "out").code == 0, "the other run, meanwhile"
        true(folder, texts)

    monkeypatch.setattr(atomic, "make_folder", slower)
    assert call("build", "demo", "-o", "out").code == 0
    assert sorted(path.name for path in Path("out/demo").iterdir()) == ["demo.py", "rules.md"]
    assert call("build", "demo", "-o", "out", "--check").code == 0


@pytest.mark.parametrize("other", [HAND, None], ids=["somebody-else", "the-same-command"])
def test_a_file_that_appears_meanwhile_is_looked_at(
    call: Call, monkeypatch: pytest.MonkeyPatch, other: bytes | None
) -> None:
    from zhunsheng.writing import atomic

    true, runs = atomic.settle, []

    def slower(place: Path, target: Path, *, new: bool) -> None:
        if not runs and target.name == "sheet.xlsx":  # and not what the command keeps for its next run
            runs.append(1)
            if other is None:
                assert call("facts", "demo", "-o", "sheet.xlsx").code == 0
            else:
                target.write_bytes(other)
        true(place, target, new=new)

    monkeypatch.setattr(atomic, "settle", slower)
    answer = call("facts", "demo", "-o", "sheet.xlsx")
    assert answer.code == (0 if other is None else 3)
    assert (Path("sheet.xlsx").read_bytes() == HAND) is (other is not None)
    assert [path.name for path in Path().glob(".zhunsheng-*")] == []
