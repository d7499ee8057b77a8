"""``draft`` reads what ``try`` reads, or leaves it open: a sentence of any form, typed as in a document, never gets other rules.

A draft costs a second, so a run takes a tenth of ``SENTENCES``; how much of each form is left open is printed.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from compiler.asking.trial import try_line
from tests.conftest import SEED
from tests.generators.clauses import sentence
from tests.generators.meaning import meaning
from tests.generators.spelling import filled, tight
from tests.generators.things import KINDS
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft

COUNT = -(-int(os.environ.get("SENTENCES", "300")) // 10)
READ = 0.5
HEADING = "某项"
SAME, OPEN, OTHER = "一样", "留着", "不同"
# Under a heading with points and nothing else, 应当公开 is what the points are given for; by itself it is a duty.
BESIDE = ("义务",)


def read_by_draft(text: str) -> str | None:
    """The rules that a draft makes of a sentence under a heading; None where it leaves it open."""
    document = f"一、{HEADING}（10分）\n{text}。\n"
    scored = [each for each in draft(read_plain(document), document, "示例办法").clauses if each.scored]
    lines = scored[0].lines if len(scored) == 1 else ()
    rules = [line for line in lines if not line.startswith(("事实", "指标"))]
    return "\n".join(rules).replace(HEADING, "") or None  # a name that says nothing begins with the heading


def test_a_draft_says_what_try_says_or_leaves_it_open() -> None:
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    differ: list[str] = []
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(first, first + COUNT):
        random = Random(f"句{seed}")
        made = sentence(random)
        form = made.groups[0].form.name
        text = "；".join(tight(filled(line, random), random) for line in made.lines)
        trial = try_line(f"本项 10 分\n{text}", KINDS)
        if trial.policy is None or form in BESIDE:
            continue
        lines = read_by_draft(text)
        again = try_line(f"本项 10 分\n{lines}", KINDS).policy if lines is not None else None
        same = again is not None and meaning(again) == meaning(trial.policy)
        what = OPEN if lines is None else (SAME if same else OTHER)
        found[form, what] += 1
        if what == OTHER:
            differ.append(f"{form}：{text} → {lines}")
    print("；".join(f"{form} {what} {count}" for (form, what), count in sorted(found.items())))
    assert not differ, "\n".join(differ[:20])
    assert sum(count for (_, what), count in found.items() if what == SAME) >= READ * found.total()
