"""Conditions: one method for each named alternative of the grammar."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Transformer, v_args

from dsl import surface
from dsl.building.reading import MIRRORED, name_of, other_word_of, says_of, span_of, unit_of
from dsl.types import Kind
from dsl.words.tokens import PartialDate


@v_args(inline=True)
class Conditions(Transformer[Any, Any]):
    """Builds what a sentence asks."""

    def conditions(self, child: Any) -> Any:
        return child

    def conjunction(self, child: Any) -> Any:
        return child

    def either(self, left: Any, _: Any, right: Any) -> surface.Either:
        return surface.Either(left, right, span_of(left, right))

    def both(self, left: Any, _: Any, right: Any) -> surface.Both:
        return surface.Both(left, right, span_of(left, right))

    def of_kinds(self, left: Any, kinds: Any) -> surface.Both:
        return surface.Both(left, surface.Kinds(kinds, span_of(kinds)), span_of(left, kinds))

    def thresholds(self, left: Any, kinds: Any, _: Any, amount: Any, others: Any) -> surface.Thresholds:
        return surface.Thresholds(left, kinds, amount, others, span_of(left, others))

    def in_time(self, period: Any, _post: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(None, period, name_of(end), False, span_of(period, end))

    def not_in_time(self, period: Any, _post: Any, _neg: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(None, period, name_of(end), True, span_of(period, end))

    def bracketed(self, _open: Any, inner: Any, _close: Any) -> Any:
        return inner

    def named(self, name: Any) -> surface.Named:
        return surface.Named(name_of(name), False, span_of(name))

    def not_named(self, neg: Any, name: Any) -> surface.Named:
        return surface.Named(name_of(name), True, span_of(neg, name))

    def named_not_done(self, name: Any, word: Any) -> surface.Named:
        return surface.Named(name_of(name), True, span_of(name, word))

    def member_of(self, fact: Any, member: Any) -> surface.MemberOf:
        return surface.MemberOf(name_of(fact), name_of(member), span_of(fact, member))

    def any_of(self, word: Any, group: Any) -> surface.AnyOf:
        return surface.AnyOf(name_of(group), False, span_of(word, group))

    def any_not_done(self, word: Any, group: Any, done: Any) -> surface.AnyOf:
        return surface.AnyOf(name_of(group), True, span_of(word, done))

    def kinds_only(self, kinds: Any) -> surface.Kinds:
        return surface.Kinds(kinds, span_of(kinds))

    def kinds(self, *children: Any) -> tuple[surface.Name, ...]:
        return (name_of(children[0]),) if len(children) == 1 else (*children[0], name_of(children[2]))

    def otherwise(self, word: Any) -> surface.Otherwise:
        return surface.Otherwise(span_of(word))

    def bounded(self, name: Any, bound: Any) -> surface.Bounded:
        return surface.Bounded(name_of(name), bound, span=span_of(name, bound))

    def bounded_twice(self, name: Any, first: Any, second: Any) -> surface.Both:
        left, right = self.bounded(name, first), self.bounded(name, second)
        return surface.Both(left, right, span_of(name, second))

    def bounded_twice_again(self, first: Any, second: Any) -> surface.Both:
        return surface.Both(self.bounded_again(first), self.bounded_again(second), span_of(first, second))

    def listed(self, *children: Any) -> tuple[surface.Name, ...]:
        before = children[0] if isinstance(children[0], tuple) else (name_of(children[0]),)
        return (*before, name_of(children[2]))

    def listed_names(self, names: Any) -> surface.NameList:
        return surface.NameList(names, span_of(names))

    def bounded_list(self, name: Any, op: Any, amounts: Any) -> surface.BoundList:
        return surface.BoundList(name_of(name), says_of(op), amounts, span_of(name, amounts))

    def bounded_list_again(self, op: Any, amounts: Any) -> surface.BoundList:
        return surface.BoundList(None, says_of(op), amounts, span_of(op, amounts))

    def bounded_list_post(self, name: Any, amounts: Any, op: Any) -> surface.BoundList:
        return surface.BoundList(name_of(name), says_of(op), amounts, span_of(name, op))

    def bounded_list_post_again(self, amounts: Any, op: Any) -> surface.BoundList:
        return surface.BoundList(None, says_of(op), amounts, span_of(amounts, op))

    def turned(self, amount: Any, op: Any, name: Any) -> surface.Bounded:
        bound = surface.Bound(MIRRORED[says_of(op)], amount, span=span_of(amount, op))
        return surface.Bounded(name_of(name), bound, span=span_of(amount, name))

    def chained(self, low: Any, first: Any, name: Any, second: Any, high: Any) -> surface.Both:
        left = self.turned(low, first, name)
        right = self.bounded(name, self.bound_pre(second, high))
        return surface.Both(left, right, span_of(low, high))

    def versus(self, name: Any, _with: Any, other: Any, word: Any) -> surface.Versus:
        return surface.Versus(name_of(name), name_of(other), span_of(name, word))

    def versus_again(self, _with: Any, other: Any, word: Any) -> surface.Versus:
        return surface.Versus(None, name_of(other), span_of(_with, word))

    def level_with(self, left: Any, _with: Any, right: Any, word: Any) -> surface.LevelWith:
        return surface.LevelWith(name_of(left), name_of(right), span_of(left, word))

    def level_with_again(self, first: Any, other: Any, word: Any) -> surface.LevelWith:
        return surface.LevelWith(None, name_of(other), span_of(first, word))

    def flat(self, word: Any) -> surface.Flat:
        return surface.Flat(span_of(word))

    def middle(self, word: Any) -> surface.Middle:
        return surface.Middle(span_of(word))

    def bounded_again(self, *children: Any) -> surface.Bounded:
        return surface.Bounded(None, children[-1], len(children) == 2, span_of(*children))

    def compared(self, left: Any, op: Any, right: Any) -> surface.Compared:
        return surface.Compared(name_of(left), says_of(op), name_of(right), span_of(left, right))

    def compared_again(self, op: Any, right: Any) -> surface.Compared:
        return surface.Compared(None, says_of(op), name_of(right), span_of(op, right))

    def share_pre(self, part: Any, op: Any, whole: Any, amount: Any, *after: Any) -> surface.Share | surface.Gap:
        if says_of(op) in ("<", ">") and amount.unit is not None and amount.unit.kind is not Kind.RATIO:
            behind = says_of(after[0]) if after else ""
            span = span_of(part, amount, *after)
            return surface.Gap(name_of(part), says_of(op), name_of(whole), amount, behind, span)
        bound = surface.Bound(says_of(op), amount, after=other_word_of(op, *after), span=span_of(op, amount, *after))
        return surface.Share(name_of(part), name_of(whole), bound, False, span_of(part, amount, *after))

    def share(self, part: Any, _: Any, whole: Any, *rest: Any) -> surface.Share:
        return surface.Share(name_of(part), name_of(whole), rest[-1], False, span_of(part, rest[-1]))

    def share_not(self, part: Any, _neg: Any, _occupy: Any, whole: Any, bound: Any) -> surface.Share:
        return surface.Share(name_of(part), name_of(whole), bound, True, span_of(part, bound))

    def rank_last(self, name: Any, *rest: Any) -> surface.Ranked:
        places = rest[-1]
        return surface.Ranked(name_of(name), True, places, span_of(name, places))

    def rank_first(self, name: Any, _rank: Any, _first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(name_of(name), False, places, span_of(name, places))

    def rank_last_again(self, rank: Any, _last: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, True, places, span_of(rank, places))

    def rank_first_again(self, rank: Any, _first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, False, places, span_of(rank, places))

    def bare_last(self, last: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, True, places, span_of(last, places))

    def bare_first(self, first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, False, places, span_of(first, places))

    def rank_bound(self, name: Any, _rank: Any, bound: Any) -> surface.RankBound:
        return surface.RankBound(name_of(name), bound, span=span_of(name, bound))

    def rank_bound_again(self, rank: Any, bound: Any) -> surface.RankBound:
        return surface.RankBound(None, bound, span=span_of(rank, bound))

    def rank_last_range(self, name: Any, *rest: Any) -> surface.RankBound:
        bound = self.bound_between(*rest[-3:])
        return surface.RankBound(name_of(name), bound, True, span_of(name, bound))

    def rank_last_range_again(self, *words: Any) -> surface.RankBound:
        bound = self.bound_between(*words[-3:])
        return surface.RankBound(None, bound, True, span_of(words[0], bound))

    def within(self, start: Any, _hou: Any, period: Any, _post: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(name_of(start), period, name_of(end), False, span_of(start, end))

    def not_within(self, start: Any, _hou: Any, period: Any, _post: Any, _neg: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(name_of(start), period, name_of(end), True, span_of(start, end))

    def dated(self, name: Any, limit: Any, qian: Any) -> surface.Dated:
        return surface.Dated(name_of(name), limit, False, span_of(name, qian))

    def not_dated(self, name: Any, _neg: Any, limit: Any, qian: Any) -> surface.Dated:
        return surface.Dated(name_of(name), limit, True, span_of(name, qian))

    def dated_before(self, limit: Any, _qian: Any, name: Any) -> surface.Dated:
        return surface.Dated(name_of(name), limit, False, span_of(limit, name))

    def not_dated_before(self, limit: Any, _qian: Any, _neg: Any, name: Any) -> surface.Dated:
        return surface.Dated(name_of(name), limit, True, span_of(limit, name))

    def bound_pre(self, op: Any, amount: Any) -> surface.Bound:
        if says_of(op) == "==":  # 等于 95% is 95%—95%
            return surface.Bound(">=", amount, amount, span=span_of(op, amount))
        return surface.Bound(says_of(op), amount, span=span_of(op, amount))

    def bound_both(self, op: Any, amount: Any, after: Any) -> surface.Bound:
        return surface.Bound(says_of(op), amount, after=other_word_of(op, after), span=span_of(op, after))

    def bound_post(self, amount: Any, op: Any) -> surface.Bound:
        return surface.Bound(says_of(op), amount, span=span_of(amount, op))

    def bound_not_post(self, neg: Any, amount: Any, op: Any) -> surface.Bound:
        return surface.Bound(says_of(op), amount, negated=True, span=span_of(neg, op))

    def bound_equal(self, amount: Any) -> surface.Bound:
        return surface.Bound("==", amount, span=span_of(amount))

    def bound_between(self, low: Any, _: Any, high: Any, *_amid: Any) -> surface.Bound:
        return surface.Bound(">=", low, high, span=span_of(low, high))

    def amount(self, number: Any, *unit: Any) -> surface.Amount:
        value = number.value
        assert isinstance(value, Fraction | PartialDate)
        return surface.Amount(value, unit_of(unit[0]) if unit else None, span_of(number, *unit))
