"""Large policies out of real clauses: a policy of the repository several times over, every copy with names of its own.

Every name that the policy declares gets the copy's own ending, in the rule blocks only: quotes and numbers stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

from dsl.diagnostics import Bag
from dsl.documents.policy_file import Document, Section
from dsl.documents.reading import read_document
from dsl.source import Source
from dsl.words.vocabulary import declared_names

POLICY = Path(__file__).parent.parent / "policies" / "tianjin-2019-performance"
_DIGITS = "甲乙丙丁戊己庚辛壬癸"


def policy_of(clauses: int) -> tuple[str, str]:
    """Return the policy text and the source text of a policy with this many clauses."""
    source = Source("policy.md", (POLICY / "policy.md").read_text(encoding="utf-8"))
    original = (POLICY / "source.txt").read_text(encoding="utf-8")
    document = read_document(source, Bag())
    assert document is not None, "the policies of the repository can be read"
    ruled = [section for section in document.sections if section.fences]
    names = _names(document)
    copies = -(-clauses // len(ruled))
    parts = [_copy(source, ruled, names, number) for number in range(copies)]
    wanted = [text for part in parts for text in part][:clauses]
    head = (
        "---\n政策: 合成\n机关: 合成\n考核期间: 2019-01-01 至 2019-12-31\n对象类别: [市级部门]\n原文: source.txt\n---\n"
    )
    return "\n".join([head, *wanted]), original


def _names(document: Document) -> re.Pattern[str]:
    found = {
        each.name
        for section in document.sections
        for fence in section.fences
        for each in declared_names(document.source, fence)
    }
    return re.compile("|".join(re.escape(name) for name in sorted(found, key=len, reverse=True)))


def _copy(source: Source, sections: list[Section], names: re.Pattern[str], number: int) -> list[str]:
    ending = "".join(_DIGITS[int(digit)] for digit in str(number))
    return [_section(source, section, names, ending) for section in sections]


def _section(source: Source, section: Section, names: re.Pattern[str], ending: str) -> str:
    title = section.id.replace("/", "").replace("（", "").replace("）", "")
    quotes = "\n\n".join("> " + quote.text.replace("\n", "\n> ") for quote in section.quotes)
    rules = "\n".join(source.slice(fence) for fence in section.fences)
    renamed = names.sub(lambda match: match[0] + ending, rules)
    waived = "\n\n".join(source.slice(note.span) for note in section.notes if note.waives)
    return f"# 副本{ending}{title}\n\n{quotes}\n\n```规则\n{renamed}\n```\n\n{waived}\n"
