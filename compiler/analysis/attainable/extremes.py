"""What an analysis of attainable points says: the least and the greatest points of a part, and what is known of each end."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit
from compiler.measures.who import Who
from dsl.nodes import Node

LOW, HIGH = -1, 1  # the two ends of a range, and the sign of what is better there


class How(StrEnum):
    """What is known of an end of a range."""

    REACHED = "达到"  # exact: no unit lies beyond, and a unit that lies on it is shown
    UNLIMITED = "没有限度"  # more of one fact goes on and on; the unit shown is one of many
    OPEN = "未分析"  # an outer bound, and the farthest unit that was found


@frozen(repr=False, eq=False)
class Extreme(Node):
    """One end: ``value`` is exact (REACHED), None (UNLIMITED) or an outer bound (OPEN; None = there is none either)."""

    how: How
    value: Fraction | None
    unit: Unit | None = None
    found: Fraction | None = None  # what the unit gets, as the interpreter says
    why: str = ""  # why it was not analysed further


@frozen(repr=False, eq=False)
class Reach(Node):
    """The attainable points of one part for one class of units; units with an undefined value do not count."""

    part: Part
    who: Who
    low: Extreme
    high: Extreme
    applies: bool = True  # whether the part concerns units of this class at all
