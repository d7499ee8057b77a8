"""Each target finds what is planted: an engine that is wrong, a spelling that says something else, a hole that is not escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve, frozen

from compiler.backends.artifact import Artifact
from compiler.meaning.result import Points
from dsl.source import Span
from tests.fuzz.minimising import minimised
from tests.fuzz.running import run
from tests.fuzz.target import Example
from tests.fuzz.targets import TARGETS

BY_NAME = {each.name: each for each in TARGETS}
ROUNDS, ROUND = 8, 20  # of examples, within which it must be found
Wrong = Callable[[Any], Any]  # the right function in, the wrong one out


@frozen
class Planted:
    """A fault: in which target it must show, what is replaced, by what."""

    target: str
    where: str
    wrong: Wrong
    says: str

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.target}-{self.where.rpartition('.')[2]}"


def _raising(error: Exception, when: Callable[[str], bool]) -> Wrong:
    """A function that raises for some texts, and else does what it did."""

    def wrong(right: Any) -> Any:
        def one(*held: Any, **named: Any) -> Any:
            if when(str(next((getattr(each, "text", each) for each in held), ""))):
                raise error
            return right(*held, **named)

        return one

    return wrong


def _strict_bounds(right: Any) -> Any:
    """以下 without the number itself, in the generated module alone."""

    def emit(*held: Any) -> tuple[Artifact, ...]:
        return tuple(evolve(each, text=each.text.replace("<=", "<").replace(">=", ">")) for each in right(*held))

    return emit


def _longer(right: Any) -> Any:
    """A place behind the end of the text."""
    return lambda source, span, *held: right(source, Span(span.start, len(source.text) + 1), *held)


def _formulas(right: Any) -> Any:
    """Text that begins with = written as what it looks like."""

    def write(sheet: Any, row: int, column: int, text: str, form: Any = None) -> Any:
        return (sheet.write_formula if text.startswith("=") else right.__get__(sheet))(row, column, text, form)

    return write


def _spoiled(right: Any) -> Any:
    """A line in every clause that is no rule."""

    def compiling(*held: Any) -> Any:
        clauses, compiled = right(*held)
        return [evolve(each, lines=(*each.lines, "扣 分")) for each in clauses], compiled

    return compiling


PLANTED = (
    Planted("句子", "tests.fuzz.oracle.computed.emit", _strict_bounds, "解释器"),
    Planted("句子", "compiler.meaning.clauses.effect_range", lambda _: lambda *held: (Points.exactly(0), ()), "不在"),
    Planted(
        "句子",
        "compiler.backends.markdown.case_tables.show_bounds",
        lambda right: lambda *held: right(*held).replace("[", "("),
        "落在 0 行",
    ),
    Planted(
        "句子",
        "compiler.asking.trial.formatter.show_block",
        lambda right: lambda *held: right(*held).replace("5", "6"),
        "规范写法",
    ),
    Planted(
        "句子",
        "compiler.asking.trial.parse_block",
        _raising(RecursionError("太深"), lambda text: "每" in text and "封顶" in text),
        "RecursionError",
    ),
    Planted("政策", "compiler.pipeline.reconcile", _raising(KeyError("键"), lambda text: True), "KeyError"),
    Planted("政策", "tests.fuzz.oracle.computed.emit", _strict_bounds, "解释器"),
    Planted(
        "填报表",
        "zhunsheng.engine.sheets.any.read_xlsx",
        _raising(UnicodeDecodeError("utf-8", b"", 0, 1, "坏"), lambda text: "\\x00\\x00\\x00\\x00" in text),
        "UnicodeDecodeError",
    ),
    Planted(
        "填报表",
        "zhunsheng.engine.sheets.csv_text.harmless",
        lambda _: str,
        "公式",
    ),
    Planted(
        "起草",
        "zhunsheng.draft.writing.drafting._compiling",
        _spoiled,
        "不能编译",
    ),
    Planted("编辑", "dsl.documents.reading.documents.unclosed_fence", _longer, "E011"),
    Planted("输出", "compiler.backends.mdtext._MARKS", lambda _: re.compile(r"(?!)"), "活的内容"),
    Planted("输出", "zhunsheng.engine.sheets.csv_text._UNSAFE", lambda _: re.compile(r"(?!)"), "当作公式"),
    Planted("输出", "xlsxwriter.worksheet.Worksheet.write_string", _formulas, "工作簿里有公式"),
    Planted(
        "输出",
        "compiler.backends.python.text.layout._escaped",
        lambda _: str,
        "SyntaxError",
    ),
)


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_fault_is_found(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    module, _, name = planted.where.rpartition(".")
    target = BY_NAME[planted.target]
    assert not run(target, 0, 1).failures
    right = _of(planted.where)
    monkeypatch.setattr(f"{module}.{name}", planted.wrong(right))
    found = (each for start in range(ROUNDS) for each in run(target, start, ROUND, smaller=False).failures)
    assert any(planted.says in str(each) for each in found)


def _of(where: str) -> Any:
    found = __import__(where.split(".")[0])
    for part in where.split(".")[1:]:
        found = getattr(found, part)
    return found


def test_every_target_has_one() -> None:
    assert {each.target for each in PLANTED} == set(BY_NAME)


def test_what_fails_is_made_smaller() -> None:
    assert minimised("一些话，扣 5 分；又一些话", lambda text: "扣 5" in text) == "扣 5"
    assert minimised(b"\x00abc\xff", lambda data: b"\xff" in data) == b"\xff"


def test_the_same_seed_gives_the_same_examples() -> None:
    seen: list[list[Example]] = []
    for _ in range(2):
        held: list[Example] = []
        run(evolve(BY_NAME["句子"], hold=lambda each, held=held: held.append(each) or ()), 7, 15)  # type: ignore[misc]
        seen.append(held)
    assert seen[0] == seen[1] and len(seen[0]) == 15
