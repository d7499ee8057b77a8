"""What a sentence says before it is resolved: a bare number of pieces is a rate, a name may be what is measured."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.core.walk import parts
from compiler.lowering.conditions.speaking import Condition, Speaking, measure_named
from compiler.lowering.conditions.tests import apart, together
from dsl import surface
from dsl.types import RATIO, Kind
from dsl.words.lexicon import lexicon

_COUNTABLE = (Kind.COUNT, Kind.PERCENT_POINT)
_NO_POINTS = surface.Scale | surface.Nothing | surface.ZeroItem | surface.Consequence | surface.Veto
_MEASURED = (Kind.DURATION, Kind.MONEY, Kind.QUANTITY)


def pieces(condition: surface.Condition | None) -> tuple[surface.Bounded, surface.Condition | None] | None:
    """The bound that ends a condition, and what stands beside it: 县区 且 投诉 1 件, 投诉 1 件 的 县区, 瞒报 且 投诉 1 件."""
    match condition:
        case surface.Bounded():
            return condition, None
        case surface.Both(surface.Bounded() as bounded, surface.Kinds() as kinds):
            return bounded, kinds
        case surface.Both(left, surface.Bounded() as bounded) if not _exact(left):
            return bounded, left
        case _:
            return None


def _exact(condition: surface.Condition) -> bool:
    """Whether a condition speaks of a bare number itself: 投诉 1 件 且 通报 1 次."""
    match condition:
        case surface.Both(left, right):
            return _exact(left) or _exact(right)
        case surface.Bounded(_, bound):
            return bound.op == "=="
        case _:
            return False


def of_places(bounded: surface.Bounded) -> bool:
    """Whether 1 名 may be a place, not a person: 名次 1 名; but 发展党员 1 名 counts members."""
    unit = bounded.bound.amount.unit
    speech, name = lexicon().speech, bounded.name.text if bounded.name is not None else ""
    moved = name.endswith((*speech["rises"], *speech["falls"], *speech["moves"]))  # 名次上升 1 位 is no place
    named = bool(name) and (moved or not any(word in name for word in speech["places"]))
    return unit is not None and unit.canonical in ("名", "位") and not named


def counted(rule: surface.Rule) -> surface.Rule:
    """Return 1件扣10分 as 每件扣10分: a bare number of pieces before the points is a rate, not a condition."""
    found = pieces(rule.condition)
    if rule.per is not None or found is None or not isinstance(rule.award, surface.Give):
        return rule
    bounded, beside = found
    amount = bounded.bound.amount
    plain = bounded.bound.op == "==" and bounded.bound.to is None and isinstance(amount.value, Fraction)
    if not plain or amount.unit is None or of_places(bounded):
        return rule
    assert isinstance(amount.value, Fraction)
    one = amount.value == 1 and amount.unit.kind in _MEASURED  # 迟报1天扣0.2分; nobody means a delay of exactly one day
    if not one and amount.unit.kind not in _COUNTABLE:
        return rule
    if amount.value == 0:
        return rule  # 迟报 0 件 加 2 分: none at all is a case of its own, not a rate
    per = surface.Per("plain", None if amount.value == 1 else amount.value, amount.unit, span=amount.span)
    subject = surface.Named(bounded.name, False, bounded.name.span) if bounded.name is not None else None
    if beside is None:
        return surface.Rule(subject, rule.award, per, rule.span)
    if isinstance(beside, surface.Kinds):
        both = surface.Both(subject, beside, beside.span.to(subject.span)) if subject is not None else beside
        return surface.Rule(both, rule.award, per, rule.span)
    if rule.award.sign == "award":
        return rule  # 资料齐全 且 会议 4 次 得 5 分
    return surface.Rule(beside, rule.award, evolve(per, noun=bounded.name), rule.span)


def carried(rule: surface.Rule, at: Speaking) -> Condition | None:
    """Return what is measured, where the condition is only its name (节约资金 每 20 万元 加 1 分); None where it is a condition."""
    named = rule.condition
    if not isinstance(named, surface.Named) or named.negated:
        return None
    found = at.scope.find(named.name.text, at.clause)
    if found is None or (found.fact is None and found.measure is None):
        return None
    kind = found.measure.type if found.measure is not None else found.fact.type if found.fact else RATIO
    wanted = rule.per is not None and kind.kind is not Kind.COUNT
    if not kind.numeric or not (wanted or isinstance(rule.award, surface.BestShare)):
        return None
    measure = measure_named(named.name, at)
    return Condition(core.Always(), named.span, carried=True, subject=measure) if measure else None


def going_on(
    written: surface.Condition, condition: Condition, before: Condition, *, same_line: bool, turned: bool
) -> Condition:
    """Return a condition with what the sentence before said and this one leaves out.

    未达标 的 县区 扣 2 分，市直部门 扣 1 分: the other kind, under the same condition. 县区 且 低于 90% 扣 1 分，低于 80% 扣 3 分: the next
    bound, for the same kind. 低于 90% 且 未 整改 扣 2 分，整改 扣 1 分: the other case, under the same condition. Where points are given
    before and taken now (公开 且 备案 得 5 分，未 公开 扣 2 分), it is so for everybody of these kinds.
    """
    if isinstance(written, surface.Kinds):
        return _other_kind(condition, before)
    if isinstance(written, surface.Bounded) and written.name is None and before.kinds and not condition.kinds:
        same = (
            before.measure is not None
            and condition.measure is not None
            and before.measure.expr == condition.measure.expr
        )
        kinds = core.OfKind(before.kinds)
        return evolve(condition, test=together((kinds, condition.test)), kinds=before.kinds) if same else condition
    if isinstance(written, surface.Named) and same_line:
        return _other_case(condition, before, turned=turned)
    return condition


def of_whom_alone(rule: surface.Rule, condition: Condition, before: Condition | None, *, rated: bool) -> bool:
    """未公开 扣 2 分，县区 扣 1 分: whether points are given to a kind, and it is open if only where the sentence before holds."""
    if not isinstance(rule.condition, surface.Kinds) or rule.per is not None or isinstance(rule.award, _NO_POINTS):
        return False
    said = parts(before.test) if before is not None else []
    other = (
        rated
        or (before is not None and before.otherwise)
        or any(not isinstance(part, core.OfKind | core.Always) for part in said)
    )
    return (
        other
        and not condition.otherwise
        and condition.counted is None
        and all(isinstance(part, core.OfKind) for part in parts(condition.test))
    )


def _other_kind(condition: Condition, before: Condition) -> Condition:
    rest = [part for part in parts(before.test) if not isinstance(part, core.OfKind)]
    others = [part for part in parts(before.test) if isinstance(part, core.OfKind)]
    if len(others) != 1 or not (rest or before.counted or before.otherwise) or not apart(others[0], condition.test):
        return condition
    test = together((*rest, condition.test))
    return evolve(before, test=test, kinds=condition.kinds, span=condition.span)


def _other_case(condition: Condition, before: Condition, *, turned: bool) -> Condition:
    said = parts(before.test)
    rest = [part for part in said if not (apart(part, condition.test) or _opposite(part, condition.test))]
    if len(said) < 2 or len(said) - len(rest) != 1 or isinstance(before.test, core.Either):
        return condition
    rest = [part for part in rest if isinstance(part, core.OfKind) or not turned]
    return evolve(condition, test=together((*rest, condition.test)))


def _opposite(first: core.Test, second: core.Test) -> bool:
    """未整改 and 已整改, declared as two facts."""
    match first, second:
        case core.Holds(one), core.Holds(other):
            return one != other and one.lstrip("未已") == other.lstrip("未已")
        case _:
            return False
