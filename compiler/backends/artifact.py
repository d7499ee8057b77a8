"""What a backend makes: named texts. Writing them to disk is the business of the shell."""

from __future__ import annotations

from attrs import frozen


@frozen
class Artifact:
    """One generated file; ``path`` is relative to the output folder."""

    path: str
    text: str
