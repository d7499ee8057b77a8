"""The tree of the plan: a handful of operators over columns of whole numbers and truths.

Every node carries proven bounds of what it can give for any row the plan takes, so that no engine ever wraps or rounds. Nodes are
made by ``build.Builder`` alone, which makes each only once: two nodes that say the same are one object.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

WIDTH = 2**63 - 1  # what a whole number of an engine holds
WIDEST = 2**127 - 1  # what its wide ones hold, where it has any


class Op(StrEnum):
    """The operators. An engine that can write these can score any policy."""

    NUMBER = "number"  # value: int
    TRUTH = "truth"  # value: bool
    COLUMN = "column"  # value: name of a fact; its number at the scale of the column, 0 where the cell is empty
    FLAG = "flag"  # value: name of a fact; False where the cell is empty
    PRESENT = "present"  # value: name of a fact: its cell is not empty
    MEMBER = "member"  # value: (name of a fact, member)
    OF_KIND = "of_kind"  # value: the kinds of unit
    LISTED = "listed"  # value: the names of units
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    FLOOR = (
        "floor"  # quotient of a number that is proven not negative by one that is proven to be at least 1, rounded down
    )
    LEAST = "least"
    GREATEST = "greatest"
    LESS = "less"
    AT_MOST = "at_most"
    EQUAL = "equal"
    AND = "and"
    OR = "or"
    NOT = "not"
    IF = "if"  # truth, then, else; both of one sort
    LOOK_UP = (
        "look_up"  # value: name of a table of whole numbers; the argument counts from 0 and is proven to lie within
    )


TRUTHS = frozenset(
    (
        Op.TRUTH,
        Op.FLAG,
        Op.PRESENT,
        Op.MEMBER,
        Op.OF_KIND,
        Op.LISTED,
        Op.LESS,
        Op.AT_MOST,
        Op.EQUAL,
        Op.AND,
        Op.OR,
        Op.NOT,
    )
)

Value = int | bool | str | tuple[str, ...] | None


@frozen(eq=False)
class Node:
    """One step. ``low`` and ``high`` bound a number; a truth has 0 and 1. ``place`` is its place among the nodes of its builder: what it
    is made of stands before it."""

    op: Op
    args: tuple[Node, ...]
    value: Value
    low: int
    high: int
    place: int

    @property
    def is_truth(self) -> bool:
        """Whether it gives true or false, not a number."""
        return self.op in TRUTHS or (self.op is Op.IF and self.args[1].is_truth)

    @property
    def is_wide(self) -> bool:
        """Whether its numbers need more than 64 bits."""
        return self.low < -WIDTH or self.high > WIDTH

    @property
    def constant(self) -> int | None:
        """The number it always gives, a truth as 0 or 1; None where that depends on the row."""
        return int(self.value) if self.op in (Op.NUMBER, Op.TRUTH) and isinstance(self.value, int) else None


@frozen(eq=False)
class Ratio:
    """An exact fraction of two whole numbers; ``under`` is never negative, and 0 only where the row is not ``ready``."""

    over: Node
    under: Node


class Sort(StrEnum):
    """What the cells of a column are."""

    NUMBER = "数"
    FLAG = "是否"
    TEXT = "文字"
    DATE = "日期"


@frozen
class Column:
    """A column that the plan reads: a fact, its cells as whole numbers of ``1/scale`` between ``low`` and ``high``.

    A row with a number beyond these, or finer than the scale, is not for the plan.
    """

    fact: str
    sort: Sort
    scale: int = 1
    low: int = 0
    high: int = 0
    optional: bool = False  # an empty cell is a value; a row that does not say whether it is empty is not for the plan


class Taken(StrEnum):
    """What is taken over all rows together."""

    RANK = "名次"  # 1 + how many rows that take part stand before a row
    COUNT = "个数"
    MEAN = "平均"
    FIRST = "最前"  # the value of the row that stands first


@frozen(eq=False)
class OverAll:
    """A fact that is taken over all rows before any of them is scored. Rows stand in the ``order`` of whole numbers, one after the other,
    the smallest first; rows of one value have the same numbers. Of rows that are not ``known`` the numbers say nothing."""

    fact: str
    how: Taken
    order: tuple[Node, ...]
    value: Ratio
    known: Node  # the row has a value and takes part
    told: Node  # it takes part, or has no value and takes none: a denominator is 0
    columns: tuple[Column, ...]  # of what stands over the fact, and of what stands under it where that is not ``under``
    under: int | None


@frozen(eq=False)
class ClausePlan:
    """What one clause gives, column by column."""

    id: str
    points: Ratio
    applies: Node
    zeroed: Node
    branches: tuple[Node, ...]  # an effect each: index of the branch that gave the points, -1 for none
    consequences: tuple[tuple[str, Node], ...]


@frozen(eq=False)
class GroupPlan:
    """What one heading gives."""

    id: str
    points: Ratio


@frozen(eq=False)
class Plan:
    """A whole policy over columns. ``ready`` and ``admissible`` rows are scored by the plan; all others are the interpreter's."""

    columns: tuple[Column, ...]  # that somebody gives
    clauses: tuple[ClausePlan, ...]
    groups: tuple[GroupPlan, ...]  # outermost first, in document order
    total: Ratio
    vetoes: tuple[tuple[str, Node], ...]
    grade: Node  # index of the 等次, -1 for none
    ready: Node
    admissible: Node  # whether the gate has nothing against the facts together; empty ones are not its business
    tables: tuple[tuple[str, tuple[int, ...]], ...]  # by name the tables that LOOK_UP reads
    over_all: tuple[OverAll, ...] = ()  # in the order in which they are taken
    places: tuple[Node, ...] = ()  # the order of totals among rows that are ready; none where it is too wide

    @property
    def read(self) -> tuple[Column, ...]:
        """Every column that nodes read: those that somebody gives, and those that are taken over all rows."""
        return (*self.columns, *(column for each in self.over_all for column in each.columns))

    def roots(self) -> tuple[Node, ...]:
        """Return every node that an engine has to give, each once."""
        found = [
            self.ready,
            self.admissible,
            self.total.over,
            self.total.under,
            self.grade,
            *(holds for _, holds in self.vetoes),
        ]
        for clause in self.clauses:
            found += [clause.points.over, clause.points.under, clause.applies, clause.zeroed, *clause.branches]
            found += [holds for _, holds in clause.consequences]
        for group in self.groups:
            found += [group.points.over, group.points.under]
        return tuple(dict.fromkeys(found))
