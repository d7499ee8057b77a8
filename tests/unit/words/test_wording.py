"""Chinese words for Core, exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import core
from compiler.meaning.interpret import Value
from compiler.measures.intervals import Interval
from compiler.words.wording import (
    ADDING,
    RECORDING,
    show_bounds,
    show_expr,
    show_fact,
    show_interval,
    show_number,
    show_points,
    show_test,
    show_value,
    title_of,
    type_of,
    voice_of,
)
from dsl.types import DATE, FLAG, RANK, RATIO, Kind, Type
from tests.unit.core_samples import DONE, HOTLINE, PIECES, PRO_RATA, const, when


@given(st.fractions())
def test_numbers_read_back_exactly(value: Fraction) -> None:
    assert Fraction(show_number(value)) == value


@pytest.mark.parametrize(("value", "shown"), [("97.5", "97.5"), ("-5", "-5"), ("1/3", "1/3"), ("-0.05", "-0.05")])
def test_numbers(value: str, shown: str) -> None:
    assert show_number(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "type_", "shown"),
    [
        ("0.97", RATIO, "97%"),
        ("0.9999", RATIO, "99.99%"),
        ("1/3", RATIO, "1/3"),
        ("3", PIECES, "3 件"),
        ("2", RANK, "第 2 名"),
        ("0.16", Type(Kind.PERCENT_POINT), "16 个百分点"),
        ("7", None, "7"),
    ],
)
def test_values(value: str, type_: Type | None, shown: str) -> None:
    assert show_value(Fraction(value), type_) == shown


@pytest.mark.parametrize(
    ("value", "type_", "shown"),
    [
        (None, PIECES, "空"),
        (True, FLAG, "是"),
        ("市级", None, "市级"),
        (date(2019, 7, 5), DATE, "2019年7月5日"),
        (3, PIECES, "3 件"),
    ],
)
def test_facts(value: Value, type_: Type | None, shown: str) -> None:
    assert show_fact(value, type_) == shown


def test_points() -> None:
    assert show_points(Fraction(-5)) == "扣 5 分"
    assert show_points(Fraction(10)) == "加 10 分"
    assert show_points(Fraction(0)) == "不扣分"
    assert show_points(Fraction(2), RECORDING) == "记 2 分"
    assert show_points(Fraction(0), ADDING) == "不加分"


@pytest.mark.parametrize(
    ("interval", "type_", "words", "mathematical"),
    [
        (Interval(Fraction("0.97"), True, Fraction("0.98")), RATIO, "97%以上、不足98%", "[97%, 98%)"),
        (Interval(Fraction(1), True, Fraction(1), True), RATIO, "100%", "[100%, 100%]"),
        (Interval(Fraction(1000)), PIECES, "超过1000件", "(1000 件, +∞)"),
        (Interval(None, False, Fraction(4), True), PIECES, "4件以下", "(-∞, 4 件]"),
        (Interval(), RATIO, "任意值", "(-∞, +∞)"),
        (Interval(Fraction(1), True, Fraction(3), True), RANK, "第1—3名", "[第 1 名, 第 3 名]"),
    ],
)
def test_intervals(interval: Interval, type_: Type, words: str, mathematical: str) -> None:
    assert show_interval(interval, type_) == words
    assert show_bounds(interval, type_) == mathematical


@pytest.mark.parametrize(
    ("test", "shown"),
    [
        (when(DONE, ">=", "0.97"), "按期办结率97%以上"),
        (core.Negate(when(DONE, ">=", "0.97")), "按期办结率不足97%"),
        (core.Compare(const(5), core.Op.LT, core.Read("表扬")), "表扬超过5件"),
        (core.Compare(core.Read("退单数"), core.Op.LE, core.Read("表扬")), "退单数不超过表扬"),
        (core.Within("受理日", 20, "工作日", "报送日"), "报送日在受理日后 20 个工作日内"),
        (
            core.Both((core.Holds("推诿"), core.Either((core.OfKind(("县区",)), core.Negate(core.Holds("弄虚作假")))))),
            "推诿为“是”，且（对象为县区，或者弄虚作假为“否”）",
        ),
        (core.Negate(core.Both((core.Holds("推诿"), core.Given("表扬")))), "不符合（推诿为“是”，且表扬不为空）"),
        (core.Always(), "任何情形"),
    ],
)
def test_tests(test: core.Test, shown: str) -> None:
    assert show_test(test, HOTLINE) == shown


@pytest.mark.parametrize(
    ("expr", "shown"),
    [
        (PRO_RATA.branches[0].points, "3 × 进驻比例"),
        (core.Subtract(const(1), core.Add(core.Read("甲"), const(2))), "1 － （甲 ＋ 2）"),
        (core.Multiply(core.Subtract(const(4), core.Read("甲")), const("-0.5")), "（4 － 甲） × （-0.5）"),
        (core.WholeUnits(core.Read("甲"), Fraction(2)), "（甲 每满 2 计一个，不足的不计）"),
        (core.Rounded(core.Read("甲"), 2, core.Rounding.HALF_UP), "（甲，按四舍五入保留 2 位小数）"),
        (core.Greatest(core.Read("甲"), const(0)), "（甲 与 0 中较大者）"),
    ],
)
def test_expressions(expr: core.Expr, shown: str) -> None:
    assert show_expr(expr) == shown


def test_a_named_quotient_is_shown_by_name_or_written_out() -> None:
    assert show_expr(DONE) == "按期办结率"
    assert show_expr(DONE, named=False) == "按期办结工单数 ÷ 工单总数"


def test_types_titles_and_voices() -> None:
    assert type_of(DONE, HOTLINE) == RATIO
    assert type_of(core.Divide(core.Read("表扬"), const(12)), HOTLINE) == PIECES
    assert title_of(HOTLINE, "二/1") == "退单率/1"
    nought = {clause.id: voice_of(HOTLINE, clause).nought for clause in HOTLINE.clauses()}
    assert (nought["一/1"], nought["四/1"], nought["五/2"]) == ("不扣分", "不记分", "不加分")
