"""Effects as written: what a sentence gives, and the rules that join both."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.surface.atoms import Amount, Expression, Name, where
from dsl.surface.conditions import Condition
from dsl.words.lexicon import UnitWord


@frozen(repr=False, eq=False)
class Give(Node):
    """扣 5 分, 加 1—2 分: ``sign`` is "-", "+", "award" or "" (the heading says which); ``to`` closes a range that the assessor
    chooses from; ``further`` = 再加, 另扣: beside the tiers before, not instead of one."""

    sign: str
    amount: Amount
    to: Amount | None = None
    further: bool = False
    span: Span = where()

    @property
    def of_item(self) -> bool:
        """Whether it is a share of the points of the item: 得一半分, 扣 50%."""
        return self.amount.unit is not None and self.amount.unit.canonical in ("%", "‰")


@frozen(repr=False, eq=False)
class GiveList(Node):
    """加 3 分、2 分、1 分, one for each of what the condition lists."""

    sign: str
    amounts: tuple[Amount, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Scale(Node):
    """减半, 加倍, 按 50% 折算: the points of the clause so far, times a number; ``sign`` "+" = 减半加分. ``in_a_word`` = 减半, 加倍,
    which write no number."""

    factor: Amount
    sign: str = ""
    in_a_word: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class BestShare(Node):
    """按 第 1 名 的 比例 得分: the value divided by that of the best unit."""

    place: Amount
    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Interpolated(Node):
    """按比例 记分, between two tiers."""

    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Formula(Node):
    """得分 = （1 − 返工率） × 20; ``sign`` is "" in 办结率 × 15 分 (the item or the heading says which)."""

    sign: str
    expression: Expression
    span: Span = where()


@frozen(repr=False, eq=False)
class Nothing(Node):
    """不扣分, 不加分, 不记分."""

    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Full(Node):
    """记满分."""

    span: Span = where()


@frozen(repr=False, eq=False)
class ProRata(Node):
    """按进驻比例 记分."""

    ratio: Name
    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class ByRank(Node):
    """按年度累计办件量排名 记分; without a name it goes on about the measure before."""

    measure: Name | None
    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Discretion(Node):
    """酌情给分."""

    sign: str
    span: Span = where()


@frozen(repr=False, eq=False)
class ZeroItem(Node):
    """此项不记分."""

    span: Span = where()


@frozen(repr=False, eq=False)
class Consequence(Node):
    """取消年度评优资格."""

    text: str
    span: Span = where()


@frozen(repr=False, eq=False)
class Veto(Node):
    """一票否决; ``amount`` is the only deduction that then counts."""

    amount: Amount | None
    span: Span = where()


Award = (
    Give
    | GiveList
    | Nothing
    | Full
    | ProRata
    | ByRank
    | Scale
    | Interpolated
    | BestShare
    | Formula
    | Discretion
    | ZeroItem
    | Consequence
    | Veto
)


@frozen(repr=False, eq=False)
class Per(Node):
    """每满 2 次: ``mode`` is plain, full, short, below or above; ``step`` is None in 每件; ``base`` is what it is counted from
    (每超过 最低年限 1 年)."""

    mode: str
    step: Fraction | None
    unit: UnitWord
    noun: Name | None = None
    base: Name | None = None
    span: Span = where()


@frozen(repr=False, eq=False)
class Rule(Node):
    """If the condition holds, the effect; a rate when ``per`` is set."""

    condition: Condition | None
    award: Award
    per: Per | None = None
    span: Span = where()


@frozen(repr=False, eq=False)
class Following(Node):
    """有下列情形之一的，每次 扣 6 分：甲、乙、丙."""

    award: Award
    per: Per | None
    names: tuple[Name, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Duty(Node):
    """应当 …."""

    condition: Condition
    span: Span = where()
