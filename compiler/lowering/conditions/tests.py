"""What tests say of each other: their parts, whether one holds wherever the other does, whether they can hold together.

In: Core tests. Out: Core tests, or yes and no; no always means that it cannot be seen.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from compiler import core
from compiler.core.walk import parts
from dsl.words import levels, opposites
from dsl.words.numbered import inside, numbered

_UP = (core.Op.GE, core.Op.GT)
_DOWN = (core.Op.LE, core.Op.LT)


def together(tests: Sequence[core.Test]) -> core.Test:
    """The test that all of some hold."""
    flat = [part for test in tests for part in parts(test) if not isinstance(part, core.Always)]
    if not flat:
        return core.Always()
    return flat[0] if len(flat) == 1 else core.Both(tuple(flat))


def none_of(tests: Sequence[core.Test]) -> core.Test:
    """The test that none of some holds."""
    return core.Negate(tests[0] if len(tests) == 1 else core.Either(tuple(tests)))


def of_kinds(test: core.Test) -> core.Test:
    """What a test says of the kind of unit, and nothing else."""
    return together([part for part in parts(test) if isinstance(part, core.OfKind)])


def without_kinds(test: core.Test) -> core.Test:
    """What a test says of anything but the kind of unit."""
    return together([part for part in parts(test) if not isinstance(part, core.OfKind)])


def apart(first: core.Test, second: core.Test) -> bool:
    """Whether two tests can be seen never to hold together: one says what the other denies."""
    return any(denies(a, b) or denies(b, a) for a in parts(first) for b in parts(second))


def denies(a: core.Test, b: core.Test) -> bool:
    """Whether one test says what the other denies."""
    match a, b:
        case core.Negate(inner), _ if inner == b:
            return True
        case core.Negate(core.Both(tests)), _ if set(tests) <= set(parts(b)):
            return True
        case core.IsMember(fact, one), core.IsMember(other, two):
            return fact == other and one != two
        case core.OfKind(kinds), core.OfKind(others):
            return not set(kinds) & set(others)
        case _:
            return False


def implies(first: core.Test, second: core.Test) -> bool:
    """Whether the second test can be seen to hold wherever the first does."""
    if isinstance(second, core.Both):
        return all(implies(first, part) for part in second.tests)
    if isinstance(first, core.Either):
        return all(implies(each, second) for each in first.tests)
    if isinstance(second, core.Either) and not isinstance(first, core.Both):
        return any(implies(first, each) for each in second.tests)
    return any(_one_implies(part, second) for part in parts(first))


def _one_implies(first: core.Test, second: core.Test) -> bool:
    match first, second:
        case core.Negate(inner), core.Negate(other):
            return implies(other, inner)
        case core.Holds(fact), core.Negate(core.Holds(other)) if opposites.never_done(fact, f"未{other}"):
            return True
        case core.Within(start, days, unit, end), core.Within(other, limit, of, to):
            return (start, unit, end) == (other, of, to) and days <= limit
        case core.Compare(left, op, right), core.Compare(other, sign, limit) if left == other:
            return _inside(op, right, sign, limit)
        case core.Holds(fact), core.Holds(other) if fact != other:
            return inside(fact, other) or levels.inside(fact, other) or opposites.never_done(fact, other)
        case _, core.Either(tests):
            return any(implies(first, each) for each in tests)
        case _:
            return first == second


def _inside(op: core.Op, right: core.Expr, sign: core.Op, limit: core.Expr) -> bool:
    """Whether a number that keeps one bound keeps another."""
    match right, limit:
        case core.Const(low), core.Const(high):
            pass
        case core.Multiply(core.Const(low), of), core.Multiply(core.Const(high), other) if of == other:
            pass  # a share of all units: never negative
        case _:
            return (op, right) == (sign, limit)
    if op in _UP and sign in _UP:
        return low > high or (low == high and (op is core.Op.GT or sign is core.Op.GE))
    if op in _DOWN and sign in _DOWN:
        return low < high or (low == high and (op is core.Op.LT or sign is core.Op.LE))
    if op is core.Op.EQ and isinstance(right, core.Const):
        return {
            core.Op.GE: low >= high,
            core.Op.GT: low > high,
            core.Op.LE: low <= high,
            core.Op.LT: low < high,
            core.Op.EQ: low == high,
        }[sign]
    return False


def shape(test: core.Test) -> Hashable:
    """A test without its numbers: two tests of one shape set limits to the same things."""
    match test:
        case core.Compare(left, op, core.Const()):
            return ("bound", left, op in _UP, op in _DOWN)
        case core.Compare(left, op, core.Multiply(core.Const(), of)):
            return ("share", left, op in _UP, op in _DOWN, of)
        case core.Within(start, _, unit, end):
            return ("within", start, unit, end)
        case core.Holds(fact) if (said := numbered(fact)) is not None and said.stricter:
            return ("named", said.behind, said.unit, said.stricter)
        case core.Holds(fact) if (found := levels.level(fact)) is not None and found.open:
            return ("level", found.behind, found.scale)
        case core.Holds(fact) if (not_done := opposites.undone(fact)) is not None:
            return ("undone", not_done.behind)
        case core.Negate(core.Holds(fact)) if (not_done := opposites.undone(f"未{fact}")) is not None and not_done.late:
            return ("undone", not_done.behind)
        case core.Negate(inner):
            return ("not", shape(inner))
        case core.Both(tests):
            return ("all", frozenset(shape(each) for each in tests))
        case core.Either(tests):
            return ("any", frozenset(shape(each) for each in tests))
        case _:
            return test


def limited(test: core.Test) -> bool:
    """Whether a test sets a limit to anything."""
    match test:
        case core.Compare() | core.Within():
            return True
        case core.Holds(fact):
            return numbered(fact) is not None or levels.opened(fact) or opposites.undone(fact) is not None
        case core.Negate(inner):
            late = opposites.undone(f"未{inner.fact}") if isinstance(inner, core.Holds) else None
            return limited(inner) or (late is not None and late.late)
        case core.Both(tests) | core.Either(tests):
            return any(limited(each) for each in tests)
        case _:
            return False
