"""The quick checks on the largest policy cost less than three times what reading, parsing and typing it costs.

Both are measured in one run on one machine, so that only their ratio counts; it is about a quarter.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from compiler.analysis.checks import Cost, run
from compiler.analysis.checks.subject import Subject
from compiler.pipeline import PolicyText, lower, parse
from dsl.diagnostics import Bag
from dsl.documents.policy_file import read_document
from dsl.source import Source

POLICIES = Path(__file__).parents[3] / "policies"
MOST = 3


def best(work: Callable[[], object]) -> float:
    """Return the shortest of three times."""
    times = []
    for _ in range(3):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


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
    checks = best(lambda: list(run(Subject(subject.policy, subject.document, subject.blocks), (Cost.QUICK,))))
    assert checks < MOST * best(front)
