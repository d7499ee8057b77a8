"""The pairs of policies under tests/cases/versions: both versions compiled, and the verdicts decided by hand."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from attrs import field, frozen

from compiler import core
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag, Severity
from dsl.documents.reading import read_document
from dsl.source import Source

CASES = Path(__file__).parents[2] / "cases" / "versions"


@frozen
class Expected:
    """What the two versions differ in, by hand: verdicts, values lost or won, changes beside the clauses."""

    why: str
    total: str
    clauses: dict[str, str]
    own: dict[str, str] = field(factory=dict)  # of clauses whose own points changed otherwise than those of their item
    lost: bool = False
    settled: bool = False
    changes: list[str] = field(factory=list)
    moved: list[str] = field(factory=list)
    reworded: list[str] = field(factory=list)


def names() -> list[str]:
    """Return the pairs by name."""
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


def expected(name: str) -> Expected:
    """Return the verdicts of a pair."""
    return Expected(**tomllib.loads((CASES / name / "verdict.toml").read_text(encoding="utf-8")))


@cache
def policy(name: str, which: str) -> core.Policy:
    """Compile one version; its quotes are its source text."""
    text = Source(f"{which}.md", (CASES / name / f"{which}.md").read_text(encoding="utf-8"))
    document = read_document(text, Bag())
    assert document is not None
    quotes = "\n".join(quote.text for section in document.sections for quote in section.quotes)
    made = compile_policy(PolicyText(name, text, Source("source.txt", quotes)))
    wrong = [each.message for each in made.bag if each.severity is Severity.ERROR]
    assert not wrong and made.policy is not None, f"{name}/{which}: {wrong}"
    return made.policy
