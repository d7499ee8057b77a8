"""What is said around the sentences of a clause: 除外, 不扣分, 减半, 加倍, 折算. Effects in, effects out.

An exemption becomes a branch in front that gives nothing; a factor doubles the branches: first those under which it holds, with the
points multiplied, then the plain ones. So Core stays a list of branches of which the first that holds counts.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.conditions.tests import apart, together
from compiler.lowering.effects.relations import same_pieces
from compiler.lowering.names.scope import number
from compiler.words.wording import constants
from dsl.nodes import Node
from dsl.source import Span

NOUGHT = core.Const(Fraction(0))


@frozen(repr=False, eq=False)
class Around(Node):
    """Something said of the sentences before it: ``factor`` 0 is an exemption. ``alone`` = it is a line of its own and concerns the
    whole clause so far, else only its line; ``ahead`` = nothing stands before it, so that it concerns what follows. ``sign`` limits
    it to what is lost (-1) or won (1); 0 = both. ``pieces`` = so many of the pieces that are counted, not all of them."""

    test: core.Test
    factor: Fraction
    says: str
    span: Span
    order: int
    line: int
    alone: bool
    sign: int = 0
    ahead: bool = False
    pieces: core.Fact | None = None


@frozen(repr=False, eq=False)
class Placed(Node):
    """An effect, the place of its first sentence, and whether that sentence 记 its points."""

    effect: core.Effect
    order: int
    line: int
    credits: bool = False
    places: frozenset[int] = frozenset()  # of its sentences


def concerns(around: Around, placed: Placed) -> bool:
    """Tell whether something said around concerns an effect."""
    before = placed.order < around.order
    if before is around.ahead or not (around.alone or placed.line == around.line):
        return False
    giving = [branch for branch in placed.effect.branches if branch.points != NOUGHT]
    if around.sign and not any(_of_sign(branch, around.sign, placed) for branch in giving):
        return False
    return bool(giving) and not all(apart(around.test, branch.test) for branch in giving)


def _of_sign(branch: core.Branch, sign: int, placed: Placed) -> bool:
    """Points whose sign is not written (an assessor gives them) may be of either, but what is 记 is never a loss."""
    known = constants(branch.points)
    return known * sign > 0 or (known == 0 and not (placed.credits and sign < 0))


def applied(around: Around, effect: core.Effect) -> core.Effect:
    """Return the effect with what is said around it."""
    if around.pieces is not None and effect.measure_type is not None:
        changed = tuple(_without_pieces(around, around.pieces, branch, effect) for branch in effect.branches)
        if changed != effect.branches:
            return evolve(effect, branches=changed)
    if around.factor == 0:
        first = core.Branch(around.test, NOUGHT, around.says, around.span)
        return evolve(effect, branches=(first, *effect.branches))
    scaled = (_scaled(around, branch) for branch in effect.branches)
    if isinstance(around.test, core.Always):
        return evolve(effect, branches=tuple(scaled))
    pairs = zip(scaled, effect.branches, strict=True)
    return evolve(effect, branches=tuple(each for pair in pairs for each in pair if each is not None))


def _scaled(around: Around, branch: core.Branch) -> core.Branch:
    if branch.points == NOUGHT:
        return branch
    says = f"{branch.says}；{around.says}"
    points = _times(around.factor, branch.points)
    if isinstance(around.test, core.Always):
        return evolve(branch, points=points, says=says)
    return core.Branch(together((around.test, branch.test)), points, says, branch.span)


def _times(factor: Fraction, points: core.Expr) -> core.Expr:
    match points:
        case core.Const(value):
            return number(factor * value)
        case core.Multiply(core.Const(value), times):
            return core.Multiply(number(factor * value), times)
        case _:
            return core.Multiply(number(factor), points)


def _without_pieces(around: Around, pieces: core.Fact, branch: core.Branch, effect: core.Effect) -> core.Branch:
    """超期 每件 扣 1 分，经批准 的 除外: of the pieces, so many do not count, or count by a factor."""
    unit = effect.measure_type.unit if effect.measure_type is not None else ""
    match branch.points:
        case core.Multiply(core.Const() as price, times) if same_pieces(pieces, effect.measure, unit):
            own = times.amount if isinstance(times, core.WholeUnits) else times
            so_many: core.Expr = core.Read(pieces.name)
            if around.factor == 0:
                left: core.Expr = core.Greatest(core.Subtract(own, so_many), NOUGHT)
            else:
                left = core.Subtract(own, core.Multiply(number(1 - around.factor), core.Least(own, so_many)))
            new = evolve(times, amount=left) if isinstance(times, core.WholeUnits) else left
            return evolve(branch, points=core.Multiply(price, new), says=f"{branch.says}；{around.says}")
        case _:
            return branch
