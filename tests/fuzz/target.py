"""A target: what is made at random, and what must hold of it. An example is a text (or bytes) with what chose it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from hypothesis.strategies import SearchStrategy


@frozen
class Example:
    """One thing to try. ``text`` is what is made smaller where it fails; ``of`` says what it belongs to, ``seed`` draws units."""

    text: str | bytes
    of: str = ""
    seed: int = 0


@frozen
class Target:
    """A row of the table. ``hold`` raises where something is wrong, else it returns the codes by which the example was refused."""

    name: str
    says: str
    examples: SearchStrategy[Example]
    hold: Callable[[Example], tuple[str, ...]]
    share: int  # how many examples a normal run takes
    accepted: float  # the least share of examples that must get through, or the target says little
