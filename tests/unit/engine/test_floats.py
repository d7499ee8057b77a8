"""Floats that came to look like something else: their tails as decimals and texts, fractions made of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.gate import checker
from compiler.gate.declared import gate_of
from dsl import limits
from dsl.diagnostics import Bag
from tests.unit.engine.ways import BASE, WAYS
from zhunsheng.engine.given import read_given


@pytest.mark.parametrize("way", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [("1.0000000000000002", Fraction(1)), ("0.8999999999999999", Fraction(9, 10)), ("0.125", Fraction(1, 8))],
)
def test_the_tail_of_a_float_is_read_in_one_way(typed: str, read: Fraction, way: str, tmp_path: Path) -> None:
    _, values = WAYS[way](BASE, {"单位": "甲局", "满意率": Decimal(typed)}, tmp_path)
    assert values["满意率"] == read


def test_a_text_with_the_tail_of_a_float_is_read_so_too(tmp_path: Path) -> None:
    (unit,) = read_given(BASE, [("甲局", None, {"满意率": "89.99999999999999%"})], Bag())
    assert unit.values["满意率"] == Fraction(9, 10)


def test_the_gate_knows_how_long_a_number_may_be() -> None:
    assert 10**limits.CELL_DIGITS.most - 1 == checker._LONGEST


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        (Fraction(0.9), False),
        (Fraction(0.9) / 3, False),
        (Fraction(0.1) + Fraction(0.2), False),
        (Fraction(9, 10), True),
        (Fraction(1, 3), True),
        (Fraction(3, 2**20), True),
        (Fraction(12345, 65536), True),
        (Fraction("0.123456789012345678901"), True),
        (Fraction(123_456_789, 987_654_321), True),
        (Fraction(0.5), True),
    ],
)
@pytest.mark.parametrize("way", ["python", "module"])
def test_a_fraction_made_of_a_float_is_a_float(given: Fraction, exact: bool, way: str, tmp_path: Path) -> None:
    codes, values = WAYS[way](BASE, {"单位": "甲局", "满意率": given}, tmp_path)
    assert codes == ([] if exact else ["E663"])
    assert not exact or values["满意率"] == given
    assert [code[:4] for code, _, _ in gate_of(BASE).values({"满意率": given})[1]] == codes
