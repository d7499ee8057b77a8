"""What every part of the surface tree is made of: names, amounts, formulas."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Span
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import PartialDate

NOWHERE = Span(0, 0)


def where() -> Span:
    """Declare the span of a node; it does not count when nodes are compared."""
    return field(default=NOWHERE, eq=False, repr=False)


@frozen(repr=False, eq=False)
class Name(Node):
    """A name as it stands in a line; ``known`` tells whether the policy declares it."""

    text: str = field(eq=fold)  # full and half width are one name
    known: bool = True
    span: Span = where()


@frozen(repr=False, eq=False)
class Amount(Node):
    """A number with its unit, or a date."""

    value: Fraction | PartialDate
    unit: UnitWord | None = None
    span: Span = where()


@frozen(repr=False, eq=False)
class Operation(Node):
    """``op`` is one of + − × ÷ 最大 最小."""

    op: str
    terms: tuple[Expression, ...]
    span: Span = where()


Expression = Name | Amount | Operation
