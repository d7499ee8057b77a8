"""不足 200 辆的不计, 不足 200 辆的按 200 辆计: how what is left over of a rate counts. Effects in, effects out."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.names.scope import Scope
from compiler.problems import forms
from dsl import surface


def settled(effects: list[core.Effect], written: surface.Remainder, scope: Scope) -> list[core.Effect]:
    """Return the effects with the last rate of that step settled; reported where there is none."""
    step = _step(written.step)
    for index in range(len(effects) - 1, -1, -1):
        changed = tuple(_changed(branch, step, written.counted) for branch in effects[index].branches)
        if any(each is not None for each in changed):
            kept = zip(changed, effects[index].branches, strict=True)
            whole = evolve(effects[index], branches=tuple(new or old for new, old in kept))
            return [*effects[:index], whole, *effects[index + 1 :]]
    scope.bag.add(forms.remainder_without_step(scope.source, written.span, scope.source.slice(written.step.span)))
    return effects


def _step(amount: surface.Amount) -> Fraction | None:
    value = amount.value
    return value * (amount.unit.scale if amount.unit else 1) if isinstance(value, Fraction) else None


def _changed(branch: core.Branch, step: Fraction | None, counted: bool) -> core.Branch | None:
    match branch.points:
        case core.Multiply(rate, core.WholeUnits(amount, own, _)) if own == step:
            return evolve(branch, points=core.Multiply(rate, core.WholeUnits(amount, own, counted)))
        case _:
            return None
