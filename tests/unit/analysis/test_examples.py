"""What a finding shows is a unit that the policy lets in, and a dead tier, a condition that nobody meets, is shown by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.analysis.attainable.agreeing import agreed
from compiler.meaning.interpret import Unit
from compiler.measures.domain import allowed, completed
from compiler.measures.held import held, leaves_room
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.analysis.pairs import twins
from tests.unit.analysis.test_pairs import PAIRS

BAD = Path(__file__).parents[2] / "cases" / "bad"
TEXTS = {name: twins(text)[0] for name, (_, text) in PAIRS.items()}
TEXTS |= {str(path.relative_to(BAD)): path.read_text(encoding="utf-8") for path in sorted(BAD.glob("[WE]4[1-6]*/*.md"))}
SHOWN = ("E414-dead-tier", "W410-tier-hole", "E411-shared-end", "E412-overlap")
# Where no unit is let in, or no unit is of the kind, there is none to show.
NONE = {
    "part-more-than-its-sum",
    "facet-against-agreement",
    "agreements-against-each-other",
    "ranges-against-agreement",
}


@pytest.mark.parametrize("name", TEXTS)
def test_examples_are_let_in(name: str) -> None:
    text = TEXTS[name]
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    made = compile_policy(PolicyText("pair", Source("policy.md", text), Source("source.txt", quotes)), thorough=True)
    policy = made.policy or made.draft
    for found in made.bag if policy is not None else ():
        assert policy is not None
        if found.witness is None:
            assert found.code not in SHOWN or name in NONE, found.message
            continue
        facts = {fact: value for fact, value in found.witness.facts if fact in policy.named}
        unit = Unit(found.witness.name, found.witness.kind, facts)
        assert allowed(facts, policy.named, unit.kind), found.witness.text
        assert leaves_room(held(policy), unit), found.witness.text
        assert not policy.checks or agreed(policy, completed(unit, policy), set(facts)) is not None, found.witness.text
