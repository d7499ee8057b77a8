"""What one sentence of a clause says, before anything is said of how it stands to the others (language.md §8, “Combination”).

Values only: reading (compiler/lowering/sentences/reading.py) makes them, combining looks at them, making turns them into Core.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.lowering.amounts.awards import Base
from compiler.lowering.conditions.speaking import Condition, Place, Speaking
from compiler.lowering.names.scope import Measure, Scope
from dsl import surface
from dsl.nodes import Node
from dsl.source import Span


class Does(StrEnum):
    """What a sentence does by itself."""

    POINTS = "给分"  # points under a condition, or to everyone: fixed, by a share, by a formula
    RATE = "按量"  # points for each piece or step
    TABLE = "查表"
    BETWEEN = "其间"  # points on the line between the two tiers before
    NOTHING = "不计"  # 不扣分, 不加分, 不记分 under a condition
    EXEMPT = "除外"
    FACTOR = "折算"
    REMAINDER = "余数"
    ZERO = "归零"
    VETO = "否决"
    CONSEQUENCE = "后果"
    DUTY = "义务"
    CAP = "封顶"


@frozen(repr=False, eq=False)
class Setting(Node):
    """What is known of a clause before its first sentence is read."""

    scope: Scope
    clause: str
    title: str
    base: Base  # the points of the item, by kind of unit
    caps: tuple[tuple[int, Fraction], ...]  # what 最高扣 says on which line, for 按比例扣分
    moving: bool = False  # whether any rate counts rises or falls, so that 持平 is a start
    middle: bool = False  # whether any sentence says 其间
    losing: bool = False  # whether any sentence 扣, so that 得 5 分 by itself is what it is lost from
    ladder: frozenset[Span] = frozenset()  # the sentences that are rungs of a ladder of counts
    reached: frozenset[Span] = frozenset()  # the sentences whose bare share is a lower bound


@frozen(repr=False, eq=False)
class Context(Node):
    """What the sentences so far have spoken of, and the most that each line has 记."""

    subject: Measure | None = None
    versus: tuple[Measure, Measure] | None = None
    limits: tuple[Fraction, ...] = ()  # the different limits that were set for the subject
    places: tuple[Place, ...] = ()  # the places of a ranking that were named
    said: tuple[tuple[int, Fraction], ...] = ()
    before: Condition | None = None  # of the sentence just before
    rated: bool = False  # whether that counts pieces
    loses: bool = False  # whether that takes points
    line: int = -1  # where that stands
    happened: Condition | None = None  # that there are pieces of what was counted just before, which has no condition
    followed: bool = False  # whether something that is no points followed from it

    def speaking(self, setting: Setting) -> Speaking:
        """Return where the next sentence stands."""
        return Speaking(
            setting.scope,
            setting.clause,
            self.subject,
            self.versus,
            setting.moving,
            setting.middle,
            self.places[0] if len(self.places) == 1 else None,
            self.limits,
        )


@frozen(repr=False, eq=False)
class Sentence(Node):
    """One sentence, resolved: where it stands, its condition, what it gives and of what."""

    does: Does
    order: int  # its place in the clause
    line: int
    alone: bool  # the only one of its line
    span: Span
    says: str
    condition: Condition | None = None
    branches: tuple[core.Branch, ...] = ()
    measure: Measure | None = None  # what its points are cut from, shared out by or counted in
    award: surface.Award | None = None
    per: surface.Per | None = None
    kind: core.EffectKind = core.EffectKind.FIXED
    factor: Fraction = Fraction(0)  # of 减半, 加倍
    amount: Fraction | None = None  # what a veto takes, what a cap leaves
    remainder: surface.Remainder | None = None
    cap: str = ""  # what a cap holds: "-", "+", "award" or "both"
    several: Fraction | None = None  # how many sentences of the clause a cap says it is of
    place: int = 0  # among the sentences of its clause

    @property
    def test(self) -> core.Test:
        """What must hold for it."""
        return self.condition.test if self.condition is not None else core.Always()

    @property
    def sign(self) -> str:
        """ "-", "+" or "award" as it is written; empty where the award has none."""
        return getattr(self.award, "sign", "")

    @property
    def credits(self) -> bool:
        """Whether its points are 记 (记满分, 得 5 分, 不记分), not 加 or 扣."""
        return isinstance(self.award, surface.Full) or self.sign == "award"

    @property
    def further(self) -> bool:
        """Whether its points are said to come on top of others (另扣, 再加)."""
        return isinstance(self.award, surface.Give) and self.award.further

    @property
    def fixed(self) -> Fraction | None:
        """The points it gives to every kind of unit; None where they depend on something."""
        points = self.branches[0].points if len(self.branches) == 1 else None
        return points.value if isinstance(points, core.Const) else None

    @property
    def condition_of_kinds(self) -> bool:
        """Whether it is for some kinds of units."""
        return self.condition is not None and bool(self.condition.kinds)

    def concerns(self, kind: str) -> bool:
        """Whether it is said of units of a kind."""
        return not self.condition_of_kinds or (self.condition is not None and kind in self.condition.kinds)

    @property
    def otherwise(self) -> bool:
        """Whether it says 其余."""
        return self.condition is not None and self.condition.otherwise


def happened(rate: Sentence | None) -> Condition | None:
    """发现 1 起 扣 2 分，并通报批评: that there are any pieces of what a sentence counts that has no condition."""
    if rate is None or rate.measure is None or rate.per is None or rate.per.mode != "plain":
        return None
    return Condition(core.Compare(rate.measure.expr, core.Op.GT, core.Const(Fraction(0))), rate.span)


def gives_more(award: surface.Award) -> bool:
    """不得评为优秀，扣 2 分: points without a condition of their own."""
    return isinstance(award, surface.Give) and award.sign in ("-", "+")
