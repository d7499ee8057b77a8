"""What the compiler is given: a policy's text and its source text, decoded by whoever opened the files."""

from __future__ import annotations

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Source


@frozen(repr=False, eq=False)
class PolicyText(Node):
    """A policy and its source text, already decoded; ``original`` is None where the file is missing."""

    slug: str
    policy: Source
    original: Source | None
