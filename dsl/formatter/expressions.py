"""Formulas, with the brackets they need."""

from __future__ import annotations

from typing import assert_never

from dsl import surface
from dsl.formatter.amounts import show_amount

_TIGHT = {"+": 1, "−": 1, "×": 2, "÷": 2}


def show_expression(expression: surface.Expression, tight: int = 0) -> str:
    """Write a formula with the brackets it needs."""
    match expression:
        case surface.Name(text):
            return text
        case surface.Amount():
            return show_amount(expression)
        case surface.Operation(op, terms):
            if op not in _TIGHT:
                return f"{op}（{'，'.join(show_expression(term) for term in terms)}）"
            own = _TIGHT[op]
            text = f"{show_expression(terms[0], own)} {op} {show_expression(terms[1], own + 1)}"
            return f"（{text}）" if own < tight else text
    assert_never(expression)
