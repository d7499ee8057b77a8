"""What a cap is said of: joined by a comma, the sentences of its line; on a line of its own, the clause (language.md §8).

最多加 holds what is 加, 最高扣 what is 扣, neither the base. A cap on everything that a clause takes (or gives), with nothing on the
other side, is a cap of the clause; any other is a cap of its sentences. In: the tree and its sentences. Out: the tree with caps.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from attrs import evolve

from compiler.lowering.conditions.tests import apart
from compiler.lowering.effects.combination import Combination, Held
from compiler.lowering.effects.relations import gives, loses
from compiler.lowering.effects.view import View
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import counting, forms, questions, rules
from dsl import surface
from dsl.folding import fold
from dsl.words.cutting import OF_THE_ITEM

_NEAR = 6  # characters before a cap in which it can name the item
_CLAUSE = frozenset({-1})  # what a cap of the whole clause is said of


def capped(made: Combination, view: View, scope: Scope) -> Combination:
    """Return the tree with its caps; two on the same side of the same sentences are reported."""
    seen: dict[tuple[frozenset[int], bool], Sentence] = {}
    for cap in view.all:
        if cap.does is not Does.CAP:
            continue
        sides = _sides(cap, view)
        if cap.cap != "-" and len(sides) > 1 and _mates(cap, view):  # 表彰 加 2 分，通报 扣 1 分，上限 5 分
            scope.bag.add(counting.cap_of_whom(scope.source, cap.span, scope.source.slice(cap.span)))
        for low in sides:
            made = _with(cap, low, made, view, seen, scope)
    return made


def before_factors(view: View, scope: Scope) -> None:
    """Report a factor behind a cap: 每次 扣 2 分，最高扣 6 分，主动报告 减半; behind the factor a cap is said of what it leaves."""
    for factor in view.all:
        if factor.does is not Does.FACTOR:
            continue
        for cap in view.all[: factor.place]:
            held = (
                [one for low in _sides(cap, view) for one in _held_by(cap, low, view)] if cap.does is Does.CAP else []
            )
            shared = all(isinstance(one.award, surface.ProRata) for one in held)  # the cap is what is shared out
            if (
                held
                and not shared
                and cap.amount is not None
                and not _within(held, cap.amount)
                and _reaches(factor, held)
            ):
                said = scope.source.slice(factor.award.span if factor.award is not None else factor.span)
                scope.bag.add(
                    questions.cap_or_factor(scope.source, factor.span, cap.span, said, scope.source.slice(cap.span))
                )
                return


def _held_by(cap: Sentence, low: bool, view: View) -> list[Sentence]:
    before = [one for one in view.all[: cap.place] if gives(one) and _on(one, cap, low)]
    return [one for one in before if one.line == cap.line] or before


def _reaches(factor: Sentence, held: list[Sentence]) -> bool:
    """Whether a factor is said of what a cap holds: alone on its line of the clause, else of its line."""
    gains = isinstance(factor.award, surface.Scale) and factor.award.sign == "+"
    concerned = [one for one in held if factor.alone or one.line == factor.line]
    return any(not loses(one) or not gains for one in concerned)


def beyond_item(view: View, most: Fraction, scope: Scope) -> None:
    """投诉 每件 扣 1 分，封顶 25 分 in an item of 20: the item is gone before the cap is reached, so one of the two numbers is wrong."""
    for cap in view.all:
        if cap.does is not Does.CAP or cap.amount is None or cap.amount <= most:
            continue
        if all(_one_way(low, view) for low in _sides(cap, view)):
            scope.bag.add(questions.cap_beyond_item(scope.source, cap.span, scope.source.slice(cap.span), str(most)))


def _one_way(low: bool, view: View) -> bool:
    """Whether nothing in a clause works against what a cap holds."""
    return not any(one.sign == "+" if low else loses(one) for one in view.all if gives(one))


def _sides(cap: Sentence, view: View) -> tuple[bool, ...]:
    """Whether a cap holds losses (True), gains (False), or what its sentences do."""
    if cap.cap != "both" and not (cap.cap == "award" and cap.several):  # 两项合计不超过 2 分 says nothing of the side
        return (cap.cap == "-",)
    mates = _mates(cap, view) or [one for one in view.all if gives(one)]
    return tuple(low for low in (True, False) if any(loses(one) is low for one in mates))


def _mates(cap: Sentence, view: View) -> list[Sentence]:
    """The sentences that a cap is joined to by a comma; 两项合计: those before it in the clause."""
    if cap.several is not None:
        return [one for one in view.all[: cap.place] if gives(one)]
    line = [one for one in view.all[: cap.place] if one.line == cap.line]
    capped_before = max((one.place for one in line if one.does is Does.CAP), default=-1)
    mates = [one for one in line if gives(one)]
    own = [one for one in mates if one.place > capped_before]
    # 甲…，最多加 3 分，乙…，最多加 4 分: each its own; 2 次以内 每次 加 1 分，超过的 每次 再加 0.5 分，最多加 4 分: all of it
    return own if own and not own[0].further else mates


def _with(
    cap: Sentence,
    low: bool,
    made: Combination,
    view: View,
    seen: dict[tuple[frozenset[int], bool], Sentence],
    scope: Scope,
) -> Combination:
    giving = [one for one in view.all if gives(one)]
    side = [one for one in giving if _on(one, cap, low)]
    on_side = {one.place for one in side}  # two sentences of one clause never share their place
    mates = [one for one in _mates(cap, view) if one.place in on_side]
    assert cap.amount is not None
    if cap.cap == "+" and not side and any(not loses(one) for one in giving):
        scope.bag.add(forms.cap_of_nothing(scope.source, cap.span, scope.source.slice(cap.span)))
        return made
    behind = [one for one in view.all[cap.place + 1 :] if one.place in on_side]
    near = fold(scope.source.text[max(0, cap.span.start - _NEAR) : cap.span.end])
    if behind and OF_THE_ITEM.search(near):  # 本项最多扣 5 分, and more follows
        scope.bag.add(counting.cap_of_whom(scope.source, cap.span, scope.source.slice(cap.span)))
        return made
    miscounted = cap.several is not None and cap.several != len(giving)
    if miscounted or (side and not mates and _mates(cap, view)):
        scope.bag.add(counting.cap_of_whom(scope.source, cap.span, scope.source.slice(cap.span)))
    if _within(mates, cap.amount):
        if len(mates) < len(side) and not _within(side, cap.amount):
            scope.bag.add(counting.cap_of_whom(scope.source, cap.span, scope.source.slice(cap.span)))
        mates = []  # what one sentence can never reach is said of them all
    held = mates or side
    places = frozenset(one.place for one in held)
    whole = cap.cap == "both" and not mates  # 封顶 on a line of its own: what the clause gives in all
    whole = whole or not held or len(held) == len(giving) or (cap.cap == "award" and len(held) == len(side))
    before = seen.setdefault((_CLAUSE if whole else places, low), cap)
    if before is not cap:
        scope.bag.add(rules.two_caps(scope.source, cap.span, before.span))
        return made
    if whole:
        return evolve(made, lowest=-cap.amount) if low else evolve(made, highest=cap.amount)
    shares = all(isinstance(one.award, surface.ProRata) and one.does is Does.POINTS for one in held)
    if shares and not any(one.does is Does.FACTOR and one.factor > 1 for one in view.all):
        return made  # 按 未互通比例 扣分，最高扣 5 分: the share is already one of the cap, unless it is doubled
    return evolve(made, held=(*made.held, Held(places, -cap.amount if low else cap.amount, cap.span)))


def _within(some: list[Sentence], limit: Fraction) -> bool:
    """Whether some sentences give so little, all of them together, that a cap says nothing of them: 未报备 扣 1 分，最高扣 5 分."""
    fixed = [abs(one.fixed) for one in some if one.fixed is not None]
    one_at_a_time = all(apart(one.test, other.test) for one, other in combinations(some, 2))
    return bool(some) and len(fixed) == len(some) and (max(fixed) if one_at_a_time else sum(fixed)) <= limit


def _on(one: Sentence, cap: Sentence, low: bool) -> bool:
    """Whether a sentence is on the side that a cap holds: 最多加 holds no base, 最多得 holds everything that is won."""
    if low:
        return loses(one)
    return not loses(one) and (cap.cap in ("award", "both") or one.sign == "+")
