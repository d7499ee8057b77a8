"""Indicators: 指标 办结率 = 办结数 ÷ 总数, and the 无…时 that follows one. In: their declarations. Out: a filled ``Scope``."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.declarations.formulas import indicator
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
        measure = declared[keys[-1]]
        known = tuple(facts_in(measure.expr.right)) if isinstance(measure.expr, core.Divide) else ()
        scope.bag.add(denominators.empty_noun(scope.source, written.span, written.noun, known))
        fitting = keys[-1:]
    last = declared[fitting[-1]].expr
    for key in fitting:
        expr, empty = declared[key].expr, declared[key].empty
        alike = isinstance(expr, core.Divide) and isinstance(last, core.Divide) and expr.right == last.right
        if key == fitting[-1] or (alike and empty is None):
            scope.indicators.declare(key, evolve(declared[key], empty=written))


def _over(written: surface.WhenEmpty, measure: Measure) -> bool:
    """Whether the noun of 无…时 stands in the denominator of an indicator, letter by letter."""
    rest = iter(fold("、".join(facts_in(measure.expr.right)))) if isinstance(measure.expr, core.Divide) else iter("")
    return all(char in rest for char in fold(written.noun))
