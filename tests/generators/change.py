"""A text before and after a change, what then holds between their points, and how clauses are changed.

``Change`` holds both texts, what the points of a unit must then be to each other, and for which units that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve, frozen

from tests.generators.clauses import Clause, Group

Facts = dict[str, Any]
Holds = Callable[[Fraction, Fraction], bool]


def same(before: Fraction, after: Fraction) -> bool:
    """Nothing changes."""
    return before == after


def not_less(before: Fraction, after: Fraction) -> bool:
    """Nothing is lost."""
    return after >= before


def not_more(before: Fraction, after: Fraction) -> bool:
    """Nothing is won; what is lost may be taken away down to nought."""
    return after <= max(before, Fraction(0))


@frozen
class Change:
    """Two texts, and what holds between the points of a unit under the one and under the other."""

    before: str
    after: str
    holds: Holds = same
    about: Callable[[Facts, str], bool] = lambda facts, kind: True
    given: Callable[[Facts], Facts] = lambda facts: facts  # the facts of the unit under the text before
    fixed: tuple[tuple[str, Any], ...] = ()  # facts that every unit has so
    others: tuple[str, ...] = ()  # further texts, for ``judge``
    judge: Callable[[tuple[Fraction, ...], Fraction, Fraction], bool] | None = None  # of what the clause itself gives


Law = Callable[[Clause, Random], Change | None]
JUDGED = ("酌情", "范围裁量")  # the assessor's points are numbered, so that alone they have other names
OUTCOMES = ("归零", "不得分", "否决", "后果", "义务")


def taken(clause: Clause) -> set[str]:
    return {group.thing.name for group in clause.groups}


def changed(before: Clause, after: Clause, **more: Any) -> Change:
    declared = "\n".join(dict.fromkeys((*after.declarations.split("\n"), *before.declarations.split("\n"))))
    return Change(f"{declared}\n{before.rules}", f"{declared}\n{after.rules}", **more)


def inserted(clause: Clause, at: int, group: Group) -> Clause:
    return evolve(clause, groups=(*clause.groups[:at], group, *clause.groups[at:]))


def replaced(clause: Clause, at: int, group: Group) -> Clause:
    return evolve(clause, groups=(*clause.groups[:at], group, *clause.groups[at + 1 :]))


def joined(clause: Clause, at: int, said: str, **more: Any) -> Change:
    group = clause.groups[at]
    longer = evolve(group, lines=(*group.lines[:-1], f"{group.lines[-1]}，{said}"))
    after = replaced(clause, at, longer)
    if "declared" in more:
        declared = more.pop("declared")
        after = evolve(after, declared=(*after.declared, declared))
    return changed(clause, after, **more)


def item_of(clause: Clause, groups: tuple[Group, ...]) -> int:
    return clause.item if any(group.form.item for group in groups) else 0
