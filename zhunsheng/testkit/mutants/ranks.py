"""What is behind a rank, told by whole units alone: each gives the facts and the rank, and two of them the order.

In: a policy and the units of its scenarios. Out: a ``RankTold`` a rank, with the mistakes in direction and formula that no two units
notice, and two units whose ranks stand against the order that the policy gives them. Only units of one kind are set side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from compiler import core
from compiler.core.walk import facts_in, roots_of
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.testing.mutating.ranks import ranks_like


@frozen
class RankTold:
    """One rank: where it is read, how many mistakes were tried, those that nobody notices; titles of two units that contradict it."""

    clause: str
    name: str
    tried: int
    left: tuple[str, ...]
    against: tuple[str, ...] = ()


def ranks_told(policy: core.Policy, units: Mapping[str, Unit]) -> tuple[RankTold, ...]:
    """Look behind every rank that the rules read; ``units`` by the titles of their scenarios."""
    places = _places(policy)
    ranks = [fact for fact in policy.facts if fact.role is core.Role.RANK and fact.ranks is not None]
    return tuple(_told(fact, places[fact.name], units) for fact in ranks if fact.name in places)


def _places(policy: core.Policy) -> dict[str, str]:
    """Return by fact the first clause that reads it."""
    found: dict[str, str] = {}
    roots = [(clause.id, root) for clause in policy.clauses() for root in roots_of(clause)]
    for at, root in [*roots, *((veto.clause, veto.test) for veto in policy.vetoes)]:
        for name in facts_in(root):
            found.setdefault(name, at)
    return found


def _told(fact: core.Fact, clause: str, units: Mapping[str, Unit]) -> RankTold:
    pairs = tuple(_pairs(fact, units))
    right = [two for two in pairs if _order(fact, two[1]) == _given(fact, two[1])]
    changes = tuple(ranks_like(fact))
    left = tuple(says for says, changed in changes if not _is_noticed(changed, fact, right))
    wrong = next((two[0] for two in pairs if _order(fact, two[1]) == -_given(fact, two[1])), ())
    return RankTold(clause, fact.name, len(changes), left, wrong)


Two = tuple[tuple[str, str], tuple[Unit, Unit]]


def _pairs(fact: core.Fact, units: Mapping[str, Unit]) -> Iterator[Two]:
    """Yield two units of one kind at a time that the policy sets in an order and that are given two ranks."""
    for (title, one), (other_title, other) in combinations(units.items(), 2):
        two = one, other
        if one.kind == other.kind and _order(fact, two) and _given(fact, two):
            yield (title, other_title), two


def _is_noticed(changed: core.Fact, fact: core.Fact, pairs: Sequence[Two]) -> bool:
    return any(_order(changed, two) != _given(fact, two) for _, two in pairs)


def _order(fact: core.Fact, two: tuple[Unit, Unit]) -> int:
    """Return -1 where the first unit is the better one, 1 where the second is, 0 where that cannot be said."""
    values = [_measure(fact, unit) for unit in two]
    if values[0] is None or values[1] is None or values[0] == values[1]:
        return 0
    return -1 if (values[0] < values[1]) is fact.ascending else 1


def _measure(fact: core.Fact, unit: Unit) -> Fraction | None:
    assert fact.ranks is not None
    try:
        return Fraction(number(fact.ranks, unit))
    except (Missing, Undefined):
        return None


def _given(fact: core.Fact, two: tuple[Unit, Unit]) -> int:
    """Return the order that two given ranks say: a rank counted from the bottom is the better the larger it is."""
    first, second = (unit.facts.get(fact.name) for unit in two)
    if not isinstance(first, int) or not isinstance(second, int) or first == second:
        return 0
    return 1 if (first < second) is fact.from_bottom else -1
