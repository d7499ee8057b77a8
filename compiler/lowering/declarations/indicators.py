"""Indicators: 指标 办结率 = 办结数 ÷ 总数, and the 无…时 that follows one. In: their declarations. Out: a filled ``Scope``."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.declarations.formulas import indicator
from compiler.lowering.names.measures import over, ratios_in
from compiler.lowering.names.scope import Measure, Scope
from compiler.problems import denominators
from dsl import surface
from dsl.folding import fold


def announce_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Note the indicators of one block, so that a formula may use one that is declared further down."""
    for statement in block.statements:
        if isinstance(statement, surface.Indicator):
            scope.indicators.pending.setdefault((clause, fold(statement.name.text)), statement)


def declare_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Take the indicators of one block; 无…时 that follows belongs to the last one over such a denominator, and to those over the same."""
    keys: list[tuple[str, str]] = []
    for statement in block.statements:
        match statement:
            case surface.Indicator():
                key = indicator(clause, statement, scope)
                keys += [key] if key is not None else []
            case surface.WhenEmpty() if keys:
                _settle(statement, keys, scope)
            case _:
                pass


def _settle(written: surface.WhenEmpty, keys: list[tuple[str, str]], scope: Scope) -> None:
    declared = scope.indicators.declared
    fitting = [key for key in keys if _over(written, declared[key])]
    if not fitting:
        known = [name for ratio in ratios_in(declared[keys[-1]].expr) for name in facts_in(ratio.right)]
        scope.bag.add(denominators.empty_noun(scope.source, written.span, written.noun, known))
        fitting = keys[-1:]
    last = _unders(written, declared[fitting[-1]])
    for key in fitting:
        alike = not last.isdisjoint(_unders(written, declared[key]))
        if key == fitting[-1] or (alike and declared[key].empty is None):
            scope.indicators.declare(key, evolve(declared[key], empty=written))


def _over(written: surface.WhenEmpty, measure: Measure) -> bool:
    """Whether 无…时 speaks of a denominator of an indicator."""
    return any(over(written.noun, ratio) for ratio in ratios_in(measure.expr))


def _unders(written: surface.WhenEmpty, measure: Measure) -> set[core.Expr]:
    return {ratio.right for ratio in ratios_in(measure.expr) if over(written.noun, ratio)}
