"""One number has one reading, whatever file it comes in, or it is asked: ratios beyond the whole, tails of floats, reasons."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from compiler.gate.declared import gate_of
from dsl.diagnostics import Bag
from dsl.types import RATIO, Kind, Type
from tests.unit.engine.conftest import fact
from tests.unit.small_policies import compiled_small, small
from zhunsheng.engine.values import parse

SHARE = fact("满意率", RATIO, low=Fraction(0), high=Fraction(1))
GROWTH = fact("增长率", RATIO, low=Fraction(0), high=Fraction(3))
AREA = fact("面积", Type(Kind.QUANTITY, "平方米"))


@pytest.mark.parametrize("raw", ["1.2", "2.5", Decimal("1.2"), 1.2, "3"])
def test_a_bare_number_that_may_be_two_ratios_is_asked(raw: object) -> None:
    bag = Bag()
    parse(GROWTH, raw, bag)  # type: ignore[arg-type]
    assert [each.code for each in bag] == ["E628-ratio-mixed"]
    assert "都在可填的范围里" in bag.items[0].message


@pytest.mark.parametrize(
    ("raw", "value"), [("120", Fraction(6, 5)), ("120%", Fraction(6, 5)), ("0.9", Fraction(9, 10))]
)
def test_one_that_can_be_one_only_is_read(raw: str, value: Fraction) -> None:
    assert parse(GROWTH, raw, Bag()) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0.8999999999999999", Fraction(9, 10)),
        ("1.0000000000000002", Fraction(1)),
        ("97.00000000000001%", Fraction(97, 100)),
    ],
)
def test_the_tail_of_a_float_is_the_same_in_every_file(raw: str, value: Fraction) -> None:
    given = [raw] if raw.endswith("%") else [raw, Decimal(raw), float(raw)]
    for each in given:
        bag = Bag()
        assert parse(SHARE, each, bag) == value
        assert "N631-float-noise" in {found.code for found in bag}


@pytest.mark.parametrize("raw", ["0.33333333333333333333", "0.1234567890123456789"])
def test_digits_that_somebody_meant_stay(raw: str) -> None:
    assert parse(SHARE, raw, Bag()) == Fraction(raw)
    assert parse(AREA, "12345678901234567.89", Bag()) == Fraction("12345678901234567.89")


@pytest.mark.parametrize("reason", ["。", "-", "0", "无", "\u200b", " ", "12"])
def test_what_says_nothing_is_no_reason(reason: str) -> None:
    made = compiled_small(small("事实 作风问题：是否\n作风问题 酌情 扣 1—3 分", title="# 一、作风（10分）")).policy
    assert made is not None
    (judged,) = [each for each in made.facts if each.reason]
    given = {"作风问题": True, judged.name: Fraction(2), judged.reason: reason}
    assert [code for code, *_ in gate_of(made).between(given, "")] == ["E638-no-reason"]
    given[judged.reason] = "群众反映"
    assert gate_of(made).between(given, "") == []
