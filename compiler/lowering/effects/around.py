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
    sign: str = ""  # "-", "+" or "award", as its first sentence has it


def concerns(around: Around, placed: Placed) -> bool:
    """Tell whether something said around concerns an effect."""
    before = placed.order < around.order
    if before is around.ahead or not (around.alone or placed.line == around.line):
        return False
    giving = [branch for branch in placed.effect.branches if branch.points != NOUGHT]
    if around.sign and not any(of_sign(branch, around.sign, placed) for branch in giving):
        return False
    return bool(giving) and not all(apart(around.test, branch.test) for branch in giving)


def of_sign(branch: core.Branch, sign: int, placed: Placed) -> bool:
    """Whether points are lost or won: by their number, or else (an assessor gives them, a formula) by the word of the sentence."""
    known = constants(branch.points)
    if placed.sign and not isinstance(branch.points, core.Const):
        return sign < 0 if placed.sign == "-" else sign > 0
    return known * sign > 0 or (known == 0 and not (placed.credits and sign < 0))


def applied(around: Around, placed: Placed) -> core.Effect:
    """Return the effect with what is said around it; of an effect that takes and gives only what is of the sign."""
    effect = placed.effect
    if piecewise(around, placed):
        return evolve(effect, branches=_without_pieces_all(around, effect))
    reached = [not around.sign or of_sign(branch, around.sign, placed) for branch in effect.branches]
    giving = [here for here, branch in zip(reached, effect.branches, strict=True) if branch.points != NOUGHT]
    if around.factor == 0 and all(giving):
        first = core.Branch(around.test, NOUGHT, around.says, around.span)
        return evolve(effect, branches=(first, *effect.branches))
    pairs = zip(reached, effect.branches, strict=True)
    return evolve(effect, branches=tuple(each for here, one in pairs for each in _around_one(around, one, here=here)))


def piecewise(around: Around, placed: Placed) -> bool:
    """Whether what is said around concerns so many of the pieces that an effect counts."""
    effect = placed.effect
    return effect.measure_type is not None and _without_pieces_all(around, effect) != effect.branches


def _without_pieces_all(around: Around, effect: core.Effect) -> tuple[core.Branch, ...]:
    if around.pieces is None:
        return effect.branches
    return tuple(_without_pieces(around, around.pieces, branch, effect) for branch in effect.branches)


def _around_one(around: Around, branch: core.Branch, *, here: bool) -> tuple[core.Branch, ...]:
    """The branches that stand for one: as it is where it is not reached or gives nothing."""
    if not here or branch.points == NOUGHT or apart(around.test, branch.test):
        return (branch,)
    if around.factor == 0:
        test = together((around.test, branch.test))
        return (core.Branch(test, NOUGHT, f"{branch.says}；{around.says}", branch.span), branch)
    scaled = _scaled(around, branch)
    return (scaled,) if isinstance(around.test, core.Always) else (scaled, branch)


def _scaled(around: Around, branch: core.Branch) -> core.Branch:
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
