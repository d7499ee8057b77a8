"""Core: what a policy means, with no sugar left. Backends and analyses see this tree and nothing else.

Facts go in, exact rationals come out. Every expression is arithmetic of counts, amounts and constants; a ratio is a
``Divide`` whose denominator is never negative, so that a comparison can always be done by cross-multiplication. Every clause
carries its official sentence and its span. A division by zero has no value: ``Undefined`` is an outcome of its own
(language.md §4), never a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Type

# ---------------------------------------------------------------------------------------------------------------- facts


class Role(StrEnum):
    """Who supplies the value of an input."""

    FACT = "事实"  # the assessed unit or the system's statistics
    PARAMETER = "参数"  # the adopter of the policy, once for all units: the text leaves it open
    JUDGEMENT = "裁量"  # the assessor, with a reason
    RANK = "名次"  # computed over all units of a sheet; in a case it is given by hand
    STATISTIC = "统计"  # computed over all units of a sheet, the same for every unit; in a case it is given by hand
    RESULT = "得分"  # what another clause or item of this policy gives; never given by anybody


class Aggregate(StrEnum):
    """What a statistic takes from the values of all units."""

    COUNT = "个数"  # how many units there are
    MEAN = "平均"
    MOST = "最高"
    LEAST = "最低"


class Better(StrEnum):
    """Which values of a measure the policy declares to be the better ones."""

    HIGH = "越高越好"
    LOW = "越低越好"


@frozen(repr=False, eq=False)
class Fact(Node):
    """An input. ``low`` and ``high`` bound its values; ``at_most`` names a fact it can never exceed."""

    name: str
    type: Type
    span: Span
    role: Role = Role.FACT
    low: Fraction | None = None
    high: Fraction | None = None
    at_most: str = ""
    better: Better | None = None  # which values the policy declares to be the better ones; of a rank: of what is ranked
    optional: bool = False  # 可空: an empty cell is a value (nothing happened), not a missing fact
    meaning: str = ""
    clause: str = ""  # id of the clause that declares it
    value: Fraction | None = None  # a parameter that the front matter fills in
    reason: str = ""  # a judgement's companion column that holds the assessor's reason
    ranks: Expr | None = None  # what a rank or a statistic is taken from; the best unit has rank 1
    aggregate: Aggregate | None = None  # which statistic
    result_of: str = ""  # id of the clause or item whose points these are
    from_bottom: bool = False  # a rank counted from the worst unit
    ascending: bool = False  # a rank where the smallest value is the best
    each: tuple[str, Fraction, Fraction] | None = None  # a judgement held between n×low and n×high of a counted fact
    high_by_kind: tuple[
        tuple[str, Fraction], ...
    ] = ()  # where the most depends on the kind of unit (30 分, 县区 25 分)

    def most(self, kind: str) -> Fraction | None:
        """Return the greatest value for a kind of unit."""
        return dict(self.high_by_kind).get(kind, self.high)

    @property
    def computed(self) -> bool:
        """Whether no sheet gives it: a rank and a statistic are taken over all units, a result comes from a clause."""
        return self.role in (Role.RANK, Role.STATISTIC, Role.RESULT)

    @property
    def settled(self) -> int | Fraction | None:
        """The value that the front matter fills in, as facts are given: a whole number for a count."""
        if self.value is None or not self.type.whole or self.value.denominator != 1:
            return self.value
        return int(self.value)


# ---------------------------------------------------------------------------------------------------------- expressions


@frozen(repr=False, eq=False)
class Const(Node):
    """An exact number."""

    value: Fraction


@frozen(repr=False, eq=False)
class Read(Node):
    """The value of a numeric fact; a date reads as its proleptic ordinal."""

    fact: str


@frozen(repr=False, eq=False)
class Add(Node):
    """The sum of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Subtract(Node):
    """The difference of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Multiply(Node):
    """The product of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Divide(Node):
    """``left ÷ right``; ``right`` is never negative, and at zero there is no value (``Undefined``)."""

    left: Expr
    right: Expr
    name: str = ""  # what the quotient is called in the policy


@frozen(repr=False, eq=False)
class Least(Node):
    """The smaller of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class Greatest(Node):
    """The greater of two expressions."""

    left: Expr
    right: Expr


@frozen(repr=False, eq=False)
class WholeUnits(Node):
    """How many whole steps fit into an amount (每满); ``started`` counts a started step as one (不足…按…计)."""

    amount: Expr
    step: Fraction
    started: bool = False


class Rounding(StrEnum):
    """How a value is rounded (GB/T 8170—2008)."""

    HALF_UP = "四舍五入"
    HALF_EVEN = "四舍六入五成双"


@frozen(repr=False, eq=False)
class Rounded(Node):
    """A value rounded to ``digits`` decimal places."""

    value: Expr
    digits: int
    mode: Rounding


Expr = Const | Read | Add | Subtract | Multiply | Divide | Least | Greatest | WholeUnits | Rounded


# ---------------------------------------------------------------------------------------------------------------- tests


class Op(StrEnum):
    """A comparison."""

    LT = "<"
    LE = "<="
    EQ = "=="
    GE = ">="
    GT = ">"


@frozen(repr=False, eq=False)
class Compare(Node):
    """``left op right``, exact; a ``Divide`` on either side is compared by cross-multiplication."""

    left: Expr
    op: Op
    right: Expr


@frozen(repr=False, eq=False)
class Holds(Node):
    """A 是否 fact is 是."""

    fact: str


@frozen(repr=False, eq=False)
class IsMember(Node):
    """A 等级 or 类别 fact has this member."""

    fact: str
    member: str


@frozen(repr=False, eq=False)
class OfKind(Node):
    """The assessed unit is of one of these kinds (对象类别)."""

    kinds: tuple[str, ...]


@frozen(repr=False, eq=False)
class Listed(Node):
    """The assessed unit stands on a list (名单, 涉及部门)."""

    list_name: str
    units: tuple[str, ...]


@frozen(repr=False, eq=False)
class Given(Node):
    """A 可空 fact is not empty."""

    fact: str


@frozen(repr=False, eq=False)
class Within(Node):
    """``end`` lies at most ``days`` days of ``unit`` after ``start``, the first day not counted (民法典第二百零一条)."""

    start: str
    days: int
    unit: str  # 工作日 or 自然日
    end: str


@frozen(repr=False, eq=False)
class Both(Node):
    """All tests hold."""

    tests: tuple[Test, ...]


@frozen(repr=False, eq=False)
class Either(Node):
    """At least one test holds."""

    tests: tuple[Test, ...]


@frozen(repr=False, eq=False)
class Negate(Node):
    """The test does not hold."""

    test: Test


@frozen(repr=False, eq=False)
class Always(Node):
    """Holds for every unit."""


Test = Compare | Holds | IsMember | OfKind | Listed | Given | Within | Both | Either | Negate | Always


# -------------------------------------------------------------------------------------------------------------- clauses


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


class Start(StrEnum):
    """Where an item starts before its clauses act on it."""

    FULL = "扣分制"  # from its points downwards
    ZERO = "记分制"  # from nought upwards


@frozen(repr=False, eq=False)
class Group(Node):
    """A heading: a section or an item. ``points`` maps kinds of unit to its points (key "" = every kind).

    A group with points and no group with points below it is an item: ``start`` plus the contributions of its clauses,
    held between 0 and its points. A group whose children have points adds them up. ``outside`` marks 加分项, 扣分项: beyond
    the declared total; its points, if any, bound the sum from above (加分) or below (扣分). What the parts give together is first
    held within ``lowest`` and ``highest``.
    """

    id: str
    title: str
    span: Span
    children: tuple[Group | Clause, ...]
    points: tuple[tuple[str, Fraction], ...] = ()
    start: Start = Start.FULL
    outside: bool = False
    notes: tuple[Footnote, ...] = ()
    method: str = ""  # 考核方式 of everything below it
    content: str = ""  # 考核内容 of everything below it that has no heading of its own
    lowest: Fraction | None = None  # a cap on all clauses below the heading together (本项合计最多扣 5 分)
    highest: Fraction | None = None

    def points_for(self, kind: str) -> Fraction | None:
        """Return the points of this group for a kind of unit; None where it has none of its own."""
        table = dict(self.points)
        return table.get(kind, table.get(""))

    @property
    def is_item(self) -> bool:
        """Whether this group holds its own score between 0 and its points."""
        return bool(self.points) and not any(isinstance(c, Group) and c.has_points for c in self.children)

    @property
    def has_points(self) -> bool:
        """Whether this group or one below it declares points."""
        return bool(self.points) or any(isinstance(c, Group) and c.has_points for c in self.children)


@frozen(repr=False, eq=False)
class Veto(Node):
    """一票否决: when ``test`` holds, the total becomes ``points`` (or falls by a stated deduction, the only one that counts)."""

    test: Test
    deduction: Fraction | None
    clause: str
    span: Span


@frozen(repr=False, eq=False)
class GradeBand(Node):
    """等次: the first band whose test on the total holds names the grade."""

    name: str
    op: Op
    points: Fraction


@frozen(repr=False, eq=False)
class Roster(Node):
    """A list of units of one kind (名单)."""

    kind: str
    units: tuple[str, ...]


@frozen(repr=False, eq=False)
class Policy(Node):
    """A whole policy, ready to score units."""

    slug: str
    title: str
    number: str  # 文号
    agency: str  # 机关
    period: tuple[date, date] | None
    total: tuple[
        tuple[str, Fraction], ...
    ]  # declared total by kind ("" = every kind); empty where the text declares none
    kinds: tuple[str, ...]
    rosters: tuple[Roster, ...]
    facts: tuple[Fact, ...]
    root: Group
    vetoes: tuple[Veto, ...] = ()
    bands: tuple[GradeBand, ...] = ()
    notes: tuple[Footnote, ...] = ()
    heads: tuple[str, ...] = ()  # 表头: what the columns of the official table are called, in its order
    digest: str = ""  # SHA-256 of the policy file
    aliases: tuple[tuple[str, str], ...] = ()  # 别名: the name that a fact had in an earlier version, and its name now

    @cached_property
    def named(self) -> dict[str, Fact]:
        """The facts by name."""
        return {fact.name: fact for fact in self.facts}

    @cached_property
    def filled(self) -> dict[str, int | Fraction]:
        """The parameters that the front matter fills in."""
        return {fact.name: fact.settled for fact in self.facts if fact.settled is not None}

    @cached_property
    def results(self) -> dict[str, Fact]:
        """The facts that are the results of other clauses."""
        return {fact.name: fact for fact in self.facts if fact.role is Role.RESULT}

    @cached_property
    def within(self) -> dict[str, tuple[str, ...]]:
        """By name the facts that can never exceed a fact."""
        found: dict[str, tuple[str, ...]] = {}
        for fact in self.facts:
            if fact.at_most:
                found[fact.at_most] = (*found.get(fact.at_most, ()), fact.name)
        return found

    def fact(self, name: str) -> Fact:
        """Return the fact of this name; KeyError if there is none."""
        return self.named[name]

    def clauses(self) -> tuple[Clause, ...]:
        """Return all clauses in document order."""
        found: list[Clause] = []
        stack: list[Group | Clause] = [self.root]
        while stack:
            node = stack.pop()
            if isinstance(node, Clause):
                found.append(node)
            else:
                stack.extend(reversed(node.children))
        return tuple(found)

    def sections(self) -> tuple[Group, ...]:
        """Return the headings that a table shows first: a heading that only holds items together (附件2) is not one."""
        return tuple(_sections(self.root))

    def kind_of(self, unit: str) -> str | None:
        """Return the kind of a listed unit; None if no list has it."""
        for roster in self.rosters:
            if unit in roster.units:
                return roster.kind
        return None


def _sections(group: Group) -> Iterator[Group]:
    for child in group.children:
        if isinstance(child, Clause):
            continue
        holds = any(isinstance(below, Group) and (below.has_points or below.outside) for below in child.children)
        if holds and not child.points and not child.outside:
            yield from _sections(child)
        else:
            yield child
