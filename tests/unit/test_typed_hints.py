"""Whoever follows a hint is rid of what it was about, and gets nothing worse for it: every 「…」 of every bad case."""

from __future__ import annotations

import re

import pytest

from compiler.analysis.checks import SETTLED
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic, Severity
from dsl.source import Source
from tests.unit.hint_table import ACCEPTED, EDITS, NOT_ALONE, WAIVED
from tests.unit.test_cases import CASES, ERRORS, cases, compiled, expand, original

# The quoted sentence of a case stays as it is, so what is written differs from it.
TO_BE_QUOTED = {"E470", "E471", "E472", "E477", "E478", "E479"}


def page_of(case: str) -> str:
    """Return the page of the code of a case."""
    return (ERRORS / f"{case.split('/')[0]}.md").read_text(encoding="utf-8")


def cases_of(code: str) -> list[str]:
    """Return the bad cases of one code."""
    return [case for case in cases("bad") if case.partition("/")[0] == code]


def texts(code: str) -> set[tuple[str, str]]:
    """Return what stands in 「」 in the hints of one code, with the case that is told it."""
    hints = [(case, finding.hint) for case in cases_of(code) for finding in compiled("bad", case).bag]
    return {(text, case) for case, hint in hints for text in re.findall(r"「([^」]+)」", hint)}


def test_the_table_is_complete_and_has_nothing_else() -> None:
    codes = dict.fromkeys(case.partition("/")[0] for case in cases("bad"))
    told = {(code[:4], text) for code in codes for text, _ in texts(code)}
    found = {(code, text) for code, text in told if text != ACCEPTED and not text.startswith(WAIVED)}
    assert found == set(EDITS) | set(NOT_ALONE)
    assert not set(EDITS) & set(NOT_ALONE)
    assert all(NOT_ALONE.values())


def folder(code: str) -> str:
    (found,) = {case.split("/")[0] for case in cases("bad") if case.startswith(code)}
    return found


def findings(case: str, text: str) -> list[Diagnostic]:
    path = CASES / "bad" / f"{case}.md"
    policy = Source("policy.md", text)
    return list(compile_policy(PolicyText("case", policy, original(path, policy)), thorough=True).bag)


def text_of(case: str) -> str:
    return expand((CASES / "bad" / f"{case}.md").read_text(encoding="utf-8"))


def checked(code: str, case: str, text: str) -> None:
    assert text != text_of(case)
    left = findings(case, text)
    assert code not in {each.code[:4] for each in left}
    worse = [each.code for each in left if each.severity is Severity.ERROR and each.code[:4] not in TO_BE_QUOTED]
    assert worse == []


@pytest.mark.parametrize("code, text", EDITS, ids=[f"{code}-{number}" for number, (code, _) in enumerate(EDITS)])
def test_what_is_told_can_be_typed(code: str, text: str) -> None:
    number, before, after = EDITS[code, text]
    case = f"{folder(code)}/{number}"
    assert any(text in each.hint for each in compiled("bad", case).bag), "it is told in this very case"
    written = text_of(case)
    if before:
        assert written.count(before) >= 1
        checked(code, case, written.replace(before, after))
    else:
        rules, fence, rest = written.rpartition("\n```\n")
        checked(
            code, case, f"{rules}\n{after}{fence}{rest}" if fence else f"{written.removesuffix('```')}{after}\n```\n"
        )


# Which case is told what is looked up when its code's turn comes: compiling all cases first costs every process ten seconds.
# Codes that can be accepted too, but where something else is the better advice.
OTHERWISE = {"E414", "E426", "W415", "W417", "W418", "W430", "W473"}


@pytest.mark.parametrize("code", sorted(SETTLED))
def test_what_is_told_to_be_accepted_can_be(code: str) -> None:
    told_so = sorted(case for text, case in texts(code) if text == ACCEPTED)
    assert bool(told_so) == (code[:4] not in OTHERWISE)
    for case in told_so:
        places = {each.clause for each in compiled("bad", case).bag if each.code == code}
        written = text_of(case)
        for place in places:
            entry = f"接受:\n  {code[:4]}{f' {place}' if place else ''}: 原文如此"
            accepted = written.replace("原文: source.txt", f"原文: source.txt\n{entry}", 1)
            left = [each for each in findings(case, accepted) if each.code == code and each.clause == place]
            assert left == [], (case, place)


@pytest.mark.parametrize("code", sorted(TO_BE_QUOTED))
def test_the_notes_that_are_told_waive(code: str) -> None:
    (name,) = {path.stem for path in ERRORS.glob(f"{code}-*.md")}
    notes = sorted((case, text) for text, case in texts(name) if text.startswith(WAIVED))
    assert notes
    for case in dict.fromkeys(case for case, _ in notes):
        said = [f"{text.partition('：')[0]}：原文这样写是笔误。" for at, text in notes if at == case]
        left = findings(case, "\n\n".join([text_of(case), *said, ""]))
        assert [each.code for each in left if each.severity is Severity.ERROR] == [], case


PAGES = [case for case in cases("bad") if case.endswith("/1") and "建议：" in page_of(case)]


@pytest.mark.parametrize("case", PAGES)
def test_a_page_shows_the_very_hint(case: str) -> None:
    page = "".join(page_of(case).split())
    assert all("".join(each.hint.split()) in page for each in compiled("bad", case).bag)
