"""Hand arithmetic is worked out exactly, as at school, and nothing else is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.testkit.scenarios.arithmetic import BadArithmetic, work_out


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", 30),
        ("30 − 2×5", 20),
        ("30-2*5", 20),
        ("−3 − 4", -7),
        ("+2", 2),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("3×5÷7", Fraction(15, 7)),
        ("1 ÷ 3 ÷ 2", Fraction(1, 6)),
        ("10 − 3 − 2", 5),
        ("2×（3＋4）", 14),
        ("−（3 − 5）", 2),
        ("97%×20", Fraction(194, 10)),
        ("最小（5，2×4）", 5),
        ("最大(0, 30 − 36)", 0),
        ("最大（0、1、最小（3，2））", 2),
        ("2×−3", -6),
        ("３０－５", 25),
    ],
)
def test_worked_out(text: str, value: Fraction) -> None:
    assert work_out(text) == value
    assert isinstance(work_out(text), Fraction)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "算式没有写完"),
        ("30 −", "算式没有写完"),
        ("30 5", "“5”前面少一个运算符号"),
        ("30 − 扣 5", "“扣 5”不是数，也不是运算符号"),
        ("30 × ÷ 5", "“/”前面少一个数"),
        ("1÷0", "除以了 0"),
        ("1÷（2−2）", "除以了 0"),
        ("（3", "括号没有合上"),
        ("（3 4）", "“4”前面少一个运算符号"),
        ("3）", "“)”前面少一个运算符号"),
        ("（3，4）", "逗号只用在“最小”“最大”的括号里"),
        ("最小 5", "“最小”后面少了括号"),
        ("()", "“)”前面少一个数"),
        ("3 − − 4 − − − 2", "“-”前面少一个数"),
        ("1e5", "“e5”不是数，也不是运算符号"),
        ("__import__('os')", "不是数，也不是运算符号"),
        ("（" * 41 + "1" + "）" * 41, "括号超过 40 层"),
        ("1+" * 300 + "1", "算式超过 500 个字"),
    ],
)
def test_refused(text: str, why: str) -> None:
    with pytest.raises(BadArithmetic) as caught:
        work_out(text)
    assert why in str(caught.value)


@given(st.text(alphabet="0123456789.%+-−×÷*/（）(),，最小大 ", max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert isinstance(work_out(text), Fraction)
    except BadArithmetic as reason:
        assert str(reason)


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A sum, bracketed throughout, and its value worked out beside it."""
    if depth == 0 or draw(st.booleans()):
        whole, tenths = draw(st.integers(0, 99)), draw(st.integers(0, 9))
        return f"{whole}.{tenths}", Fraction(whole * 10 + tenths, 10)
    (left, first), (right, second) = draw(sums(depth - 1)), draw(sums(depth - 1))
    sign = draw(st.sampled_from("+−×÷" if second else "+−×"))
    value = {"+": first + second, "−": first - second, "×": first * second, "÷": first / (second or 1)}[sign]
    return f"（{left}{sign}{right}）", value


@given(sums())
def test_brackets(made: tuple[str, Fraction]) -> None:
    assert work_out(made[0]) == made[1]
