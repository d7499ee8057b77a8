"""A clause: its sentence, its effects, what follows from it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler.core.expressions import Expr, Rounding
from compiler.core.facts import Better
from compiler.core.tests import Always, Test
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Type


@frozen(repr=False, eq=False)
class Branch(Node):
    """If ``test`` holds, the effect gives ``points`` (negative for a deduction). ``says`` is the canonical wording."""

    test: Test
    points: Expr
    says: str
    span: Span


class EffectKind(StrEnum):
    """What form an effect has; tables and explanations use it, scoring does not."""

    FIXED = "定额"
    TIERS = "分档"
    PER_UNIT = "按量"
    PRO_RATA = "按比例"
    JUDGEMENT = "裁量"
    VETO = "否决"


@frozen(repr=False, eq=False)
class Effect(Node):
    """Branches in order: the first whose test holds gives the points; none holds: ``otherwise`` (0 points).

    ``empty`` is the branch the policy states for a zero denominator; its test is ``denominator = 0`` and it stands first in
    ``branches``. ``further`` = 再加, 另扣: it counts beside the other sentences on purpose.
    ``measure`` is the expression the tiers are cut from, when they are all cut from one.
    """

    kind: EffectKind
    branches: tuple[Branch, ...]
    span: Span
    measure: Expr | None = None
    measure_name: str = ""
    measure_type: Type | None = None
    further: bool = False
    better: Better | None = None  # None: the policy does not say


@frozen(repr=False, eq=False)
class Consequence(Node):
    """Something that follows but is not a score: 取消年度评优资格."""

    test: Test
    text: str
    span: Span


@frozen(repr=False, eq=False)
class Duty(Node):
    """A duty that facts can check: 合规 when ``test`` holds; ``None`` when no fact can tell (待核)."""

    test: Test | None
    text: str
    span: Span


class Pick(StrEnum):
    """How the points of several effects make those of a clause."""

    SUM = "累加"
    MOST = "取最高分"  # only the effect that gives most points in one direction: the largest gain, the largest loss


@frozen(repr=False, eq=False)
class Footnote(Node):
    """A 注 as it is published; ``defects`` names what it records of the source text (矛盾, 空档 …), empty for a plain remark."""

    text: str
    defects: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The text, marked where it records a defect of the source."""
        return f"【原文问题：{'、'.join(self.defects)}】{self.text}" if self.defects else self.text


@frozen(repr=False, eq=False)
class Clause(Node):
    """One clause: an official sentence and what it does to the score of a unit.

    Its contribution is the sum of its effects (or the one that ``pick`` chooses), rounded, then held within ``lowest``
    and ``highest``. It applies only to units for which
    ``applies`` holds. When ``zeroed`` holds, the item it belongs to scores 0 whatever else happened (此项不记分).
    """

    id: str
    title: str
    quote: str
    span: Span
    effects: tuple[Effect, ...] = ()
    applies: Test = Always()
    lowest: Fraction | None = None
    highest: Fraction | None = None
    zeroed: Test | None = None
    consequences: tuple[Consequence, ...] = ()
    duties: tuple[Duty, ...] = ()
    notes: tuple[Footnote, ...] = ()
    method: str = ""  # 考核方式
    authority: str = ""  # 依据
    rounding: tuple[int, Rounding] | None = None
    pick: Pick = Pick.SUM

    @property
    def acts(self) -> bool:
        """Whether the clause does anything to a unit; a list of units or a definition does not."""
        return bool(self.effects or self.zeroed is not None or self.consequences or self.duties)
