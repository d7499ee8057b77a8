"""The surface tree: rule blocks as written, one frozen node for each form of the grammar.

Two spellings of the same sentence give equal trees: spans do not take part in equality, words are already canonical. Only the
parser knows Lark; only the formatter and the resolver read this tree.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from dsl.folding import fold
from dsl.lexicon import UnitWord
from dsl.nodes import Node
from dsl.source import Span
from dsl.tokens import PartialDate

NOWHERE = Span(0, 0)


def where() -> Span:
    """Declare the span of a node; it does not count when nodes are compared."""
    return field(default=NOWHERE, eq=False, repr=False)


@frozen(repr=False, eq=False)
class Name(Node):
    """A name as it stands in a line; ``known`` tells whether the policy declares it."""

    text: str = field(eq=fold)  # full and half width are one name
    known: bool = True
    span: Span = where()


@frozen(repr=False, eq=False)
class Amount(Node):
    """A number with its unit, or a date."""

    value: Fraction | PartialDate
    unit: UnitWord | None = None
    span: Span = where()


# --------------------------------------------------------------------------------------------------------------- conditions


@frozen(repr=False, eq=False)
class Bound(Node):
    """A condition on one value: ``op`` is <, <=, ==, >=, >; ``to`` closes a range; ``after`` is the second bound word."""

    op: str
    amount: Amount
    to: Amount | None = None
    after: str = ""
    negated: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class Named(Node):
    """A name that stands as a condition."""

    name: Name
    negated: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class MemberOf(Node):
    """情况 为 已开展: a fact and one of its values."""

    fact: Name
    member: Name
    span: Span = where()


@frozen(repr=False, eq=False)
class AnyOf(Node):
    """任一考核内容（未完成）."""

    group: Name
    not_done: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class Kinds(Node):
    """The unit is of one of these kinds."""

    kinds: tuple[Name, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Otherwise(Node):
    """其余."""

    span: Span = where()


@frozen(repr=False, eq=False)
class Bounded(Node):
    """A bound on a named value; without a name it goes on about the value of the tier before (``again``: as 占比)."""

    name: Name | None
    bound: Bound
    again: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class Compared(Node):
    """甲 超过 乙; without a first name it goes on about the measure before."""

    left: Name | None
    op: str
    right: Name
    span: Span = where()


@frozen(repr=False, eq=False)
class Share(Node):
    """甲 占 乙 的 50% 以下."""

    part: Name
    whole: Name
    bound: Bound
    negated: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class Thresholds(Node):
    """超过 1000 件 的 县区 及 250 件 的 市直部门: one bound word, a threshold for each kind of unit."""

    first: Condition
    kinds: tuple[Name, ...]
    amount: Amount
    others: tuple[Name, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class NameList(Node):
    """国家级、省级、市级 (分别 加 3 分、2 分、1 分): one sentence for each name."""

    names: tuple[Name, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class BoundList(Node):
    """低于 80%、70%、60% (分别 扣 1 分、2 分、3 分): one sentence for each number."""

    name: Name | None
    op: str
    amounts: tuple[Amount, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class LevelWith(Node):
    """甲 与 乙 持平."""

    left: Name | None
    right: Name
    span: Span = where()


@frozen(repr=False, eq=False)
class Flat(Node):
    """持平: what rises and falls are counted from."""

    span: Span = where()


@frozen(repr=False, eq=False)
class Middle(Node):
    """其间: between the two tiers before."""

    span: Span = where()


@frozen(repr=False, eq=False)
class Ranked(Node):
    """及时率 排名 倒数后 3 名; without a name it goes on about the measure before."""

    measure: Name | None
    last: bool
    places: Amount
    span: Span = where()


@frozen(repr=False, eq=False)
class RankBound(Node):
    """办件量 排名 第 1—3 名."""

    measure: Name | None
    bound: Bound
    span: Span = where()


@frozen(repr=False, eq=False)
class Deadline(Node):
    """甲 后 20 个工作日内（未）乙; without a start, 20 个工作日内（未）乙."""

    start: Name | None
    period: Amount
    end: Name
    negated: bool
    span: Span = where()


@frozen(repr=False, eq=False)
class Dated(Node):
    """2019年7月5日前（未）报送."""

    name: Name
    limit: Amount
    negated: bool
    span: Span = where()


@frozen(repr=False, eq=False)
class Both(Node):
    """甲 且 乙."""

    left: Condition
    right: Condition
    span: Span = where()


@frozen(repr=False, eq=False)
class Either(Node):
    """甲 或 乙."""

    left: Condition
    right: Condition
    span: Span = where()


Condition = (
    Named
    | MemberOf
    | AnyOf
    | Kinds
    | Otherwise
    | Bounded
    | Compared
    | Share
    | Thresholds
    | NameList
    | BoundList
    | LevelWith
    | Flat
    | Middle
    | Ranked
    | RankBound
    | Deadline
    | Dated
    | Both
    | Either
)


# ------------------------------------------------------------------------------------------------------------------ effects


@frozen(repr=False, eq=False)
class Give(Node):
    """扣 5 分, 加 1—2 分: ``sign`` is "-", "+", "award" or "" (the heading says which); ``to`` closes a range that the assessor
    chooses from; ``further`` = 再加, 另扣: beside the tiers before, not instead of one."""

    sign: str
    amount: Amount
    to: Amount | None = None
    further: bool = False
    span: Span = where()


@frozen(repr=False, eq=False)
class GiveList(Node):
    """加 3 分、2 分、1 分, one for each of what the condition lists."""

    sign: str
    amounts: tuple[Amount, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Scale(Node):
    """减半, 加倍, 按 50% 折算: the points of the clause so far, times a number."""

    factor: Amount
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
    """得分 = （1 − 返工率） × 20."""

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


# ---------------------------------------------------------------------------------------------------------------- modifiers


@frozen(repr=False, eq=False)
class Cap(Node):
    """封顶 5 分: ``sign`` says what is capped; ``until_gone`` marks 扣完为止; ``whole`` caps all clauses of the heading together."""

    sign: str
    amount: Amount | None
    until_gone: bool = False
    whole: bool = False
    span: Span = where()


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


# ------------------------------------------------------------------------------------------------------------- declarations


@frozen(repr=False, eq=False)
class TypeName(Node):
    """计数（件）; 等级（甲、乙）."""

    word: str
    unit: str = ""
    members: tuple[str, ...] = ()
    span: Span = where()


@frozen(repr=False, eq=False)
class FacetBound(Node):
    """不超过 5000 件."""

    bound: Bound
    span: Span = where()


@frozen(repr=False, eq=False)
class FacetAtMost(Node):
    """不超过 工单总数."""

    name: Name
    op: str
    span: Span = where()


@frozen(repr=False, eq=False)
class FacetOptional(Node):
    """可空."""

    span: Span = where()


@frozen(repr=False, eq=False)
class FacetMeaning(Node):
    """说明“…”."""

    text: str
    span: Span = where()


@frozen(repr=False, eq=False)
class FacetLevels(Node):
    """分级 国家级、省级、市级."""

    levels: tuple[str, ...]
    span: Span = where()


Facet = FacetBound | FacetAtMost | FacetOptional | FacetMeaning | FacetLevels | Direction


@frozen(repr=False, eq=False)
class Fact(Node):
    """事实 …：…; ``role`` is 事实 or 参数."""

    role: str
    name: Name
    type: TypeName
    facets: tuple[Facet, ...] = ()
    span: Span = where()


@frozen(repr=False, eq=False)
class Operation(Node):
    """``op`` is one of + − × ÷ 最大 最小."""

    op: str
    terms: tuple[Expression, ...]
    span: Span = where()


Expression = Name | Amount | Operation


@frozen(repr=False, eq=False)
class Indicator(Node):
    """占比 = 甲 ÷ 乙."""

    name: Name
    expression: Expression
    facets: tuple[Facet, ...] = ()
    span: Span = where()


@frozen(repr=False, eq=False)
class Roster(Node):
    """名单 县区：甲、乙."""

    kind: Name
    units: tuple[tuple[str, Span], ...] = field(eq=lambda units: tuple(name for name, _ in units))
    span: Span = where()


@frozen(repr=False, eq=False)
class Involves(Node):
    """涉及部门：甲、乙."""

    units: tuple[tuple[str, Span], ...] = field(eq=lambda units: tuple(name for name, _ in units))
    span: Span = where()


@frozen(repr=False, eq=False)
class GroupOf(Node):
    """集合 考核内容：甲、乙."""

    name: Name
    members: tuple[Name, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Band(Node):
    """等次 优秀：90 分以上."""

    name: str
    bound: Bound
    span: Span = where()


@frozen(repr=False, eq=False)
class TableRow(Node):
    """分值表 获奖分（第一、第二）：国家级 10 分、8 分: one row of a table of points."""

    name: Name
    columns: tuple[str, ...]
    row: str
    amounts: tuple[Amount, ...]
    span: Span = where()


Declaration = Fact | Indicator | Roster | Involves | GroupOf | Band | TableRow
Part = Rule | Following | Duty | Modifier
Statement = Declaration | Part


@frozen(repr=False, eq=False)
class StatementLine(Node):
    """The statements of one line; commas within it are kept by the formatter."""

    statements: tuple[Statement, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Block(Node):
    """One rule block."""

    lines: tuple[StatementLine, ...]
    span: Span = where()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the block in order."""
        return tuple(statement for line in self.lines for statement in line.statements)
