"""Values that can be compared or scored: an expression with its type and its name."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.core.walk import facts_in, nodes
from dsl import surface
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind, Type


@frozen(repr=False, eq=False)
class Measure(Node):
    """A value that can be compared or scored: an expression with its type and what the policy calls it."""

    expr: core.Expr
    type: Type
    name: str
    span: Span
    empty: surface.WhenEmpty | None = None
    way: str = ""  # 越高越好 "up", 越低越好 "down"


def ratios_in(expr: core.Expr) -> list[core.Divide]:
    """Return the ratios of which an expression is made, the outermost first: 1 − 差评数 ÷ 评价数 has one, too."""
    found = (node for node in nodes(expr) if isinstance(node, core.Divide) and not isinstance(node.right, core.Const))
    return list(dict.fromkeys(found))


def over(noun: str, ratio: core.Divide) -> bool:
    """Whether the noun of 无…时 stands in the denominator of a ratio, letter by letter."""
    rest = iter(fold("、".join(facts_in(ratio.right))))
    return all(char in rest for char in fold(noun))


BETTER = {"up": core.Better.HIGH, "down": core.Better.LOW}


def measure_of(fact: core.Fact) -> Measure:
    """Return a fact as a value that can be compared."""
    way = next((way for way, better in BETTER.items() if better is fact.better), "")
    return Measure(core.Read(fact.name), fact.type, fact.name, fact.span, way=way)


# What a bound without a name goes on about after a sentence that was already reported: nothing more is said of it.
BROKEN = Measure(core.Const(Fraction(0)), Type(Kind.PLAIN), "", Span(0, 0))


def number(value: int | Fraction) -> core.Const:
    """Return a constant."""
    return core.Const(Fraction(value))
