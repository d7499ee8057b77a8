"""待定: what a draft left open is told until somebody decides it. In: the document. Out: one warning for each open place."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.diagnostics import Bag
from dsl.documents.policy_file import Document, Section
from dsl.problems import documents

MARK = "待定："


def report_undecided(document: Document, bag: Bag) -> None:
    """Report the paragraphs that begin with 待定：, clause by clause."""
    for section in document.sections:
        for text in _open(section):
            bag.add(documents.undecided(document.source, section.heading, section.id, text))


def is_open(remark: str) -> bool:
    """Tell whether a paragraph leaves something open."""
    return remark.startswith((MARK, "待定:"))


def _open(section: Section) -> Iterator[str]:
    yield from (text[len(MARK) :].strip() for text in section.remarks if is_open(text))
