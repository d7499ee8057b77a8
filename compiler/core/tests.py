"""Comparisons and what joins them."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from compiler.core.expressions import Expr
from dsl.nodes import Node


class Op(StrEnum):
    """A comparison."""

    LT = "<"
    LE = "<="
    EQ = "=="
    GE = ">="
    GT = ">"


@frozen(repr=False, eq=False)
class Compare(Node):
    """``left op right``, exact; a ``Divide`` on either side is compared by cross-multiplication."""

    left: Expr
    op: Op
    right: Expr


@frozen(repr=False, eq=False)
class Holds(Node):
    """A 是否 fact is 是."""

    fact: str


@frozen(repr=False, eq=False)
class IsMember(Node):
    """A 等级 or 类别 fact has this member."""

    fact: str
    member: str


@frozen(repr=False, eq=False)
class OfKind(Node):
    """The assessed unit is of one of these kinds (对象类别)."""

    kinds: tuple[str, ...]


@frozen(repr=False, eq=False)
class Listed(Node):
    """The assessed unit stands on a list (名单, 涉及部门)."""

    list_name: str
    units: tuple[str, ...]


@frozen(repr=False, eq=False)
class Given(Node):
    """A 可空 fact is not empty."""

    fact: str


@frozen(repr=False, eq=False)
class Within(Node):
    """``end`` lies at most ``days`` days of ``unit`` after ``start``, the first day not counted (民法典第二百零一条)."""

    start: str
    days: int
    unit: str  # 工作日 or 自然日
    end: str


@frozen(repr=False, eq=False)
class Both(Node):
    """All tests hold."""

    tests: tuple[Test, ...]


@frozen(repr=False, eq=False)
class Kept(Both):
    """The duties of a clause, or of all clauses below a heading, are kept (义务（一/3））: ``of`` is its id.

    For a heading ``tests`` are the ``Kept`` of what stands below it; for a clause one test that also holds for whoever the clause
    does not concern. Wherever nothing is said of duties it is what it says together: all tests hold.
    """

    of: str = ""


@frozen(repr=False, eq=False)
class Either(Node):
    """At least one test holds."""

    tests: tuple[Test, ...]


@frozen(repr=False, eq=False)
class Negate(Node):
    """The test does not hold."""

    test: Test


@frozen(repr=False, eq=False)
class Always(Node):
    """Holds for every unit."""


Test = Compare | Holds | IsMember | OfKind | Listed | Given | Within | Both | Either | Negate | Always
