"""Bounds on one measure, shares, comparisons of two (language.md §3). Surface in, Core tests out, with the measure of the tier."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.speaking import Condition, Speaking, candidates, measure_named, spoken_of
from compiler.lowering.names.amount_types import constant, describe
from compiler.lowering.names.denominators import never_negative
from compiler.lowering.names.scope import BROKEN, Measure, number
from compiler.problems import names, questions, units
from dsl import surface
from dsl.diagnostics import Label
from dsl.source import Span
from dsl.types import RATIO, Kind, Type

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def bounded(written: surface.Bounded, at: Speaking) -> Condition | None:
    """Return the test of a bound on a named measure, or on what was spoken of."""
    measure = measure_named(written.name, at) if written.name else _again(written, at)
    if measure is None:
        if written.bound.to is None:
            _op(written.bound, at)  # 超过…以上 is wrong whatever it is about
        return None
    return bound(measure, written.bound, written.span, at)


def _again(written: surface.Bounded, at: Speaking) -> Measure | None:
    """A bound without a name goes on about what was spoken of, or about the only number of the clause that fits."""
    if at.subject is BROKEN:
        return None
    if at.subject is not None:
        return at.subject
    fitting = candidates(
        at, lambda measure: measure.type.kind is not Kind.COUNT or not measure_is_plain(written, measure)
    )
    if len(fitting) == 1:
        return fitting[0]
    source, bag = at.scope.source, at.scope.bag
    if fitting:
        bag.add(names.ambiguous_subject(source, written.span, [each.name for each in fitting]))
    else:
        bag.add(names.no_subject(source, written.span, "这个界限"))
    return None


def measure_is_plain(written: surface.Bounded, measure: Measure) -> bool:
    """Tell whether a bound has another unit than a count, so that it cannot speak of that count."""
    unit = written.bound.amount.unit or (written.bound.to.unit if written.bound.to else None)
    return unit is not None and unit.canonical != measure.type.unit


def bound(measure: Measure, written: surface.Bound, span: Span, at: Speaking) -> Condition | None:
    """Return the test that a measure keeps a bound."""
    value = constant(written.amount, measure, at.scope, written.to)
    if value is None:
        return None
    if written.to is not None:
        return _between(measure, value, written, span, at)
    op = _op(written, at)
    if op is None:
        return None
    test = core.Compare(measure.expr, core.Op(op), number(value))
    return Condition(test, span, measure, threshold=(core.Op(op), value))


def _between(measure: Measure, low: Fraction, written: surface.Bound, span: Span, at: Speaking) -> Condition | None:
    assert written.to is not None
    high = constant(written.to, measure, at.scope)
    if high is None:
        return None
    first = core.Compare(measure.expr, core.Op.GE, number(low))
    second = core.Compare(measure.expr, core.Op.LE, number(high))
    return Condition(core.Both((first, second)), span, measure, ends=(low, high))


def _op(written: surface.Bound, at: Speaking) -> str | None:
    """Return the comparison that the bound words say together; 超过…以上 says two things at once and is reported."""
    op, after = written.op, written.after
    if after and op != after:
        # 未达到 80% 以上: the negation of 达到 80% 以上, which is the same as 低于 80%.
        negated = op == "<" and after == ">=" and "未达" in at.scope.source.slice(written.span)[:2]
        if not negated:
            shown = at.scope.source.slice(written.amount.span)
            source = at.scope.source
            before = source.slice(Span(written.span.start, written.amount.span.start)).strip()
            behind = source.slice(Span(written.amount.span.end, written.span.end)).strip()
            at.scope.bag.add(units.both_ways(source, written.span, before, behind, shown))
            return None
    return _OPPOSITE[op] if written.negated else op


def share(written: surface.Share, at: Speaking) -> Condition | None:
    """Return the test of a bound on 甲 占 乙."""
    part, whole = measure_named(written.part, at), measure_named(written.whole, at)
    if part is None or whole is None:
        return None
    if part.type != whole.type:
        left, right = describe(part.type, part.name), describe(whole.type, whole.name)
        at.scope.bag.add(units.mismatch(at.scope.source, written.span, left, right))
        return None
    if not never_negative(whole.expr, at.scope):
        at.scope.bag.add(units.denominator(at.scope.source, written.whole.span, whole.name))
        return None
    if _gap(written, at):
        at.scope.bag.add(questions.share_or_gap(at.scope.source, written.span, part.name, whole.name))
        return None
    measure = share_of(part, whole, written.part.span.to(written.whole.span), at)
    limits = written.bound
    if written.negated:
        limits = evolve(limits, negated=not limits.negated)
    return bound(measure, limits, written.span, at)


def gap(written: surface.Gap, at: Speaking) -> Condition | None:
    """Return the test of how far one number lies beyond another: 办结率 高于 全县平均 5 个百分点以上."""
    pair = pair_of(written.left, written.right, written.span, at)
    if pair is None:
        return None
    left, right = pair
    if not written.after:
        shown = at.scope.source.slice(written.amount.span)
        at.scope.bag.add(questions.exact_share(at.scope.source, written.span, shown, loses=False))
        return None
    above = written.op == ">"
    expr = core.Subtract(left.expr, right.expr) if above else core.Subtract(right.expr, left.expr)
    name = f"{left.name}{'高出' if above else '低于'}{right.name}的数"
    kind = Type(Kind.PERCENT_POINT, "百分点") if left.type.kind is Kind.RATIO else left.type
    measure = Measure(expr, kind, name, written.left.span.to(written.right.span))
    limits = surface.Bound(written.after, written.amount, span=written.amount.span)
    return bound(measure, limits, written.span, at)


_HALF = Fraction(1, 2)  # nobody is asked whether 超过任务 80% says 80 more than all


def _gap(written: surface.Share, at: Speaking) -> bool:
    """三公经费超过预算 5%: a twentieth of it, or a twentieth more than it? 达到总数 30%, 低于上年的 30% and 占 say which."""
    source, bounds = at.scope.source, written.bound
    amount = bounds.amount
    op, value = bounds.op, amount.value
    share = isinstance(value, Fraction) and amount.unit is not None and amount.unit.kind is Kind.RATIO
    if not share or op == ">=" or written.negated:
        return False
    assert isinstance(value, Fraction) and amount.unit is not None
    between = source.slice(Span(written.part.span.end, written.whole.span.start))
    behind = source.slice(Span(written.whole.span.end, amount.span.start))
    if any(word in between for word in ("占", "达")) or value * amount.unit.scale > _HALF:
        return False
    return op == ">" or "的" not in behind


def share_of(part: Measure, whole: Measure, span: Span, at: Speaking) -> Measure:
    """Return the ratio 甲占乙; where the policy names this very ratio, that indicator with its 无…时."""
    declared = at.scope.indicators.index.quotients.get((part.expr, whole.expr))
    if declared is not None:
        return declared
    name = f"{part.name}占{whole.name}的比率"
    return Measure(core.Divide(part.expr, whole.expr, name), RATIO, name, span)


def compared(written: surface.Compared, at: Speaking) -> Condition | None:
    """Return the test that one number stands in a relation to another."""
    pair = pair_of(written.left, written.right, written.span, at)
    if pair is None:
        return None
    left, right = pair
    test = core.Compare(left.expr, core.Op(written.op), right.expr)
    about = share_of(left, right, written.span, at)  # 达到 平均数 is 达到 平均数 100%
    bounds = core.Compare(about.expr, core.Op(written.op), number(1))
    measure = left if at.middle else None
    return Condition(test, written.span, compared=pair, measure=measure, subject=left, about=about, bounds=bounds)


def pair_of(name: surface.Name | None, other: surface.Name, span: Span, at: Speaking) -> tuple[Measure, Measure] | None:
    """Return two numbers that are compared; the first may be what was spoken of."""
    right = measure_named(other, at)
    if right is None:
        return None
    left = measure_named(name, at) if name else spoken_of(span, at, besides=right)
    if left is not None and left.type != right.type:
        shown = describe(left.type, left.name), describe(right.type, right.name)
        at.scope.bag.add(units.mismatch(at.scope.source, span, *shown, Label(at.scope.source, right.span)))
        return None
    return (left, right) if left is not None else None
