"""Whoever follows a hint is rid of what it was about, and gets nothing worse for it: every 「…」 of every bad case."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

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


def told() -> Iterator[tuple[str, str, str]]:
    """Yield the code, what stands in 「」, and the case that is told it."""
    for case in cases("bad"):
        for finding in compiled("bad", case).bag:
            for text in re.findall(r"「([^」]+)」", finding.hint):
                yield finding.code[:4], text, case


def test_the_table_is_complete_and_has_nothing_else() -> None:
    found = {(code, text) for code, text, _ in told() if text != ACCEPTED and not text.startswith(WAIVED)}
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


ACCEPTING = sorted({case for _, text, case in told() if text == ACCEPTED})


@pytest.mark.parametrize("case", [each for each in ACCEPTING if not each.startswith("E482")])
def test_what_is_told_to_be_accepted_can_be(case: str) -> None:
    code = case[:4]
    places = {each.clause for each in compiled("bad", case).bag if each.code.startswith(code)}
    written = text_of(case)
    for place in places:
        entry = f"接受:\n  {code}{f' {place}' if place else ''}: 原文如此"
        accepted = written.replace("原文: source.txt", f"原文: source.txt\n{entry}", 1)
        left = [each for each in findings(case, accepted) if each.code[:4] == code and each.clause == place]
        assert left == [], place


WAIVING = sorted({case for code, text, case in told() if text.startswith(WAIVED) and code in TO_BE_QUOTED})


@pytest.mark.parametrize("case", WAIVING)
def test_the_notes_that_are_told_waive(case: str) -> None:
    notes = dict.fromkeys(text for _, text, at in told() if at == case and text.startswith(WAIVED))
    said = [f"{text.partition('：')[0]}：原文这样写是笔误。" for text in notes]
    left = findings(case, "\n\n".join([text_of(case), *said, ""]))
    assert [each.code for each in left if each.severity is Severity.ERROR] == []


PAGES = [case for case in cases("bad") if case.endswith("/1") and "建议：" in page_of(case)]


@pytest.mark.parametrize("case", PAGES)
def test_a_page_shows_the_very_hint(case: str) -> None:
    page = "".join(page_of(case).split())
    assert all("".join(each.hint.split()) in page for each in compiled("bad", case).bag)
