"""The quick checks on the largest policy cost less than reading, parsing and typing it costs, counted in steps; it is about a quarter."""

from __future__ import annotations

from pathlib import Path

from compiler.analysis.checks import Cost, run
from compiler.analysis.checks.subject import Subject
from compiler.pipeline import PolicyText, lower, parse
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.source import Source
from tests.counting import steps_of

POLICIES = Path(__file__).parents[3] / "policies"


def test_quick_checks_against_the_front() -> None:
    file = max(POLICIES.glob("*/policy.md"), key=lambda path: path.stat().st_size)
    policy = Source("policy.md", file.read_text(encoding="utf-8"))
    text = PolicyText("largest", policy, Source("source.txt", (file.parent / "source.txt").read_text(encoding="utf-8")))

    def front() -> Subject:
        bag = Bag()
        document = read_document(policy, bag)
        assert document is not None and not bag.failed
        blocks = parse(document, bag)
        return Subject(lower(document, blocks, text, bag), document, blocks)

    subject = front()
    checks = steps_of(lambda: list(run(Subject(subject.policy, subject.document, subject.blocks), (Cost.QUICK,))))
    assert checks < steps_of(front)
