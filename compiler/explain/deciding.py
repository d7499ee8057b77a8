"""Which missing fact decides how much of a range: what is left of it, at most and at least, once that fact alone is known.

In: a policy, a unit with missing facts, its result. Out: ``Deciding``: shares of the total's range and of every clause's.
For a missing fact every value at which the rules change their mind is put in, the other missing facts stay missing, and
the unit is scored again. ``at_least`` is how much narrower the range becomes whatever the value turns out to be,
``at_most`` how much narrower it can become. A numerator and its denominator may decide nothing alone and everything
together; then ``at_least`` is 0 for both. The exact definition for readers: docs/语言.md, 得分区间.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import roots_of
from compiler.meaning.dependencies import results_read
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.ranges import World, spread
from compiler.meaning.result import ClauseResult, Points, Result
from compiler.meaning.scoring import facts_of, score, score_clause
from compiler.measures.domain import allowed, completed, table, tidy
from compiler.measures.moves import moves
from compiler.measures.who import Who
from compiler.words.amounts import show_number
from dsl.nodes import Node

UNLIMITED = None  # a width without end


@frozen(repr=False, eq=False)
class Share(Node):
    """How much of a range one missing fact decides; ``None`` = a range without end becomes one with ends."""

    fact: str
    at_least: Fraction | None
    at_most: Fraction | None

    def data(self) -> dict[str, Any]:
        """Return the share for JSON."""
        return {"fact": self.fact, "at_least": _said(self.at_least), "at_most": _said(self.at_most)}

    @property
    def rank(self) -> tuple[bool, Fraction, bool, Fraction]:
        """Greater for the fact that decides more: first by what is certain, then by what is possible."""
        nought = Fraction(0)
        return self.at_least is None, self.at_least or nought, self.at_most is None, self.at_most or nought


def _said(width: Fraction | None) -> str | None:
    return None if width is None else show_number(width)


@frozen(repr=False, eq=False)
class Deciding(Node):
    """Shares by what they are of, the fact that decides most first."""

    total: tuple[Share, ...] = ()
    clauses: tuple[tuple[str, tuple[Share, ...]], ...] = ()

    def of_clause(self, clause_id: str) -> tuple[Share, ...]:
        """Return the shares of a clause's range."""
        return dict(self.clauses).get(clause_id, ())


def width_of(points: Points) -> Fraction | None:
    """Return how wide a range is; None without end."""
    return UNLIMITED if points.low is None or points.high is None else points.high - points.low


def deciding(policy: core.Policy, unit: Unit, result: Result) -> Deciding:
    """Return what every missing fact decides; nothing where nothing is missing."""
    names = [name for name in result.missing if not policy.fact(name).computed]
    tried = {name: [*_tried(policy, unit, result, name)] for name in names}
    total = []
    if result.total.exact is None:
        total = [_share(name, result.total, [each.total for each in tried[name]]) for name in names]
    clauses = [
        (each.clause, _sorted(_of_clause(each, names, tried)))
        for each in result.clauses
        if each.missing and each.points.exact is None
    ]
    return Deciding(_sorted(total), tuple(clauses))


def _of_clause(clause: ClauseResult, names: Sequence[str], tried: dict[str, list[Result]]) -> list[Share]:
    own = [name for name in names if name in clause.missing]
    return [_share(name, clause.points, [each.clause(clause.clause).points for each in tried[name]]) for name in own]


def _sorted(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The fact that decides most first; equals stay in the order of the policy."""
    return tuple(sorted(shares, key=lambda share: share.rank, reverse=True))


def _share(name: str, before: Points, after: Sequence[Points]) -> Share:
    narrowed = [_narrowed(before, each) for each in after]
    if not narrowed:  # no value could be put in: nothing is known
        return Share(name, Fraction(0), Fraction(0))
    endless = [each for each in narrowed if each is None]
    known = [each for each in narrowed if each is not None]
    return Share(name, min(known) if known else None, None if endless else max(known))


def _narrowed(before: Points, after: Points) -> Fraction | None:
    """Return by how much both ends moved inwards; None where an open end was closed. An end that stays open moves by 0."""
    moved = Fraction(0)
    for old, new, inwards in ((before.low, after.low, 1), (before.high, after.high, -1)):
        if old is None and new is not None:
            return None
        if old is not None and new is not None:
            moved += max((new - old) * inwards, Fraction(0))
    return moved


# --------------------------------------------------------------------------------------------------------------- trying


def _tried(policy: core.Policy, unit: Unit, result: Result, name: str) -> Iterator[Result]:
    """Yield the results with the fact known, one for every value worth a look."""
    touched = _linked(policy, name)
    changing = [clause for clause in policy.clauses() if touched & {*facts_of(clause)} or results_read(clause, policy)]
    again = {clause.id for clause in changing}
    kept = {each.clause: each for each in result.clauses if each.clause not in again}

    def by(clause: core.Clause, world: World, item: core.Group | None) -> ClauseResult:
        return kept[clause.id] if clause.id in kept else score_clause(clause, world, item)

    for value in _values(policy, unit, name, changing):
        yield score(policy, evolve(unit, facts={**unit.facts, name: value}), by=by)


def _linked(policy: core.Policy, name: str) -> set[str]:
    """A fact and those whose range depends on it."""
    fact = policy.fact(name)
    limited = {each.name for each in policy.facts if name in (each.at_most, each.each[0] if each.each else "")}
    return {name, *limited, *([fact.at_most] if fact.at_most else ())}


def _values(policy: core.Policy, unit: Unit, name: str, clauses: Sequence[core.Clause]) -> list[Value]:
    """Return the values of a fact at the ends of its range and on both sides of where the rules change their mind."""
    known = table(policy)
    roots = [root for clause in clauses for root in roots_of(clause)] + [veto.test for veto in policy.vetoes]
    facts = dict(completed(unit, policy).facts)
    proposed = [move.made(dict(facts), known) for move in moves(roots, {name: known[name]}, policy, _who(unit))]
    proposed += _ends(policy, unit, known[name])
    return [value for value in dict.fromkeys(proposed) if allowed({**unit.facts, name: value}, known, unit.kind)]


def _who(unit: Unit) -> Who:
    return Who(unit.kind, unit.name)


def _ends(policy: core.Policy, unit: Unit, fact: core.Fact) -> Iterator[Value]:
    """Yield the ends of what a number can still be with the other facts as they are known, and the known numbers that limit
    it or are limited as it is, each with its neighbours."""
    if not fact.type.numeric:
        return
    reach = spread(core.Read(fact.name), World(policy, unit))
    limiting = {fact.at_most, fact.name} - {""}
    others = [each.name for each in policy.facts if each.at_most in limiting] + [fact.at_most]
    marks = [reach.low, reach.high, *(unit.facts.get(other) for other in others), *_judged(policy, unit, fact.name)]
    numbers = [Fraction(mark) for mark in marks if isinstance(mark, int | Fraction) and not isinstance(mark, bool)]
    yield from (tidy(number + step) for number in numbers for step in (0, 1, -1))


def _judged(policy: core.Policy, unit: Unit, name: str) -> Iterator[Fraction]:
    """Yield the fewest and the most pieces for which an assessor can have given the points that are known."""
    for fact in policy.facts:
        points = unit.facts.get(fact.name)
        if fact.each is None or fact.each[0] != name or not isinstance(points, int | Fraction):
            continue
        for rate in fact.each[1:]:
            if rate:
                yield from (Fraction(points / rate // 1), Fraction(-(-points / rate // 1)))
