"""不足 200 辆的不计, 不足 200 辆的按 200 辆计: how what is left over of a rate counts. Effects in, effects out."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.names.scope import Scope
from compiler.problems import forms
from dsl import surface
from dsl.folding import fold, unblank
from dsl.words.numerals import PATTERN, BadNumeral, value_of


def settled(effects: list[core.Effect], written: surface.Remainder, scope: Scope) -> list[core.Effect]:
    """Return the effects with the last rate of that step settled; reported where there is none."""
    step = _step(written.step)
    other = _otherwise(written, scope)
    if other:
        scope.bag.add(
            forms.remainder_otherwise(scope.source, written.span, scope.source.slice(written.step.span), other)
        )
        return effects
    for index in range(len(effects) - 1, -1, -1):
        changed = tuple(_changed(branch, step, written.counted) for branch in effects[index].branches)
        if any(each is not None for each in changed):
            kept = zip(changed, effects[index].branches, strict=True)
            whole = evolve(effects[index], branches=tuple(new or old for new, old in kept))
            return [*effects[:index], whole, *effects[index + 1 :]]
    scope.bag.add(forms.remainder_without_step(scope.source, written.span, scope.source.slice(written.step.span)))
    return effects


def _otherwise(written: surface.Remainder, scope: Scope) -> str:
    """不足 3 件的 按 1 件 计: the number as which the rest counts, where it is not that of the step; else empty."""
    behind = fold(unblank(scope.source.text[written.step.span.end : written.span.end]))
    found = re.search(rf"[按依]照?({PATTERN})(\S*?)计", behind)
    if not written.counted or found is None:
        return ""
    try:
        value, _ = value_of(found[1])
    except BadNumeral:
        return ""
    return "" if value == written.step.value else f"{found[1]}{found[2]}"


def _step(amount: surface.Amount) -> Fraction | None:
    value = amount.value
    return value * (amount.unit.scale if amount.unit else 1) if isinstance(value, Fraction) else None


def _changed(branch: core.Branch, step: Fraction | None, counted: bool) -> core.Branch | None:
    match branch.points:
        case core.Multiply(rate, core.WholeUnits(amount, own, _)) if own == step:
            return evolve(branch, points=core.Multiply(rate, core.WholeUnits(amount, own, counted)))
        case _:
            return None
