"""政策: the policies of the project with lines, numbers, words and characters changed."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.fuzz.kept import SLUGS, compiled, kept
from tests.fuzz.mutating import mutated
from tests.fuzz.oracle import computed, findings, written
from tests.fuzz.target import Example, Target

UNITS = 2
FENCE = "```规则\n"


def _damaged(slug: str, random: Random, seed: int) -> Example:
    """Damage the whole file, or one of its rule blocks, where what is damaged still compiles more often."""
    text = kept(slug).policy
    if seed % 3:
        starts = [at + len(FENCE) for at in range(len(text)) if text.startswith(FENCE, at)]
        start = random.choice(starts)
        end = text.index("```", start)
        return Example(text[:start] + mutated(text[start:end], random, 1) + text[end:], slug, seed)
    return Example(mutated(text, random), slug, seed)


EXAMPLES = st.builds(_damaged, st.sampled_from(SLUGS), st.randoms(use_true_random=False), st.integers(0, 2**20))


def hold(example: Example) -> tuple[str, ...]:
    """Compile, format, compile again; score by both engines."""
    assert isinstance(example.text, str)
    source = kept(example.of).source
    made = compiled(example.text, source)
    codes = findings.codes(made.bag)
    assert (made.policy is None) == bool(codes), codes
    written.policy(example.text, source, made.policy)
    if made.policy is not None:
        computed.holds(made.policy, UNITS, example.seed)
    return codes


TARGET = Target("政策", "改坏的政策文件", EXAMPLES, hold, 50, 0.05)
