"""What scoring one unit gives: exact points with their reasons, or a range and what is missing (language.md §5, §7)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from attrs import field

from dsl.documents.addresses import key, nearest, only
from dsl.nodes import Node, light
from dsl.problems.unknown import UnknownName

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

    def duty(self, name: str) -> str:
        """Return the answer (合规, 不合规, 待核) for a duty; a part of its sentence is enough; ``UnknownName`` if there is none."""
        return _duty(name, [(text, text, answer) for text, answer in self.duties])


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
    reasons: tuple[str, ...] = ()  # of vetoes and zeroed items: which, and the facts behind them

    def clause(self, clause_id: str) -> ClauseResult:
        """Return the result of one clause by its id, or as much of its end as tells it apart; ``UnknownName`` if there is none."""
        for item in self.clauses:
            if item.clause == clause_id:
                return item
        by_id = {item.clause: item for item in self.clauses}
        return by_id[only("条款", clause_id, by_id)]

    def group(self, group_id: str) -> GroupResult:
        """Return the result of one heading, named in the same way; "" is the whole policy."""
        by_id = {item.group: item for item in self.groups}
        return by_id[only("标题", group_id, by_id)]

    @property
    def duties(self) -> tuple[tuple[str, str, str], ...]:
        """Every duty: its clause, its sentence, and 合规, 不合规 or 待核."""
        return tuple((item.clause, text, answer) for item in self.clauses for text, answer in item.duties)

    def duty(self, name: str) -> str:
        """Return the answer (合规, 不合规, 待核) for a duty; a part of its sentence is enough; ``UnknownName`` if there is none."""
        return _duty(name, [(f"{clause}：{text}", text, answer) for clause, text, answer in self.duties])


def _duty(wanted: str, known: Iterable[tuple[str, str, str]]) -> str:
    """Return the answer of the only duty whose sentence is, or else contains, what is wanted: (as told, sentence, answer)."""
    duties = tuple(known)
    whole = [each for each in duties if key(each[1]) == key(wanted)]
    found = whole or [each for each in duties if key(wanted) and key(wanted) in key(each[1])]
    if len(found) != 1:
        told = {sentence: shown for shown, sentence, _ in reversed(duties)}
        near = "" if found else told.get(nearest(wanted, told), "")
        raise UnknownName("义务", wanted, [each[0] for each in duties], near, [each[0] for each in found])
    return found[0][2]
