"""Mistakes in a heading with points: one point more, the other way to start."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core
from compiler.meaning.result import ZERO
from compiler.testing.mutating.clauses import reach_of
from compiler.words.wording import show_number


def items_below(group: core.Group) -> Iterator[core.Group]:
    """Yield the headings whose points hold something."""
    if group.points and (group.is_item or group.outside):
        yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from items_below(child)


def items_like(group: core.Group, policy: core.Policy) -> Iterator[tuple[str, str, core.Group]]:
    """Yield headings with one mistake: of what kind, what was changed, the changed heading."""
    more = tuple((kind, points + 1) for kind, points in group.points)
    shown = show_number(group.points[0][1])
    if _binds(group, policy):
        yield "分值", f"“{group.title}”{shown} 分改为 {show_number(more[0][1])} 分", evolve(group, points=more)
    if not group.outside and _starts(group):
        other = core.Start.ZERO if group.start is core.Start.FULL else core.Start.FULL
        yield "起点", f"“{group.title}”改为{other}", evolve(group, start=other)


def _binds(group: core.Group, policy: core.Policy) -> bool:
    """Whether one more point would change any score: the item starts from its points, or more could be given."""
    if group.start is core.Start.FULL and not group.outside:
        return True
    for kind in policy.kinds or ("",):
        total, most = ZERO, group.points_for(kind)
        for clause in _below(group):
            total = total.plus(reach_of(clause, policy, kind).held(clause.lowest, clause.highest))
        if most is not None and (total.high is None or total.high > most):
            return True
        if most is not None and group.outside and (total.low is None or total.low < -most):
            return True
    return False


def _starts(group: core.Group) -> bool:
    return any(clause.effects for clause in _below(group))


def _below(group: core.Group) -> Iterator[core.Clause]:
    for child in group.children:
        if isinstance(child, core.Clause):
            yield child
        else:
            yield from _below(child)
