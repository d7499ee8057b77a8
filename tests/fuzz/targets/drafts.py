"""起草: passages of the official texts, also damaged; what is drafted compiles, whatever was left open."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.fuzz.kept import SLUGS, kept
from tests.fuzz.mutating import mutated
from tests.fuzz.oracle import findings, written
from tests.fuzz.target import Example, Target
from tests.generators.clauses import sentence
from tests.generators.spelling import filled, tight
from zhunsheng.draft.layout.blocks import source_text
from zhunsheng.draft.readers.html import read as read_html
from zhunsheng.draft.readers.markdown import read_markdown
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft

LINES = 14
KINDS = ("txt", "txt", "txt", "md", "html")


def _passage(slug: str, random: Random, kind: str, seed: int) -> Example:
    lines = kept(slug).source.split("\n")
    start = random.randrange(len(lines))
    text = "\n".join(lines[start : start + random.randint(1, LINES)])
    if seed % 4:
        text = mutated(text, random, 3)
    return Example(text, kind, seed)


def _generated(random: Random, kind: str, seed: int) -> Example:
    """Sentences of any form under headings with points."""
    items = []
    for at in range(random.randint(1, 3)):
        made = sentence(random)
        said = "；".join(tight(filled(line, random), random) for line in made.lines)
        items.append(f"{'一二三'[at]}、某项{at}（10分）\n{said}。")
    text = "\n".join(items)
    return Example(mutated(text, random, 2) if seed % 2 else text, kind, seed)


RANDOM, SEEDS = st.randoms(use_true_random=False), st.integers(0, 2**16)
EXAMPLES = st.one_of(
    st.builds(_passage, st.sampled_from(SLUGS), RANDOM, st.sampled_from(KINDS), SEEDS),
    st.builds(_generated, RANDOM, st.sampled_from(KINDS), SEEDS),
)


def hold(example: Example) -> tuple[str, ...]:
    """Draft it; the draft is a policy without errors, and ``fmt`` leaves what it means."""
    assert isinstance(example.text, str)
    text, blocks = example.text, read_plain(example.text)
    if example.of == "md":
        blocks = read_markdown(text)
        text = source_text(blocks)
    elif example.of == "html":
        data = "<p>" + "</p><p>".join(text.split("\n")) + "</p>"
        blocks = read_html(data.encode("utf-8", "replace"))
        text = source_text(blocks)
    made = draft(blocks, text, "示例办法")
    codes = findings.codes(made.compiled.bag)
    assert not codes, f"起草的政策不能编译：{codes}"
    written.policy(made.policy, text, made.compiled.policy)
    return ()


TARGET = Target("起草", "原文的片段、改坏的片段、生成的句子", EXAMPLES, hold, 80, 0.9)
