"""A policy: headings with their points, vetoes, grades, lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import frozen

from compiler.core.clauses import Clause, Footnote
from compiler.core.facts import Fact, Role
from compiler.core.tests import Op, Test
from dsl.nodes import Node
from dsl.source import Span


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
    """等次: the first band whose test on the total holds names the grade; ``to`` closes a range (80 分—89 分), both ends included."""

    name: str
    op: Op
    points: Fraction
    to: Fraction | None = None


@frozen(repr=False, eq=False)
class Roster(Node):
    """A list of units of one kind (名单)."""

    kind: str
    units: tuple[str, ...]


@frozen(repr=False, eq=False)
class Check(Node):
    """核对: a test on facts that holds for every unit whose facts are right; ``says`` is how the policy writes it."""

    test: Test
    says: str
    clause: str
    span: Span


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
    checks: tuple[Check, ...] = ()
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

    @cached_property
    def kept(self) -> dict[type, Any]:
        """What later passes have worked out of this policy and keep as long as it lives, by its class; no part of its value."""
        return {}

    def fact(self, name: str) -> Fact:
        """Return the fact of this name; KeyError if there is none."""
        return self.named[name]

    def clauses(self) -> tuple[Clause, ...]:
        """Return all clauses in document order."""
        return self._clauses

    @cached_property
    def _clauses(self) -> tuple[Clause, ...]:
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
