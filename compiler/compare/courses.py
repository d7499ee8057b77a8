"""Which way a total can have moved, from what is proved of its parts: both trees of headings walked side by side.

In: aligned policies, judged clauses. Out: a ``Course``: whether the total may be less than before, whether it may be more. Adding up,
holding between limits and starting from more points never turn a gain into a loss. A heading without points or caps of its own is only
a place to stand: its parts count as those of the heading above.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, frozen

from compiler import core
from compiler.analysis.solver import Who
from compiler.compare.model import POINTS, VETO, ZEROED, ClauseChange
from compiler.compare.pairs.align import Aligned
from compiler.compare.pairs.rewrite import bare
from compiler.core.walk import clauses_of
from dsl.nodes import Node, fields_of

# What is looked at one by one, or bears on no total; a field that Core gets later must be the same, or nothing is proved.
_OF_GROUPS = frozenset({"id", "children", "points", "start", "lowest", "highest"})
_OF_ITEMS = frozenset({"id", "start"})
_WORDS_OF_POLICIES = {"slug", "title", "number", "agency", "notes", "heads", "digest", "aliases"}
_LOOKED_AT = frozenset(
    {"period", "total", "kinds", "rosters", "facts", "root", "vetoes", "checks", "bands", *_WORDS_OF_POLICIES}
)


def _like(old: Node, new: Node, but: frozenset[str]) -> bool:
    """Tell whether two nodes are equal but for some fields."""
    fields = fields_of(old)
    return all(getattr(old, field.name) == getattr(new, field.name) for field in fields if field.name not in but)


@frozen(repr=False, eq=False)
class Course(Node):
    """What is proved of a part: whether it may give less than before, or more."""

    less: bool
    more: bool

    def along(self, other: Course) -> Course:
        """Return the course of two parts together."""
        return Course(self.less or other.less, self.more or other.more)


STILL = Course(False, False)
_OPEN = Course(True, True)
_FAR = Fraction(10**12)  # no cap lies beyond it


@define(repr=False, eq=False)
class Courses:
    """Walks both trees side by side."""

    changes: tuple[ClauseChange, ...]
    whos: tuple[Who, ...]

    @cached_property
    def became(self) -> dict[str, str]:
        """The clauses of the old version by what they are called in the new one."""
        return {each.old.id: each.new.id for each in self.changes if each.old is not None and each.new is not None}

    def of(self, aligned: Aligned) -> Course:
        """Return the course of the total."""
        course = self._group(aligned.old.root, aligned.new.root)
        vetoes = [[(bare(veto), veto.deduction) for veto in policy.vetoes] for policy in (aligned.old, aligned.new)]
        told = [each for change in self.changes for each in change.judgements if each.what == VETO]
        if not all(each.same for each in told):  # of one name, and perhaps of another number
            return _OPEN
        return course if vetoes[0] == vetoes[1] and _like(aligned.old, aligned.new, _LOOKED_AT) else _OPEN

    def _group(self, old: core.Group, new: core.Group) -> Course:
        alone = self._alone(old, new)
        if alone is not None:
            return alone
        inside = self._inside(old, new)
        if inside is None:
            return _OPEN
        for who in self.whos:
            inside = inside.along(_held(old, new, who.kind))
        if old.is_item != new.is_item or (old.is_item and old.start is not new.start):
            return _OPEN
        return inside if _like(bare(old), bare(new), _OF_GROUPS) else _OPEN

    def _alone(self, old: core.Group, new: core.Group) -> Course | None:
        """Return the course of an item in which one clause changed and nothing else, from what that does to the item."""
        here = [{clause.id for clause in clauses_of(group)} for group in (old, new)]
        touched = [
            change
            for change in self.changes
            if (change.old is not None and change.old.id in here[0])
            or (change.new is not None and change.new.id in here[1])
        ]
        stays = all(
            (change.old is None or change.old.id in here[0]) and (change.new is None or change.new.id in here[1])
            for change in touched
        )
        changed = [change for change in touched if not all(each.same for each in change.judgements)]
        if not (old.is_item and new.is_item and stays and len(changed) == 1 and changed[0].item is not None):
            return None
        if old.points != new.points or not _like(_shape(old), _shape(new), _OF_ITEMS):
            return None
        item = changed[0].item
        return Course(not item.never_less, not item.never_more)

    def _inside(self, old: core.Group, new: core.Group) -> Course | None:
        """Return the course of what stands in a heading; None where the headings do not hold the same parts."""
        first, second = (dict(_parts(group)) for group in (old, new))
        course = STILL
        for change in self.changes:
            here = change.old is not None and change.old.id in first, change.new is not None and change.new.id in second
            if not any(here):
                continue
            if (change.old is not None and not here[0]) or (change.new is not None and not here[1]):
                return None  # it moved to another item
            course = course.along(_course(change))
        groups = [[each for each in parts.values() if isinstance(each, core.Group)] for parts in (first, second)]
        matched = self._matched(*groups)
        if matched is None:
            return None
        for before, after in matched:
            course = course.along(self._group(before, after))
        return course

    def _matched(self, old: list[core.Group], new: list[core.Group]) -> list[tuple[core.Group, core.Group]] | None:
        """Match headings by the clauses they hold: a number in front of them may have changed; None where some are over."""
        left = list(new)
        found: list[tuple[core.Group, core.Group]] = []
        for group in old:
            became = {self.became[clause.id] for clause in clauses_of(group) if clause.id in self.became}
            same = [each for each in left if became & {clause.id for clause in clauses_of(each)}]
            same = same or [each for each in left if each.id == group.id]
            if len(same) != 1:
                return None
            left.remove(same[0])
            found.append((group, same[0]))
        return None if left else found


def _shape(group: core.Group) -> core.Group:
    """Return a heading without its words and clauses, the headings below it likewise."""
    below = (evolve(_shape(child), id="") for child in group.children if isinstance(child, core.Group))
    return bare(evolve(group, children=tuple(below)))


def _parts(group: core.Group) -> Iterator[tuple[str, core.Group | core.Clause]]:
    for child in group.children:
        plain = isinstance(child, core.Group) and not (child.is_item or child.outside or is_capped(child))
        if isinstance(child, core.Group) and plain:
            yield from _parts(child)
        else:
            yield (f"{child.id}/" if isinstance(child, core.Group) else child.id), child


def is_capped(group: core.Group) -> bool:
    """Tell whether a heading holds what stands below it within a limit."""
    return group.lowest is not None or group.highest is not None


def _course(change: ClauseChange) -> Course:
    bearing = [each for each in change.judgements if each.what in (POINTS, ZEROED)]
    return Course(not all(each.never_less for each in bearing), not all(each.never_more for each in bearing))


def _held(old: core.Group, new: core.Group, kind: str) -> Course:
    """Return which way the limits of a heading moved for a kind of unit."""
    lows = [-_FAR if group.lowest is None else group.lowest for group in (old, new)]
    highs = [_FAR if group.highest is None else group.highest for group in (old, new)]
    less, more_ = lows[1] < lows[0] or highs[1] < highs[0], lows[1] > lows[0] or highs[1] > highs[0]
    full = [group.points_for(kind) for group in (old, new)]
    if full[0] != full[1]:
        if None in full or new.outside:  # points of a bonus bound it on both sides
            return _OPEN
        less, more_ = less or (full[1] or 0) < (full[0] or 0), more_ or (full[1] or 0) > (full[0] or 0)
    return Course(less, more_)
