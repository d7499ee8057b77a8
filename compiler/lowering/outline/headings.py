"""Headings: sections and items with their points, the totals they must add up to, and the tree of Core groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import define, evolve, field

from compiler import core
from compiler.accepting.footnotes import footnotes
from compiler.lowering.amounts.awards import Base
from compiler.lowering.conditions.tests import together
from compiler.lowering.names.scope import Scope
from compiler.lowering.outline.clauses import Parts, build, item_points, known_kinds, of_concern, of_itself
from compiler.problems import forms, rules
from compiler.words.wording import show_number
from dsl import surface
from dsl.documents.policy_file import Document, Section
from dsl.patterns import regex

# Headings of points beyond the hundred; the word stands first in the heading, after its number.
_OUTSIDE = regex(r"(加分项|扣分项|加减分|减分项|附加分|附加项|奖励加分|奖励项|奖惩)")


@define(repr=False, eq=False)
class Node:
    """A section with its block, its parts once built, and the sections below it."""

    section: Section
    block: surface.Block | None
    below: list[Node] = field(factory=list)
    parts: Parts | None = None
    top: bool = False  # whether no heading stands above it
    whole: Fraction | None = None  # the points of the whole policy, where it says any


def tree(document: Document, blocks: dict[str, surface.Block]) -> list[Node]:
    """Return the headings as a forest, in document order."""
    top: list[Node] = []
    trail: list[Node] = []
    for section in document.sections:
        node = Node(section, blocks.get(section.id))
        while trail and trail[-1].section.level >= section.level:
            trail.pop()
        node.top = not trail
        (trail[-1].below if trail else top).append(node)
        trail.append(node)
    return top


def held_themselves(nodes: list[Node], total: Base) -> None:
    """Tell every heading how many points the whole policy has: 总分不超过 110 分 behind them is said of the whole."""
    declared = max((points for _, points in total), default=None)
    whole = declared if declared is not None else _written(nodes)
    for node in nodes:
        node.whole = whole


def _written(nodes: list[Node]) -> Fraction | None:
    """The points that the headings state, without those beyond the hundred."""
    found = [
        max((points for _, points in node.section.points), default=None) or _written(node.below)
        for node in nodes
        if not _is_outside(node.section)
    ]
    known = [each for each in found if each is not None]
    return sum(known, Fraction(0)) if known else None


def groups(nodes: list[Node], scope: Scope, base: Base = ()) -> tuple[core.Group | core.Clause, ...]:
    """Build the Core groups below some headings; headings without any rule are left out.

    A heading with one clause and nothing else is that clause; it becomes a group where it has points or stands outside.
    """
    found = (_group(node, scope, base, outside=False, sign="") for node in nodes)
    return tuple(group for group in found if group is not None)


def _group(node: Node, scope: Scope, base: Base, *, outside: bool, sign: str) -> core.Group | core.Clause | None:
    section = node.section
    inherited, outside = outside, outside or _is_outside(section)
    sign = _sign(section) or sign
    own = item_points(section, node.block, scope) if node.block else known_kinds(section.points, section, scope)
    children: list[core.Group | core.Clause] = []
    if node.block is not None and (node.block.statements or section.quotes):
        quote = "\n".join(quote.text for quote in section.quotes)
        node.parts = build(section, node.block, base, scope, quote, sign=sign, outside=outside)
        if _holds_itself(node):
            node.parts = of_itself(node.parts)
        children.append(node.parts.clause)
    for below in node.below:
        child = _group(below, scope, own or base, outside=outside, sign=sign)
        if child is not None:
            children.append(child)
    if node.parts is not None and outside and sign == "-":
        for span in node.parts.zeroing:
            scope.bag.add(forms.zero_of_deductions(scope.source, span, scope.source.slice(span)))
    if node.parts is not None and node.parts.clause.zeroed is not None:
        children = [zeroed(child, node.parts.clause.zeroed) for child in children]
    if node.parts is not None and not isinstance(node.parts.clause.applies, core.Always):
        children = [children[0], *(_concerning(child, node.parts.clause.applies) for child in children[1:])]
        for below in _below(node):
            below.parts = None if below.parts is None else of_concern(below.parts, node.parts.clause.applies)
    if not children:
        return None
    outside = outside or (node.parts is not None and node.parts.outside)
    low, high = total_caps([node] if node.below else [], node.below)
    plain = not own and outside == inherited and low is None and high is None
    if len(children) == 1 and isinstance(children[0], core.Clause) and plain:
        return _with_method(children[0], section)
    start = core.Start.ZERO if _awards(node) or _only_adds(node) else core.Start.FULL
    if own and not outside and not any(isinstance(child, core.Group) and child.has_points for child in children):
        _one_start(node, scope)
    notes, method = ((), "") if node.parts is not None else (footnotes(section), section.method)
    return core.Group(
        section.id,
        section.title,
        section.heading,
        tuple(children),
        own,
        start,
        outside,
        notes,
        method,
        section.content,
        low,
        high,
    )


def _with_method(clause: core.Clause, heading: Section) -> core.Clause:
    """考核方式 of a heading that is no group of its own is that of its one clause."""
    return clause if clause.method or not heading.method else evolve(clause, method=heading.method)


def total_caps(own: list[Node], below: list[Node]) -> tuple[Fraction | None, Fraction | None]:
    """Return what caps a heading: said under it, or by a clause just below it that has nothing below itself."""
    just_below = (each for each in below if not each.below)
    said = [node.parts.total for node in (*own, *just_below) if node.parts is not None]
    lows, highs = [low for low, _ in said if low is not None], [high for _, high in said if high is not None]
    return (max(lows) if lows else None), (min(highs) if highs else None)


def _holds_itself(node: Node) -> bool:
    """Whether 合计最多加 holds the clause in which it stands: 加分项, an item, or a clause with no heading above it.

    Only 总分不超过 110 分, at least all the points that there are, is said of the whole policy.
    """
    assert node.parts is not None
    if node.below or not (node.top or node.parts.points or node.parts.outside or _is_outside(node.section)):
        return False
    _, most = node.parts.total
    return not (node.top and node.parts.of_whole and node.whole is not None and most is not None and most >= node.whole)


def _sign(section: Section) -> str:
    """What a heading says of points without a verb: 减分, 扣分 or 加分, 奖励; neither says nothing, both (加减分) leave it open."""
    title = re.sub("[加奖][减扣罚惩]", "加分扣分", section.title)
    lost, won = (bool(re.search(words, title)) for words in ("减分|扣分|罚分|处罚|负面|倒扣", "加分|奖励|奖分"))
    return ("?" if lost else "") if lost == won else ("-" if lost else "+")


def _is_outside(section: Section) -> bool:
    title = section.title.removeprefix(section.number) or section.title  # a heading without a number is all number
    return bool(_OUTSIDE.match(title.lstrip("、.． ")))


def _concerning(part: core.Group | core.Clause, applies: core.Test) -> core.Group | core.Clause:
    """涉及部门 directly under a heading with clauses below it: whom it leaves out, none of them concerns."""
    if isinstance(part, core.Clause):
        return evolve(part, applies=together((applies, part.applies)))
    return evolve(part, children=tuple(_concerning(child, applies) for child in part.children))


def _below(node: Node) -> Iterator[Node]:
    for below in node.below:
        yield below
        yield from _below(below)


def _awards(node: Node) -> bool:
    return (node.parts is not None and node.parts.awards) or any(_awards(below) for below in node.below)


def zeroed(part: core.Group | core.Clause, test: core.Test) -> core.Group | core.Clause:
    """弄虚作假 此项不记分 directly under a heading with items below it: every item below is set to nought."""
    if isinstance(part, core.Clause):
        return part
    if not part.is_item:
        return evolve(part, children=tuple(zeroed(child, test) for child in part.children))
    clauses = [(place, child) for place, child in enumerate(part.children) if isinstance(child, core.Clause)]
    for_all = [place for place, clause in clauses if clause.applies == core.Always()]
    chosen = set(for_all[:1] or (place for place, _ in clauses))
    children = (_also(child, test) if place in chosen else child for place, child in enumerate(part.children))
    return evolve(part, children=tuple(children))


def _also(clause: core.Group | core.Clause, test: core.Test) -> core.Group | core.Clause:
    if isinstance(clause, core.Group):
        return clause
    own = clause.zeroed
    return evolve(clause, zeroed=test if own is None else core.Either((own, test)))


def _only_adds(node: Node) -> bool:
    """每起 加 1 分 and nothing else: there is nothing to take away, so that the points are earned from nought."""
    parts = parts_of([node])
    return any(each.adds for each in parts) and not any(each.takes for each in parts)


def _one_start(node: Node, scope: Scope) -> None:
    """县区 only 加, 市直部门 also 扣: an item cannot start at nought and at its points."""
    said = frozenset(pair for part in parts_of([node]) for pair in part.by_kind)
    kinds = sorted({kind for kind, _ in said})
    earned = [kind for kind in kinds if (kind, "award") in said or (kind, "-") not in said]
    full = [kind for kind in kinds if kind not in earned]
    if earned and full:
        scope.bag.add(rules.two_starts(scope.source, node.section.heading, "、".join(earned), "、".join(full)))


def parts_of(nodes: list[Node]) -> list[Parts]:
    """Return the parts of all headings in document order."""
    found: list[Parts] = []
    for node in nodes:
        if node.parts is not None:
            found.append(node.parts)
        found += parts_of(node.below)
    return found


# -------------------------------------------------------------------------------------------------------------------- totals


def check_totals(root: core.Group, total: Base, scope: Scope, total_span: object) -> None:
    """Report items whose parts, and totals whose sections, do not add up."""
    from dsl.source import Span

    kinds = scope.kinds or ("",)
    for group in _all(root):
        if group.points and not group.is_item and group is not root:
            for kind in _kinds_of(group.points, kinds):
                _compare(group, kind, scope)
    if not total:
        return
    assert isinstance(total_span, Span)
    for kind in _kinds_of(total, kinds):
        declared = dict(total).get(kind, dict(total).get(""))
        found = _sum(root, kind)
        if declared is not None and found is not None and declared != found:
            shown = show_number(declared), show_number(found)
            scope.bag.add(rules.total_differs(scope.source, total_span, *shown, kind if len(dict(total)) > 1 else ""))


def _kinds_of(points: Base, kinds: tuple[str, ...]) -> tuple[str, ...]:
    named = tuple(kind for kind, _ in points if kind)
    return named or kinds


def _all(group: core.Group) -> list[core.Group]:
    below = [child for child in group.children if isinstance(child, core.Group)]
    return [group, *(each for child in below for each in _all(child))]


def _sum(group: core.Group, kind: str) -> Fraction | None:
    """The points of the parts of a group for a kind; None when no part has any."""
    found: Fraction | None = None
    for child in group.children:
        if isinstance(child, core.Clause) or (child.outside and not group.outside):
            continue
        value = child.points_for(kind)
        if value is None:
            value = _sum(child, kind)
        if value is not None:
            found = (found or Fraction(0)) + value
    return found


def _compare(group: core.Group, kind: str, scope: Scope) -> None:
    declared, found = group.points_for(kind), _sum(group, kind)
    if declared is not None and found is not None and declared != found:
        shown = show_number(declared), show_number(found)
        who = kind if len(group.points) > 1 else ""
        scope.bag.add(rules.parts_differ(scope.source, group.span, *shown, who))
