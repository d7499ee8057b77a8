"""Builds surface nodes while Lark reduces: one method for each named alternative of the grammar."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Transformer, v_args

from dsl import surface
from dsl.lexicon import UnitWord
from dsl.source import Span
from dsl.tokens import PartialDate, Token


def _span(*parts: Any) -> Span:
    spans = [span for part in parts if part is not None and (span := _one(part)) is not None]
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.to(span)
    return whole


def _one(part: Any) -> Span | None:
    if isinstance(part, tuple):
        return _span(*part) if part else None
    return getattr(part, "span", None)


def _name(token: Any) -> surface.Name:
    return surface.Name(str(token.value), token.known, token.span)


def _says(token: Any) -> str:
    return str(token.value)


def _other_word(op: Any, *after: Any) -> str:
    """What a second bound word says (超过30%以上); nothing when it says the same as the first (达30%以上)."""
    return "" if not after or _says(after[0]) == _says(op) else _says(after[0])


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _sign(token: Any) -> tuple[str, bool]:
    """The sign of points, and whether they are given beside the tiers before (再加)."""
    says = _says(token)
    return says.removeprefix("further"), says.startswith("further")


def _unit(token: Any) -> UnitWord:
    unit = token.value
    assert isinstance(unit, UnitWord)
    return unit


@v_args(inline=True)
class Builder(Transformer[Any, Any]):
    """Lark calls the method that bears the name of the alternative, with the children in order."""

    # lines ------------------------------------------------------------------------------------------------------------
    def start(self, content: Any) -> tuple[surface.Statement, ...]:
        return content if isinstance(content, tuple) else (content,)

    def parts(self, *children: Any) -> tuple[Any, ...]:
        before, latest = ((), children[0]) if len(children) == 1 else (children[0], children[2])
        return (*before, *latest) if isinstance(latest, tuple) else (*before, latest)

    def led(self, lead: Any, *rest: Any) -> tuple[Any, ...]:
        return (lead, rest[-1])

    def part(self, child: Any) -> Any:
        return child

    def declaration(self, child: Any) -> Any:
        return child

    # rules ------------------------------------------------------------------------------------------------------------
    def rule(self, *children: Any) -> surface.Rule:
        if isinstance(children[-1], surface.Rule):  # 扣 3 分/次
            priced = children[-1]
            assert isinstance(priced.award, surface.Give) and priced.per is not None
            return surface.Rule(children[0], priced.award, priced.per, _span(*children))
        return surface.Rule(children[0], children[-1], None, _span(*children))

    def rule_for_kinds(self, condition: Any, _: Any, kinds: Any, award: Any) -> surface.Rule:
        inner = surface.Kinds(kinds, _span(kinds))
        return surface.Rule(
            surface.Both(condition, inner, _span(condition, inner)), award, None, _span(condition, award)
        )

    def bare_rule(self, award: Any) -> surface.Rule:
        if isinstance(award, surface.Rule):
            return award
        return surface.Rule(None, award, None, _span(award))

    def rate_rule(self, *children: Any) -> surface.Rule:
        return self._rate(children[0], children[-2], children[-1])

    def bare_rate_rule(self, per: Any, award: Any) -> surface.Rule:
        return self._rate(None, per, award)

    def counted_rule(self, condition: Any, _: Any, amount: Any, award: Any) -> surface.Rule:
        if amount.unit is None or not isinstance(amount.value, Fraction):
            bound = surface.Bounded(None, surface.Bound("==", amount, span=amount.span), span=amount.span)
            return surface.Rule(
                surface.Both(condition, bound, _span(condition, amount)), award, None, _span(condition, award)
            )
        per = surface.Per("plain", None if amount.value == 1 else amount.value, amount.unit, span=amount.span)
        return self._rate(condition, per, award)

    def _rate(self, condition: Any, per: Any, award: Any) -> surface.Rule:
        span = _span(condition, per, award)
        if isinstance(per, surface.Kinds):  # 每个配合部门 加 5 分: every unit of the kind, not a count
            joined = per if condition is None else surface.Both(condition, per, _span(condition, per))
            return surface.Rule(joined, award, None, span)
        return surface.Rule(condition, award, per, span)

    def formula(self, verb: Any, _: Any, expression: Any) -> surface.Formula:
        return surface.Formula(_says(verb), expression, _span(verb, expression))

    def formula_rule(self, condition: Any, _: Any, verb: Any, equals: Any, expression: Any) -> surface.Rule:
        award = self.formula(verb, equals, expression)
        return surface.Rule(condition, award, None, _span(condition, award))

    def priced(self, subject: Any, *rest: Any) -> surface.Rule:
        amount, unit = rest[-3], rest[-1]
        condition = self.named(subject) if isinstance(subject, Token) else subject
        return self._priced(condition, "", amount, unit)

    def bare_price(self, amount: Any, _: Any, unit: Any) -> surface.Rule:
        return self._priced(None, "", amount, unit)

    def _priced(self, condition: Any, sign: str, amount: Any, unit: Any) -> surface.Rule:
        per = surface.Per("plain", None, _unit(unit), span=_span(unit))
        give = surface.Give(sign, amount, span=_span(amount))
        return surface.Rule(condition, give, per, _span(condition, amount, unit))

    def situations(self, *children: Any) -> surface.Per | None:
        found = [each for each in children if isinstance(each, Token)]
        if not found:
            return None
        unit = found[-1]
        step = found[0].value if found[0].type == "NUMBER" else Fraction(1)
        assert isinstance(step, Fraction)
        return surface.Per("plain", None if step == 1 else step, _unit(unit), span=_span(*found))

    def following(self, word: Any, per: Any, award: Any, _: Any, names: Any) -> surface.Following:
        return surface.Following(award, per, names, _span(word, names))

    def duty(self, word: Any, condition: Any) -> surface.Duty:
        return surface.Duty(condition, _span(word, condition))

    def comma(self, *_: Any) -> None:
        return None

    def per_unit(self, each: Any, unit: Any, *rest: Any) -> surface.Per:
        noun = _name(rest[0]) if rest and isinstance(rest[0], Token) else None
        return surface.Per(_says(each), None, _unit(unit), noun, span=_span(each, unit, noun))

    def per_units(self, each: Any, number: Any, unit: Any, *rest: Any) -> surface.Per:
        noun = _name(rest[0]) if rest and isinstance(rest[0], Token) else None
        step = number.value
        return surface.Per(_says(each), None if step == 1 else step, _unit(unit), noun, span=_span(each, unit, noun))

    def per_kind(self, _each: Any, _unit: Any, kinds: Any, *_: Any) -> surface.Kinds:
        return surface.Kinds(kinds, _span(kinds))

    def per_beyond(self, each: Any, base: Any, number: Any, unit: Any, *_: Any) -> surface.Per:
        step = number.value
        return surface.Per(_says(each), None if step == 1 else step, _unit(unit), None, _name(base), _span(each, unit))

    # awards -----------------------------------------------------------------------------------------------------------
    def points(self, sign: Any, amount: Any) -> surface.Give:
        return self._give(sign, amount, None)

    def points_range(self, sign: Any, low: Any, _: Any, high: Any) -> surface.Give:
        return self._give(sign, low, high)

    def _give(self, word: Any, amount: Any, to: Any) -> surface.Give:
        sign, further = _sign(word)
        return surface.Give(sign, amount, to, further, _span(word, amount, to))

    def points_list(self, sign: Any, amounts: Any) -> surface.GiveList:
        return surface.GiveList(_sign(sign)[0], amounts, _span(sign, amounts))

    def price(self, sign: Any, amount: Any, _: Any, unit: Any) -> surface.Rule:
        return self._priced(None, _sign(sign)[0], amount, unit)

    def listed_amounts(self, *children: Any) -> tuple[surface.Amount, ...]:
        before = children[0] if isinstance(children[0], tuple) else (children[0],)
        return (*before, children[2])

    def factor(self, word: Any) -> surface.Scale:
        return surface.Scale(surface.Amount(Fraction(_says(word)), None, _span(word)), _span(word))

    def scale(self, by: Any, amount: Any, word: Any) -> surface.Scale:
        return surface.Scale(amount, _span(by, word))

    def best_share(self, by: Any, place: Any, _: Any, verb: Any) -> surface.BestShare:
        return surface.BestShare(place, _says(verb), _span(by, verb))

    def interpolated(self, by: Any, _: Any, verb: Any) -> surface.Interpolated:
        return surface.Interpolated(_says(verb), _span(by, verb))

    def no_effect(self, word: Any) -> surface.Nothing:
        return surface.Nothing(_says(word), _span(word))

    def full(self, word: Any) -> surface.Full:
        return surface.Full(_span(word))

    def pro_rata(self, by: Any, name: Any, verb: Any) -> surface.ProRata:
        return surface.ProRata(_name(name), _says(verb), _span(by, verb))

    def by_rank(self, by: Any, name: Any, _: Any, verb: Any) -> surface.ByRank:
        return surface.ByRank(_name(name), _says(verb), _span(by, verb))

    def by_rank_again(self, by: Any, _: Any, verb: Any) -> surface.ByRank:
        return surface.ByRank(None, _says(verb), _span(by, verb))

    def discretion(self, word: Any) -> surface.Discretion:
        return surface.Discretion(_says(word), _span(word))

    def zero_item(self, word: Any) -> surface.ZeroItem:
        return surface.ZeroItem(_span(word))

    def consequence(self, word: Any) -> surface.Consequence:
        return surface.Consequence(_says(word), _span(word))

    def veto(self, word: Any, *rest: Any) -> surface.Veto:
        return surface.Veto(rest[-1] if rest else None, _span(word, *rest))

    def veto_by_cap(self, word: Any, _: Any, amount: Any, verb: Any) -> surface.Veto:
        return surface.Veto(amount, _span(word, verb))

    # conditions -------------------------------------------------------------------------------------------------------
    def conditions(self, child: Any) -> Any:
        return child

    def conjunction(self, child: Any) -> Any:
        return child

    def either(self, left: Any, _: Any, right: Any) -> surface.Either:
        return surface.Either(left, right, _span(left, right))

    def both(self, left: Any, _: Any, right: Any) -> surface.Both:
        return surface.Both(left, right, _span(left, right))

    def of_kinds(self, left: Any, kinds: Any) -> surface.Both:
        return surface.Both(left, surface.Kinds(kinds, _span(kinds)), _span(left, kinds))

    def thresholds(self, left: Any, kinds: Any, _: Any, amount: Any, others: Any) -> surface.Thresholds:
        return surface.Thresholds(left, kinds, amount, others, _span(left, others))

    def in_time(self, period: Any, _post: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(None, period, _name(end), False, _span(period, end))

    def not_in_time(self, period: Any, _post: Any, _neg: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(None, period, _name(end), True, _span(period, end))

    def bracketed(self, _open: Any, inner: Any, _close: Any) -> Any:
        return inner

    def named(self, name: Any) -> surface.Named:
        return surface.Named(_name(name), False, _span(name))

    def not_named(self, neg: Any, name: Any) -> surface.Named:
        return surface.Named(_name(name), True, _span(neg, name))

    def named_not_done(self, name: Any, word: Any) -> surface.Named:
        return surface.Named(_name(name), True, _span(name, word))

    def member_of(self, fact: Any, member: Any) -> surface.MemberOf:
        return surface.MemberOf(_name(fact), _name(member), _span(fact, member))

    def any_of(self, word: Any, group: Any) -> surface.AnyOf:
        return surface.AnyOf(_name(group), False, _span(word, group))

    def any_not_done(self, word: Any, group: Any, done: Any) -> surface.AnyOf:
        return surface.AnyOf(_name(group), True, _span(word, done))

    def kinds_only(self, kinds: Any) -> surface.Kinds:
        return surface.Kinds(kinds, _span(kinds))

    def kinds(self, *children: Any) -> tuple[surface.Name, ...]:
        return (_name(children[0]),) if len(children) == 1 else (*children[0], _name(children[2]))

    def otherwise(self, word: Any) -> surface.Otherwise:
        return surface.Otherwise(_span(word))

    def bounded(self, name: Any, bound: Any) -> surface.Bounded:
        return surface.Bounded(_name(name), bound, span=_span(name, bound))

    def bounded_twice(self, name: Any, first: Any, second: Any) -> surface.Both:
        left, right = self.bounded(name, first), self.bounded(name, second)
        return surface.Both(left, right, _span(name, second))

    def bounded_twice_again(self, first: Any, second: Any) -> surface.Both:
        return surface.Both(self.bounded_again(first), self.bounded_again(second), _span(first, second))

    def listed(self, *children: Any) -> tuple[surface.Name, ...]:
        before = children[0] if isinstance(children[0], tuple) else (_name(children[0]),)
        return (*before, _name(children[2]))

    def listed_names(self, names: Any) -> surface.NameList:
        return surface.NameList(names, _span(names))

    def bounded_list(self, name: Any, op: Any, amounts: Any) -> surface.BoundList:
        return surface.BoundList(_name(name), _says(op), amounts, _span(name, amounts))

    def bounded_list_again(self, op: Any, amounts: Any) -> surface.BoundList:
        return surface.BoundList(None, _says(op), amounts, _span(op, amounts))

    def bounded_list_post(self, name: Any, amounts: Any, op: Any) -> surface.BoundList:
        return surface.BoundList(_name(name), _says(op), amounts, _span(name, op))

    def bounded_list_post_again(self, amounts: Any, op: Any) -> surface.BoundList:
        return surface.BoundList(None, _says(op), amounts, _span(amounts, op))

    def turned(self, amount: Any, op: Any, name: Any) -> surface.Bounded:
        bound = surface.Bound(_MIRRORED[_says(op)], amount, span=_span(amount, op))
        return surface.Bounded(_name(name), bound, span=_span(amount, name))

    def chained(self, low: Any, first: Any, name: Any, second: Any, high: Any) -> surface.Both:
        left = self.turned(low, first, name)
        right = self.bounded(name, self.bound_pre(second, high))
        return surface.Both(left, right, _span(low, high))

    def versus(self, name: Any, _with: Any, other: Any, word: Any) -> surface.Versus:
        return surface.Versus(_name(name), _name(other), _span(name, word))

    def versus_again(self, _with: Any, other: Any, word: Any) -> surface.Versus:
        return surface.Versus(None, _name(other), _span(_with, word))

    def level_with(self, left: Any, _with: Any, right: Any, word: Any) -> surface.LevelWith:
        return surface.LevelWith(_name(left), _name(right), _span(left, word))

    def level_with_again(self, first: Any, other: Any, word: Any) -> surface.LevelWith:
        return surface.LevelWith(None, _name(other), _span(first, word))

    def flat(self, word: Any) -> surface.Flat:
        return surface.Flat(_span(word))

    def middle(self, word: Any) -> surface.Middle:
        return surface.Middle(_span(word))

    def bounded_again(self, *children: Any) -> surface.Bounded:
        return surface.Bounded(None, children[-1], len(children) == 2, _span(*children))

    def compared(self, left: Any, op: Any, right: Any) -> surface.Compared:
        return surface.Compared(_name(left), _says(op), _name(right), _span(left, right))

    def compared_again(self, op: Any, right: Any) -> surface.Compared:
        return surface.Compared(None, _says(op), _name(right), _span(op, right))

    def share_pre(self, part: Any, op: Any, whole: Any, amount: Any, *after: Any) -> surface.Share:
        bound = surface.Bound(_says(op), amount, after=_other_word(op, *after), span=_span(op, amount, *after))
        return surface.Share(_name(part), _name(whole), bound, False, _span(part, amount, *after))

    def share(self, part: Any, _: Any, whole: Any, *rest: Any) -> surface.Share:
        return surface.Share(_name(part), _name(whole), rest[-1], False, _span(part, rest[-1]))

    def share_not(self, part: Any, _neg: Any, _occupy: Any, whole: Any, bound: Any) -> surface.Share:
        return surface.Share(_name(part), _name(whole), bound, True, _span(part, bound))

    def rank_last(self, name: Any, *rest: Any) -> surface.Ranked:
        places = rest[-1]
        return surface.Ranked(_name(name), True, places, _span(name, places))

    def rank_first(self, name: Any, _rank: Any, _first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(_name(name), False, places, _span(name, places))

    def rank_last_again(self, rank: Any, _last: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, True, places, _span(rank, places))

    def rank_first_again(self, rank: Any, _first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, False, places, _span(rank, places))

    def bare_last(self, last: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, True, places, _span(last, places))

    def bare_first(self, first: Any, places: Any) -> surface.Ranked:
        return surface.Ranked(None, False, places, _span(first, places))

    def rank_bound(self, name: Any, _rank: Any, bound: Any) -> surface.RankBound:
        return surface.RankBound(_name(name), bound, _span(name, bound))

    def rank_bound_again(self, rank: Any, bound: Any) -> surface.RankBound:
        return surface.RankBound(None, bound, _span(rank, bound))

    def within(self, start: Any, _hou: Any, period: Any, _post: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(_name(start), period, _name(end), False, _span(start, end))

    def not_within(self, start: Any, _hou: Any, period: Any, _post: Any, _neg: Any, end: Any) -> surface.Deadline:
        return surface.Deadline(_name(start), period, _name(end), True, _span(start, end))

    def dated(self, name: Any, limit: Any, qian: Any) -> surface.Dated:
        return surface.Dated(_name(name), limit, False, _span(name, qian))

    def not_dated(self, name: Any, _neg: Any, limit: Any, qian: Any) -> surface.Dated:
        return surface.Dated(_name(name), limit, True, _span(name, qian))

    def dated_before(self, limit: Any, _qian: Any, name: Any) -> surface.Dated:
        return surface.Dated(_name(name), limit, False, _span(limit, name))

    def not_dated_before(self, limit: Any, _qian: Any, _neg: Any, name: Any) -> surface.Dated:
        return surface.Dated(_name(name), limit, True, _span(limit, name))

    def bound_pre(self, op: Any, amount: Any) -> surface.Bound:
        return surface.Bound(_says(op), amount, span=_span(op, amount))

    def bound_both(self, op: Any, amount: Any, after: Any) -> surface.Bound:
        return surface.Bound(_says(op), amount, after=_other_word(op, after), span=_span(op, after))

    def bound_post(self, amount: Any, op: Any) -> surface.Bound:
        return surface.Bound(_says(op), amount, span=_span(amount, op))

    def bound_not_post(self, neg: Any, amount: Any, op: Any) -> surface.Bound:
        return surface.Bound(_says(op), amount, negated=True, span=_span(neg, op))

    def bound_equal(self, amount: Any) -> surface.Bound:
        return surface.Bound("==", amount, span=_span(amount))

    def bound_between(self, low: Any, _: Any, high: Any, *_amid: Any) -> surface.Bound:
        return surface.Bound(">=", low, high, span=_span(low, high))

    def amount(self, number: Any, *unit: Any) -> surface.Amount:
        value = number.value
        assert isinstance(value, Fraction | PartialDate)
        return surface.Amount(value, _unit(unit[0]) if unit else None, _span(number, *unit))

    # modifiers --------------------------------------------------------------------------------------------------------
    def modifier(self, child: Any) -> Any:
        return child

    def cap(self, word: Any, amount: Any) -> surface.Cap:
        return surface.Cap(_says(word), amount, span=_span(word, amount))

    def cap_after(self, amount: Any, word: Any) -> surface.Cap:
        return surface.Cap(_says(word), amount, span=_span(amount, word))

    def total_cap(self, word: Any, amount: Any) -> surface.Cap:
        return surface.Cap(_says(word), amount, False, True, _span(word, amount))

    def exempt(self, condition: Any, *rest: Any) -> surface.Exempt:
        return surface.Exempt(condition, _span(condition, rest[-1]))

    def pick(self, word: Any) -> surface.Flagged:
        return surface.Flagged(_says(word), _span(word))

    def remainder_dropped(self, below: Any, step: Any, word: Any) -> surface.Remainder:
        return surface.Remainder(step, False, _span(below, word))

    def remainder_counted(self, below: Any, step: Any, word: Any) -> surface.Remainder:
        return surface.Remainder(step, True, _span(below, word))

    def points_limit(self, verb: Any, op: Any, amount: Any) -> surface.PointsLimit:
        low = _says(op) in (">=", ">")
        return surface.PointsLimit(amount if low else None, None if low else amount, _span(verb, amount))

    def points_limits(self, low: Any, _op: Any, _verb: Any, _other: Any, high: Any) -> surface.PointsLimit:
        return surface.PointsLimit(low, high, _span(low, high))

    def until_gone(self, word: Any) -> surface.Cap:
        return surface.Cap("-", None, True, span=_span(word))

    def cap_until_gone(self, amount: Any, word: Any) -> surface.Cap:
        return surface.Cap("-", amount, True, span=_span(amount, word))

    def overlap(self, word: Any) -> surface.Overlap:
        return surface.Overlap(_says(word), _span(word))

    def keep_digits(self, keep: Any, number: Any, digits: Any) -> surface.KeepDigits:
        return surface.KeepDigits(number.value, _span(keep, digits))

    def rounding(self, word: Any) -> surface.RoundingMode:
        return surface.RoundingMode(_says(word), _span(word))

    def item_points(self, word: Any, amount: Any) -> surface.ItemPoints:
        return surface.ItemPoints(amount, (), _span(word, amount))

    def item_points_kind(self, *children: Any) -> surface.ItemPoints:
        return surface.ItemPoints(children[-1], children[-2], _span(*children))

    def when_empty(self, word: Any, award: Any) -> surface.WhenEmpty:
        return surface.WhenEmpty(_says(word), award, _span(word, award))

    def ties(self, word: Any) -> surface.Flagged:
        return surface.Flagged("ties", _span(word))

    def extra(self, word: Any) -> surface.Flagged:
        return surface.Flagged("outside", _span(word))

    def direction(self, word: Any) -> surface.Direction:
        return surface.Direction(_says(word), _span(word))

    def since(self, word: Any, date: Any, on: Any) -> surface.Since:
        return surface.Since(date.value, _span(word, on))

    # declarations -----------------------------------------------------------------------------------------------------
    def fact(self, word: Any, name: Any, _: Any, kind: Any, facets: Any) -> surface.Fact:
        return surface.Fact("事实", _name(name), kind, facets, _span(word, name, kind, facets))

    def parameter(self, word: Any, name: Any, _: Any, kind: Any, facets: Any) -> surface.Fact:
        return surface.Fact("参数", _name(name), kind, facets, _span(word, name, kind, facets))

    def indicator(self, *children: Any) -> surface.Indicator:
        name, expression, facets = children[-4], children[-2], children[-1]
        return surface.Indicator(_name(name), expression, facets, _span(*children))

    def roster(self, word: Any, kind: Any, _: Any, items: Any) -> surface.Roster:
        return surface.Roster(_name(kind), _items(items), _span(word, items))

    def involves(self, word: Any, _: Any, items: Any) -> surface.Involves:
        return surface.Involves(_items(items), _span(word, items))

    def group(self, word: Any, name: Any, _: Any, members: Any) -> surface.GroupOf:
        return surface.GroupOf(_name(name), members, _span(word, members))

    def band(self, word: Any, name: Any, _: Any, bound: Any) -> surface.Band:
        return surface.Band(_says(name), bound, _span(word, bound))

    def type(self, word: Any, *rest: Any) -> surface.TypeName:
        span = _span(word, *rest)
        if not rest:
            return surface.TypeName(_says(word), span=span)
        if isinstance(rest[1], tuple):
            return surface.TypeName(_says(word), "", tuple(name for name, _ in _items(rest[1])), span)
        return surface.TypeName(_says(word), _says(rest[1]), (), span)

    def facets(self, *children: Any) -> tuple[Any, ...]:
        return (*children[0], children[2]) if children else ()

    def facet_bound(self, op: Any, amount: Any) -> surface.FacetBound:
        span = _span(op, amount)
        return surface.FacetBound(surface.Bound(_says(op), amount, span=span), span)

    def facet_at_most(self, op: Any, name: Any) -> surface.FacetAtMost:
        return surface.FacetAtMost(_name(name), _says(op), _span(op, name))

    def facet_between(self, low: Any, _: Any, high: Any) -> surface.FacetBound:
        span = _span(low, high)
        return surface.FacetBound(surface.Bound(">=", low, high, span=span), span)

    def facet_optional(self, word: Any) -> surface.FacetOptional:
        return surface.FacetOptional(_span(word))

    def facet_meaning(self, word: Any, text: Any) -> surface.FacetMeaning:
        return surface.FacetMeaning(_says(text), _span(word, text))

    def facet_levels(self, word: Any, items: Any) -> surface.FacetLevels:
        return surface.FacetLevels(tuple(name for name, _ in _items(items)), _span(word, items))

    def facet_direction(self, word: Any) -> surface.Direction:
        return surface.Direction(_says(word), _span(word))

    def items(self, *children: Any) -> tuple[Any, ...]:
        return (children[0],) if len(children) == 1 else (*children[0], children[2])

    def table_row(self, word: Any, name: Any, _open: Any, columns: Any, *rest: Any) -> surface.TableRow:
        row, amounts = rest[2], rest[3]
        names = tuple(name for name, _ in _items(columns))
        return surface.TableRow(_name(name), names, _says(row), amounts, _span(word, amounts))

    def members(self, *children: Any) -> tuple[surface.Name, ...]:
        return (_name(children[0]),) if len(children) == 1 else (*children[0], _name(children[2]))

    # expressions ------------------------------------------------------------------------------------------------------
    def expression(self, child: Any) -> Any:
        return child

    def term(self, child: Any) -> Any:
        return child

    def _operation(self, op: str, left: Any, right: Any) -> surface.Operation:
        return surface.Operation(op, (left, right), _span(left, right))

    def add(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("+", left, right)

    def subtract(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("−", left, right)

    def multiply(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("×", left, right)

    def divide(self, left: Any, _: Any, right: Any) -> surface.Operation:
        return self._operation("÷", left, right)

    def expression_name(self, name: Any) -> surface.Name:
        return _name(name)

    def expression_amount(self, amount: Any) -> surface.Amount:
        return amount  # type: ignore[no-any-return]  # made by amount() above

    def expression_bracketed(self, _open: Any, inner: Any, _close: Any) -> Any:
        return inner

    def expression_function(self, word: Any, _open: Any, arguments: Any, close: Any) -> surface.Operation:
        return surface.Operation(_says(word), arguments, _span(word, close))

    def arguments(self, *children: Any) -> tuple[Any, ...]:
        return (children[0],) if len(children) == 1 else (*children[0], children[2])


def _items(tokens: tuple[Any, ...]) -> tuple[tuple[str, Span], ...]:
    return tuple((_says(token), token.span) for token in tokens)
