"""``draft`` reads what ``try`` reads: a sentence of any form, typed as in a document, gives the same rules up to their spelling.

Switched on by ``DRAFT=1`` until both read with the same reader; then the switch goes.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random

import pytest

from compiler.asking.trial import try_line
from tests.conftest import SEED
from tests.generators.clauses import sentence
from tests.generators.meaning import meaning
from tests.generators.spelling import filled, tight
from tests.generators.things import KINDS
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft

COUNT = int(os.environ.get("SENTENCES", "300"))
pytestmark = pytest.mark.skipif("DRAFT" not in os.environ, reason="draft and try have readers of their own: DRAFT=1")


def read_by_draft(text: str) -> str | None:
    """The rules that a draft makes of a sentence under a heading; None where it leaves it open."""
    document = f"一、某项（10分）\n{text}。\n"
    scored = [each for each in draft(read_plain(document), document, "示例办法").clauses if each.scored]
    lines = scored[0].lines if len(scored) == 1 else ()
    rules = [line for line in lines if not line.startswith(("事实", "指标"))]
    return "\n".join(rules) or None


def test_a_draft_says_what_try_says() -> None:
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    differ: list[str] = []
    found: Counter[str] = Counter()
    for seed in range(first, first + COUNT):
        random = Random(f"句{seed}")
        made = sentence(random)
        text = "；".join(tight(filled(line, random), random) for line in made.lines)
        trial = try_line(f"本项 10 分\n{text}", KINDS)
        if trial.policy is None:
            continue
        lines = read_by_draft(text)
        again = try_line(f"本项 10 分\n{lines}", KINDS) if lines is not None else None
        what = "留着" if again is None else ("一样" if _same(again.policy, trial.policy) else "不同")
        found[f"{made.groups[0].form.name}：{what}"] += 1
        if what != "一样":
            differ.append(f"{made.groups[0].form.name}（{what}） {text} → {lines}")
    assert not differ, "\n".join([*(f"{name} {count}" for name, count in sorted(found.items())), *differ[:20]])


def _same(first: object, second: object) -> bool:
    return first is not None and meaning(first) == meaning(second)  # type: ignore[arg-type]
