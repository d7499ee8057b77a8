"""Ranks among all units, and what is compared with the time before (language.md §5). Surface in, Core tests out."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.bounds import bound, pair_of
from compiler.lowering.conditions.speaking import Condition, Place, Speaking, baseline, measure_named, spoken_of
from compiler.lowering.names.amount_types import constant
from compiler.lowering.names.population_facts import rank
from compiler.lowering.names.population_facts import units as ranked_units
from compiler.lowering.names.scope import Measure, number
from compiler.problems import forms, units
from dsl import surface
from dsl.source import Span
from dsl.types import RANK, Kind


def ranked(written: surface.Ranked, at: Speaking) -> Condition | None:
    """Return the test of 排名 前/后 so many places, or such a share of all units."""
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
        return Condition(core.Compare(core.Read(fact.name), core.Op.LE, most), written.span, subject=measure)
    places = _place(written.places, written.span, at)
    if places is None:
        return None
    before = at.scope.source.slice(Span(written.span.start, written.places.span.start)).rstrip()
    if written.last and places > 1 and before.endswith("第"):
        at.scope.bag.add(forms.exact_last(at.scope.source, written.span, str(places)))
        return None
    test = core.Compare(core.Read(fact.name), core.Op.LE, number(places))
    about = Measure(core.Read(fact.name), RANK, fact.name, written.span)
    return Condition(
        test,
        written.span,
        subject=measure,
        about=about,
        bounds=test,
        place=None if written.last else Place(about, places),
    )


def _place(amount: surface.Amount, span: Span, at: Speaking) -> Fraction | None:
    places = constant(amount, Measure(number(0), RANK, "名次", span), at.scope)
    if places is not None and places.denominator != 1:
        at.scope.bag.add(units.not_whole(at.scope.source, amount.span, "名次"))
        return None
    return places


def rank_bound(written: surface.RankBound, at: Speaking) -> Condition | None:
    """办件量 排名 第 1—3 名, 倒数第 1—3 名: the rank is a measure of its own, cut into tiers like any other."""
    measure = measure_named(written.measure, at) if written.measure else spoken_of(written.span, at)
    if measure is None:
        return None
    fact = at.scope.add_extra(rank(measure, written.last, at.clause, written.span))
    found = bound(Measure(core.Read(fact.name), RANK, fact.name, written.span), written.bound, written.span, at)
    if found is None or written.last or found.measure is None:
        return None if found is None else evolve(found, subject=measure)
    last = found.ends[1] if found.ends is not None else _reached(found.threshold)
    place = None if last is None else Place(found.measure, last)
    return evolve(found, subject=measure, place=place)


def _reached(threshold: tuple[core.Op, Fraction] | None) -> Fraction | None:
    """The place that a bound names as the last: 第 3 名, not 第 3 名及以后."""
    return threshold[1] if threshold is not None and threshold[0] in (core.Op.EQ, core.Op.LE) else None


def versus(written: surface.Versus, at: Speaking) -> tuple[Measure, Measure] | None:
    """Return what is compared with what: 案件数 与 上年案件数 相比."""
    return pair_of(written.name, written.other, written.span, at)


def level_with(written: surface.LevelWith, at: Speaking) -> Condition | None:
    """Return the test that two numbers are equal; where rises and falls follow, that is where they begin."""
    pair = pair_of(written.left, written.right, written.span, at)
    if pair is None:
        return None
    left, right = pair
    test: core.Test = core.Always() if at.moving else core.Compare(left.expr, core.Op.EQ, right.expr)
    return Condition(test, written.span, versus=True, compared=pair)


def flat(written: surface.Flat, at: Speaking) -> Condition | None:
    """持平 after 与…相比: where rises and falls are counted from, every unit starts there."""
    pair = at.versus or baseline(at)
    if pair is None:
        at.scope.bag.add(forms.no_baseline(at.scope.source, written.span, at.scope.source.slice(written.span)))
        return None
    left, right = pair
    test: core.Test = core.Always() if at.moving else core.Compare(left.expr, core.Op.EQ, right.expr)
    return Condition(test, written.span, versus=True, compared=pair)
