"""Conditions: surface in, Core tests out, with the measure that a tier is cut from (language.md §3, §5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from attrs import evolve, field, frozen

from compiler import core
from compiler.amount_types import constant, describe, full_date
from compiler.population_facts import rank
from compiler.population_facts import units as ranked_units
from compiler.problems import forms, names, rules, units
from compiler.references import is_reference, resolved
from compiler.scope import BROKEN, Measure, Named, Scope, measure_of, number
from dsl import surface
from dsl.diagnostics import Label
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Span
from dsl.tokens import PartialDate
from dsl.types import RANK, RATIO, Kind

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WORDS = {"<": "不足", "<=": "以下", ">": "超过", ">=": "以上"}


@frozen(repr=False, eq=False)
class Condition(Node):
    """A test, and what later sentences need to know of it.

    ``measure`` is set when the test is nothing but a bound on one measure (a tier); ``kinds`` are the kinds it is limited to;
    ``counted`` is the count that stands where a condition may stand (反馈不规范，每件扣2分); ``member_of`` is the fact whose
    value it tests; ``threshold`` is the number of the bound.
    """

    test: core.Test
    span: Span
    measure: Measure | None = None
    kinds: tuple[str, ...] = ()
    counted: core.Fact | None = None
    member_of: str = ""
    threshold: tuple[core.Op, Fraction] | None = None
    otherwise: bool = False
    carried: bool = False  # nothing but the number that a rate is counted from: 节约资金 每 20 万元
    middle: bool = False  # 其间
    versus: bool = False  # 与…相比: what follows moves from there
    compared: tuple[Measure, Measure] | None = None  # 甲 不少于 乙
    levels: tuple[core.Fact, ...] = field(default=())
    subject: Measure | None = None  # what later sentences go on about, where it is not ``measure``


@frozen(repr=False, eq=False)
class Speaking(Node):
    """Where a sentence stands: its clause, the measure that the sentence before spoke of, the two that it compared, and whether
    持平 is where rises and falls begin."""

    scope: Scope
    clause: str
    subject: Measure | None
    versus: tuple[Measure, Measure] | None = None
    moving: bool = False
    middle: bool = False  # whether the clause speaks of what lies between two tiers


def resolve(written: surface.Condition, at: Speaking) -> Condition | None:
    """Return the test of a condition; None when something in it is wrong (reported)."""
    match written:
        case surface.Named():
            return _named(written, at)
        case surface.Bounded():
            return _bounded(written, at)
        case surface.Share():
            return _share(written, at)
        case surface.Both(left, right):
            return _both(resolve(left, at), resolve(right, at), written.span)
        case surface.Either(left, right):
            return _either(resolve(left, at), resolve(right, at), written.span)
        case surface.Kinds(kinds):
            found = tuple(kind.text for kind in kinds)
            return Condition(core.OfKind(found), written.span, kinds=found)
        case surface.MemberOf(fact, member):
            return _member(fact, member, written.span, at)
        case surface.AnyOf():
            return _any(written, at)
        case surface.Compared():
            return _compared(written, at)
        case surface.Ranked():
            return _ranked(written, at)
        case surface.RankBound():
            return _rank_bound(written, at)
        case surface.LevelWith():
            return _level_with(written, at)
        case surface.Flat():
            return _flat(written, at)
        case surface.Middle():
            return Condition(core.Always(), written.span, middle=True)
        case surface.NameList() | surface.BoundList():
            at.scope.bag.add(forms.list_alone(at.scope.source, written.span))
            return None
        case surface.Deadline():
            return _deadline(written, at)
        case surface.Thresholds():
            return _thresholds(written, at)
        case surface.Dated():
            return _dated(written, at)
        case surface.Otherwise():
            return Condition(core.Always(), written.span, otherwise=True)
    assert_never(written)


def _lookup(name: surface.Name, at: Speaking) -> Named | None:
    found = at.scope.find(name.text, at.clause)
    if found is None:
        at.scope.report_missing(name)
    return found


_BEFORE = ("上年", "去年", "上期", "同期", "基期", "上月", "上季")


def baseline(at: Speaking) -> tuple[Measure, Measure] | None:
    """Return what a clause compares with what, where it declares two numbers of a kind and one is that of the time before."""
    found = candidates(at, lambda _: True)
    before = [each for each in found if any(word in each.name for word in _BEFORE)]
    now = [each for each in found if each not in before]
    if len(before) == 1 and len(now) == 1 and before[0].type == now[0].type:
        return now[0], before[0]
    return None


def spoken_of(span: Span, at: Speaking, besides: Measure | None = None) -> Measure | None:
    """Return the measure that a sentence without a name goes on about, or the only one of its clause."""
    if at.subject is not None:
        return None if at.subject is BROKEN else at.subject
    found = candidates(at, lambda measure: besides is None or measure.expr != besides.expr)
    if len(found) == 1:
        return found[0]
    if found:
        at.scope.bag.add(names.ambiguous_subject(at.scope.source, span, [each.name for each in found]))
    else:
        at.scope.bag.add(names.no_subject(at.scope.source, span, "这一句"))
    return None


def measure_named(name: surface.Name, at: Speaking) -> Measure | None:
    """Return the number that a name stands for; anything else is reported."""
    if is_reference(name.text) and fold(name.text) not in at.scope.facts:
        return resolved(name, at.scope)
    found = _lookup(name, at)
    if found is None:
        return None
    if found.measure is not None:
        return found.measure
    fact = found.fact
    if fact is not None and (fact.type.numeric or fact.type.kind is Kind.DATE):
        return measure_of(fact)
    what = str(fact.type) if fact is not None else "取值、级别、集合或分值表"
    at.scope.bag.add(names.wrong_use(at.scope.source, name.span, name.text, what, "一个数"))
    return None


def _named(written: surface.Named, at: Speaking) -> Condition | None:
    found = _lookup(written.name, at)
    if found is None:
        return None
    name, span, bag, source = written.name.text, written.span, at.scope.bag, at.scope.source
    if found.members is not None:
        if len(found.members) > 1:
            bag.add(names.several_meanings(source, span, name, [fact.name for fact in found.members]))
            return None
        return _is(found.members[0], name, written.negated, span)
    if found.levels is not None:
        return _level(found.levels, written, at)
    if found.group is not None:
        holds = core.Both(tuple(core.Holds(fact.name) for fact in found.group))
        return Condition(core.Negate(holds) if written.negated else holds, span)
    fact = found.fact
    if found.table is not None:
        bag.add(names.wrong_use(source, span, name, "分值表", "条件"))
        return None
    if fact is None:
        assert found.measure is not None
        bag.add(rules.not_a_condition(source, span, name, describe(found.measure.type)))
        return None
    return _fact_condition(fact, written, at)


def _fact_condition(fact: core.Fact, written: surface.Named, at: Speaking) -> Condition | None:
    if fact.type.kind is Kind.COUNT and not written.negated:
        some = core.Compare(core.Read(fact.name), core.Op.GT, number(0))
        return Condition(some, written.span, counted=fact)
    test: core.Test
    if fact.type.kind is Kind.FLAG:
        test = core.Holds(fact.name)
    elif fact.optional:
        test = core.Given(fact.name)
    else:
        at.scope.bag.add(rules.not_a_condition(at.scope.source, written.span, fact.name, describe(fact.type)))
        return None
    return Condition(core.Negate(test) if written.negated else test, written.span)


def _is(fact: core.Fact, member: str, negated: bool, span: Span) -> Condition:
    exact = next(each for each in fact.type.members if fold(each) == fold(member))
    test = core.IsMember(fact.name, exact)
    return Condition(core.Negate(test) if negated else test, span, member_of="" if negated else fact.name)


def _level(facts: tuple[core.Fact, ...], written: surface.Named, at: Speaking) -> Condition | None:
    here = tuple(fact for fact in facts if fact.clause == at.clause) or facts
    if len(here) > 1:
        owners = [fact.name for fact in here]
        at.scope.bag.add(names.several_meanings(at.scope.source, written.span, written.name.text, owners))
        return None
    return _fact_condition(here[0], written, at)


def _member(fact: surface.Name, member: surface.Name, span: Span, at: Speaking) -> Condition | None:
    owner = _lookup(fact, at)
    if owner is None:
        return None
    if owner.levels is not None:
        for each in owner.levels:
            if fold(each.name.rpartition("·")[2]) == fold(member.text):
                return _fact_condition(each, surface.Named(member, False, span), at)
    if owner.fact is None or not any(fold(each) == fold(member.text) for each in owner.fact.type.members):
        values = owner.fact.type.members if owner.fact else ()
        at.scope.bag.add(names.undeclared(at.scope.source, member.span, member.text, values))
        return None
    return _is(owner.fact, member.text, False, span)


def _any(written: surface.AnyOf, at: Speaking) -> Condition | None:
    found = _lookup(written.group, at)
    if found is None:
        return None
    if found.group is None:
        at.scope.bag.add(
            names.wrong_use(at.scope.source, written.group.span, written.group.text, "单个的数", "「集合」声明的合称")
        )
        return None
    tests = tuple(core.Holds(fact.name) for fact in found.group)
    picked = tuple(core.Negate(test) for test in tests) if written.not_done else tests
    return Condition(core.Either(picked), written.span)


def _bounded(written: surface.Bounded, at: Speaking) -> Condition | None:
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


def candidates(at: Speaking, fits: Callable[[Measure], bool]) -> list[Measure]:
    """Return the numbers that a clause declares, its indicators first; facts only where it has no indicator."""
    own = [measure for measure in at.scope.index.by_clause.get(at.clause, ()) if fits(measure)]
    if own:
        return own
    given = (fact for fact in at.scope.facts.values() if fact.role is core.Role.FACT)  # a parameter is a yardstick
    facts = [fact for fact in given if fact.clause == at.clause and fact.type.numeric]
    made = [measure_of(fact) for fact in facts]
    return [measure for measure in made if fits(measure)]


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
    return Condition(core.Both((first, second)), span, measure)


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


def _share(written: surface.Share, at: Speaking) -> Condition | None:
    part, whole = measure_named(written.part, at), measure_named(written.whole, at)
    if part is None or whole is None:
        return None
    if part.type != whole.type:
        left, right = describe(part.type, part.name), describe(whole.type, whole.name)
        at.scope.bag.add(units.mismatch(at.scope.source, written.span, left, right))
        return None
    measure = share_of(part, whole, written.part.span.to(written.whole.span), at)
    limits = written.bound
    if written.negated:
        limits = evolve(limits, negated=not limits.negated)
    return bound(measure, limits, written.span, at)


def share_of(part: Measure, whole: Measure, span: Span, at: Speaking) -> Measure:
    """Return the ratio 甲占乙; where the policy names this very ratio, that indicator with its 无…时."""
    declared = at.scope.index.quotients.get((part.expr, whole.expr))
    if declared is not None:
        return declared
    name = f"{part.name}占{whole.name}的比率"
    return Measure(core.Divide(part.expr, whole.expr, name), RATIO, name, span)


def _compared(written: surface.Compared, at: Speaking) -> Condition | None:
    pair = _pair(written.left, written.right, written.span, at)
    if pair is None:
        return None
    left, right = pair
    test = core.Compare(left.expr, core.Op(written.op), right.expr)
    return Condition(test, written.span, compared=pair, measure=left if at.middle else None)


def _pair(name: surface.Name | None, other: surface.Name, span: Span, at: Speaking) -> tuple[Measure, Measure] | None:
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


def _ranked(written: surface.Ranked, at: Speaking) -> Condition | None:
    measure = measure_named(written.measure, at) if written.measure else spoken_of(written.span, at)
    if measure is None:
        return None
    fact = at.scope.add_extra(rank(measure, written.last, at.clause, written.span))
    unit = written.places.unit
    if unit is not None and unit.kind is Kind.RATIO and isinstance(written.places.value, Fraction):
        # 后30%: as many places as lie within that share of all units.
        share = number(written.places.value * unit.scale)
        all_units = at.scope.add_extra(ranked_units(at.clause, written.span))
        most = core.Multiply(share, core.Read(all_units.name))
        return Condition(core.Compare(core.Read(fact.name), core.Op.LE, most), written.span)
    places = _place(written.places, written.span, at)
    if places is None:
        return None
    return Condition(core.Compare(core.Read(fact.name), core.Op.LE, number(places)), written.span)


def _place(amount: surface.Amount, span: Span, at: Speaking) -> Fraction | None:
    places = constant(amount, Measure(number(0), RANK, "名次", span), at.scope)
    if places is not None and places.denominator != 1:
        at.scope.bag.add(units.not_whole(at.scope.source, amount.span, "名次"))
        return None
    return places


def _rank_bound(written: surface.RankBound, at: Speaking) -> Condition | None:
    """办件量 排名 第 1—3 名: the rank from the best is a measure of its own, cut into tiers like any other."""
    measure = measure_named(written.measure, at) if written.measure else spoken_of(written.span, at)
    if measure is None:
        return None
    fact = at.scope.add_extra(rank(measure, False, at.clause, written.span))
    found = bound(Measure(core.Read(fact.name), RANK, fact.name, written.span), written.bound, written.span, at)
    return None if found is None else evolve(found, subject=measure)


def versus(written: surface.Versus, at: Speaking) -> tuple[Measure, Measure] | None:
    """Return what is compared with what: 案件数 与 上年案件数 相比."""
    return _pair(written.name, written.other, written.span, at)


def _level_with(written: surface.LevelWith, at: Speaking) -> Condition | None:
    pair = _pair(written.left, written.right, written.span, at)
    if pair is None:
        return None
    left, right = pair
    test: core.Test = core.Always() if at.moving else core.Compare(left.expr, core.Op.EQ, right.expr)
    return Condition(test, written.span, versus=True, compared=pair)


def _flat(written: surface.Flat, at: Speaking) -> Condition | None:
    """持平 after 与…相比: where rises and falls are counted from, every unit starts there."""
    pair = at.versus or baseline(at)
    if pair is None:
        at.scope.bag.add(forms.no_baseline(at.scope.source, written.span, at.scope.source.slice(written.span)))
        return None
    left, right = pair
    test: core.Test = core.Always() if at.moving else core.Compare(left.expr, core.Op.EQ, right.expr)
    return Condition(test, written.span, versus=True, compared=pair)


def _deadline(written: surface.Deadline, at: Speaking) -> Condition | None:
    period = written.period
    assert isinstance(period.value, Fraction)
    unit = period.unit.canonical if period.unit else ""
    descriptive = _already_judged(written, at)
    if descriptive is not None:
        return descriptive
    if written.start is None:
        return _took(written, at)
    start, end = _date_fact(written.start, at), _date_fact(written.end, at)
    if start is None or end is None:
        return None
    if unit not in ("工作日", "自然日"):
        at.scope.bag.add(units.missing_unit(at.scope.source, period.span, "个工作日"))
        return None
    if period.value.denominator != 1:
        at.scope.bag.add(units.not_whole(at.scope.source, period.span, "天数"))
        return None
    test = core.Within(start.name, int(period.value), unit, end.name)
    return Condition(core.Negate(test) if written.negated else test, written.span)


def _already_judged(written: surface.Deadline, at: Speaking) -> Condition | None:
    """A count or a flag that was taken with the period in mind: 20 个工作日内 未报送 每次 扣 3 分. The period is its wording."""
    found = at.scope.find(written.end.text, at.clause)
    fact = found.fact if found is not None else None
    if fact is None or fact.type.kind not in (Kind.COUNT, Kind.FLAG):
        return None
    return _fact_condition(fact, surface.Named(written.end, written.negated, written.span), at)


def _took(written: surface.Deadline, at: Speaking) -> Condition | None:
    """A duration: 20 个工作日内 报送 where 报送 says how long it took."""
    measure = measure_named(written.end, at)
    if measure is None:
        return None
    limits = surface.Bound("<=", written.period, negated=written.negated, span=written.period.span)
    return bound(measure, limits, written.span, at)


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


def _date_fact(name: surface.Name, at: Speaking) -> core.Fact | None:
    found = _lookup(name, at)
    if found is None:
        return None
    if found.fact is None or found.fact.type.kind is not Kind.DATE:
        what = str(found.fact.type) if found.fact else "算出的数"
        at.scope.bag.add(names.wrong_use(at.scope.source, name.span, name.text, what, "日期型的事实"))
        return None
    return found.fact


def _dated(written: surface.Dated, at: Speaking) -> Condition | None:
    fact = _date_fact(written.name, at)
    if fact is None:
        return None
    assert isinstance(written.limit.value, PartialDate | Fraction)
    day = full_date(written.limit.value, at.scope) if isinstance(written.limit.value, PartialDate) else None
    if day is None:
        at.scope.bag.add(units.bad_date(at.scope.source, written.limit.span))
        return None
    early = core.Compare(core.Read(fact.name), core.Op.LE, number(day.toordinal()))
    test: core.Test = core.Both((core.Given(fact.name), early)) if fact.optional else early
    return Condition(core.Negate(test) if written.negated else test, written.span)


def _both(left: Condition | None, right: Condition | None, span: Span) -> Condition | None:
    if left is None or right is None:
        return None
    parts = (left.test, right.test)
    flat = tuple(each for part in parts for each in (part.tests if isinstance(part, core.Both) else (part,)))
    kinds = left.kinds or right.kinds
    # A tier limited to some kinds is still a tier.
    tier = next((a for a, b in ((left, right), (right, left)) if a.measure and isinstance(b.test, core.OfKind)), None)
    if tier is not None:
        return Condition(core.Both(flat), span, tier.measure, kinds, threshold=tier.threshold)
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


def word_of(op: str) -> str:
    """Return a bound word for a comparison, for messages."""
    return _WORDS.get(op, "")
