"""Indicators: 指标 办结率 = 办结数 ÷ 总数, and the 无…时 that follows one. In: their declarations. Out: a filled ``Scope``."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.declarations.formulas import indicator
from compiler.lowering.names.scope import Measure, Scope
from compiler.problems import names
from dsl import surface
from dsl.folding import fold


def announce_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Note the indicators of one block, so that a formula may use one that is declared further down."""
    for statement in block.statements:
        if isinstance(statement, surface.Indicator):
            scope.indicators.pending.setdefault((clause, fold(statement.name.text)), statement)


def declare_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Take the indicators of one block; 无…时 that follows one belongs to it."""
    latest: tuple[str, str] | None = None
    for statement in block.statements:
        match statement:
            case surface.Indicator():
                latest = indicator(clause, statement, scope)
            case surface.WhenEmpty() if latest in scope.indicators.declared:
                assert latest is not None
                measure = scope.indicators.declared[latest]
                _check_denominator(statement, measure, scope)
                scope.indicators.declare(latest, evolve(measure, empty=statement))
            case _:
                pass


def _check_denominator(written: surface.WhenEmpty, measure: Measure, scope: Scope) -> None:
    over = measure.expr.right if isinstance(measure.expr, core.Divide) else None
    known = "、".join(facts_in(over)) if over is not None else ""
    rest = iter(fold(known))
    if over is None or not all(char in rest for char in fold(written.noun)):
        scope.bag.add(names.empty_noun(scope.source, written.span, written.noun, known or measure.name))
