"""Conditions as written: what a sentence asks of a unit."""

from __future__ import annotations

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.surface.atoms import Amount, Name, where


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
class Gap(Node):
    """甲 高于 乙 5 个百分点以上: how far one number lies above (``>``) or below (``<``) another; ``after`` is the second bound word."""

    left: Name
    op: str
    right: Name
    amount: Amount
    after: str = ""
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
    """办件量 排名 第 1—3 名; ``last`` = 倒数第 1—3 名."""

    measure: Name | None
    bound: Bound
    last: bool = False
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
    | Gap
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
