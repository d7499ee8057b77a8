"""A handful of units at the thresholds of some tests, the plainest first: most questions are answered by one of them.

In: tests, a policy, a class of units. Out: units with the facts that the tests read, all within their declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit
from compiler.measures.domain import Facts, allowed, companions, table
from compiler.measures.moves import Move, beginnings, moves
from compiler.measures.who import Who


def candidates(tests: tuple[core.Test | core.Expr, ...], policy: core.Policy, who: Who) -> Iterator[Unit]:
    """Yield units: as they begin, with one fact moved, with two facts moved; those that are not allowed are left out."""
    everything = table(policy)
    names = companions((name for test in tests for name in facts_in(test)), everything)
    known = {name: everything[name] for name in names}
    steps = moves(tests, known, policy, who)
    starts = beginnings(tests, known, policy, who)
    for start in starts:
        yield from _unit(start, (), known, who)
    for number in (1, 2):
        for chosen in combinations(steps, number):
            for start in starts:
                yield from _unit(start, chosen, known, who)


def _unit(start: Facts, chosen: tuple[Move, ...], known: dict[str, core.Fact], who: Who) -> Iterator[Unit]:
    facts = dict(start)
    for move in chosen:
        facts[move.fact] = move.made(facts, known)
    if allowed(facts, known, who.kind):
        yield Unit(who.name, who.kind, facts)
