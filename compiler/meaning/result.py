"""What scoring one unit gives: exact points with their reasons, or a range and what is missing (language.md §5, §7)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import field

from dsl.nodes import Node, light

INFINITE = None


@light(repr=False, eq=False)
class Points(Node):
    """Points between ``low`` and ``high``; equal when everything is known, ``None`` where the text sets no limit."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def exactly(cls, value: Fraction | int) -> Points:
        """Return points that are known exactly."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def exact(self) -> Fraction | None:
        """The value, or None when only a range is known."""
        low = self.low
        return low if low is not None and (low is self.high or low == self.high) else None

    def plus(self, other: Points) -> Points:
        """Return the sum of two ranges."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Points(low, high)

    def held(self, lowest: Fraction | None, highest: Fraction | None) -> Points:
        """Return the range held between two limits."""

        def hold(value: Fraction | None, unlimited: Fraction | None) -> Fraction | None:
            if value is None:
                return unlimited
            if lowest is not None and value < lowest:
                return lowest
            return highest if highest is not None and value > highest else value

        return Points(hold(self.low, lowest), hold(self.high, highest))

    def hull(self, other: Points) -> Points:
        """Return the smallest range that covers both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Points(low, high)


ZERO = Points.exactly(0)


class Outcome(StrEnum):
    """What became of a clause for one unit."""

    SCORED = "已评"
    NOT_APPLICABLE = "不适用"  # the clause does not concern this unit
    UNDEFINED = "无法计算"  # a denominator is 0 and the policy does not say what then holds
    RANGE = "待补"  # facts are missing


@light(repr=False, eq=False)
class EffectResult(Node):
    """What one effect gave: the branches that may have been taken (by index, -1 = none), and the points."""

    points: Points
    branches: tuple[int, ...]


@light(repr=False, eq=False)
class ClauseResult(Node):
    """What one clause gave. ``raw`` is the sum of its effects before its cap."""

    clause: str
    outcome: Outcome
    points: Points
    raw: Points
    effects: tuple[EffectResult, ...] = ()
    missing: tuple[str, ...] = ()
    zeroed: bool | None = False  # whether it sets its item to nought; None where facts that decide it are missing
    note: str = ""
    consequences: tuple[str, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()  # (duty, 合规 / 不合规 / 待核)


@light(repr=False, eq=False)
class GroupResult(Node):
    """What one heading gave. ``raw`` is the score before the floor and the cap of an item."""

    group: str
    points: Points
    raw: Points
    full: Fraction | None


@light(repr=False, eq=False)
class Result(Node):
    """The whole result of one unit."""

    unit: str
    kind: str
    total: Points
    clauses: tuple[ClauseResult, ...]
    groups: tuple[GroupResult, ...]
    missing: tuple[str, ...] = ()
    undefined: tuple[str, ...] = ()  # clause ids that have no value
    vetoes: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    grade: str = ""
    notes: tuple[str, ...] = field(default=())

    def clause(self, clause_id: str) -> ClauseResult:
        """Return the result of one clause; KeyError if there is none."""
        for item in self.clauses:
            if item.clause == clause_id:
                return item
        raise KeyError(clause_id)
