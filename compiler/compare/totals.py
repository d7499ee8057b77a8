"""The total under both versions: from what is proved of its parts, where they all point one way; else from units, else by the solver.

In: aligned policies and the judged clauses. Out: a ``Judgement``. Adding up, holding between limits and starting from more points never
turn a gain into a loss: so where no clause and no heading gives more, the total does not. A heading without points or caps of its own
is only a place to stand: its parts count as those of the heading above, and a clause may move between such headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs
from attrs import define, evolve, frozen

from compiler import core
from compiler.analysis.domain import Facts, table
from compiler.analysis.moves import beginnings
from compiler.analysis.solver import Found, Never, NotAnalysed, Part, Who, more
from compiler.compare.align import Aligned
from compiler.compare.judge import SEED, Evidence
from compiler.compare.model import ClauseChange, Judgement, Method
from compiler.compare.parts import POINTS, VETO, ZEROED, Pair
from compiler.compare.rewrite import bare
from compiler.dependencies import clauses_of
from compiler.interpret import Unit
from compiler.sampling import sample_units
from compiler.walk import roots_of
from dsl.nodes import Node
from dsl.source import Span

SAMPLED = 400
_NOTHING = core.Clause("", "", "", Span(0, 0))
_FAR = Fraction(10**12)


# What is looked at one by one, or bears on no total; a field that Core gets later must be the same, or nothing is proved.
_OF_GROUPS = frozenset({"id", "children", "points", "start", "lowest", "highest"})
_WORDS_OF_POLICIES = {"slug", "title", "number", "agency", "notes", "heads", "digest", "aliases"}
_LOOKED_AT = frozenset({"period", "total", "kinds", "rosters", "facts", "root", "vetoes", "bands", *_WORDS_OF_POLICIES})


def _like(old: Node, new: Node, but: frozenset[str]) -> bool:
    """Tell whether two nodes are equal but for some fields."""
    fields: Any = attrs.fields(type(old))  # type: ignore[arg-type]  # every tree class is an attrs class
    return all(getattr(old, field.name) == getattr(new, field.name) for field in fields if field.name not in but)


@frozen(repr=False, eq=False)
class Course(Node):
    """What is proved of a part: whether it may give less than before, or more."""

    less: bool
    more: bool

    def along(self, other: Course) -> Course:
        """Return the course of two parts together."""
        return Course(self.less or other.less, self.more or other.more)


_STILL = Course(False, False)
_OPEN = Course(True, True)


def judge_total(aligned: Aligned, changes: tuple[ClauseChange, ...], whos: tuple[Who, ...]) -> Judgement:
    """Judge the total."""
    known = Evidence(_Totals("总分", Part(aligned.old), Part(aligned.new), _NOTHING, _NOTHING))
    course = _Courses(changes, whos).of(aligned)
    if not course.more:
        known.never["more"] = Method.PARTS
    if not course.less:
        known.never["less"] = Method.PARTS
    judged = [each for change in changes for each in change.judgements]
    bearing = [each for each in judged if each.what in (POINTS, ZEROED, VETO)]
    if all(each.values_known and each.lost is None and each.settled is None for each in bearing):
        known.never |= {"lost": Method.PARTS, "settled": Method.PARTS}
    if course == _STILL and not known.open():
        return evolve(known.judgement(), method=Method.PARTS if not _same(changes) else Method.SAME_RULES)
    _by_witnesses(known, aligned, judged, whos)
    if known.open("less", "more"):
        _by_solver(known, aligned, changes, whos)
    if known.open("less", "more"):
        _by_search(known, aligned)
    return known.judgement()


def _same(changes: tuple[ClauseChange, ...]) -> bool:
    return all(each.method is Method.SAME_RULES for change in changes for each in change.judgements)


@frozen(repr=False, eq=False)
class _Totals(Pair):
    """The pair of two totals: its facts are all facts."""

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts of both versions."""
        return tuple(table(self.new.policy, self.old.policy))


# --------------------------------------------------------------------------------------------------------------- proofs


@define(eq=False)
class _Courses:
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
        return course if vetoes[0] == vetoes[1] and _like(aligned.old, aligned.new, _LOOKED_AT) else _OPEN

    def _group(self, old: core.Group, new: core.Group) -> Course:
        inside = self._inside(old, new)
        if inside is None:
            return _OPEN
        for who in self.whos:
            inside = inside.along(_held(old, new, who.kind))
        if old.is_item != new.is_item or (old.is_item and old.start is not new.start):
            return _OPEN
        return inside if _like(bare(old), bare(new), _OF_GROUPS) else _OPEN

    def _inside(self, old: core.Group, new: core.Group) -> Course | None:
        """Return the course of what stands in a heading; None where the headings do not hold the same parts."""
        first, second = (dict(_parts(group)) for group in (old, new))
        course = _STILL
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


def _parts(group: core.Group) -> Iterator[tuple[str, core.Group | core.Clause]]:
    for child in group.children:
        plain = isinstance(child, core.Group) and not (child.is_item or child.outside or _capped(child))
        if isinstance(child, core.Group) and plain:
            yield from _parts(child)
        else:
            yield (f"{child.id}/" if isinstance(child, core.Group) else child.id), child


def _capped(group: core.Group) -> bool:
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


# ---------------------------------------------------------------------------------------------------------------- units


def _by_witnesses(known: Evidence, aligned: Aligned, judged: list[Judgement], whos: tuple[Who, ...]) -> None:
    """Score the units that show what a clause does, their other facts as plain as can be."""
    shown = [w.unit for each in judged for w in (each.less, each.more, each.lost, each.settled) if w is not None]
    backgrounds = _backgrounds(aligned, whos)
    for unit in shown:
        for facts in ({}, *backgrounds):
            if known.open():
                known.take(Unit(unit.name, unit.kind, {**facts, **unit.facts}))
    for facts in backgrounds:
        for who in whos:
            if known.open("less", "more"):
                known.take(Unit(who.name, who.kind, facts))


def _backgrounds(aligned: Aligned, whos: tuple[Who, ...]) -> list[Facts]:
    known = {name: f for name, f in table(aligned.new, aligned.old).items() if f.role is not core.Role.RESULT}
    roots = [root for policy in (aligned.old, aligned.new) for clause in policy.clauses() for root in roots_of(clause)]
    return [*beginnings(roots, known, aligned.new, whos[0])]


def _by_search(known: Evidence, aligned: Aligned) -> None:
    for policy in (aligned.new, aligned.old):
        for unit in sample_units(policy, SAMPLED, SEED):
            if not known.open("less", "more"):
                return
            known.take(unit)


def _by_solver(known: Evidence, aligned: Aligned, changes: tuple[ClauseChange, ...], whos: tuple[Who, ...]) -> None:
    old, new = (Part(_rest(policy, changes)) for policy in (aligned.old, aligned.new))
    for kind, first, second in (("less", old, new), ("more", new, old)):
        if kind not in known.open():
            continue
        answers = [more(first, second, who=who) for who in whos]
        if all(isinstance(answer, Never) for answer in answers):
            known.never[kind] = Method.SOLVER
        for answer in answers:
            if isinstance(answer, Found):
                known.take(answer.unit)
            elif isinstance(answer, NotAnalysed):
                known.why = known.why or answer.why


def _rest(policy: core.Policy, changes: tuple[ClauseChange, ...]) -> core.Policy:
    """Return a policy without the clauses at the top that do the same to every unit: what they add, both totals have."""
    same = {clause.id for change in changes if change.same_meaning for clause in (change.old, change.new) if clause}
    if policy.vetoes or any(fact.role is core.Role.RESULT for fact in policy.facts):
        return policy
    return evolve(policy, root=_without(policy.root, same))


def _without(group: core.Group, same: set[str]) -> core.Group:
    kept: list[core.Group | core.Clause] = []
    for child in group.children:
        if isinstance(child, core.Clause):
            kept += [] if child.id in same else [child]
        elif child.is_item or child.outside or _capped(child):
            kept.append(child)
        else:
            kept.append(_without(child, same))
    return evolve(group, children=tuple(kept))
