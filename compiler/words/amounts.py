"""Numbers, values with their units, points and intervals in Chinese words, exactly.

In: exact numbers and the types of ``dsl/types.py``. Out: text. The bound words are those of 民法典第一千二百五十九条
(以上、以下 include, 不满、超过 exclude) and of language.md §3. Nothing is rounded here: what has no exact decimal form
is shown as a fraction.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from compiler import core
from compiler.meaning.interpret import Value
from compiler.measures.intervals import Interval
from dsl.nodes import Node
from dsl.types import Kind, Type


def show_number(value: Fraction) -> str:
    """Return a number as a decimal, or as a fraction where no decimal is exact: 97.5, -5, 1/3."""
    digits = _decimals(value.denominator)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    whole, part = divmod(abs(value.numerator) * 10**digits // value.denominator, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def _decimals(denominator: int) -> int | None:
    """Return how many decimal places are exact; None if no number of places is."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def show_value(value: Fraction, type_: Type | None) -> str:
    """Return a number with its unit: a ratio as 97% (else 1/3), a count as 3 件, a date as such."""
    number = show_number(value)
    match type_.kind if type_ is not None else Kind.PLAIN:
        case Kind.RATIO:
            return number if "/" in number else f"{show_number(value * 100)}%"
        case Kind.PERCENT_POINT:
            return f"{show_number(value * 100)} 个百分点"
        case Kind.RANK:
            return f"第 {number} 名"
        case Kind.DATE:
            day = date.fromordinal(int(value))
            return f"{day.year}年{day.month}月{day.day}日"
        case Kind.FLAG:
            return "是" if value else "否"
        case Kind.MONEY if value and value % 10_000 == 0:
            great = 100_000_000 if value % 100_000_000 == 0 else 10_000
            return f"{show_number(value / great)} {'亿' if great > 10_000 else '万'}元"
        case _:
            return f"{number} {_unit(type_)}".strip()


def _unit(type_: Type | None) -> str:
    """Return a unit as it follows a number: 5 个工作日, 3 个月, but 3 件 and 2 年."""
    unit = type_.unit if type_ is not None else ""
    counted = type_ is not None and type_.kind is Kind.DURATION and unit in ("工作日", "自然日", "小时", "月")
    return f"个{unit}" if counted else unit


def show_rounding(digits: int, mode: core.Rounding) -> str:
    """Return a rounding in words."""
    return f"按{mode}保留 {digits} 位小数" if digits else f"按{mode}取整数"


def show_type(type_: Type) -> str:
    """Return a type as a policy declares it: 计数（件）; 分 alone, for 分（分） says nothing more."""
    return str(type_.kind) if type_.unit == type_.kind else str(type_)


def show_fact(value: Value, type_: Type | None) -> str:
    """Return the given value of a fact with its unit; an empty one as 空."""
    match value:
        case None:
            return "空"
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case date():
            return show_value(Fraction(value.toordinal()), Type(Kind.DATE))
    return show_value(Fraction(value), type_)


@frozen(repr=False, eq=False)
class Voice(Node):
    """How a clause speaks of points: what a gain and what nought are called."""

    gain: str
    nought: str


DEDUCTING = Voice("加", "不扣分")  # 扣分制
RECORDING = Voice("记", "不记分")  # 记分制
ADDING = Voice("加", "不加分")  # 加分项


def show_points(points: Fraction, voice: Voice = DEDUCTING) -> str:
    """Return what points do to the unit: 扣 5 分, 加 10 分 (记 in an item that starts from nought), 不扣分."""
    if points == 0:
        return voice.nought
    return f"{'扣' if points < 0 else voice.gain} {show_number(abs(points))} 分"


def show_interval(interval: Interval, type_: Type | None) -> str:
    """Return an interval in bound words, both ends said: 97%以上、不足98%; a single value as itself."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "任意值"
    if low == high and low is not None:
        return _tight(low, type_)
    if type_ is not None and type_.kind in (Kind.RANK, Kind.DATE) and low is not None and high is not None:
        return _from_to(interval, low, high, type_)
    ends = []
    if low is not None:
        ends.append(show_bound(core.Op.GE if interval.low_in else core.Op.GT, low, type_))
    if high is not None:
        ends.append(show_bound(core.Op.LE if interval.high_in else core.Op.LT, high, type_))
    return "、".join(ends)


def _from_to(interval: Interval, low: Fraction, high: Fraction, type_: Type) -> str:
    """Return ranks or days from the first to the last: 第1—3名, 2021年7月1日至2021年7月5日."""
    first = low if interval.low_in else low + 1
    last = high if interval.high_in else high - 1
    if first == last:
        return _tight(first, type_)
    if type_.kind is Kind.RANK:
        return f"第{show_number(first)}—{show_number(last)}名"
    return f"{_tight(first, type_)}至{_tight(last, type_)}"


def show_bounds(interval: Interval, type_: Type | None) -> str:
    """Return an interval in the notation of mathematics: [97%, 98%)."""
    low = "-∞" if interval.low is None else show_value(interval.low, type_)
    high = "+∞" if interval.high is None else show_value(interval.high, type_)
    return f"{'[' if interval.low_in else '('}{low}, {high}{']' if interval.high_in else ')'}"


def show_bound(op: core.Op, bound: Fraction, type_: Type | None) -> str:
    """Return one bound in words: 97%以上, 不足98%; ranks and dates, whose 以上 would be unclear, as 及以后, 以前."""
    value = _tight(bound, type_)
    if type_ is not None and type_.kind in (Kind.RANK, Kind.DATE):
        after = {core.Op.GE: "及以后", core.Op.GT: "以后", core.Op.LE: "及以前", core.Op.LT: "以前", core.Op.EQ: ""}
        return value + after[op]
    match op:
        case core.Op.GE:
            return f"{value}以上"
        case core.Op.LE:
            return f"{value}以下"
        case core.Op.GT:
            return f"超过{value}"
        case core.Op.LT:
            return f"不足{value}"
        case core.Op.EQ:
            return f"等于{value}"
    assert_never(op)


def _tight(value: Fraction, type_: Type | None) -> str:
    return show_value(value, type_).replace(" ", "")
