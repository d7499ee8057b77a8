"""Notes: marks in the brackets, and the problem, the reading and the other readings of a defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.diagnostics import Bag
from dsl.documents.defect_kinds import KINDS
from dsl.documents.notes import Finding, Note, Other, read_note
from dsl.source import Source, Span

MANUAL = Path(__file__).parents[3] / "docs" / "语言.md"


def read(text: str) -> tuple[Note, list[str]]:
    bag = Bag()
    note = read_note(text, Span(0, len(text)), Source("policy.md", text), bag)
    assert note is not None
    return note, [each.code.partition("-")[0] for each in bag]


@pytest.mark.parametrize(
    ("text", "kinds", "waives", "equivalent"),
    [
        ("注：照录。", [], "", False),
        ("注(12)：一年的月数。", [], "12", False),
        ("注（2、3）：是附件的序号。", [], "2、3", False),
        ("注（等价）：封顶永远用不上。", [], "", True),
        ("注（错别字）：衍“所”字，照录。", ["错别字"], "", False),
        ("注（空档、190—200 平方米）：没有写；这里取 10 分。", ["空档"], "190—200 平方米", False),
        ("注 （ 缺漏 、 3. 2021年 、 6 ）: 没有写；这里不计。", ["缺漏"], "3. 2021年、6", False),
    ],
)
def test_marks(text: str, kinds: list[str], waives: str, equivalent: bool) -> None:
    note, codes = read(text)
    assert [kind.name for kind in note.kinds] == kinds
    assert (note.waives, note.equivalent, codes) == (waives, equivalent, [])


def test_a_paragraph_that_is_no_note() -> None:
    text = "附注：另见附件。"
    assert read_note(text, Span(0, len(text)), Source("policy.md", text), Bag()) is None


def test_problem_reading_and_others() -> None:
    note, codes = read(
        "注（歧义）：“每件”是办件，还是材料，原文不清；这里取办件。若按材料，两份扣 4 分；若按次，扣 2 分。"
    )
    assert not codes
    assert note.findings == (
        Finding(
            "“每件”是办件，还是材料，原文不清",
            "这里取办件",
            (Other("若按材料", "两份扣 4 分"), Other("若按次", "扣 2 分")),
        ),
    )


def test_a_new_sentence_after_the_reading_is_the_next_problem() -> None:
    note, _ = read("注（空档）：70%以下的没有写，这里取 0 分。没有事项的，也没有写；取不记分。")
    assert [(each.problem, each.reading) for each in note.findings] == [
        ("70%以下的没有写", "这里取 0 分"),
        ("没有事项的，也没有写", "取不记分"),
    ]


def test_marks_inside_quotes_and_brackets_close_nothing() -> None:
    note, _ = read("注（矛盾）：一处写“不扣分；这里不算，若有”，一处写扣（见 1。2）；这里取扣。")
    assert [(each.problem, each.reading) for each in note.findings] == [
        ("一处写“不扣分；这里不算，若有”，一处写扣（见 1。2）", "这里取扣")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("注（岐义）：原文不清。", "E474"),
        ("注（缺漏）：名单没有写。", "E475"),
        ("注（缺漏）：名单没有写；这里不限。期限也没有写。", "E475"),
        ("注（重叠）：80% 落在两档，这里取就高。", "E476"),
    ],
)
def test_what_is_missing_is_said(text: str, code: str) -> None:
    assert read(text)[1] == [code]


def test_every_kind_stands_in_the_reference() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for kind in KINDS:
        needs = "读法、另一种读法" if kind.needs_other else ("读法" if kind.needs_reading else "")
        assert f"| {kind.name} | {kind.meaning} | {needs} |".replace("|  |", "| |") in text
