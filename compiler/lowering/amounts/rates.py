"""Rates: how many times 每件, 每满 2 次, 每缺一次, 每低于 1 个百分点 counts (language.md §5)."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.lowering.conditions.speaking import Condition, Speaking, baseline, candidates, measure_named
from compiler.lowering.names.amount_types import describe
from compiler.lowering.names.denominators import never_negative
from compiler.lowering.names.scope import Measure, measure_of, number
from compiler.lowering.tiers.stepwise import beyond
from compiler.problems import names, questions, rules, units
from dsl import surface
from dsl.diagnostics import Label
from dsl.folding import fold
from dsl.nodes import Node
from dsl.types import Kind
from dsl.words.lexicon import lexicon


@frozen(repr=False, eq=False)
class Rate(Node):
    """How often the points count, when they count at all, and of what."""

    times: core.Expr
    guard: core.Test
    measure: Measure
    unit: str
    counted: str  # the counted fact, where it is a plain one


def rate_amount(per: surface.Per, condition: Condition | None, at: Speaking) -> Rate | None:
    """Return how many times a rate counts; None when nothing fits (reported)."""
    measure = _subject(per, condition, at)
    if measure is None:
        return None
    if _from_a_bound(per, condition, measure):
        at.scope.bag.add(rules.bound_before_rate(at.scope.source, per.span, per.unit.canonical))
        return None
    excess = _excess(per, condition, measure, at)
    if excess is None:
        return None
    step = (per.step or Fraction(1)) * per.unit.scale
    pieces = (
        measure.type.kind is Kind.COUNT and per.unit.kind is Kind.COUNT
    )  # 每下降 1%: of a count, yet no pieces of it
    whole = pieces and per.step is None and per.mode != "full" and not isinstance(measure.expr, core.Divide)
    times = excess if whole else core.WholeUnits(excess, step)
    counted = measure.expr.fact if isinstance(measure.expr, core.Read) and excess == measure.expr else ""
    return Rate(times, _guard(per, condition, measure), measure, per.unit.canonical, counted)


def _from_a_bound(per: surface.Per, condition: Condition | None, measure: Measure) -> bool:
    """Whether a plain 每次 stands behind a bound on the very thing that it counts."""
    if (
        condition is None
        or condition.threshold is None
        or condition.measure is None
        or per.mode not in ("plain", "full")
    ):
        return False
    # 签收超过 4 小时的 每件, 面积超过 10 亩的 每起: every piece has a time or a size of its own, and a unit has one
    sized = condition.measure.type.kind in (Kind.QUANTITY, Kind.MONEY) and per.noun is None
    of_each = (condition.measure.type.kind is Kind.DURATION or sized) and per.unit.kind is Kind.COUNT
    return of_each or condition.measure.expr == measure.expr


def _guard(per: surface.Per, condition: Condition | None, measure: Measure) -> core.Test:
    """What must hold besides the count: the kinds, or another condition; the count itself needs no test."""
    if condition is None:
        return core.Always()
    if condition.counted is not None:
        return condition.test if isinstance(condition.test, core.OfKind) else core.Always()
    if condition.carried or (condition.compared is not None and condition.compared[0].expr == measure.expr):
        return core.Always()
    if condition.measure is not None and condition.measure.expr == measure.expr and start_of(per, condition) is None:
        return core.OfKind(condition.kinds) if condition.kinds else core.Always()
    return condition.test


def _of_places(per: surface.Per, condition: Condition | None, at: Speaking) -> bool:
    """排名第 1 名 得 10 分，每降低 1 位 扣 0.5 分: so many places behind the one that was named."""
    falls = condition is None and per.base is None and per.mode == "below"
    return falls and at.place is not None and per.unit.canonical in ("名", "位")


def _subject(per: surface.Per, condition: Condition | None, at: Speaking) -> Measure | None:
    if at.place is not None and _of_places(per, condition, at):
        return at.place.ranking
    if per.noun is not None and per.noun.known:
        return _fits(measure_named(per.noun, at), per, at)
    if condition is not None and condition.compared is not None and per.mode in ("short", "below", "above"):
        return _noun_fits(_fits_gap(condition.compared[0], per, at), per, at)
    if condition is None and at.versus is not None and per.mode in ("below", "above"):
        return _noun_fits(_fits_gap(at.versus[0], per, at), per, at)
    pair = baseline(at) if condition is None and at.subject is None and per.mode in ("below", "above") else None
    if pair is not None and per.base is None:
        return _noun_fits(_fits_gap(pair[0], per, at), per, at)
    if condition is not None and condition.counted is not None:
        fact = condition.counted
        return _noun_fits(_fits(_of(fact), per, at), per, at)
    if condition is not None and condition.measure is not None and _agrees(per, condition.measure):
        return _noun_fits(condition.measure, per, at)
    if condition is not None and condition.measure is not None and per.mode != "plain":
        lacking = _lacking_pieces(per, condition.measure, at)
        if lacking is not None:
            return lacking
        return _fits(condition.measure, per, at)
    if condition is not None and condition.carried and condition.subject and _agrees(per, condition.subject):
        return _noun_fits(condition.subject, per, at)  # 撂荒地 每 10 亩, beside another fact in 亩
    if condition is None and at.subject is not None and _agrees(per, at.subject):
        return _noun_fits(at.subject, per, at)
    return _noun_fits(_only_count(per, at), per, at)


def _lacking_pieces(per: surface.Per, share: Measure, at: Speaking) -> Measure | None:
    """参保率 低于 100% 每少 1 人: people are no part of a share, so that it is the count of those who are missing."""
    if per.mode != "short" or per.unit.kind is not Kind.COUNT or share.type.kind is not Kind.RATIO:
        return None
    found = candidates(at, lambda measure: _agrees(per, measure) and _lacking(measure))
    return found[0] if len(found) == 1 else None


def _of(fact: core.Fact) -> Measure:
    return measure_of(fact)


def _agrees(per: surface.Per, measure: Measure) -> bool:
    if per.unit.kind is Kind.PERCENT_POINT:
        return measure.type.kind in (Kind.RATIO, Kind.PERCENT_POINT)
    if per.mode == "short" and {per.unit.canonical, measure.type.unit} == {"人", "名"}:
        return True  # 应配备 5 名，每缺 1 人
    return per.unit.kind is measure.type.kind and per.unit.canonical == measure.type.unit


def _fits_gap(measure: Measure, per: surface.Per, at: Speaking) -> Measure | None:
    """What differs from another number may be counted in shares of that: 起数 与 上年起数 相比，每上升 5 个百分点."""
    return measure if _relative(measure, per) else _fits(measure, per, at)


def _relative(measure: Measure, per: surface.Per) -> bool:
    kinds = (Kind.COUNT, Kind.MONEY, Kind.QUANTITY, Kind.DURATION)
    return per.unit.kind is Kind.PERCENT_POINT and measure.type.kind in kinds


def _fits(measure: Measure | None, per: surface.Per, at: Speaking) -> Measure | None:
    if measure is None or _agrees(per, measure):
        return measure
    declared = Label(at.scope.source, measure.span, "在这里声明") if measure.span.end else None
    if measure.type.kind is Kind.COUNT and per.unit.kind is Kind.COUNT:
        found = units.per_mismatch(
            at.scope.source, per.span, per.unit.canonical, measure.name, measure.type.unit, declared
        )
    else:
        left, right = describe(measure.type, measure.name), f"“{at.scope.source.slice(per.span)}”"
        found = units.mismatch(at.scope.source, per.span, left, right, declared)
    at.scope.bag.add(found)
    return None


def _only_count(per: surface.Per, at: Speaking) -> Measure | None:
    """每件 without a name: the only count that the clause declares."""
    base = per.base.text if per.base is not None else ""
    found = candidates(at, lambda measure: _agrees(per, measure) and fold(measure.name) != fold(base))
    if len(found) == 1:
        return found[0]
    bag, source = at.scope.bag, at.scope.source
    if found:
        bag.add(names.ambiguous_subject(source, per.span, [measure.name for measure in found]))
        return None
    counts = candidates(at, lambda measure: measure.type.kind is Kind.COUNT)
    if len(counts) == 1:
        return _fits(counts[0], per, at)
    bag.add(rules.rate_of_flag(source, per.span, per.unit.canonical))
    return None


def _noun_fits(measure: Measure | None, per: surface.Per, at: Speaking) -> Measure | None:
    """每少一项制度: the noun after the measure word must be part of the name of what is counted."""
    if measure is None or per.noun is None or per.noun.known:
        return measure
    rest = iter(fold(measure.name))
    if all(char in rest for char in fold(per.noun.text)):
        return measure
    at.scope.bag.add(names.noun_elsewhere(at.scope.source, per.noun.span, per.noun.text, measure.name))
    return None


def _excess(per: surface.Per, condition: Condition | None, measure: Measure, at: Speaking) -> core.Expr | None:
    """What is counted: the fact itself, or what it lacks of (exceeds) the bound before."""
    if per.mode in ("plain", "full"):
        return measure.expr
    if at.place is not None and _of_places(per, condition, at):
        return beyond(measure.expr, number(at.place.number), above=True)  # a worse place has a larger number
    compared = (
        condition.compared if condition is not None else (at.versus or (baseline(at) if not at.subject else None))
    )
    if per.base is not None:
        base = measure_named(per.base, at)
        if base is None or _fits(base, per, at) is None:
            return None
        compared = (measure, base)
    if compared is not None:
        left, right = (each.expr for each in compared)
        gap = core.Subtract(left, right) if per.mode == "above" else core.Subtract(right, left)
        lost = core.Greatest(gap, number(0))
        if not _relative(measure, per):
            return lost
        if not never_negative(right, at.scope):
            at.scope.bag.add(units.denominator(at.scope.source, per.span, compared[1].name))
            return None
        return core.Divide(lost, right, f"{measure.name}变动幅度")
    if condition is not None and condition.threshold is not None and _runs_away(per, condition.threshold[0]):
        at.scope.bag.add(rules.step_runs_away(at.scope.source, per.span, at.scope.source.slice(condition.span)))
        return None
    if per.mode in ("below", "above") and _of_a_fall(per, measure, at):
        at.scope.bag.add(questions.fall_of_a_fall(at.scope.source, per.span, measure.name))
        return None
    limit = _limit(per, condition, measure, at)
    if limit is None:
        if _is_the_gap(per, condition, measure, at):
            return measure.expr
        at.scope.bag.add(names.no_subject(at.scope.source, per.span, "从哪个界限起算，"))
        return None
    return beyond(measure.expr, number(limit), above=per.mode == "above")


def _limit(per: surface.Per, condition: Condition | None, measure: Measure, at: Speaking) -> Fraction | None:
    """Where the steps begin: the bound of the condition, the end of its range, or the only limit that was set before."""
    if condition is None:
        same = at.subject is not None and at.subject.expr == measure.expr
        return at.limits[0] if same and len(at.limits) == 1 else None
    if condition.threshold is not None:
        return None if _of_another(condition, measure) else condition.threshold[1]
    if condition.counted is not None and at.subject is not None and at.subject.expr == measure.expr and at.limits:
        return at.limits[0] if len(at.limits) == 1 else None  # 台账 10 项以上 得 5 分，台账 每少 1 项 扣 1 分
    start = start_of(per, condition)
    return start if not at.limits or at.limits == (start,) else None  # else from the range, or from the limit before?


def start_of(per: surface.Per, condition: Condition | None) -> Fraction | None:
    """Return the end of a range from which steps are counted: of 80%—90% 每低于 1 个百分点 it is 90%."""
    if condition is None or condition.ends is None or per.mode not in ("below", "above"):
        return None
    return condition.ends[1 if per.mode == "below" else 0]


def _runs_away(per: surface.Per, op: core.Op) -> bool:
    """低于 80% 的，每高于 1 个百分点: where the condition holds there is nothing to count."""
    return (per.mode, op) in (("above", core.Op.LT), ("below", core.Op.GT), ("short", core.Op.GT))


def _of_a_fall(per: surface.Per, measure: Measure, at: Speaking) -> bool:
    """同比下降 3%以上 得 5 分，每降低 1 个百分点 …: what is measured is a fall, and 降低 may mean that it fell further."""
    falls = lexicon().speech["falls"]
    measured = (*falls, *(f"{each}{of}" for each in falls for of in ("率", "幅度", "比例")))
    word = fold(at.scope.source.slice(per.span)).removeprefix("每")
    return fold(measure.name).endswith(measured) and word.startswith((*falls, *lexicon().speech["rises"], "降"))


def _is_the_gap(per: surface.Per, condition: Condition | None, measure: Measure, at: Speaking) -> bool:
    """缺1项扣0.5分 where the fact counts what is lacking; 每超过20万元 where its name says that it is what goes beyond (超额)."""
    if condition is None:
        alone = at.subject is None or at.subject.expr == measure.expr or _lacking(measure)
    else:
        alone = condition.counted is not None or condition.carried or _of_another(condition, measure)
    if per.mode == "short":
        whole = (
            condition is None
            and at.subject is not None
            and at.subject.type.kind is Kind.RATIO
            and at.limits == (Fraction(1),)
        )
        alone = alone or (
            whole and _lacking(measure)
        )  # 在岗率 100% 得 5 分，每缺 1 人 扣 1 分: of the whole that is asked for
        return alone and measure.type.kind is Kind.COUNT
    return alone and per.mode == "above" and "超" in measure.name


def _of_another(condition: Condition, measure: Measure) -> bool:
    """通达率 低于 100% 每少 1 个 行政村: the bound is one of the share, and no number of villages is short of it."""
    return condition.measure is not None and condition.measure.expr != measure.expr


def _lacking(measure: Measure) -> bool:
    """Whether a count says by its name that it is one of what is missing: 缺少人数, 未参保人数."""
    return measure.name.startswith(lexicon().speech["lacking"])


def yearly(per: surface.Per) -> bool:
    """Tell whether it says 每年 of a thing: 每年 举办演练 的 得 1 分: once a year, or once for every year?"""
    return per.noun is not None and per.mode == "plain" and per.step is None and per.unit.canonical == "年"
