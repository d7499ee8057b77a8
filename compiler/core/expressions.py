"""Exact arithmetic of facts and constants."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Const(Node):
    """An exact number."""

    value: Fraction


@frozen(repr=False, eq=False)
class Read(Node):
    """The value of a numeric fact; a date reads as its proleptic ordinal."""

    fact: str


@frozen(repr=False, eq=False)
class Add(Node):
    """The sum of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Subtract(Node):
    """The difference of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Multiply(Node):
    """The product of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Divide(Node):
    """``left ÷ right``; ``right`` is never negative, and at zero there is no value (``Undefined``)."""

    left: Expr
    right: Expr
    name: str = ""  # what the quotient is called in the policy


@frozen(repr=False, eq=False)
class Least(Node):
    """The smaller of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Greatest(Node):
    """The greater of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class WholeUnits(Node):
    """How many whole steps fit into an amount (每满); ``started`` counts a started step as one (不足…按…计)."""

    amount: Expr
    step: Fraction
    started: bool = False


class Rounding(StrEnum):
    """How a value is rounded (GB/T 8170—2008)."""

    HALF_UP = "四舍五入"
    HALF_EVEN = "四舍六入五成双"


@frozen(repr=False, eq=False)
class Rounded(Node):
    """A value rounded to ``digits`` decimal places."""

    value: Expr
    digits: int
    mode: Rounding


Expr = Const | Read | Add | Subtract | Multiply | Divide | Least | Greatest | WholeUnits | Rounded
