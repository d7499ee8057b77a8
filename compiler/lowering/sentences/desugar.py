"""Sentences that say several things at once, taken apart: 分别, 依次, 有下列情形之一. Surface in, surface out (language.md §5).

国家级、省级 分别 加 3 分、2 分 is two sentences; what cannot be taken apart is reported, and nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from compiler.lowering.names.scope import Scope
from compiler.problems import forms
from dsl import surface
from dsl.types import Kind


def apart(rule: surface.Rule, scope: Scope) -> tuple[surface.Rule, ...]:
    """Return the sentences that a sentence stands for; itself where it lists nothing."""
    conditions = _conditions(rule.condition)
    points = _awards(rule.award)
    if (
        points is not None
        and conditions is not None
        and isinstance(rule.condition, surface.Ranked)
        and rule.condition.last
    ):
        points = _worst_last(points)
    if points is None:
        if conditions is None or isinstance(rule.condition, surface.Ranked | surface.RankBound | surface.Bounded):
            return (rule,)
        if rule.per is not None and isinstance(rule.condition, surface.NameList):
            return tuple(evolve(rule, condition=each) for each in conditions)
        if _lists(rule.condition):
            scope.bag.add(forms.list_alone(scope.source, rule.span))
            return ()
        return (rule,)
    count = 1 if conditions is None else len(conditions)
    if conditions is None or count != len(points):
        scope.bag.add(forms.list_lengths(scope.source, rule.span, count, len(points)))
        return ()
    return tuple(evolve(rule, condition=c, award=a, span=a.span) for c, a in zip(conditions, points, strict=True))


def _lists(condition: surface.Condition | None) -> bool:
    """Whether a condition lists names or bounds, which without 分别 says nothing."""
    if isinstance(condition, surface.Both):
        return _lists(condition.left) or _lists(condition.right)
    return isinstance(condition, surface.NameList | surface.BoundList)


def _conditions(condition: surface.Condition | None) -> tuple[surface.Condition, ...] | None:
    match condition:
        case surface.NameList(names):
            return tuple(surface.Named(name, span=name.span) for name in names)
        case surface.Kinds(kinds) if len(kinds) > 1:
            return tuple(surface.Kinds((kind,), kind.span) for kind in kinds)
        case surface.BoundList(name, op, amounts):
            bounds = (surface.Bound(op, each, span=each.span) for each in with_units(amounts))
            return tuple(surface.Bounded(name, each, span=each.span) for each in bounds)
        case surface.RankBound(measure, bound, last):
            return tuple(surface.RankBound(measure, each, last, condition.span) for each in _places(bound))
        case surface.Ranked(measure, False, amount) if isinstance(amount.value, Fraction) and _is_place(amount):
            first = surface.Amount(Fraction(1), amount.unit, amount.span)
            places = _places(surface.Bound(">=", first, amount, span=amount.span))
            return tuple(surface.RankBound(measure, each, span=condition.span) for each in places)
        case surface.Ranked(measure, True, amount) if isinstance(amount.value, Fraction) and _is_place(amount):
            first = surface.Amount(Fraction(1), amount.unit, amount.span)
            places = _places(surface.Bound(">=", first, amount, span=amount.span))
            return tuple(surface.RankBound(measure, each, last=True, span=condition.span) for each in places)
        case surface.Bounded(name, bound) if _is_rank(bound):
            return tuple(surface.Bounded(name, each, span=condition.span) for each in _places(bound))
        case surface.Both(left, right):
            return _either_side(condition, _conditions(left), _conditions(right))
        case _:
            return None


def _either_side(
    both: surface.Both,
    lefts: tuple[surface.Condition, ...] | None,
    rights: tuple[surface.Condition, ...] | None,
) -> tuple[surface.Condition, ...] | None:
    """县区 且 办件量 排名 第 1—3 名: what one side lists, each with the other side."""
    if lefts is not None and rights is None:
        return tuple(evolve(both, left=each) for each in lefts)
    return None if rights is None else tuple(evolve(both, right=each) for each in rights)


def _is_rank(bound: surface.Bound) -> bool:
    return bound.to is not None and _is_place(bound.to)


def _is_place(amount: surface.Amount) -> bool:
    return amount.unit is not None and amount.unit.canonical in ("名", "位")


def _places(bound: surface.Bound) -> list[surface.Bound]:
    """第 1 名至第 3 名: each place by itself."""
    low, high = bound.amount.value, bound.to.value if bound.to is not None else bound.amount.value
    if not isinstance(low, Fraction) or not isinstance(high, Fraction) or high - low > 1000:
        return [bound]
    unit = bound.amount.unit or (bound.to.unit if bound.to else None)
    places = range(int(low), int(high) + 1)
    return [surface.Bound("==", surface.Amount(Fraction(each), unit, bound.span), span=bound.span) for each in places]


def _awards(award: surface.Award) -> tuple[surface.Award, ...] | None:
    if not isinstance(award, surface.GiveList):
        return None
    return tuple(surface.Give(award.sign, each, span=each.span) for each in with_units(award.amounts))


def _worst_last(points: tuple[surface.Award, ...]) -> tuple[surface.Award, ...]:
    """后三名 分别 扣 1 分、2 分、3 分, or 扣 3 分、2 分、1 分: from the last place on, which loses the most and wins the least."""
    values = [each.amount.value for each in points if isinstance(each, surface.Give)]
    numbers = [each for each in values if isinstance(each, Fraction)]
    rises = all(one < other for one, other in pairwise(numbers))
    falls = all(one > other for one, other in pairwise(numbers))
    if len(numbers) < len(points) or not (rises or falls):
        return points[:1]  # of which place, nobody can tell
    loses = isinstance(points[0], surface.Give) and points[0].sign == "-"
    return points if falls == loses else points[::-1]


def with_units(amounts: Sequence[surface.Amount]) -> list[surface.Amount]:
    """Return a list of amounts, each with a unit: in 加 3、2、1 分 the last number lends its own."""
    unit = amounts[-1].unit
    return [each if each.unit is not None else evolve(each, unit=unit) for each in amounts]


def following(written: surface.Following, scope: Scope, clause: str) -> tuple[surface.Rule, ...]:
    """Return the sentences of a list of situations: one for each where they count by the piece, else one for any of them."""
    conditions = [surface.Named(name, span=name.span) for name in written.names]
    if written.per is None:
        joined: surface.Condition = conditions[0]
        for each in conditions[1:]:
            joined = surface.Either(joined, each, joined.span.to(each.span))
        return (surface.Rule(joined, written.award, None, written.span),)
    made = []
    for each in conditions:
        found = scope.find(each.name.text, clause)
        flag = found is not None and found.fact is not None and found.fact.type.kind is Kind.FLAG
        made.append(surface.Rule(each, written.award, None if flag else written.per, each.span))
    return tuple(made)
