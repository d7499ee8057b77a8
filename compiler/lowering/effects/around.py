"""What is said around the sentences of a clause: 除外, 不扣分, 减半, 加倍, 折算. Effects in, effects out.

An exemption becomes a branch in front that gives nothing; a factor doubles the branches: first those under which it holds, with the
points multiplied, then the plain ones. So Core stays a list of branches of which the first that holds counts.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.names.scope import number
from compiler.words.wording import constants
from dsl.nodes import Node
from dsl.source import Span

NOUGHT = core.Const(Fraction(0))


@frozen(repr=False, eq=False)
class Around(Node):
    """Something said of the sentences before it: ``factor`` 0 is an exemption. ``alone`` = it is a line of its own and concerns the
    whole clause so far, else only its line. ``sign`` limits it to what is lost (-1) or won (1); 0 = both."""

    test: core.Test
    factor: Fraction
    says: str
    span: Span
    order: int
    line: int
    alone: bool
    sign: int = 0


def concerns(around: Around, effect: core.Effect, order: int, line: int) -> bool:
    """Tell whether something said around concerns an effect that stands at a place."""
    if order >= around.order or not (around.alone or line == around.line):
        return False
    giving = [branch for branch in effect.branches if branch.points != NOUGHT]
    if around.sign and not any(constants(branch.points) * around.sign > 0 or _open(branch) for branch in giving):
        return False
    return bool(giving) and not all(_apart(around.test, branch.test) for branch in giving)


def _open(branch: core.Branch) -> bool:
    """Points whose sign is not written: those that an assessor gives."""
    return constants(branch.points) == 0


def applied(around: Around, effect: core.Effect) -> core.Effect:
    """Return the effect with what is said around it."""
    if around.factor == 0:
        first = core.Branch(around.test, NOUGHT, around.says, around.span)
        return evolve(effect, branches=(first, *effect.branches))
    changed = (_scaled(around, branch) for branch in effect.branches)
    if isinstance(around.test, core.Always):
        return evolve(effect, branches=tuple(changed))
    pairs = zip(changed, effect.branches, strict=True)
    return evolve(effect, branches=tuple(each for pair in pairs for each in pair if each is not None))


def _scaled(around: Around, branch: core.Branch) -> core.Branch:
    if branch.points == NOUGHT:
        return branch
    says = f"{branch.says}；{around.says}"
    points = _times(around.factor, branch.points)
    if isinstance(around.test, core.Always):
        return evolve(branch, points=points, says=says)
    return core.Branch(_both(around.test, branch.test), points, says, branch.span)


def _times(factor: Fraction, points: core.Expr) -> core.Expr:
    match points:
        case core.Const(value):
            return number(factor * value)
        case core.Multiply(core.Const(value), times):
            return core.Multiply(number(factor * value), times)
        case _:
            return core.Multiply(number(factor), points)


def _both(first: core.Test, second: core.Test) -> core.Test:
    if isinstance(second, core.Always):
        return first
    tests = (each.tests if isinstance(each, core.Both) else (each,) for each in (first, second))
    return core.Both(tuple(test for part in tests for test in part))


def _apart(first: core.Test, second: core.Test) -> bool:
    """Whether two tests can be seen never to hold together: one says what the other denies."""
    left, right = _parts(first), _parts(second)
    return any(_denies(a, b) or _denies(b, a) for a in left for b in right)


def _parts(test: core.Test) -> tuple[core.Test, ...]:
    return test.tests if isinstance(test, core.Both) else (test,)


def _denies(a: core.Test, b: core.Test) -> bool:
    match a, b:
        case core.Negate(inner), _ if inner == b:
            return True
        case core.Negate(core.Both(tests)), _ if set(tests) <= set(_parts(b)):
            return True
        case core.IsMember(fact, one), core.IsMember(other, two):
            return fact == other and one != two
        case core.OfKind(kinds), core.OfKind(others):
            return not set(kinds) & set(others)
        case _:
            return False
