"""A whole sheet of units scored together: parameters filled in, ranks computed over all units, judgements in range.

In: Core and the facts of every unit. Out: one result a unit, in the order of the sheet. A rank is 1 + the number of
units strictly better, so units that tie share a rank (language.md §5, “Rank”); a unit whose measured value is not known
has no rank, and every result says so, because one absent value can shift the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from compiler import core
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.result import Result
from dsl.diagnostics import Bag, Diagnostic
from zhunsheng import problems
from zhunsheng.engine.numbers import show
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring import statistics
from zhunsheng.scoring.assessed import Assessed, value_of

_NAMED = 3  # units that a note names


def score_all(policy: core.Policy, units: Sequence[UnitFacts], bag: Bag | None = None) -> list[Result]:
    """Score every unit; what is wrong with a judgement goes into ``bag`` and leaves that judgement missing."""
    return [each.score(policy) for each in prepare(policy, units, Bag() if bag is None else bag)]


def prepare(policy: core.Policy, units: Sequence[UnitFacts], bag: Bag) -> list[Assessed]:
    """Return the units with parameters and ranks, without judgements that are out of range."""
    parameters, made = _parameters(policy), []
    for each in units:
        # Copied only where something changes: a sheet may have a hundred thousand units.
        facts = each.values if parameters.keys() <= each.values.keys() else {**parameters, **each.values}
        wrong = dict(judgements_out_of_range(policy, each, facts))
        for diagnostic in wrong.values():
            bag.add(diagnostic)
        if wrong:
            facts = {name: value for name, value in facts.items() if name not in wrong}
        made.append(Assessed(Unit(each.name, each.kind, facts)))
    for fact in policy.facts:
        if fact.role is core.Role.STATISTIC:
            made = statistics.taken(fact, made)
        elif fact.role is core.Role.RANK and fact.ranks is not None:
            made = _ranked(fact, fact.ranks, made)
    return made


def needs_population(policy: core.Policy) -> bool:
    """Whether one unit's score depends on the others."""
    return any(fact.role in (core.Role.RANK, core.Role.STATISTIC) for fact in policy.facts)


def _parameters(policy: core.Policy) -> dict[str, Value]:
    given = (fact for fact in policy.facts if fact.role is core.Role.PARAMETER and fact.value is not None)
    return {fact.name: fact.settled for fact in given}


# ---------------------------------------------------------------------------------------------------------------- ranks


def _ranked(fact: core.Fact, measure: core.Expr, units: list[Assessed]) -> list[Assessed]:
    values = [value_of(measure, each.unit) for each in units]
    # The best comes first: 1 + how many stand before the first of the same value.
    smallest_first = fact.ascending is not fact.from_bottom
    keys = [None if value is None else (value if smallest_first else -value) for value in values]
    order = sorted(key for key in keys if key is not None)
    absent = len(keys) - len(order)
    sharing: dict[Fraction | None, list[str]] = {}
    for each, key in zip(units, keys, strict=True):
        sharing.setdefault(key, []).append(each.unit.name)
    made = []
    for each, key in zip(units, keys, strict=True):
        if key is None:
            made.append(each.without(fact.name, f"“{fact.name}”无法排名：缺少排名所依据的数"))
            continue
        rank = 1 + bisect_left(order, key)
        notes = (*_tie(fact, rank, sharing[key], each.unit.name), *_incomplete(fact, absent))
        made.append(each.given(fact.name, rank, *notes))
    return made


def _tie(fact: core.Fact, rank: int, names: Sequence[str], own: str) -> tuple[str, ...]:
    if len(names) == 1:
        return ()
    others = [name for name in names[: _NAMED + 1] if name != own][:_NAMED]
    more = f"等 {len(names) - 1} 个单位" if len(names) - 1 > _NAMED else ""
    where = "倒数第" if fact.from_bottom else "第"
    return (f"“{fact.name}”与{'、'.join(others)}{more}并列{where} {rank} 名",)


def _incomplete(fact: core.Fact, absent: int) -> tuple[str, ...]:
    return (f"“{fact.name}”未计入 {absent} 个缺数的单位，补齐后可能变动",) if absent else ()


# ----------------------------------------------------------------------------------------------------------- judgements


def judgements_out_of_range(
    policy: core.Policy, unit: UnitFacts, facts: Mapping[str, Value]
) -> Iterable[tuple[str, Diagnostic]]:
    """Return the judgements whose points do not lie between n×low and n×high of the counted fact, or above the points
    that the item has for the kind of the unit."""
    bounded = (fact for fact in policy.facts if fact.each is not None or fact.high_by_kind)
    return [(fact.name, wrong) for fact in bounded if (wrong := _judgement(fact, unit, facts)) is not None]


def _judgement(fact: core.Fact, unit: UnitFacts, facts: Mapping[str, Value]) -> Diagnostic | None:
    most = dict(fact.high_by_kind).get(unit.kind)
    points = _number(facts.get(fact.name))
    if most is not None and points is not None and points > most:
        return problems.judgement_range(
            unit.name, fact.name, show(points), f"{unit.kind}本项 {show(most)} 分", "0", show(most)
        )
    if fact.each is None:
        return None
    counted, low, high = fact.each
    given, count = _number(facts.get(fact.name)), _number(facts.get(counted))
    # Without the count the range is not known; the clause will say that it is missing.
    if given is None or count is None or count * low <= given <= count * high:
        return None
    per = f"{counted} {show(count)}，每个 {show(low)} 分至 {show(high)} 分"
    return problems.judgement_range(unit.name, fact.name, show(given), per, show(count * low), show(count * high))


def _number(value: Value) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
