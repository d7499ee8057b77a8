"""获奖 1 次 加 1 分，2 次 加 3 分，3 次以上 加 5 分: several amounts on one count are a ladder, one alone is a rate (language.md §5).

In: the sentences of a block as written. Out: which of them are rungs of such a ladder; one without an upper end is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from compiler.lowering.conditions.sentences import of_places, pieces
from compiler.problems import counting, forms
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.source import Source, Span
from dsl.types import Kind

_COUNTED = (Kind.COUNT, Kind.DURATION)
_SEVERAL = 2


def rungs(rules: Iterable[surface.Rule], source: Source, bag: Bag) -> frozenset[Span]:
    """Return the spans of the sentences that are rungs."""
    found: set[Span] = set()
    run: list[surface.Rule] = []
    written = [_with_nothing(each) for each in _of_people(rules)]
    for first, second in pairwise(written):
        if _amount(first) is not None and _from_here(first, second):
            found.add(first.span)  # 会议 4 次 得 5 分，每少一次 扣 1 分: what the steps begin from
    for rule in [*written, None]:
        if rule is not None and _amount(rule) is not None and (not run or _goes_on(run, rule)):
            run.append(rule)
            continue
        if len({(_amount(each), _exact(each)) for each in run}) > 1:
            found |= {each.span for each in run}
            if not (_nth(run, source, bag) or _gap(run, source, bag)):
                _end(run, rule, source, bag, written)
        elif len(run) == 1 and (_amount(run[0]) or 0) > 1 and _is_nth(run[0], source):
            bag.add(counting.nth_time(source, run[0].span, run[0].span))
        run = [rule] if rule is not None and _amount(rule) is not None else []
    _beside_pieces(written, found, source, bag)
    return frozenset(found)


def _with_nothing(rule: surface.Rule) -> surface.Rule:
    """1 次 不扣分，2 次 扣 1 分: what costs nothing is a rung as well."""
    found, award = pieces(rule.condition), rule.award
    if rule.per is not None or found is None or not isinstance(award, surface.Nothing) or not _exact(rule):
        return rule
    amount = found[0].bound.amount
    none = surface.Give(award.sign, evolve(amount, value=Fraction(0)), span=award.span)
    return evolve(rule, award=none) if amount.value != 0 else rule


def _of_people(rules: Iterable[surface.Rule]) -> Iterator[surface.Rule]:
    """The sentences, what is left out named where people are counted: 引进人才 1 名 加 1 分，2 名 加 3 分, which are no places."""
    name: surface.Name | None = None
    for rule in rules:
        condition = rule.condition
        if not isinstance(condition, surface.Bounded):
            yield rule
            continue
        name = condition.name or name
        goes_on = condition.name is None and name is not None and of_places(condition)
        yield evolve(rule, condition=evolve(condition, name=name)) if goes_on else rule


def _nth(run: list[surface.Rule], source: Source, bag: Bag) -> bool:
    """Report 第一次 扣 1 分，第二次 扣 2 分: whether the points of the first time stay, nobody can tell."""
    told = [each for each in run if _is_nth(each, source) and getattr(each.award, "sign", "") in ("-", "+")]
    if len(told) < _SEVERAL:
        return False
    bag.add(counting.nth_time(source, told[1].span, told[0].span))
    return True


def _is_nth(rule: surface.Rule, source: Source) -> bool:
    found = pieces(rule.condition)
    if found is None:
        return False
    start = found[0].bound.amount.span.start
    return source.text[:start].rstrip().endswith("第")


def _beside_pieces(written: list[surface.Rule], rungs: set[Span], source: Source, bag: Bag) -> None:
    """投诉 每件 扣 1 分，2 件 扣 3 分: from two pieces on, for every two, or two exactly?"""
    for before, rule in pairwise(written):
        amount, per = _amount(rule), before.per
        if amount is None or amount < _SEVERAL or rule.span in rungs or per is None or per.mode != "plain":
            continue
        bounded, unit = _pieces(rule)[0], per.unit
        if not _exact(rule) or bounded.bound.amount.unit != unit or not _same_name(bounded.name, before):
            continue
        shown = source.slice(bounded.bound.span) or source.slice(rule.span)
        bag.add(forms.exact_count(source, rule.span, shown))


def _same_name(name: surface.Name | None, before: surface.Rule) -> bool:
    """Whether a sentence goes on about what the one before counts by the piece."""
    own = (
        before.condition.name
        if isinstance(before.condition, surface.Named)
        else before.per.noun
        if before.per
        else None
    )
    return name is None or (own is not None and fold(name.text) == fold(own.text))


def _from_here(first: surface.Rule, rule: surface.Rule) -> bool:
    """Whether a sentence counts steps, in the same unit, from the bound before it."""
    per, found = rule.per, pieces(first.condition)
    if rule.condition is not None or per is None or per.mode not in ("short", "below", "above"):
        return False
    return found is not None and found[0].bound.amount.unit == per.unit


def _amount(rule: surface.Rule) -> Fraction | None:
    """The number of pieces that a sentence speaks of; None where it speaks of something else."""
    found, award = pieces(rule.condition), rule.award
    if rule.per is not None or found is None or not isinstance(award, surface.Give):
        return None
    condition = found[0]
    amount = condition.bound.amount
    unit = amount.unit or (condition.bound.to.unit if condition.bound.to is not None else None)
    places = of_places(condition) and award.sign != "-"  # whoever loses points is lacking
    if unit is None or unit.kind not in _COUNTED or places or award.further:
        return None
    return amount.value * unit.scale if isinstance(amount.value, Fraction) else None


def _goes_on(run: list[surface.Rule], rule: surface.Rule) -> bool:
    """Whether a sentence speaks of the same count as the run, in the same unit and with the same sign."""
    (first, of_first), (own, beside) = _pieces(run[0]), _pieces(rule)
    if beside is not None and beside != of_first:
        return False  # 县区 且 获奖 1 次 加 1 分，市直部门 且 获奖 2 次 加 1 分
    before, award = run[-1].award, rule.award
    assert isinstance(before, surface.Give) and isinstance(award, surface.Give)
    named = own.name is None or (first.name is not None and fold(own.name.text) == fold(first.name.text))
    return named and _unit(first) == _unit(own) and before.sign == award.sign


def _unit(bounded: surface.Bounded) -> str:
    unit = bounded.bound.amount.unit or (bounded.bound.to.unit if bounded.bound.to is not None else None)
    return unit.canonical if unit is not None else ""


def _end(
    run: list[surface.Rule], after: surface.Rule | None, source: Source, bag: Bag, written: list[surface.Rule]
) -> None:
    """1 次 加 1 分，2 次 加 3 分: nobody said what three times give, and they do not give nothing."""
    lost = all(not isinstance(each.award, surface.Give) or each.award.sign == "-" for each in written)
    above = after is not None and lost and _above(after, run[-1])
    closed = above or (after is not None and isinstance(after.condition, surface.Otherwise))
    last = max(run, key=lambda each: _amount(each) or 0)  # also where the most is said first
    own = _points(last)
    if closed or any(not _exact(each) for each in run) or any(_points(each) >= own for each in run if each is not last):
        return
    if last is not run[-1] and getattr(last.award, "sign", "") == "award":
        return  # 4 次 得 5 分，3 次 得 4 分: reached (count_bounds)
    bound = _pieces(last)[0].bound
    shown = source.slice(bound.span) or source.slice(last.span)
    more = (_amount(last) or Fraction(0)) + 1
    unit = bound.amount.unit
    verb = {"-": "扣", "+": "加"}.get(getattr(last.award, "sign", ""), "得")
    bag.add(forms.open_ladder(source, last.span, shown, (str(more), unit.spelling if unit else ""), verb, str(own)))


def _gap(run: list[surface.Rule], source: Source, bag: Bag) -> bool:
    """投诉 1 件 扣 1 分，3 件以上 扣 5 分: nobody said what two cost, and they do not cost nothing."""
    for rung in run:
        bounded, value = _pieces(rung)[0], _amount(rung)
        unit = bounded.bound.amount.unit
        if not _exact(rung) or not value or unit is None:
            continue
        higher = [each for each in run if (_amount(each) or 0) > value or _pieces(each)[0].bound.op == ">"]
        open_ones = [each for each in higher if _pieces(each)[0].bound.op in (">", ">=") and not _exact(each)]
        following = value + unit.scale
        starts = {(_amount(each) or 0) + (unit.scale if _pieces(each)[0].bound.op == ">" else 0) for each in higher}
        if open_ones and following not in starts and following < max(starts):
            shown = source.slice(bounded.bound.span) or source.slice(rung.span)
            verb = {"-": "扣", "+": "加"}.get(getattr(rung.award, "sign", ""), "得")
            bag.add(forms.ladder_gap(source, rung.span, shown, f"{following / unit.scale} {unit.spelling}", verb))
            return True
    return False


def _above(after: surface.Rule, last: surface.Rule) -> bool:
    """2 个 扣 5 分，3 个以上 不得分: what stands above the last rung is said, although it gives no points."""
    condition, rung = after.condition, last.condition
    if not isinstance(condition, surface.Bounded) or not isinstance(rung, surface.Bounded) or after.per is not None:
        return False
    bound, top = condition.bound, _amount(last)
    if _unit(condition) != _unit(rung) or top is None or not isinstance(bound.amount.value, Fraction):
        return False
    named = condition.name is None or (rung.name is not None and fold(condition.name.text) == fold(rung.name.text))
    return named and {">=": 1, ">": 0}.get(bound.op) == bound.amount.value - top


def _exact(rule: surface.Rule) -> bool:
    bound = _pieces(rule)[0].bound
    return bound.op == "==" and not bound.to


def _pieces(rung: surface.Rule) -> tuple[surface.Bounded, surface.Condition | None]:
    found = pieces(rung.condition)
    assert found is not None
    return found


def _points(rule: surface.Rule) -> Fraction:
    value = rule.award.amount.value if isinstance(rule.award, surface.Give) else Fraction(0)
    return value if isinstance(value, Fraction) else Fraction(0)
