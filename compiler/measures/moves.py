"""Where a policy changes its mind, as moves of one fact: the few values of every fact that are worth a look.

In: tests and amounts of points of Core, and the facts they read. Out: plain units to begin from, and ``Move`` values; each puts
one fact on an end of its range, on a member, or where a comparison, a cap or a kink turns, or one step beside it. A move that
needs the other facts (a share of a whole) solves for its fact by two trial values, which is exact where it is linear. Moves
only propose; whoever makes them scores the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from attrs import frozen

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.calendar import UnknownYear, add_days
from compiler.meaning.interpret import Missing, Undefined, Unit, Value, number
from compiler.measures.domain import YEAR, Facts, limits, plain, tidy
from compiler.measures.who import Who
from dsl.nodes import Node
from dsl.types import Kind

Root = core.Test | core.Expr
MANY = 1_000_000  # stands for any number of pieces
_FINE = Fraction(1, 10_000)  # one step beside a threshold of a fact that is no count
_WHOLE = 10_000  # the size of a whole of which shares are taken: 69.99% of it is a whole number


@frozen(repr=False, eq=False)
class Move(Node):
    """Set ``fact`` to ``value``; or to where ``gap`` is 0, and ``beside`` steps more; or to the last day of a period."""

    fact: str
    value: Value = None
    gap: core.Expr | None = None
    beside: int = 0
    period: core.Within | None = None

    def made(self, facts: Facts, known: Mapping[str, core.Fact]) -> Value:
        """Return the new value of the fact for a unit with these facts; the old one where there is none."""
        if self.period is not None:
            return _last_day(self.period, self.beside, facts)
        if self.gap is None:
            return self.value
        root = _root(self.gap, self.fact, facts)
        if root is None:
            return facts[self.fact]
        return _stepped(known[self.fact], root, self.beside)


def _stepped(fact: core.Fact, root: Fraction, beside: int) -> Value:
    if fact.type.kind is Kind.DATE:
        day = int(root // 1) + beside
        return date.fromordinal(day) if 1 <= day <= date.max.toordinal() else None
    if fact.type.whole:
        down, up = root // 1, -(-root // 1)
        return int(up + beside - 1 if beside > 0 and up != down else (up if beside > 0 else down) + beside)
    return tidy(root + beside * _FINE)


def _root(gap: core.Expr, fact: str, facts: Facts) -> Fraction | None:
    """Return the value of a fact at which a gap is 0, by two trial values; None where the fact does not move it."""
    before = facts[fact]
    try:
        here, there = (_trial(gap, fact, facts, value) for value in (1, 2))
    except (Missing, Undefined):
        return None
    finally:
        facts[fact] = before
    return None if here == there else 1 - here / (there - here)


def _trial(gap: core.Expr, fact: str, facts: Facts, value: int) -> Fraction:
    facts[fact] = value
    return number(gap, Unit("", "", facts))


def _last_day(period: core.Within, beside: int, facts: Facts) -> Value:
    start = facts[period.start]
    if not isinstance(start, date):
        return facts[period.end]
    try:
        return add_days(start, period.days, period.unit) + timedelta(days=beside)
    except (UnknownYear, OverflowError):
        return facts[period.end]


# ---------------------------------------------------------------------------------------------------------------- moves


def moves(roots: Sequence[Root], known: Mapping[str, core.Fact], policy: core.Policy, who: Who) -> tuple[Move, ...]:
    """Return the moves worth a look, in the order of the facts in ``known``; facts that the front matter settles stay."""
    found: dict[str, list[Move]] = {name: [] for name in known}
    for name, fact in known.items():
        found[name] += [Move(name, value) for value in _values(fact, policy, who)]
    for gap in gaps(roots):
        for name in _movable(gap, known):
            found[name] += [Move(name, gap=gap, beside=beside) for beside in (0, 1, -1)]
    for name, fact in known.items():
        if fact.each is not None:
            ends = [core.Multiply(core.Const(end), core.Read(fact.each[0])) for end in fact.each[1:]]
            found[name] = [Move(name, gap=core.Subtract(core.Read(name), end)) for end in ends]
    for root in roots:
        for node in nodes(root):
            if isinstance(node, core.Within) and node.end in found:
                found[node.end] += [Move(node.end, period=node, beside=beside) for beside in (0, 1)]
    fixed = policy.filled
    return tuple(dict.fromkeys(move for name, each in found.items() if name not in fixed for move in each))


def _movable(gap: core.Expr, known: Mapping[str, core.Fact]) -> tuple[str, ...]:
    """Return the facts to move for a gap: of a share the part, for the whole is shared by many."""
    names = dict.fromkeys(facts_in(gap))
    kept = [name for name in names if name in known]
    kept = [name for name in kept if known[name].type.numeric or known[name].type.kind is Kind.DATE]
    under = set(_denominators((gap,)))
    return tuple(name for name in kept if name not in under) or tuple(kept)


def _values(fact: core.Fact, policy: core.Policy, who: Who) -> Iterator[Value]:
    if fact.optional:
        yield None
    match fact.type.kind:
        case Kind.FLAG:
            yield from (True, False)
        case Kind.GRADE | Kind.CATEGORY:
            yield from fact.type.members or ("其他",)
        case Kind.DATE:
            yield from policy.period or (YEAR,)
        case _:
            low, high = limits(fact, who.kind)
            ends = (low if low is not None else -MANY, high if high is not None else MANY)
            yield from (tidy(Fraction(end)) for end in ends)
            yield from (one for one in (0, 1) if ends[0] < one < ends[1])


def gaps(roots: Sequence[Root]) -> tuple[core.Expr, ...]:
    """Return what is 0 where a test changes, where a minimum or a maximum turns, where a step is full."""
    found: dict[core.Expr, None] = {}
    for root in roots:
        for node in nodes(root):
            match node:
                case core.Compare(left, _, right) | core.Least(left, right) | core.Greatest(left, right):
                    found[core.Subtract(left, right)] = None
                case core.WholeUnits(amount, step, _):
                    found[core.Subtract(amount, core.Const(step))] = None
    return tuple(found)


def beginnings(
    roots: Sequence[Root], known: Mapping[str, core.Fact], policy: core.Policy, who: Who
) -> tuple[Facts, ...]:
    """Return units to begin from: nothing happened; wholes of a round size with no part; and with all parts full."""
    size = _size(roots)
    fixed = policy.filled
    nothing: Facts = {name: fixed.get(name, plain(fact, policy, who.kind)) for name, fact in known.items()}
    wholes = {fact.at_most for fact in known.values() if fact.at_most} | set(_denominators(roots))
    grown, full = dict(nothing), dict(nothing)
    for name, fact in known.items():
        if name in fixed or not fact.type.numeric or fact.optional:
            continue
        high = limits(fact, who.kind)[1]
        many = tidy(Fraction(size) if high is None else min(high, Fraction(size)))
        if name in wholes and not fact.at_most:
            grown[name] = many
        if name in wholes or fact.at_most:
            full[name] = many
    return (nothing, grown, full) if wholes else (nothing,)


def _size(roots: Sequence[Root]) -> int:
    """Return a size of wholes at which every threshold of a share is a whole number."""
    parts = {node.value.denominator for root in roots for node in nodes(root) if isinstance(node, core.Const)}
    size = lcm(*parts) if parts else 1
    return lcm(size, _WHOLE) if size <= MANY else _WHOLE


def _denominators(roots: Sequence[Root]) -> Iterator[str]:
    for root in roots:
        for node in nodes(root):
            if isinstance(node, core.Divide):
                yield from facts_in(node.right)
