"""编辑: a policy on its way: typed character by character, or changed at random places again and again; every step is checked."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from compiler.asking.trial import try_line
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.fuzz.kept import SLUGS, compiled, kept
from tests.fuzz.mutating import mutated
from tests.fuzz.oracle import findings
from tests.fuzz.target import Example, Target
from tests.generators.clauses import clause
from tests.generators.spelling import respelled
from tests.generators.things import KINDS
from zhunsheng.library.formatting import format_policy

STEPS = 12
TYPED, CHANGED, LINE = "逐字", "改动", "一句"


def _short(slug: str, random: Random) -> str:
    """The front matter and one section or two."""
    front, *sections = kept(slug).policy.split("\n#")
    start = random.randrange(len(sections))
    return "\n#".join((front, *sections[start : start + 2]))


def _policy(slug: str, random: Random, how: str, seed: int) -> Example:
    return Example(_short(slug, random), f"{slug}/{how}", seed)


def _line(random: Random, seed: int) -> Example:
    made = clause(random)
    return Example(f"{made.declarations}\n{respelled(made.lines, random)}", f"/{LINE}", seed)


RANDOM, SEEDS = st.randoms(use_true_random=False), st.integers(0, 2**16)
EXAMPLES = st.one_of(
    st.builds(_policy, st.sampled_from(SLUGS), RANDOM, st.sampled_from((TYPED, CHANGED)), SEEDS),
    st.builds(_line, RANDOM, SEEDS),
)


def steps(example: Example) -> list[str]:
    """The texts in between."""
    assert isinstance(example.text, str)
    random, text = Random(example.seed), example.text
    if example.of.endswith(CHANGED):
        made = [text]
        for _ in range(STEPS):
            made.append(mutated(made[-1], random, 1))
        return made
    start = random.randrange(max(len(text) - STEPS, 1))
    return [text[:end] for end in range(start, min(start + STEPS, len(text)) + 1)]


def hold(example: Example) -> tuple[str, ...]:
    """Check every step, as an editor does."""
    slug, how = example.of.split("/")
    codes: tuple[str, ...] = ()
    for text in steps(example):
        if how == LINE:
            codes = findings.codes(try_line(text, KINDS).bag)
        else:
            codes = findings.codes(compiled(text, kept(slug).source).bag)
            format_policy(Source("policy.md", text), Bag())
    return codes


TARGET = Target("编辑", "逐字写出的政策和句子，一处一处改动的政策", EXAMPLES, hold, 50, 0.0)
