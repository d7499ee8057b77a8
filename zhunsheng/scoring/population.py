"""A whole sheet of units scored together: parameters filled in, ranks and statistics computed over all units.

In: Core and the facts of every unit. Out: one result a unit, in the order of the sheet. A rank is 1 + the number of
units strictly better, so units that tie share a rank (language.md §5, “Rank”); a unit whose measured value is not known
has no rank, and every result says so, because one absent value can shift the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Result
from dsl.diagnostics import Diagnostic
from zhunsheng import problems
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring import statistics
from zhunsheng.scoring.assessed import Assessed, value_of

_NAMED = 3  # units that a note names


def score_all(policy: core.Policy, units: Sequence[UnitFacts]) -> list[Result]:
    """Score every unit. The facts have come through the gate."""
    return [each.score(policy) for each in prepare(policy, units)]


def unsettled(results: Iterable[Result]) -> Iterator[Diagnostic]:
    """Yield what stands between each unit and one exact total."""
    for each in results:
        if each.missing:
            yield problems.not_settled(each.unit, each.missing)
        if each.undefined:
            yield problems.without_value(each.unit, each.undefined)


def prepare(policy: core.Policy, units: Sequence[UnitFacts]) -> list[Assessed]:
    """Return the units with parameters, ranks and statistics."""
    parameters, made = policy.filled, []
    for each in units:
        # Copied only where something changes: a sheet may have a hundred thousand units.
        facts = each.values if parameters.keys() <= each.values.keys() else {**parameters, **each.values}
        made.append(Assessed(Unit(each.name, each.kind, facts)))
    for fact in policy.facts:
        if fact.role in (core.Role.STATISTIC, core.Role.RANK) and any(fact.name in each.unit.facts for each in made):
            # A program gave it, because the units it scores are not all there are: nothing is computed over some of them.
            made = [
                each if fact.name in each.unit.facts else each.without(fact.name, f"“{fact.name}”没有给出")
                for each in made
            ]
        elif fact.role is core.Role.STATISTIC:
            made = statistics.taken(fact, made)
        elif fact.role is core.Role.RANK and fact.ranks is not None:
            made = _ranked(fact, fact.ranks, made)
    return made


def needs_population(policy: core.Policy) -> bool:
    """Whether one unit's score depends on the others."""
    return any(fact.role in (core.Role.RANK, core.Role.STATISTIC) for fact in policy.facts)


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
