"""Whether two clauses turn on one number, and the two rewritten so that they read nothing else of numbers.

In: two clauses of Core. Out: ``OneNumber``: the measure (a fact, a ratio, any expression that holds every numeric fact), the
clauses with that measure as the fact ``·x`` and a zero denominator as the fact ``·空``, and what else they read: a handful of
values to go through. None where they turn on several numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import prod

from attrs import evolve, frozen

from compiler import core
from compiler.compare.pairs.rewrite import bare, replaced
from compiler.core.walk import facts_in, nodes, roots_of
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.ranges import World, spread
from compiler.measures.intervals import Interval, closed
from compiler.measures.who import Who
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import FLAG, PLAIN, Kind

X, EMPTY = "·x", "·空"
COMBINATIONS = 512  # of values of flags, grades … beyond this the solver does it better
_HERE = Span(0, 0)
_DAYS = closed(Fraction(date.min.toordinal()), Fraction(date.max.toordinal()))
_FACTS = (core.Fact(X, PLAIN, _HERE, optional=True), core.Fact(EMPTY, FLAG, _HERE))


@frozen(repr=False, eq=False)
class OneNumber(Node):
    """Two clauses that turn on one number (``measure`` None: on none) and on facts with few values."""

    old: core.Clause
    new: core.Clause
    measure: core.Expr | None
    domain: Interval
    whole: bool
    empties: tuple[bool, ...]  # whether the denominator can be, and can be other than, zero
    others: Mapping[str, tuple[Value, ...]]
    policy: core.Policy  # with ``·x`` and ``·空`` among its facts


def one_number(old: core.Clause, new: core.Clause, policy: core.Policy, who: Who) -> OneNumber | None:
    """Return the two clauses over one number for a class of units; None where that cannot be."""
    names = dict.fromkeys(name for clause in (old, new) for root in roots_of(clause) for name in facts_in(root))
    facts = [policy.named[name] for name in names]
    if any(fact.role is core.Role.RESULT for fact in facts) or not (understood(old) and understood(new)):
        return None
    numbers = [fact for fact in facts if fact.type.numeric or fact.type.kind is Kind.DATE]
    others = {fact.name: _values(fact) for fact in facts if fact not in numbers}
    if prod(len(values) for values in others.values()) > COMBINATIONS or not all(others.values()):
        return None
    wider = evolve(policy, facts=(*policy.facts, *_FACTS))
    if not numbers:
        return OneNumber(old, new, None, Interval(), False, (False,), others, wider)
    for measure in _measures(old, new, [fact.name for fact in numbers]):
        found = _over(measure, old, new, numbers, others, wider, who)
        if found is not None:
            return found
    return None


_STRAIGHT = (
    core.Const | core.Read | core.Add | core.Subtract | core.Multiply | core.Divide | core.Least | core.Greatest
    | core.WholeUnits | core.Rounded | core.Compare | core.Holds | core.IsMember | core.OfKind | core.Listed | core.Given
    | core.Both | core.Either | core.Negate | core.Always
)  # fmt: skip


def understood(clause: core.Clause) -> bool:
    """Tell whether a clause is made of what the pieces know how to cut; whatever Core learns later is left to others."""
    bare_clause = evolve(
        bare(clause), effects=(), applies=core.Always(), lowest=None, highest=None, zeroed=None, consequences=(),
        duties=(), rounding=None, pick=core.Pick.SUM,
    )  # fmt: skip
    plain = core.Effect(core.EffectKind.FIXED, (), _HERE)
    return (
        bare_clause == core.Clause("", "", "", _HERE)
        and all(evolve(bare(effect), branches=()) == plain for effect in clause.effects)
        and all(isinstance(node, _STRAIGHT) for root in roots_of(clause) for node in nodes(root))
    )


def _values(fact: core.Fact) -> tuple[Value, ...]:
    empty: tuple[Value, ...] = (None,) if fact.optional else ()
    if fact.type.kind is Kind.FLAG:
        return (*empty, False, True)
    return (*empty, *fact.type.members)


def _measures(old: core.Clause, new: core.Clause, names: list[str]) -> Iterator[core.Expr]:
    """Yield what holds all the numeric facts, the plainest first."""
    if len(names) == 1:
        yield core.Read(names[0])
        return
    found: dict[core.Expr, int] = {}
    for clause in (old, new):
        for root in roots_of(clause):
            for node in nodes(root):
                if isinstance(node, core.Expr) and set(facts_in(node)) == set(names):
                    found[node] = sum(1 for _ in nodes(node))
    yield from sorted(found, key=lambda expr: found[expr])


def _over(
    measure: core.Expr,
    old: core.Clause,
    new: core.Clause,
    numbers: list[core.Fact],
    others: Mapping[str, tuple[Value, ...]],
    policy: core.Policy,
    who: Who,
) -> OneNumber | None:
    unders = list(dict.fromkeys(node.right for node in nodes(measure) if isinstance(node, core.Divide)))
    unders = [under for under in unders if not isinstance(under, core.Const)]
    world = World(policy, Unit(who.name, who.kind, {}))
    if len(unders) > 1 or (len(numbers) > 1 and any(fact.optional for fact in numbers)):
        return None
    swaps: dict[Node, Node] = {measure: core.Read(X)}
    if isinstance(measure, core.Read):
        swaps[core.Given(measure.fact)] = core.Given(X)
    for under in unders:
        swaps |= _zero_tests(under)
    first, second = replaced(old, swaps), replaced(new, swaps)
    if not all(_straight(clause, {fact.name for fact in numbers}) for clause in (first, second)):
        return None
    reach = spread(measure, world)
    domain = closed(reach.low, reach.high)
    if isinstance(measure, core.Read) and numbers[0].type.kind is Kind.DATE:
        domain = domain.intersection(_DAYS)
    if domain.is_empty:
        return None
    whole = _whole(measure, numbers)
    optional = isinstance(measure, core.Read) and numbers[0].optional
    if optional:
        others = {**others, X: (None,)}
    return OneNumber(first, second, measure, domain.parts[0], whole, _empties(unders, world), others, policy)


def _zero_tests(under: core.Expr) -> dict[Node, Node]:
    nought, empty = core.Const(Fraction(0)), core.Holds(EMPTY)
    return {
        core.Compare(under, core.Op.EQ, nought): empty,
        core.Compare(nought, core.Op.EQ, under): empty,
        core.Compare(under, core.Op.LE, nought): empty,
        core.Compare(under, core.Op.GT, nought): core.Negate(empty),
        core.Compare(nought, core.Op.LT, under): core.Negate(empty),
    }


def _empties(unders: list[core.Expr], world: World) -> tuple[bool, ...]:
    """Denominators are never negative, so zero is their least value, if they can have it."""
    if not unders:
        return (False,)
    reach = spread(unders[0], world)
    if reach.low is not None and reach.low > 0:
        return (False,)
    return (True,) if reach.high == 0 else (False, True)


def _straight(clause: core.Clause, gone: set[str]) -> bool:
    """Whether a clause reads no other number, and nothing multiplies or divides by ``·x``."""
    for root in roots_of(clause):
        for node in nodes(root):
            match node:
                case core.Read(fact) if fact in gone:
                    return False
                case core.Given(fact) if fact in gone:
                    return False
                case core.Multiply(left, right) if any(facts_in(left)) and any(facts_in(right)):
                    return False
                case core.Divide(_, right) if any(facts_in(right)):
                    return False
    return True


def _whole(measure: core.Expr, numbers: list[core.Fact]) -> bool:
    return isinstance(measure, core.Read) and numbers[0].type.discrete
