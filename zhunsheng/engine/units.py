"""The facts of one assessed unit, as exact values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import field, frozen

Value = int | Fraction | bool | str | date | None


@frozen
class UnitFacts:
    """What is known of one unit.

    A name absent from ``values`` is a missing fact (待补). ``None`` is the value of an optional fact (可空) whose
    cell is empty: nothing happened. A judgement's reason stands under the name of its reason column. ``row`` is where
    it was read.
    """

    name: str
    kind: str = ""
    values: dict[str, Value] = field(factory=dict)
    row: int = 0
