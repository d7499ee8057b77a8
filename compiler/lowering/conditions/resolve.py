"""Conditions: surface in, Core tests out, with the measure that a tier is cut from (language.md §3, §5)."""

from __future__ import annotations

from typing import assert_never

from compiler import core
from compiler.lowering.conditions.bounds import bounded, compared, gap, share
from compiler.lowering.conditions.comparisons import flat, level_with, rank_bound, ranked
from compiler.lowering.conditions.named import any_of, member_of, named
from compiler.lowering.conditions.periods import dated, deadline
from compiler.lowering.conditions.speaking import Condition, Speaking
from compiler.lowering.conditions.tests import together
from compiler.lowering.names.amount_types import constant
from compiler.lowering.names.scope import number
from compiler.problems import forms, names, questions, rules
from dsl import surface
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import lexicon


def resolve(written: surface.Condition, at: Speaking) -> Condition | None:
    """Return the test of a condition; None when something in it is wrong (reported)."""
    match written:
        case surface.Named():
            return named(written, at)
        case surface.Bounded():
            return bounded(written, at)
        case surface.Share():
            return share(written, at)
        case surface.Gap():
            return gap(written, at)
        case surface.Both(left, right):
            return _both(resolve(left, at), resolve(right, at), written.span)
        case surface.Either(left, right):
            _not_of_which(left, right, at)
            if any(isinstance(each, surface.Otherwise) for each in (left, right)):
                at.scope.bag.add(rules.misplaced_otherwise(at.scope.source, written.span))
                return None
            return _either(resolve(left, at), resolve(right, at), written.span)
        case surface.Kinds(kinds):
            found = tuple(kind.text for kind in kinds)
            return Condition(core.OfKind(found), written.span, kinds=found)
        case surface.MemberOf(fact, member):
            return member_of(fact, member, written.span, at)
        case surface.AnyOf():
            return any_of(written, at)
        case surface.Compared():
            return compared(written, at)
        case surface.Ranked():
            return ranked(written, at)
        case surface.RankBound():
            return rank_bound(written, at)
        case surface.LevelWith():
            return level_with(written, at)
        case surface.Flat():
            return flat(written, at)
        case surface.Middle():
            return Condition(core.Always(), written.span, middle=True)
        case surface.NameList() | surface.BoundList():
            at.scope.bag.add(forms.list_alone(at.scope.source, written.span))
            return None
        case surface.Deadline():
            return deadline(written, at)
        case surface.Thresholds():
            return _thresholds(written, at)
        case surface.Dated():
            return dated(written, at)
        case surface.Otherwise():
            return Condition(core.Always(), written.span, otherwise=True)
    assert_never(written)


def _not_of_which(left: surface.Condition, right: surface.Condition, at: Speaking) -> None:
    """Ask how far 未 reaches in 未 公开 或 备案."""
    while isinstance(left, surface.Either):
        left = left.right
    match left, right:
        case surface.Named(first, True), surface.Named(second, False):
            found = at.scope.find(second.text, at.clause)
            flag = found is not None and found.fact is not None and found.fact.type.kind is Kind.FLAG
            if flag and not second.text.startswith(lexicon().speech["went_wrong"]):
                span = left.span.to(right.span)
                at.scope.bag.add(questions.not_of_which(at.scope.source, span, first.text, second.text))


def _thresholds(written: surface.Thresholds, at: Speaking) -> Condition | None:
    first = resolve(written.first, at)
    if first is None:
        return None
    if first.measure is None or first.threshold is None:
        at.scope.bag.add(names.no_subject(at.scope.source, written.span, "第二个界限"))
        return None
    value = constant(written.amount, first.measure, at.scope)
    if value is None:
        return None
    kinds, others = (tuple(kind.text for kind in each) for each in (written.kinds, written.others))
    second = core.Compare(first.measure.expr, first.threshold[0], number(value))
    either = core.Either((core.Both((first.test, core.OfKind(kinds))), core.Both((second, core.OfKind(others)))))
    return Condition(either, written.span, first.measure, (*kinds, *others))


def _both(left: Condition | None, right: Condition | None, span: Span) -> Condition | None:
    if left is None or right is None:
        return None
    parts = (left.test, right.test)
    flat = tuple(each for part in parts for each in (part.tests if isinstance(part, core.Both) else (part,)))
    kinds = left.kinds or right.kinds
    if left.otherwise or right.otherwise:  # 未完成 的 县区: the rest, of these units
        return Condition(together(parts), span, kinds=kinds, otherwise=True)
    # A tier limited to some kinds is still a tier.
    tier = next((a for a, b in ((left, right), (right, left)) if a.measure and isinstance(b.test, core.OfKind)), None)
    if tier is not None:
        return Condition(core.Both(flat), span, tier.measure, kinds, threshold=tier.threshold, ends=tier.ends)
    if left.measure and right.measure and left.measure.expr == right.measure.expr:
        return Condition(core.Both(flat), span, left.measure, kinds)  # 80%以上不足90% is one tier
    counted = left.counted if right.kinds and right.measure is None else (right.counted if left.kinds else None)
    if counted is not None:
        return Condition(core.OfKind(kinds), span, kinds=kinds, counted=counted)
    return Condition(core.Both(flat), span, kinds=kinds)


def _either(left: Condition | None, right: Condition | None, span: Span) -> Condition | None:
    if left is None or right is None:
        return None
    parts = (left.test, right.test)
    flat = tuple(each for part in parts for each in (part.tests if isinstance(part, core.Either) else (part,)))
    same = left.measure if left.measure and right.measure and left.measure.expr == right.measure.expr else None
    member_of = left.member_of if left.member_of == right.member_of else ""
    return Condition(core.Either(flat), span, same, member_of=member_of)  # 单机接入 或 部分接入 is one tier of the two
