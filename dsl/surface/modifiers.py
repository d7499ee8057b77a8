"""What qualifies the sentences of a clause: caps, exemptions, rounding, overlaps."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.surface.atoms import Amount, Name, where
from dsl.surface.conditions import Condition
from dsl.surface.effects import Award
from dsl.words.tokens import PartialDate


@frozen(repr=False, eq=False)
class Cap(Node):
    """封顶 5 分: ``sign`` says what is capped; ``until_gone`` marks 扣完为止; ``whole`` caps all clauses of the heading together;
    ``several`` = 两项合计最多扣: as many sentences of the clause as it says."""

    sign: str
    amount: Amount | None
    until_gone: bool = False
    whole: bool = False
    span: Span = where()
    several: Amount | None = None


@frozen(repr=False, eq=False)
class Overlap(Node):
    """就高, 就低, 累计, 端点就高, 端点就低."""

    choice: str
    span: Span = where()


@frozen(repr=False, eq=False)
class KeepDigits(Node):
    """保留两位小数."""

    digits: Fraction
    span: Span = where()


@frozen(repr=False, eq=False)
class RoundingMode(Node):
    """四舍五入, 四舍六入五成双."""

    mode: str
    span: Span = where()


@frozen(repr=False, eq=False)
class ItemPoints(Node):
    """本项 3 分; 市直部门 30 分."""

    amount: Amount
    kinds: tuple[Name, ...] = ()
    span: Span = where()


@frozen(repr=False, eq=False)
class WhenEmpty(Node):
    """无工单时 不扣分."""

    noun: str
    award: Award
    span: Span = where()


@frozen(repr=False, eq=False)
class PointsLimit(Node):
    """0 分 ≤ 得分 ≤ 10 分, 得分 不超过 10 分."""

    low: Amount | None
    high: Amount | None
    span: Span = where()


@frozen(repr=False, eq=False)
class Remainder(Node):
    """不足 200 辆的 不计, 不足 200 辆的 按 200 辆 计."""

    step: Amount
    counted: bool
    span: Span = where()


@frozen(repr=False, eq=False)
class Exempt(Node):
    """因不可抗力 除外."""

    condition: Condition
    span: Span = where()


@frozen(repr=False, eq=False)
class Versus(Node):
    """今年起数 与 上年起数 相比; without a first name it goes on about the measure before."""

    name: Name | None
    other: Name
    span: Span = where()


@frozen(repr=False, eq=False)
class Flagged(Node):
    """A word that stands alone: 并列同扣 (ties), 另计 (outside), 取最高分 (most), 可累加 (sum)."""

    word: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Direction(Node):
    """越高越好, 越低越好."""

    way: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Since(Node):
    """自 4 月 1 日起."""

    date: PartialDate
    span: Span = where()


Modifier = (
    PointsLimit
    | Remainder
    | Exempt
    | Cap
    | Overlap
    | KeepDigits
    | RoundingMode
    | ItemPoints
    | WhenEmpty
    | Flagged
    | Direction
    | Since
)
