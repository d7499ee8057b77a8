"""句子: clauses of every form in the words of a text, also damaged, and streams of the language's own words."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from compiler.asking.trial import try_line
from tests.fuzz.mutating import mutated
from tests.fuzz.oracle import computed, findings, written
from tests.fuzz.target import Example, Target
from tests.generators.clauses import clause, sentence
from tests.generators.spelling import respelled
from tests.generators.things import KINDS
from tests.properties import sentences

UNITS = 5


def _generated(random: Random, seed: int, damaged: int) -> Example:
    made = clause(random) if seed % 3 == 0 else sentence(random)
    text = respelled(made.lines, random)
    for _ in range(damaged):
        text = mutated(text, random, 1)
    return Example(f"{made.declarations}\n{text}", seed=seed)


def _bare(random: Random, seed: int) -> Example:
    """Without declarations, so that names are found."""
    return Example(respelled(sentence(random).lines, random), seed=seed)


def _plain(text: str, seed: int) -> Example:
    return Example(text, seed=seed)


SEEDS = st.integers(0, 2**20)
RANDOM = st.randoms(use_true_random=False)
EXAMPLES = st.one_of(
    st.builds(_generated, RANDOM, SEEDS, st.just(0)),
    st.builds(_generated, RANDOM, SEEDS, st.just(0)),
    st.builds(_generated, RANDOM, SEEDS, st.integers(1, 2)),
    st.builds(_bare, RANDOM, SEEDS),
    st.builds(_plain, sentences.block, SEEDS),
    st.builds(_plain, sentences.anything, SEEDS),
)


def hold(example: Example) -> tuple[str, ...]:
    """Read, write, read again; score by both engines, with facts missing, and against the table."""
    assert isinstance(example.text, str)
    trial = try_line(example.text, KINDS)
    codes = findings.codes(trial.bag)
    if trial.policy is None:
        return codes or ("空",)
    assert not codes, codes
    written.line(trial)
    computed.holds(trial.policy, UNITS, example.seed)
    return ()


TARGET = Target("句子", "生成的句子、改坏的句子、词语的乱排", EXAMPLES, hold, 350, 0.3)
