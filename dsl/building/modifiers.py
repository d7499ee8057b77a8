"""Modifiers: caps, rounding, overlaps, what is said around sentences."""

from __future__ import annotations

from typing import Any

from lark import Transformer, v_args

from dsl import surface
from dsl.building.reading import says_of, span_of


@v_args(inline=True)
class Modifiers(Transformer[Any, Any]):
    """Builds what qualifies the sentences of a clause."""

    def modifier(self, child: Any) -> Any:
        return child

    def cap(self, word: Any, amount: Any) -> surface.Cap:
        return surface.Cap(says_of(word), amount, span=span_of(word, amount))

    def cap_after(self, amount: Any, word: Any) -> surface.Cap:
        return surface.Cap(says_of(word), amount, span=span_of(amount, word))

    def total_cap(self, word: Any, amount: Any) -> surface.Cap:
        return surface.Cap(says_of(word), amount, False, True, span_of(word, amount))

    def cap_of_several(self, several: Any, word: Any, amount: Any) -> surface.Cap:
        says = says_of(word)  # 两项累计最高 4 分 holds what the two do, as 两项合计不超过 4 分
        return surface.Cap("award" if says == "both" else says, amount, span=span_of(several, amount), several=several)

    def exempt(self, condition: Any, *rest: Any) -> surface.Exempt:
        return surface.Exempt(condition, span_of(condition, rest[-1]))

    def pick(self, word: Any) -> surface.Flagged:
        return surface.Flagged(says_of(word), span_of(word))

    def remainder_dropped(self, below: Any, step: Any, word: Any) -> surface.Remainder:
        return surface.Remainder(step, False, span_of(below, word))

    def remainder_counted(self, below: Any, step: Any, word: Any) -> surface.Remainder:
        return surface.Remainder(step, True, span_of(below, word))

    def points_limit(self, verb: Any, op: Any, amount: Any) -> surface.PointsLimit:
        low = says_of(op) in (">=", ">")
        return surface.PointsLimit(amount if low else None, None if low else amount, span_of(verb, amount))

    def points_limits(self, low: Any, _op: Any, _verb: Any, _other: Any, high: Any) -> surface.PointsLimit:
        return surface.PointsLimit(low, high, span_of(low, high))

    def until_gone(self, word: Any) -> surface.Cap:
        return surface.Cap("-", None, True, span=span_of(word))

    def cap_until_gone(self, amount: Any, word: Any) -> surface.Cap:
        return surface.Cap("-", amount, True, span=span_of(amount, word))

    def cap_drained(self, word: Any, amount: Any, end: Any) -> surface.Cap:
        return surface.Cap("-", amount, True, span=span_of(word, amount, end))

    def overlap(self, word: Any) -> surface.Overlap:
        return surface.Overlap(says_of(word), span_of(word))

    def keep_digits(self, keep: Any, number: Any, digits: Any) -> surface.KeepDigits:
        return surface.KeepDigits(number.value, span_of(keep, digits))

    def rounding(self, word: Any) -> surface.RoundingMode:
        return surface.RoundingMode(says_of(word), span_of(word))

    def item_points(self, word: Any, amount: Any) -> surface.ItemPoints:
        return surface.ItemPoints(amount, (), span_of(word, amount))

    def item_points_kind(self, *children: Any) -> surface.ItemPoints:
        return surface.ItemPoints(children[-1], children[-2], span_of(*children))

    def when_empty(self, word: Any, award: Any) -> surface.WhenEmpty:
        return surface.WhenEmpty(says_of(word), award, span_of(word, award))

    def ties(self, word: Any) -> surface.Flagged:
        return surface.Flagged("ties", span_of(word))

    def extra(self, word: Any) -> surface.Flagged:
        return surface.Flagged("outside", span_of(word))

    def direction(self, word: Any) -> surface.Direction:
        return surface.Direction(says_of(word), span_of(word))

    def since(self, word: Any, date: Any, on: Any) -> surface.Since:
        return surface.Since(date.value, span_of(word, on))
