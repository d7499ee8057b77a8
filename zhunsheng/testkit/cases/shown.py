"""Values as the cells of a case table show them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from compiler import core
from compiler.meaning.interpret import Value
from dsl.types import Kind
from zhunsheng.engine.numbers import decimals, show


def show_cell(value: Value, fact: core.Fact) -> str:
    """Return a value as a case table has it: 97% and 1/3, 是, 2021-07-05; an empty fact as an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case date():
            return value.isoformat()
    exact = Fraction(value)
    if fact.type.kind in (Kind.RATIO, Kind.PERCENT_POINT):
        return f"{show(exact * 100)}%" if decimals(exact) is not None else show(exact)
    return show(exact)
