"""会议 4 次 得 5 分，少于 4 次 不得分: a number of pieces that is reached, no price for every four and not exactly four.

Where the points rise with the number and the most is said first, or what lies below it is said, each number is where its points begin;
where nothing says so, the sentence is asked. In: the sentences of a block as written. Out: which of them say 以上.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from compiler.lowering.conditions.sentences import pieces
from compiler.problems import forms
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.source import Source, Span
from dsl.types import Kind

_COUNTED = (Kind.COUNT, Kind.DURATION)
_FULL = Fraction(10**9)  # 满分 is more than any points that another sentence gives


def thresholds(rules: Iterable[surface.Rule], ladder: frozenset[Span], source: Source, bag: Bag) -> frozenset[Span]:
    """Return the spans of the sentences whose bare number is a lower bound; one that may mean something else is reported."""
    written = list(rules)
    found = {each.span for run in _runs(written) if _rises(run) for each in run if _bare(each)}
    found |= {first.span for first, second in pairwise(written) if _goes_further(first, second)}
    for place, each in enumerate(written):
        if each.span in found or each.span in ladder:
            continue
        if _bare(each) and _alone(each, written):
            if _closed(each, written, place):
                found.add(each.span)
                continue
            _ask(_bounded(each), source, bag)
        elif _bounded(each) is None and each.per is None and _wins(each):
            for one in _exact(each.condition):
                _ask(one, source, bag)
    return frozenset(found)


def from_there(rule: surface.Rule) -> surface.Rule:
    """Return a sentence whose bare number is a lower bound, whatever stands beside it."""
    return evolve(rule, condition=_lower(rule.condition)) if rule.condition is not None else rule


def _lower(condition: surface.Condition) -> surface.Condition:
    match condition:
        case surface.Bounded(_, bound):
            return evolve(condition, bound=evolve(bound, op=">=")) if bound.op == "==" else condition
        case surface.Both(left, right):
            return evolve(condition, left=_lower(left), right=_lower(right))
        case _:
            return condition


def _ask(bounded: surface.Bounded | None, source: Source, bag: Bag) -> None:
    assert bounded is not None
    bag.add(forms.exact_count(source, bounded.span, source.slice(bounded.bound.amount.span)))


def _wins(rule: surface.Rule) -> bool:
    """Whether a sentence 记 points, all at once, or says that there are none."""
    signs = ("award", "+") if isinstance(rule.award, surface.Nothing) else ("award",)
    return isinstance(rule.award, surface.Full) or getattr(rule.award, "sign", "") in signs


def _bounded(rule: surface.Rule) -> surface.Bounded | None:
    """The bound on a count that is the condition of a sentence, with no condition beside it but the kind of unit."""
    found = pieces(rule.condition)
    if found is None or not isinstance(found[1], surface.Kinds | None):
        return None
    return found[0] if _value(found[0]) else None


def _value(bounded: surface.Bounded) -> Fraction | None:
    bound = bounded.bound
    amount, unit = bound.amount, bound.amount.unit
    if bound.to is not None or unit is None or unit.kind not in _COUNTED or unit.canonical in ("名", "位"):
        return None
    return amount.value * unit.scale if isinstance(amount.value, Fraction) else None


def _exact(condition: surface.Condition | None) -> Iterator[surface.Bounded]:
    """The bare numbers of pieces in a condition of several parts; none at all is a case of its own."""
    match condition:
        case surface.Bounded(_, bound) if bound.op == "==" and _value(condition):
            yield condition
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_exact(left), *_exact(right))
        case _:
            return


def _bare(rule: surface.Rule) -> bool:
    bounded = _bounded(rule)
    return rule.per is None and bounded is not None and bounded.bound.op == "==" and _wins(rule)


def _goes_further(first: surface.Rule, rule: surface.Rule) -> bool:
    """投诉 1 件 扣 1 分，每增加 1 件 再扣 0.5 分: what the steps come on top of goes on."""
    bounded, per = _bounded(first), rule.per
    if rule.condition is not None or per is None or per.mode != "above" or bounded is None or first.per is not None:
        return False
    return bounded.bound.op == "==" and bounded.bound.amount.unit == per.unit


def _alone(rule: surface.Rule, rules: list[surface.Rule]) -> bool:
    """Whether a sentence is no price of one piece (1 次 得 1 分) and no other one speaks of a number of the same thing exactly."""
    bounded = _bounded(rule)
    assert bounded is not None
    if isinstance(rule.award, surface.Give) and bounded.bound.amount.value == 1:
        return False
    others = [each for each in rules if each is not rule and _bare(each) and _same(each, rule)]
    return not others or not isinstance(rule.award, surface.Nothing)


def _same(one: surface.Rule, other: surface.Rule) -> bool:
    """Whether two sentences speak of one count; one without a name goes on about the count before."""
    first, second = _bounded(one), _bounded(other)
    if first is None or second is None:
        return False
    named = first.name is None or second.name is None or fold(first.name.text) == fold(second.name.text)
    return named and first.bound.amount.unit == second.bound.amount.unit


def _closed(rule: surface.Rule, rules: list[surface.Rule], place: int) -> bool:
    """4 次 得 5 分，少于 4 次 不得分 (否则, 3 次以下): what lies below begins here, and nothing is said of what lies above."""
    bounded = _bounded(rule)
    assert bounded is not None
    value = _value(bounded)
    others = [each for each in rules if each is not rule and each.per is None and _same(each, rule)]
    ends = {(_op(one.bound), _value(one)) for each in others if (one := _bounded(each)) is not None}
    if value is None or any(op in (">", ">=", "==") and end is not None and end >= value for op, end in ends):
        return False
    after = rules[place + 1] if place + 1 < len(rules) else None
    rest = after is not None and isinstance(after.condition, surface.Otherwise)
    return rest or ("<", value) in ends or ("<=", value - 1) in ends


def _op(bound: surface.Bound) -> str:
    return {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}.get(bound.op, bound.op) if bound.negated else bound.op


def _runs(rules: list[surface.Rule]) -> Iterator[list[surface.Rule]]:
    """Sentences one after the other that 记 points for a number of one thing."""
    run: list[surface.Rule] = []
    for rule in rules:
        bounded = _bounded(rule)
        fits = bounded is not None and rule.per is None and _wins(rule) and bounded.bound.op in ("==", ">=")
        fits = fits and not isinstance(rule.award, surface.Nothing)
        if run and not (fits and _same(run[-1], rule)):
            yield run
            run = []
        if fits:
            run.append(rule)
    yield run


def _rises(run: list[surface.Rule]) -> bool:
    """Whether the points rise with the number, and nothing can come above the last: it is said first, or it is everything."""
    tiers = [(value, _points(each)) for each in run if (one := _bounded(each)) is not None and (value := _value(one))]
    falls = all(one[0] > other[0] and one[1] > other[1] for one, other in pairwise(tiers))
    climbs = all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(tiers))
    return len(tiers) > 1 and (falls or (climbs and tiers[-1][1] == _FULL))


def _points(rule: surface.Rule) -> Fraction:
    if isinstance(rule.award, surface.Full):
        return _FULL
    value = rule.award.amount.value if isinstance(rule.award, surface.Give) else Fraction(0)
    return value if isinstance(value, Fraction) else Fraction(0)
