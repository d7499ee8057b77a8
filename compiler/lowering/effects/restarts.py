"""95%以上 得 10 分，90%以上 得 8 分，低于 90% 每低于 1 个百分点 扣 1 分: the steps go on from the 8 points, or from nought (E426).

Steps that begin where an earlier tier, or the steps before, of the same figure end would start anew: a worse figure would lose less, or
the points already won would be gone. Nobody can tell which is meant. In: the view of a clause. Out: findings.
"""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.core.walk import nodes
from compiler.lowering.conditions.tests import apart, denies, of_kinds
from compiler.lowering.effects.relations import WHOLE, earns, figure, gives, kind_of_none, late_for, loses, of_fact
from compiler.lowering.effects.view import View
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import counting
from compiler.words.amounts import show_number
from dsl.types import Kind

_LITTLE = Fraction(1, 10**9)


def reported(view: View, scope: Scope) -> None:
    """Report the first steps of a clause that start anew behind what an earlier sentence gives for the same figure."""
    _of_several(view, scope)
    if not _late_from(view, scope):
        _short_of_all(view, scope)
    for rate in view.all:
        start = _start(rate)
        if start is None:
            continue
        for before in view.all[: rate.place]:
            if _ends_there(before, rate, start, view):
                scope.bag.add(counting.restarted(scope.source, rate.span, before.span))
                return


def _of_several(view: View, scope: Scope) -> None:
    """较上年下降 得 10 分，持平 得 8 分，每上升 1 起 扣 1 分: from the 8 points, or from both?"""
    for rate in view.all:
        if rate.does is not Does.RATE or not loses(rate):
            continue
        earlier = [one for one in view.all[: rate.place] if gives(one) and _compares(one) and _compares(rate)]
        starts = [one for one in earlier if one.place in view.bases or (one.condition and one.condition.versus)]
        if len(starts) > 1:
            scope.bag.add(counting.restarted(scope.source, rate.span, starts[-1].span))
            return


def _late_from(view: View, scope: Scope) -> bool:
    """Report 按时报送 得 10 分；迟报 扣 3 分: from the 10 points, or instead of them?"""
    for lost in view.all:
        if not (loses(lost) and lost.does is Does.POINTS and lost.fixed) or lost.further:
            continue
        fact = lost.test.fact if isinstance(lost.test, core.Holds) else ""
        for one in view.all[: lost.place]:
            if (
                fact
                and earns(one)
                and one.fixed
                and one.place not in view.bases
                and (late_for(one, fact) or kind_of_none(one, fact))
            ):
                points = (one.fixed, max(one.fixed - abs(lost.fixed), Fraction(0)), abs(lost.fixed))
                whole, left, less = map(show_number, points)
                scope.bag.add(counting.late_or_lost(scope.source, lost.span, one.span, fact, (whole, left, less)))
                return True
    return False


def _short_of_all(view: View, scope: Scope) -> None:
    """达标率 100% 得 4 分，每次 超标 扣 1 分; 档案完整 得 4 分，每处 缺失 扣 0.5 分: from the 4 points, or besides them?

    Behind a comma, what is lost is most likely why not all was earned.
    """
    done = [one for one in view.all if earns(one) and _done(one)]
    earning = [one for one in view.all if one.place not in view.bases and earns(one) and one.fixed]
    earning = [one for one in earning if _all_of_it(one) or _done(one) or _none_of_it(one)]
    earning = [one for one in earning if not _opposed(one, view)]
    for lost in view.all if earning else ():
        if not loses(lost) or lost.further or lost.otherwise:
            continue
        beside = [one for one in earning if one.line == lost.line and one.place < lost.place]
        several = sum(one.line == lost.line and one.place < lost.place for one in done) > 1
        if several and (lost.per is None or lost.per.mode != "short"):
            continue  # 优秀 得 10 分，良好 得 8 分，每个 问题 扣 1 分: from what each unit earned
        for one in beside:
            apart_by_kind = apart(of_kinds(one.test), of_kinds(lost.test))
            if one.fixed and not apart_by_kind and (figure(one) is None or figure(one) != figure(lost)):
                share = "没有达到 100% 的" if _all_of_it(one) else "没有做到的"
                scope.bag.add(counting.short_of_all(scope.source, lost.span, one.span, show_number(one.fixed), share))
                return


def _opposed(one: Sentence, view: View) -> bool:
    """Whether the line says what is lost where it is not so: 按时报送 得 2 分，未按时报送 扣 1 分，未报送 扣 2 分."""
    return any(each.line == one.line and loses(each) and denies(each.test, one.test) for each in view.all)


def _all_of_it(one: Sentence) -> bool:
    """Whether a sentence asks for all of something: 100%."""
    condition = one.condition
    if condition is None or condition.measure is None or condition.threshold is None:
        return False
    return condition.measure.type.kind is Kind.RATIO and condition.threshold in WHOLE


def _done(one: Sentence) -> bool:
    """Whether a sentence asks for what was done or not, not for a number or a place."""
    return of_fact(one) and not any(isinstance(node, core.Compare) for node in nodes(one.test))


def _none_of_it(one: Sentence) -> bool:
    """Whether a sentence asks for nothing of something: 事故 为 0."""
    return isinstance(one.test, core.Compare) and one.test.right == core.Const(Fraction(0))


def _compares(one: Sentence) -> bool:
    """Whether a sentence holds one number against another."""
    if one.does is Does.RATE:
        return any(
            isinstance(node, core.Subtract)
            and not isinstance(node.left, core.Const)
            and not isinstance(node.right, core.Const)
            for branch in one.branches
            for node in nodes(branch.points)
        )
    return one.condition is not None and one.condition.compared is not None


def _start(rate: Sentence) -> tuple[core.Expr, Fraction, bool] | None:
    """From where the steps of a sentence are counted: the figure, the limit, and whether above it."""
    if rate.does is not Does.RATE or rate.measure is None:
        return None
    figure = rate.measure.expr
    for node in (each for branch in rate.branches for each in nodes(branch.points)):
        match node:
            case core.Subtract(left, core.Const(limit)) if left == figure:
                return figure, limit, True
            case core.Subtract(core.Const(limit), right) if right == figure:
                return figure, limit, False
    return None


def _ends_there(before: Sentence, rate: Sentence, start: tuple[core.Expr, Fraction, bool], view: View) -> bool:
    """Whether a sentence gives points for the same figure up to where the steps begin, and no further."""
    figure, limit, above = start
    if not gives(before) or before.place in view.bases or apart(of_kinds(before.test), of_kinds(rate.test)):
        return False
    if before.does is Does.RATE:
        return _steps_end_there(before, rate, start)
    condition = before.condition
    if condition is None or condition.measure is None or condition.measure.expr != figure or not before.fixed:
        return False
    beyond = limit + (_LITTLE if above else -_LITTLE)
    if _holds(before, beyond) or _holds(before, beyond + (1 if above else -1)):
        return False
    if before.credits and loses(rate):
        return True  # also where nothing is said of what lies between: there is nothing that the steps could take
    if before.credits or loses(before) is not loses(rate):
        return False  # 达到 90% 加 2 分，低于 90% 每低于 1 个百分点 扣 1 分
    pieces = condition.measure.type.kind is Kind.COUNT
    return _holds(before, limit) or (pieces and _holds(before, limit + (-1 if above else 1)))


def _steps_end_there(before: Sentence, rate: Sentence, start: tuple[core.Expr, Fraction, bool]) -> bool:
    """80%—90% 每低于 1 个百分点 扣 0.5 分；低于 80% 每低于 1 个百分点 扣 1 分: are the first 10 points lost, too?"""
    other = _start(before)
    if other is None or rate.further or (other[0], other[2]) != (start[0], start[2]):
        return False
    earlier = other[1] < start[1] if start[2] else other[1] > start[1]
    return earlier and loses(before) is loses(rate)


def _holds(sentence: Sentence, value: Fraction) -> bool:
    """Whether a figure of this value has the points of a tier."""
    condition = sentence.condition
    assert condition is not None
    if condition.ends is not None:
        return condition.ends[0] <= value <= condition.ends[1]
    if condition.threshold is not None:
        return _within(*condition.threshold, value)
    limits = [node for node in nodes(sentence.test) if isinstance(node, core.Compare)]  # 超过 0 天 且 3 天以下
    figure = condition.measure.expr if condition.measure is not None else None
    return all(
        _within(each.op, each.right.value, value)
        for each in limits
        if each.left == figure and isinstance(each.right, core.Const)
    )


def _within(op: core.Op, limit: Fraction, value: Fraction) -> bool:
    return {
        core.Op.LT: value < limit,
        core.Op.LE: value <= limit,
        core.Op.EQ: value == limit,
        core.Op.GE: value >= limit,
        core.Op.GT: value > limit,
    }[op]
