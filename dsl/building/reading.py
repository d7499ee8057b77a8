"""What the building methods read from tokens: spans, names, units, signs."""

from __future__ import annotations

from typing import Any

from dsl import surface
from dsl.source import Span
from dsl.words.lexicon import UnitWord


def span_of(*parts: Any) -> Span:
    """Return the span of some parts together; what stands nowhere is left out."""
    spans = [span for part in parts if part is not None and (span := _one(part)) is not None]
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.to(span)
    return whole


def _one(part: Any) -> Span | None:
    if isinstance(part, tuple):
        return span_of(*part) if part else None
    return getattr(part, "span", None)


def name_of(token: Any) -> surface.Name:
    """Return a name as it stands."""
    return surface.Name(str(token.value), token.known, token.span)


def says_of(token: Any) -> str:
    """Return what a word says to the compiler."""
    return str(token.value)


def other_word_of(op: Any, *after: Any) -> str:
    """Return what a second bound word says (超过30%以上); nothing when it says the same as the first (达30%以上)."""
    return "" if not after or says_of(after[0]) == says_of(op) else says_of(after[0])


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def sign_of(token: Any) -> tuple[str, bool]:
    """Return the sign of points, and whether they are given beside the tiers before (再加)."""
    says = says_of(token)
    return says.removeprefix("further"), says.startswith("further")


def unit_of(token: Any) -> UnitWord:
    """Return the unit of a token."""
    unit = token.value
    assert isinstance(unit, UnitWord)
    return unit


def items_of(tokens: tuple[Any, ...]) -> tuple[tuple[str, Span], ...]:
    """Return the items of a list with their places."""
    return tuple((says_of(token), token.span) for token in tokens)
