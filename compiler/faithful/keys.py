"""What makes two numbers one: an amount, a date, or a share (500% is not 5)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dsl.types import Kind
from dsl.words.lexicon import UnitWord

Key = Fraction | tuple[int | None, int, int] | tuple[str, Fraction]  # an amount, a date, or a share
SHARES = (Kind.RATIO, Kind.PERCENT_POINT)


def key_of(value: Fraction, unit: UnitWord | None) -> Key:
    """Return the key of an amount with its unit."""
    if unit is not None and unit.kind is Kind.PERCENT_POINT and value == 1:
        return value  # one step, as in the sentence
    return ("%", value * unit.scale) if unit is not None and unit.kind in SHARES else value


def year_of(key: Key) -> int | None:
    """The year of a date that states one."""
    return key[0] if isinstance(key, tuple) and len(key) == 3 else None


def among(key: Key, others: Iterable[Key]) -> bool:
    """Tell whether a number is one of some others."""
    for other in others:
        if key == other:
            return True
        dates = isinstance(key, tuple) and isinstance(other, tuple) and len(key) == len(other) == 3
        if dates and key[1:] == other[1:] and None in (key[0], other[0]):  # type: ignore[index]  # both are dates
            return True  # 4月1日 is that of the period
    return False
