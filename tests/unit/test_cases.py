"""Every code has small policies that are wrong in exactly one way, and beside each a good one that differs by a few characters.

``tests/cases/bad/<code>/<n>.md`` gives that code and no other; ``tests/cases/good/<code>/<n>.md`` gives nothing at all. The quotes
of a case are its source text unless ``<n>.source.txt`` lies beside it; a case that names another file has no source text.
``⟦文字×3⟧`` stands for 文字文字文字 and ↵ in it for a line end, so that a line of 100,000 characters is a short case.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.source import Source
from tests.unit.findings_text import show

CASES = Path(__file__).parents[1] / "cases"
ERRORS = Path(__file__).parents[2] / "docs" / "errors"


def cases(kind: str) -> list[str]:
    """Return the cases of a kind as <code>/<n>."""
    found = sorted((CASES / kind).glob("*/*.md"))
    assert found
    return [f"{path.parent.name}/{path.stem}" for path in found]


def params(kind: str) -> list[object]:
    """Return the cases as parameters with ASCII ids."""
    return [pytest.param(case, id=case.replace("/", "-")) for case in cases(kind)]


def expand(text: str) -> str:
    """Write out what ⟦文字×3⟧ stands for."""
    return re.sub(r"⟦([^⟦⟧]+)×(\d+)⟧", lambda match: match[1].replace("↵", "\n") * int(match[2]), text)


@cache
def compiled(kind: str, case: str) -> Compiled:
    """Compile one case."""
    path = CASES / kind / f"{case}.md"
    policy = Source("policy.md", expand(path.read_text(encoding="utf-8")))
    return compile_policy(PolicyText("case", policy, original(path, policy)), thorough=True)


def original(path: Path, policy: Source) -> Source | None:
    """Return the source text of a case."""
    beside = path.with_suffix(".source.txt")
    if beside.exists():
        return Source("source.txt", beside.read_text(encoding="utf-8"))
    document = read_document(policy, Bag())
    if document is None:
        return Source("source.txt", "")
    named = document.front.get("原文")
    quotes = [quote.text for section in document.sections for quote in section.quotes]
    return Source("source.txt", "\n".join(quotes)) if named == "source.txt" else None


@pytest.mark.parametrize("case", params("bad"))
def test_bad(case: str, snapshot: SnapshotAssertion) -> None:
    bag = compiled("bad", case).bag
    code, number = case.split("/")
    assert {each.code for each in bag} == {code}
    if number == "1":
        page = (ERRORS / f"{code}.md").read_text(encoding="utf-8")
        assert all(each.message in page for each in bag), "the page shows the very message"
    assert show(bag) == snapshot


@pytest.mark.parametrize("case", params("good"))
def test_good(case: str) -> None:
    made = compiled("good", case)
    assert show(made.bag) == "没有发现问题"
    assert made.policy is not None


def test_every_bad_case_has_a_good_one_that_differs() -> None:
    assert cases("bad") == cases("good")
    for case in cases("bad"):
        bad, good = ((CASES / kind / f"{case}.md").read_text(encoding="utf-8") for kind in ("bad", "good"))
        assert bad != good
