"""Every clause of the five documents is quoted, and each of its defects and double readings is recorded, where it stands.

The inventory is a list of the clauses made by hand, one file a document; it lies beside the repository and not in it, so these tests
skip where it is absent.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from dsl.documents.policy_file import Section
from dsl.folding import WIDTH, flatten
from zhunsheng.library import policies

ROOT = Path(__file__).parents[2]
INVENTORY = ROOT.parent / "shared" / "inventory"
DOCUMENTS = {
    "000": ("tianjin-2019-performance",),
    "001": ("taiqian-2018-yiwangtongban-county", "taiqian-2018-yiwangtongban-township"),
    "002": ("shanhaiguan-2020-budget",),
    "003": ("tianjin-2020-haochaping",),
    "004": ("ankang-2021-approval", "ankang-2021-hotline"),
}
SCORING = ("扣分", "加分", "记分", "分值", "否决")
LEFT_OUT = {("000", "通知/联系人")}  # names and telephone numbers of persons stay out
pytestmark = pytest.mark.skipif(not INVENTORY.is_dir(), reason="the inventory is not beside the repository")


@frozen
class Quoted:
    """A section of a policy, what it quotes, and the sections above and below it."""

    section: Section
    text: str
    around: tuple[Section, ...]


def folded(text: str) -> str:
    plain = re.sub(r"</?p>", "", text)
    return flatten(plain, 0, len(plain), lines=False, table=WIDTH).text


@cache
def quoted(document: str) -> tuple[Quoted, ...]:
    found = []
    for slug in DOCUMENTS[document]:
        compiled = policies.load(ROOT / "policies" / slug).compile()
        assert compiled is not None and compiled.document is not None
        sections = compiled.document.sections
        for section in sections:
            here = f"{section.id}/"
            around = [each for each in sections if here.startswith(f"{each.id}/") or each.id.startswith(here)]
            text = folded(" ".join(quote.text for quote in section.quotes))
            found.append(Quoted(section, text, tuple(around)))
    return tuple(found)


def clauses() -> list[Any]:
    if not INVENTORY.is_dir():
        return []
    return [
        pytest.param(document, clause, id=f"{document}-{number}")
        for document in DOCUMENTS
        for number, clause in enumerate(json.loads((INVENTORY / f"{document}.json").read_text(encoding="utf-8")))
        if (document, clause["id"]) not in LEFT_OUT
    ]


def places(document: str, clause: dict[str, Any]) -> list[Quoted]:
    """The sections that quote a clause: each of its lines or cells must be quoted somewhere."""
    found: list[Quoted] = []
    for piece in re.split(r"[\n\t]|……", clause["quote"]):
        wanted = folded(piece)
        here = [each for each in quoted(document) if wanted in each.text]
        assert here or not wanted, f"not quoted: {piece}"
        # A short cell (2分) stands in many places; it tells nothing about where the clause is.
        found += here if len(wanted) > 5 else []
    return found


def test_all_clauses_are_here() -> None:
    assert len(clauses()) + len(LEFT_OUT) == 325


@pytest.mark.parametrize(("document", "clause"), clauses())
def test_every_clause_is_quoted_and_accounted_for(document: str, clause: dict[str, Any]) -> None:
    here = places(document, clause)
    if not here:
        return
    if clause["kind"] in SCORING:
        assert any(each.section.fences or each.section.points for each in here), (
            "it scores, and no rule stands under it"
        )
    else:
        told = (each.section for each in here)
        assert any(each.fences or each.remarks or each.notes or each.points for each in told), (
            "set aside without a reason"
        )


@pytest.mark.parametrize(("document", "clause"), clauses())
def test_every_defect_and_double_reading_is_recorded(document: str, clause: dict[str, Any]) -> None:
    here = [section for each in places(document, clause) for section in each.around]
    notes = [note for section in here for note in section.notes]
    if clause.get("defects") and here:
        assert any(note.kinds for note in notes), f"no note records {clause['defects']}"
    if clause.get("ambiguities") and here:
        remarks = [remark for section in here for remark in section.remarks]
        assert notes or remarks, f"nothing is said about {clause['ambiguities']}"
