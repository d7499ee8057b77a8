"""Several facts at once: what makes a whole branch of a clause count, or a whole test hold or not hold.

In: tests and points of Core. Out: ``Step`` values, moves made one after the other. Each is only a proposal and must be tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit
from compiler.measures.moves import Move, Root, moves
from compiler.measures.specialise import decided
from compiler.measures.who import Who

Step = tuple[Move, ...]  # moves made one after the other
_WAYS = 12  # of making one test true; a test with more has others like them


def steps(clause: core.Clause, known: Mapping[str, core.Fact], policy: core.Policy, who: Who) -> tuple[Step, ...]:
    """Return single moves of the facts of a clause, and what makes a whole branch count or not count."""
    by_fact = _by_fact(tuple(points_roots(clause)), known, policy, who)
    free = _joined(
        _ways(clause.applies, True, by_fact), [()] if clause.zeroed is None else _ways(clause.zeroed, False, by_fact)
    )
    several: list[Step] = [] if clause.zeroed is None else _ways(clause.zeroed, True, by_fact)
    for branch in (branch for effect in clause.effects for branch in effect.branches):
        amounts: list[Step] = [
            (move,) for name in dict.fromkeys(facts_in(branch.points)) for move in by_fact.get(name, [])
        ]
        ways = _joined(_ways(branch.test, True, by_fact), [(), *amounts])
        several += _joined(free[:_WAYS], [*ways, *_ways(branch.test, False, by_fact)], 4 * _WAYS)
    single = [(move,) for each in by_fact.values() for move in each]
    return tuple(dict.fromkeys((*single, *(way for way in several if len(way) > 1))))


def points_roots(clause: core.Clause) -> Iterator[Root]:
    """Yield what the points of a clause depend on; its duties and consequences give none."""
    yield clause.applies
    if clause.zeroed is not None:
        yield clause.zeroed
    for effect in clause.effects:
        for branch in effect.branches:
            yield branch.test
            yield branch.points


def steps_for(test: core.Test, known: Mapping[str, core.Fact], policy: core.Policy, who: Who) -> tuple[Step, ...]:
    """Return what may make a test hold, and what may make it not hold."""
    by_fact = _by_fact((test,), known, policy, who)
    asked = decided(test, Unit(who.name, who.kind, {}))  # what a list or a kind settles leaves the ways that are left
    return tuple(dict.fromkeys((*_ways(asked, False, by_fact), *_ways(asked, True, by_fact))))


def _by_fact(
    roots: Sequence[Root], known: Mapping[str, core.Fact], policy: core.Policy, who: Who
) -> dict[str, list[Move]]:
    read = dict.fromkeys(name for root in roots for name in facts_in(root))
    by_fact: dict[str, list[Move]] = {}
    for move in moves(roots, {name: known[name] for name in read if name in known}, policy, who):
        by_fact.setdefault(move.fact, []).append(move)
    return by_fact


def _joined(first: list[Step], second: list[Step], most: int = 2 * _WAYS) -> list[Step]:
    return [(*a, *b) for b in second for a in first][:most]


def _ways(test: Root, truth: bool, by_fact: Mapping[str, list[Move]]) -> list[Step]:
    """Return ways that may make a test come out as wanted; each must still be tried."""
    match test:
        case core.Both(tests) | core.Either(tests):
            if isinstance(test, core.Both) is truth:
                found: list[Step] = [()]
                for each in tests:
                    found = _joined(found, _ways(each, truth, by_fact))
                return found
            return [way for each in tests for way in _ways(each, truth, by_fact)][: 2 * _WAYS]
        case core.Negate(inner):
            return _ways(inner, not truth, by_fact)
        case core.Holds(fact):
            return [(Move(fact, truth),)] if fact in by_fact else [()]
        case core.IsMember(fact, member):
            wanted = [move for move in by_fact.get(fact, []) if (move.value == member) is truth]
            return [(move,) for move in wanted] or [()]
        case core.Given(fact):
            return [(move,) for move in by_fact.get(fact, []) if move.gap is None and (move.value is not None) is truth]
        case core.Compare(left, _, right):
            gap = core.Subtract(left, right)
            found_ = [move for name in dict.fromkeys(facts_in(gap)) for move in by_fact.get(name, [])]
            return [(move,) for move in sorted(found_, key=lambda move: move.gap != gap)]
        case core.Within():
            return [(move,) for move in by_fact.get(test.end, [])]
        case _:
            return [()]
