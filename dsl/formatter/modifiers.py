"""What stands beside a rule and changes it: caps, rounding, whom it does not concern, what ends count."""

from __future__ import annotations

from typing import assert_never

from dsl import surface
from dsl.formatter.amounts import show_amount, show_date, show_fraction
from dsl.formatter.conditions import show_condition, show_names
from dsl.formatter.rules import show_when_empty

_TOTAL = {"-": "本项合计最多扣", "+": "本项合计最多加", "award": "本项合计最多记"}
_OVERLAP = {"high": "就高", "low": "就低", "sum": "累计", "end-high": "端点就高", "end-low": "端点就低"}
_FLAGS = {"ties": "并列同扣", "outside": "另计", "most": "取最高分", "each": "同一事项取最高分", "sum": "可累加"}
WAYS = {"up": "越高越好", "down": "越低越好"}


def show_modifier(modifier: surface.Modifier) -> str:
    """Write a modifier."""
    match modifier:
        case surface.Cap(sign, amount, several=surface.Amount() as several) if amount:
            return f"{show_amount(several)}{_TOTAL[sign].removeprefix('本项')} {show_amount(amount)}"
        case surface.Cap(sign, amount, until_gone, whole):
            if whole and amount:
                return f"{_TOTAL[sign]} {show_amount(amount)}"
            if until_gone:
                return f"{show_amount(amount)} 扣完为止" if amount else "扣完为止"
            word = {"-": "最高扣", "+": "最多加", "award": "最高记"}.get(sign, "封顶")
            return f"{word} {show_amount(amount)}" if amount else word
        case surface.Overlap(choice):
            return _OVERLAP[choice]
        case surface.KeepDigits(digits):
            return f"保留 {show_fraction(digits)} 位小数"
        case surface.RoundingMode(mode):
            return "四舍六入五成双" if mode == "half-even" else "四舍五入"
        case surface.ItemPoints(amount, kinds):
            return f"{show_names(kinds)} {show_amount(amount)}" if kinds else f"本项 {show_amount(amount)}"
        case surface.WhenEmpty():
            return show_when_empty(modifier)
        case surface.Flagged(word):
            return _FLAGS[word]
        case surface.PointsLimit(low, high):
            if low and high:
                return f"{show_amount(low)} ≤ 得分 ≤ {show_amount(high)}"
            return f"得分 不低于 {show_amount(low)}" if low else f"得分 不超过 {show_amount(high)}" if high else ""
        case surface.Remainder(step, counted):
            rest = f"按 {show_amount(step)}计" if counted else "不计"
            return f"不足 {show_amount(step)} {rest}"
        case surface.Versus(name, other):
            return f"{name.text + ' ' if name else ''}与 {other.text} 相比"
        case surface.Exempt(condition):
            return f"{show_condition(condition)} 除外"
        case surface.Direction(way):
            return WAYS[way]
        case surface.Since(date):
            return f"自 {show_date(date)} 起"
    assert_never(modifier)
