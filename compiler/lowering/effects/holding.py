"""Effects held together: a cap on some of them, the largest of some of them. Effects in, effects out.

Where one effect is held, each of its branches is. Where several are, they become one effect with a branch for each way in which
they can hold together, so that Core stays a list of branches of which the first that holds counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.tests import together
from compiler.lowering.effects.around import NOUGHT, Placed, of_sign
from compiler.lowering.effects.combination import Held
from compiler.lowering.names.scope import number
from compiler.words.wording import constants, show_number

Join = Callable[[Sequence[core.Expr]], core.Expr]


def held(caps: Sequence[Held], placed: Sequence[Placed], *, most: bool) -> list[Placed]:
    """Return the effects with their caps: of one effect first, then of several. ``most``: 取最高分 picks among what is held, and is
    held itself together with what comes on top of it."""
    left = list(placed)
    single = [cap for cap in caps if len(_mine(cap, left)) == 1]
    for cap in single:
        left = _held(cap, left)
    if most:
        left = _largest_of(left)
    several = [cap for cap in caps if cap not in single]
    for cap in sorted(several, key=lambda cap: len(cap.places)):
        each_alone = most and not any(one.effect.further for one in left)  # one of them counts, and is held
        left = _held_each(cap, left) if each_alone else _held(cap, left)
    return left


def _mine(cap: Held, placed: Sequence[Placed]) -> list[Placed]:
    return [one for one in placed if one.places & cap.places]


def _held(cap: Held, placed: Sequence[Placed]) -> list[Placed]:
    """The effects with a cap on those that it is said of, all of them together; what they do on the other side is not held."""
    mine = _mine(cap, placed)
    if not mine:
        return list(placed)
    if len(mine) == 1:
        return _held_each(cap, placed)
    sides = [_apart(one, low=cap.limit < 0) for one in mine]
    whole = _limited(_merged([on for on, _ in sides if on is not None], _summed), cap)
    off = [other for _, other in sides if other is not None]
    at = next(at for at, each in enumerate(placed) if each is mine[0])
    return [*placed[:at], whole, *off, *(each for each in placed[at:] if each not in mine)]


def _apart(one: Placed, *, low: bool) -> tuple[Placed | None, Placed | None]:
    """An effect on one side, and on the other: 公开 加 2 分，否则 扣 4 分 wins and loses."""
    sign = -1 if low else 1
    on = [each.points == NOUGHT or of_sign(each, sign, one) for each in one.effect.branches]
    off = [each.points == NOUGHT or not here for each, here in zip(one.effect.branches, on, strict=True)]
    return (one, None) if all(on) else ((None, one) if all(off) else (_only(one, on), _only(one, off)))


def _only(one: Placed, kept: Sequence[bool]) -> Placed:
    pairs = zip(one.effect.branches, kept, strict=True)
    branches = tuple(each if here else evolve(each, points=NOUGHT) for each, here in pairs)
    return evolve(one, effect=evolve(one.effect, branches=branches))


def _held_each(cap: Held, placed: Sequence[Placed]) -> list[Placed]:
    mine = _mine(cap, placed)
    return [_limited(each, cap) if each in mine else each for each in placed]


def _limited(one: Placed, cap: Held) -> Placed:
    said = f"{'最高扣' if cap.limit < 0 else '最多加'} {show_number(abs(cap.limit))} 分"
    branches = tuple(_within(branch, cap.limit, said) for branch in one.effect.branches)
    return evolve(one, effect=evolve(one.effect, branches=branches))


def _within(branch: core.Branch, limit: Fraction, said: str) -> core.Branch:
    hold = core.Greatest if limit < 0 else core.Least
    match branch.points:
        case core.Const(value):
            return evolve(branch, points=number(max(value, limit) if limit < 0 else min(value, limit)))
        case points:
            return evolve(branch, points=hold(points, number(limit)), says=f"{branch.says}，{said}")


def _largest_of(placed: Sequence[Placed]) -> list[Placed]:
    """取最高分 beside 另加: of the others only the largest gain and the largest loss count."""
    mine = [one for one in placed if not one.effect.further]
    further = [one for one in placed if one.effect.further]
    if len(mine) < 2 or not further:
        return list(placed)
    sides = [_apart(one, low=False) for one in mine]
    won, lost = [on for on, _ in sides if on is not None], [off for _, off in sides if off is not None]
    return [*(_merged(some, _largest) for some in (won, lost) if some), *further]


def _merged(parts: Sequence[Placed], join: Join) -> Placed:
    first = parts[0]
    ways = product(*(_outcomes(one.effect) for one in parts))
    branches = tuple(_joint([each for each in way if each is not None], join) for way in ways if any(way))
    span = first.effect.span.to(parts[-1].effect.span)
    effect = core.Effect(_kind(parts), branches, span)
    return Placed(effect, first.order, first.line, first.credits, frozenset().union(*(one.places for one in parts)))


def _outcomes(effect: core.Effect) -> list[core.Branch | None]:
    """What an effect can give: one of its branches, or nothing (None) where none of them need hold."""
    always = next((at for at, each in enumerate(effect.branches) if isinstance(each.test, core.Always)), None)
    return [*effect.branches, None] if always is None else list(effect.branches[: always + 1])


def _kind(parts: Sequence[Placed]) -> core.EffectKind:
    kinds = {one.effect.kind for one in parts}
    return kinds.pop() if len(kinds) == 1 else core.EffectKind.FIXED


def _joint(way: Sequence[core.Branch], join: Join) -> core.Branch:
    if len(way) == 1:
        return evolve(way[0], points=join([way[0].points]))
    tests, says = together([each.test for each in way]), "；".join(each.says for each in way)
    return core.Branch(tests, join([each.points for each in way]), says, way[0].span.to(way[-1].span))


def _summed(points: Sequence[core.Expr]) -> core.Expr:
    known = [each.value for each in points if isinstance(each, core.Const)]
    if len(known) == len(points):
        return number(sum(known, Fraction(0)))
    result = points[0]
    for each in points[1:]:
        result = core.Add(result, each)
    return result


def _largest(points: Sequence[core.Expr]) -> core.Expr:
    gains = [each for each in points if constants(each) >= 0]
    losses = [each for each in points if constants(each) < 0]
    if all(isinstance(each, core.Const) for each in points):
        known = [each.value for each in points if isinstance(each, core.Const)]
        return number(max([*known, Fraction(0)]) + min([*known, Fraction(0)]))
    won, lost = _best(gains, core.Greatest), _best(losses, core.Least)
    return won if lost == NOUGHT else (lost if won == NOUGHT else core.Add(won, lost))


def _best(points: Sequence[core.Expr], better: Callable[[core.Expr, core.Expr], core.Expr]) -> core.Expr:
    result: core.Expr = NOUGHT
    for each in points:
        result = each if result == NOUGHT else better(result, each)
    return result
