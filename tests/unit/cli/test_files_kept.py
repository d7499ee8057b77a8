"""No file is lost: what a command did not write stays, input is never output, and a file is old or new whenever a run ends."""

from __future__ import annotations

import csv
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

from tests.unit.cli.conftest import FACTS, POLICY, Answer, Call, write_policy

HAND = b"written by hand\n"
# name -> the words of the call, and the file that is written
WRITES: dict[str, tuple[list[str], str]] = {
    "build": (["build", "demo", "-o", "out"], "out/demo/rules.md"),
    "build-python": (["build", "demo", "-t", "python", "-o", "out"], "out/demo/demo.py"),
    "build-sql": (["build", "demo", "-t", "sql", "-o", "out"], "out/demo/score.duckdb.sql"),
    "defects": (["defects", "demo", "-o", "list.md"], "list.md"),
    "defects-txt": (["defects", "demo", "-o", "list.txt"], "list.txt"),
    "score-csv": (["score", "demo", "facts.csv", "-o", "result.csv"], "result.csv"),
    "score-xlsx": (["score", "demo", "facts.csv", "-o", "result.xlsx"], "result.xlsx"),
    "score-json": (["score", "demo", "facts.csv", "-o", "result.json"], "result.json"),
    "refused": (["score", "demo", "wrong.csv", "--refused", "back.csv"], "back.csv"),
    "refused-xlsx": (["score", "demo", "wrong.csv", "--refused", "back.xlsx"], "back.xlsx"),
    "facts-csv": (["facts", "demo", "-o", "sheet.csv"], "sheet.csv"),
    "facts-xlsx": (["facts", "demo", "-o", "sheet.xlsx"], "sheet.xlsx"),
    "explain-html": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.html"], "why.html"),
    "explain-txt": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.txt"], "why.txt"),
    "explain-md": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.md"], "why.md"),
    "explain-json": (["explain", "demo", "facts.csv", "--unit", "甲县", "-o", "why.json"], "why.json"),
    "compare-html": (["compare", "demo", "newer", "--html", "change.html"], "change.html"),
    "compare-md": (["compare", "demo", "newer", "--markdown", "change.md"], "change.md"),
    "audit": (["audit", "demo", "--html", "audit.html"], "audit.html"),
}
DONE = {"refused": 1, "refused-xlsx": 1, "compare-html": 1, "compare-md": 1, "audit": 1}  # findings, beside the file
COMMAND = pytest.mark.parametrize("name", sorted(WRITES))


@pytest.fixture(autouse=True)
def _things(_plain: None) -> None:
    write_policy("demo", POLICY)
    write_policy("newer", POLICY.replace("1件扣2分", "1件扣2分"))
    changed = POLICY.replace("每件 扣 2 分", "每件 扣 1 分").replace("| 3 | -6 |", "| 3 | -3 |")
    Path("newer/policy.md").write_text(changed.replace("1件扣2分", "1件扣1分"), encoding="utf-8")
    Path("newer/source.txt").write_text(
        Path("demo/source.txt").read_text(encoding="utf-8").replace("1件扣2分", "1件扣1分"), encoding="utf-8"
    )
    Path("facts.csv").write_text(FACTS, encoding="utf-8")
    Path("wrong.csv").write_text(FACTS + "丁局,部门,50,60,0\n", encoding="utf-8")


def tree(folder: str = ".") -> dict[str, bytes]:
    """Return every file below a folder but the cache, with its content."""
    return {path.as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def codes(answer: Answer) -> str:
    return answer.out + answer.err


@COMMAND
def test_a_file_of_somebody_else_stays(call: Call, name: str) -> None:
    words, target = WRITES[name]
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_bytes(HAND)
    before = tree()
    answer = call(*words)
    assert (answer.code, "E706-not-ours" in codes(answer)) == (3, True)
    assert tree() == before
    assert call(*words, "--force").code == DONE.get(name, 0)
    assert Path(target).read_bytes() != HAND


def _edit(path: Path) -> bytes:
    """Change one cell or one character, as somebody would."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B2"] = "改过"
        book.save(path)
    else:
        data = path.read_bytes()
        path.write_bytes(data[:40] + b"?" + data[40:])
    return path.read_bytes()


@COMMAND
def test_what_the_command_wrote_is_replaced_until_somebody_changes_it(call: Call, name: str) -> None:
    words, target = WRITES[name]
    assert call(*words).code == DONE.get(name, 0)
    source = Path("demo/policy.md")
    source.write_text(
        source.read_text(encoding="utf-8").replace("示范县行政审批服务局", "某县行政审批服务局"), encoding="utf-8"
    )
    assert call(*words).code == DONE.get(name, 0), "its own file, from an older policy"
    changed = _edit(Path(target))
    answer = call(*words)
    assert (answer.code, "E706-not-ours" in codes(answer)) == (3, True)
    assert Path(target).read_bytes() == changed


@pytest.mark.parametrize(
    "other", [["score", "demo", "facts.csv", "-o", "x.xlsx"], ["facts", "demo", "-o", "x.xlsx"]], ids=["score", "facts"]
)
def test_what_another_command_wrote_stays(call: Call, other: list[str]) -> None:
    first = ["facts", "demo", "-o", "x.xlsx"] if other[0] == "score" else ["score", "demo", "facts.csv", "-o", "x.xlsx"]
    assert call(*first).code == 0
    answer = call(*other)
    assert (answer.code, "E706-not-ours" in codes(answer)) == (3, True)


def test_a_sheet_that_was_filled_in_is_not_emptied(call: Call) -> None:
    assert call("facts", "demo", "-o", "sheet.xlsx").code == 0
    book = openpyxl.load_workbook("sheet.xlsx")
    book.worksheets[0]["A2"], book.worksheets[0]["C2"] = "甲县", 100
    book.save("sheet.xlsx")
    filled = Path("sheet.xlsx").read_bytes()
    assert call("facts", "demo", "-o", "sheet.xlsx").code == 3
    assert Path("sheet.xlsx").read_bytes() == filled


def test_a_workbook_with_a_mark_is_opened_by_all_readers(call: Call) -> None:
    assert call("score", "demo", "facts.csv", "-o", "result.xlsx").code == 0
    assert openpyxl.load_workbook("result.xlsx").worksheets[0]["B2"].value == "乙局"
    book = openpyxl.load_workbook("result.xlsx")
    book.save("again.xlsx")
    assert b"docProps/zhunsheng.xml" in Path("result.xlsx").read_bytes()
    assert b"docProps/zhunsheng.xml" not in Path("again.xlsx").read_bytes()


def test_a_folder_is_looked_at_before_any_of_it_is_written(call: Call) -> None:
    write_policy("second", POLICY)
    Path("out/second").mkdir(parents=True)
    Path("out/second/rules.md").write_bytes(HAND)
    before = tree()
    assert call("build", "demo", "second", "-o", "out").code == 3
    assert tree() == before


def test_a_generated_file_with_other_line_ends_is_still_ours(call: Call) -> None:
    assert call("build", "demo", "-t", "markdown", "-o", "out").code == 0
    rules = Path("out/demo/rules.md")
    rules.write_bytes(rules.read_bytes().replace(b"\n", b"\r\n"))
    assert call("build", "demo", "-t", "markdown", "-o", "out").code == 0
    assert b"\r" not in rules.read_bytes()


def test_a_file_that_says_the_same_without_a_mark_is_replaced(call: Call) -> None:
    assert call("build", "demo", "-t", "markdown", "-o", "out").code == 0
    rules = Path("out/demo/rules.md")
    whole = rules.read_bytes()
    rules.write_bytes(whole[: whole.index(b"\n<!-- \xe7\x94\xb1 zhunsheng")])
    assert call("build", "demo", "-t", "markdown", "-o", "out").code == 0
    assert rules.read_bytes() == whole


# ----------------------------------------------------------------------------------------------------- input and output


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


def test_fmt_does_not_lose_what_was_saved_while_it_ran(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhunsheng.library import formatting

    file = Path("demo/policy.md")
    file.write_text(POLICY.replace("每件 扣 2 分", "每件扣2分"), encoding="utf-8")
    true = formatting.format_policy

    def slow(*given: Any) -> Any:
        made = true(*given)
        file.write_text(file.read_text(encoding="utf-8") + "\n刚刚写的一句。\n", encoding="utf-8")
        return made

    monkeypatch.setattr(formatting, "format_policy", slow)
    answer = call("fmt", "demo")
    assert (answer.code, "E709-changed-meanwhile" in codes(answer)) == (3, True)
    assert file.read_text(encoding="utf-8").endswith("刚刚写的一句。\n")


# --------------------------------------------------------------------------------------------------- the end at any step

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


# -------------------------------------------------------------------------------------------------------- two runs at once


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


def test_new_and_draft_leave_an_existing_folder_alone(call: Call) -> None:
    Path("there").mkdir()
    Path("there/mine.txt").write_bytes(HAND)
    assert call("new", "there").code == 1
    assert call("draft", "demo/source.txt", "-o", "there").code == 1
    assert tree("there") == {"there/mine.txt": HAND}


def test_results_and_their_mark_are_read_again(call: Call) -> None:
    assert call("score", "demo", "facts.csv", "-o", "result.csv").code == 0
    rows = list(csv.reader(Path("result.csv").read_text("utf-8-sig").splitlines()))
    assert [row[1] for row in rows] == ["单位", "乙局", "甲县", "丙局"], "CSV has no room for a mark"
