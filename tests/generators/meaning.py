"""What two blocks must have in common to say the same: their Core without places in the text and without the text's digest."""

from __future__ import annotations

from typing import Any

import attrs

from compiler import core
from dsl.source import Span


def meaning(policy: core.Policy) -> object:
    """Return the Core of a policy as plain values."""
    return _plain(attrs.evolve(policy, digest=""))


def _plain(value: Any) -> object:
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if attrs.has(type(value)):
        return (type(value).__name__, *(_plain(getattr(value, each.name)) for each in attrs.fields(type(value))))
    return value
