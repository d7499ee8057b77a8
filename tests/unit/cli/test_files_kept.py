"""No file is lost: what a command did not write stays, and what it wrote is replaced."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.cli.conftest import POLICY, Call, write_policy
from tests.unit.cli.kept import COMMAND, DONE, HAND, WRITES, codes, tree

pytestmark = pytest.mark.usefixtures("two_policies")


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
