"""What a backend makes: named texts. Writing them to disk is the business of the shell."""

from __future__ import annotations

from attrs import frozen

from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Artifact(Node):
    """One generated file; ``path`` is relative to the output folder."""

    path: str
    text: str
