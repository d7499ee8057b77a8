"""One thing, said of some kinds of units in one sentence and of all units in another: one of two tiers, or both together?

县区 且 办结率 低于 90% 扣 1 分；办结率 低于 80% 扣 3 分: at 70% a 县区 loses 3 points as tiers of one figure, 4 as two sentences. Asked,
unless 另扣, 再加, 累计 or 取最高分 says it, or the two never hold together. In: the tree of a clause. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.tests import implies, without_kinds
from compiler.lowering.effects.combination import Combination
from compiler.lowering.effects.relations import figure, loses, one_thing
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.measures.intervals import set_of
from compiler.problems import forms
from dsl import surface


def said_of_some_and_of_all(combined: Combination, scope: Scope) -> None:
    """Report the second of two such sentences."""
    told: set[int] = set()
    for first, second in combinations(sorted(_sentences(combined), key=lambda each: each.place), 2):
        if second.place not in told and _of_some(first, second) and _meet(first, second):
            told.add(second.place)
            if _kinds(first) == _kinds(second):
                scope.bag.add(forms.counted_again(scope.source, second.span, first.span))
                continue
            slices = (scope.source.slice(each.span) for each in (first, second))
            scope.bag.add(forms.some_and_all(scope.source, second.span, first.span, *slices))


def _sentences(combined: Combination) -> Iterator[Sentence]:
    tiers = (tier for ladder in combined.ladders for tier in ladder.tiers)
    for each in (*tiers, *(part.sentence for part in combined.alone)):
        counts = each.does is Does.RATE and isinstance(each.award, surface.Give)
        if (counts or (each.does is Does.POINTS and each.condition is not None)) and not each.further | each.otherwise:
            yield each


def _of_some(first: Sentence, second: Sentence) -> bool:
    """Whether some kinds are the same; of fixed points, where one is said of others too (else they are tiers, or E426)."""
    one, other = _kinds(first), _kinds(second)
    counted = first.does is Does.RATE and second.does is Does.RATE
    return (counted or one != other) and (not one or not other or bool(one & other)) and loses(first) is loses(second)


def _meet(first: Sentence, second: Sentence) -> bool:
    """Whether both are about one thing, and can hold together."""
    if Does.RATE in (first.does, second.does):
        return first.does is second.does and _same_pieces(first, second)
    a, b = _bare(first), _bare(second)
    measure = a.condition.measure if a.condition is not None else None
    if measure is None or figure(a) != figure(b):
        return one_thing(a, b)
    sets = [set_of(each.test, measure.expr) for each in (a, b)]
    known = [each for each in sets if each is not None]
    return len(known) < 2 or known[0].intersection(known[1]).sample(whole=measure.type.discrete) is not None


def _kinds(each: Sentence) -> set[str]:
    return set(each.condition.kinds) if each.condition is not None else set()


def _same_pieces(first: Sentence, second: Sentence) -> bool:
    """投诉 每件 扣 1 分；县区 且 投诉 每件 扣 2 分: the same pieces, counted twice wherever the narrower of two conditions holds."""
    match first.branches, second.branches:
        case (core.Branch(a, core.Multiply(core.Const(), one)),), (core.Branch(b, core.Multiply(core.Const(), other)),):
            a, b = without_kinds(a), without_kinds(b)
            return one == other and (implies(a, b) or implies(b, a))
        case _:
            return False


def _bare(each: Sentence) -> Sentence:
    """A sentence without its kinds."""
    if each.condition is None:
        return each
    return evolve(each, condition=evolve(each.condition, test=without_kinds(each.test), kinds=()))
