"""The policies of the project, read once: their texts, their sources, and their compiled form."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from compiler import core
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source

FOLDER = Path(__file__).parents[2] / "policies"
SLUGS = tuple(sorted(path.parent.name for path in FOLDER.glob("*/policy.md")))


@frozen
class Kept:
    """A policy folder."""

    slug: str
    policy: str
    source: str


@cache
def kept(slug: str) -> Kept:
    """Return the texts of a policy."""
    folder = FOLDER / slug
    return Kept(slug, *((folder / name).read_text(encoding="utf-8") for name in ("policy.md", "source.txt")))


def compiled(policy: str, source: str) -> Compiled:
    """Compile two texts."""
    return compile_policy(PolicyText("fuzz", Source("policy.md", policy), Source("source.txt", source)))


@cache
def core_of(slug: str) -> core.Policy:
    """Return the meaning of a policy as it stands."""
    policy = compiled(kept(slug).policy, kept(slug).source).policy
    assert policy is not None, slug
    return policy
