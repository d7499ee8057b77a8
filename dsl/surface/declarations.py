"""Declarations as written: facts, indicators, lists, tables."""

from __future__ import annotations

from attrs import field, frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.surface.atoms import Amount, Expression, Name, where
from dsl.surface.conditions import Bound, Condition
from dsl.surface.modifiers import Direction


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


@frozen(repr=False, eq=False)
class Check(Node):
    """核对 公开 的，甲 等于 乙 加 丙: what holds between facts of every unit, or of those in a situation."""

    left: Expression
    op: str
    right: Expression
    situation: Condition | None = None
    span: Span = where()


Declaration = Check | Fact | Indicator | Roster | Involves | GroupOf | Band | TableRow
