"""Sentences from forms × things × words × fillers, and clauses of several: ``fmt`` keeps what they say, both engines agree.

``make laws`` takes 5,000 (``SENTENCES=5000``), a normal run some hundreds.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

from compiler.asking.trial import try_line
from compiler.backends.python import emit
from compiler.lowering.effects import combine
from compiler.testing.agreement import disagreements, sample_units
from dsl.diagnostics import Bag, Severity
from tests.conftest import SEED
from tests.generators.clauses import clause, sentence
from tests.generators.forms import FORMS
from tests.generators.meaning import meaning
from tests.generators.spelling import respelled
from tests.generators.things import KINDS

COUNT = int(os.environ.get("SENTENCES", "300"))
ACCEPTED = 0.6
UNITS = 6
# Rows of 句式.md that more than one clause, or words around a clause, show; the second column says where they are made.
ELSEWHERE = {
    "24": "名称里差一个数的几级：tests/unit/lowering",
    "a14": "义务作条件：整份政策的声明，tests/unit/lowering/test_duties.py",
    "a11": "总分与总分以外：几条合计，tests/policies",
    "a12": "名单：整份政策的声明",
    "1": "封顶：tests/generators/clauses.py 的 CAPS",
    "3": "除外：SAID_AROUND",
    "6": "取最高分：clauses.py",
    "14": "减半、加倍、折算：SAID_AROUND",
    "16": "引用别的条：几条之间",
    "22": "以下级的平均值计算：只是指标",
}


def _written(count: int) -> Iterator[str]:
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    for seed in range(first, first + count):
        random = Random(f"句{seed}")
        made = clause(random) if seed % 3 == 0 else sentence(random)
        yield f"{made.declarations}\n{respelled(made.lines, random)}"


def test_formatting_keeps_the_meaning_and_both_engines_agree() -> None:
    accepted, refused = 0, Counter[str]()
    for text in _written(COUNT):
        trial = try_line(text, KINDS)
        if trial.policy is None:
            refused.update(each.code for each in trial.bag if each.severity is Severity.ERROR)
            continue
        accepted += 1
        again = try_line(trial.canonical, KINDS)
        assert again.policy is not None, (text, trial.canonical)
        assert meaning(again.policy) == meaning(trial.policy), (text, trial.canonical)
        assert again.canonical == trial.canonical, text
        policy = evolve(trial.policy, period=(date(2021, 1, 1), date(2021, 12, 31)))  # a line alone has none
        (artifact,) = emit(policy, Bag())
        namespace: dict[str, Any] = {}
        exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
        assert disagreements(policy, namespace, sample_units(policy, UNITS, seed=7)) == [], text
    print(f"句子：写出 {COUNT}，接受 {accepted}，拒绝 {dict(refused)}")
    assert accepted >= ACCEPTED * COUNT, refused.most_common(5)


def test_every_form_of_the_list_is_made() -> None:
    listed = set(
        re.findall(r"^\| (a?\d+) .* \| 是 \| 是 ", Path("docs/句式.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    shown = {row for form in FORMS for row in form.shows}
    assert listed == shown | set(ELSEWHERE)


def test_every_relation_of_the_table_occurs(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()

    def watched(row: combine.Relation) -> combine.Relation:
        def fits(*held: Any) -> bool:
            found = row.fits(*held)
            seen.update((row.says,) if found else ())
            return found

        return combine.Relation(row.says, fits, row.role)

    monkeypatch.setattr(combine, "RELATIONS", tuple(watched(row) for row in combine.RELATIONS))
    wanted = {row.says for row in combine.RELATIONS}
    # No form of the generator denies what the sentence before asks for.
    try_line("编制预案得2分，未编制的不得分", KINDS)
    for seed in range(2000):
        try_line(clause(Random(seed)).text, KINDS)
        if seen == wanted:
            break
    assert seen == wanted
