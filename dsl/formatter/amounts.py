"""Amounts and bounds: 30%, 5 分, 2019年7月5日, 97%—98%, 低于 30%."""

from __future__ import annotations

from fractions import Fraction

from dsl import surface
from dsl.words.lexicon import lexicon
from dsl.words.tokens import PartialDate

BEFORE = {">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于"}
BEHIND = {">=": "以上", "<=": "以下", ">": "以外"}


def show_fraction(value: Fraction) -> str:
    """Write a number: as a decimal where that is exact, else as a fraction."""
    denominator, digits = value.denominator, 0
    while denominator % 10 == 0 or denominator % 2 == 0 or denominator % 5 == 0:
        denominator //= 10 if denominator % 10 == 0 else (2 if denominator % 2 == 0 else 5)
        digits += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = value.numerator * 10**digits // value.denominator
    text = str(abs(scaled)).rjust(digits + 1, "0")
    whole, part = (text[:-digits], text[-digits:].rstrip("0")) if digits else (text, "")
    return ("-" if scaled < 0 else "") + whole + (f".{part}" if part else "")


def show_amount(amount: surface.Amount, *, unit: bool = True) -> str:
    """Write an amount: 30%, 5 分, 20 个工作日, 2019年7月5日."""
    if isinstance(amount.value, PartialDate):
        return show_date(amount.value)
    number = show_fraction(amount.value)
    if amount.unit is None or not unit:
        return number
    word = amount.unit.canonical
    if word == "元" and amount.value and amount.value % 10_000 == 0:
        great = 100_000_000 if amount.value % 100_000_000 == 0 else 10_000
        return f"{show_fraction(amount.value / great)} {'亿' if great > 10_000 else '万'}元"
    if word in ("%", "‰"):
        return number + word
    spelled = f"个{word}" if f"个{word}" in lexicon().units else word
    return f"{number} {spelled}"


def _range(bound: surface.Bound) -> str:
    """Two ends with one unit: 500—1000 万元 where both have the 万, 1—20000 元 where they have not."""
    low, high = bound.amount, bound.to
    assert high is not None
    if high.unit is None or isinstance(low.value, PartialDate) or isinstance(high.value, PartialDate):
        return f"{show_amount(low, unit=False)}—{show_amount(high)}"
    money = high.unit.canonical == "元" and 0 < low.value < high.value
    for great, word in ((100_000_000, "亿元"), (10_000, "万元")):
        if money and low.value % great == 0 and high.value % great == 0:
            return f"{show_fraction(low.value / great)}—{show_fraction(high.value / great)} {word}"
    unit = high.unit.canonical
    shown = show_amount(high) if unit != "元" else f"{show_fraction(high.value)} 元"
    return f"{show_fraction(low.value)}—{shown}"


def show_date(value: PartialDate) -> str:
    """Write a date."""
    year = f"{value.year}年" if value.year is not None else ""
    return f"{year}{value.month}月{value.day}日"


def show_bound(bound: surface.Bound) -> str:
    """Write a bound: 低于 30%, 30%以下, 97%—98%."""
    if bound.to is not None:
        return f"{show_amount(bound.amount)}—{show_amount(bound.to)}" if bound.amount.unit else _range(bound)
    amount = show_amount(bound.amount)
    if bound.op == "==":
        return amount
    if bound.negated:
        return f"未 {amount}{BEHIND[bound.op]}"
    if bound.after and bound.after != bound.op:
        word = "未达到" if bound.op == "<" else BEFORE[bound.op]
        return f"{word} {amount}{BEHIND[bound.after]}"
    if bound.op in ("<=", ">="):
        return f"{amount}{BEHIND[bound.op]}"
    return f"{BEFORE[bound.op]} {amount}"
