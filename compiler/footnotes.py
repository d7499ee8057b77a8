"""Accepted findings as notes of the clause they belong to, so that the published table shows them. In and out: Core."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.settings import Accepted


def footnoted(policy: core.Policy, accepted: tuple[Accepted, ...]) -> core.Policy:
    """Return the policy with a note for every finding that it accepts; what belongs to no clause is a note of the policy."""
    if not accepted:
        return policy
    left = {each: _note(each) for each in accepted}
    root = _noted(policy.root, left)
    return evolve(policy, root=root, notes=(*policy.notes, *left.values()))


def _noted(group: core.Group, left: dict[Accepted, str]) -> core.Group:
    children = tuple(_noted(c, left) if isinstance(c, core.Group) else _with_notes(c, left) for c in group.children)
    return evolve(group, children=children, notes=(*group.notes, *_taken(group.id, left)))


def _with_notes(clause: core.Clause, left: dict[Accepted, str]) -> core.Clause:
    return evolve(clause, notes=(*clause.notes, *_taken(clause.id, left)))


def _taken(place: str, left: dict[Accepted, str]) -> tuple[str, ...]:
    own = [each for each in left if each.clause == place and place]
    return tuple(left.pop(each) for each in own)


def _note(each: Accepted) -> str:
    return f"已知：{each.found.message}。{each.reason.rstrip('。')}。"
