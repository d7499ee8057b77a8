"""A whole sheet of units scored together: parameters filled in, ranks and statistics computed over all units.

In: Core and the facts of every unit. Out: one result a unit, in the order of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Result
from dsl.diagnostics import Diagnostic
from zhunsheng import problems
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring import statistics
from zhunsheng.scoring.assessed import Assessed
from zhunsheng.scoring.ranks import ranked


def score_all(policy: core.Policy, units: Sequence[UnitFacts], unknown: int = 0) -> list[Result]:
    """Score every unit. The facts have come through the gate."""
    return [each.score(policy) for each in prepare(policy, units, unknown)]


def unsettled(results: Iterable[Result]) -> Iterator[Diagnostic]:
    """Yield what stands between each unit and one exact total."""
    for each in results:
        if each.missing:
            yield problems.not_settled(each.unit, each.missing)
        if each.undefined:
            yield problems.without_value(each.unit, each.undefined)


def prepare(policy: core.Policy, units: Sequence[UnitFacts], unknown: int = 0) -> list[Assessed]:
    """Return the units with parameters, ranks and statistics. ``unknown`` units are assessed, too, but their facts were refused."""
    made = [alone(policy, each) for each in units]
    for fact in policy.facts:
        if fact.role in (core.Role.STATISTIC, core.Role.RANK) and any(fact.name in each.unit.facts for each in made):
            # A program gave it, because the units it scores are not all there are: nothing is computed over some of them.
            made = [
                each if fact.name in each.unit.facts else each.without(fact.name, f"“{fact.name}”没有给出")
                for each in made
            ]
        elif fact.role is core.Role.STATISTIC:
            made = statistics.taken(fact, made, unknown)
        elif fact.role is core.Role.RANK and fact.ranks is not None:
            made = ranked(fact, policy, made, unknown)
    return made


def alone(policy: core.Policy, unit: UnitFacts) -> Assessed:
    """Return a unit with parameters, and nothing that the others decide."""
    parameters = policy.filled
    # Copied only where something changes: a sheet may have a hundred thousand units.
    facts = unit.values if parameters.keys() <= unit.values.keys() else {**parameters, **unit.values}
    return Assessed(Unit(unit.name, unit.kind, facts))


def needs_population(policy: core.Policy) -> bool:
    """Whether one unit's score depends on the others."""
    return any(fact.role in (core.Role.RANK, core.Role.STATISTIC) for fact in policy.facts)
