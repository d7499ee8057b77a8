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
from compiler.lowering.effects.around import NOUGHT, Placed
from compiler.lowering.effects.combination import Held
from compiler.lowering.names.scope import number
from compiler.words.wording import constants, show_number

Join = Callable[[Sequence[core.Expr]], core.Expr]


def held(cap: Held, placed: Sequence[Placed]) -> list[Placed]:
    """Return the effects with a cap on those that it is said of."""
    word = "最高扣" if cap.limit < 0 else "最多加"
    said = f"{word} {show_number(abs(cap.limit))} 分"
    mine = [one for one in placed if one.places & cap.places]
    if not mine:
        return list(placed)
    one = mine[0] if len(mine) == 1 else _merged(mine, _summed)
    branches = tuple(_within(branch, cap.limit, said) for branch in one.effect.branches)
    whole = evolve(one, effect=evolve(one.effect, branches=branches))
    return [whole if each is mine[0] else each for each in placed if each is mine[0] or each not in mine]


def _within(branch: core.Branch, limit: Fraction, said: str) -> core.Branch:
    hold = core.Greatest if limit < 0 else core.Least
    match branch.points:
        case core.Const(value):
            return evolve(branch, points=number(max(value, limit) if limit < 0 else min(value, limit)))
        case points:
            return evolve(branch, points=hold(points, number(limit)), says=f"{branch.says}，{said}")


def largest(placed: Sequence[Placed]) -> list[Placed]:
    """取最高分 beside 另加: of the others only the largest gain and the largest loss count."""
    mine = [one for one in placed if not one.effect.further]
    further = [one for one in placed if one.effect.further]
    return list(placed) if len(mine) < 2 or not further else [_merged(mine, _largest), *further]


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
