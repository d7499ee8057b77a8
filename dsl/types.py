"""Types and units of facts, indicators and amounts (language.md §4).

A type is a kind with a unit. Two types combine only when both agree: 工作日 never meets 自然日, 件 never meets 项.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from dsl.nodes import Node


class Kind(StrEnum):
    """The kinds of value; the string is the word that declares it in a policy."""

    POINTS = "分"
    RATIO = "比率"
    PERCENT_POINT = "百分点"
    COUNT = "计数"
    DURATION = "时长"
    DATE = "日期"
    MONEY = "金额"
    QUANTITY = "数量"
    FLAG = "是否"
    GRADE = "等级"
    CATEGORY = "类别"
    RANK = "名次"
    PLAIN = "数"


@frozen(repr=False, eq=False)
class Type(Node):
    """A kind, its unit (件, 工作日, 平方米 …) and, for 等级 and 类别, the members in their declared order."""

    kind: Kind
    unit: str = ""
    members: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether values of this type are numbers that can be compared with an amount."""
        return self.kind not in (Kind.FLAG, Kind.GRADE, Kind.CATEGORY, Kind.DATE)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are values of this type."""
        return self.kind in (Kind.COUNT, Kind.RANK)

    @property
    def discrete(self) -> bool:
        """Whether nothing lies between two neighbouring values: counts, ranks, days of the calendar."""
        return self.whole or self.kind is Kind.DATE

    @property
    def domain(self) -> tuple[Fraction | None, Fraction | None]:
        """The values a fact of this type can take unless its declaration narrows or widens them."""
        return _DOMAINS.get(self.kind, (None, None))

    def __str__(self) -> str:
        if self.members:
            return f"{self.kind}（{'、'.join(self.members)}）"
        return f"{self.kind}（{self.unit}）" if self.unit else str(self.kind)


_FROM_NOUGHT = (Fraction(0), None)
_DOMAINS: dict[Kind, tuple[Fraction | None, Fraction | None]] = {
    Kind.RATIO: (Fraction(0), Fraction(1)),
    Kind.RANK: (Fraction(1), None),
    Kind.COUNT: _FROM_NOUGHT,
    Kind.DURATION: _FROM_NOUGHT,
    Kind.QUANTITY: _FROM_NOUGHT,
}
POINTS = Type(Kind.POINTS, "分")
RATIO = Type(Kind.RATIO)
FLAG = Type(Kind.FLAG)
DATE = Type(Kind.DATE)
PLAIN = Type(Kind.PLAIN)
RANK = Type(Kind.RANK, "名")

_SHARED_OUT = (Kind.DURATION, Kind.MONEY, Kind.QUANTITY)


def quotient(over: Type, under: Type) -> Type | None:
    """Return the type of one value divided by another; None where that has no meaning.

    Alike they give a ratio; by a plain number a value stays what it is, and so does a duration, an amount or a quantity that is shared
    out over pieces (人均, 平均每项).
    """
    if over == under:
        return RATIO
    return over if under == PLAIN or (over.kind in _SHARED_OUT and under.kind is Kind.COUNT) else None
