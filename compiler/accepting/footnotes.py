"""What is published under a table: the notes of a section, and the findings that the policy accepts. In and out: Core.

注（等价） speaks to the mutation test alone and is not published.
"""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.accepting.defects import kind_of
from compiler.accepting.settings import Accepted
from dsl.documents.policy_file import Section


def footnotes(section: Section) -> tuple[core.Footnote, ...]:
    """Return the footnotes of a section, each with the kinds of defect that it records."""
    published = (note for note in section.notes if not note.equivalent)
    return tuple(core.Footnote(note.text, tuple(kind.name for kind in note.kinds)) for note in published)


def footnoted(policy: core.Policy, accepted: tuple[Accepted, ...]) -> core.Policy:
    """Return the policy with a note for every finding that it accepts; what belongs to no clause is a note of the policy."""
    if not accepted:
        return policy
    left = {each: _note(each) for each in accepted}
    root = _noted(policy.root, left)
    return evolve(policy, root=root, notes=(*policy.notes, *left.values()))


def _noted(group: core.Group, left: dict[Accepted, core.Footnote]) -> core.Group:
    children = tuple(_noted(c, left) if isinstance(c, core.Group) else _with_notes(c, left) for c in group.children)
    return evolve(group, children=children, notes=(*group.notes, *_taken(group.id, left)))


def _with_notes(clause: core.Clause, left: dict[Accepted, core.Footnote]) -> core.Clause:
    return evolve(clause, notes=(*clause.notes, *_taken(clause.id, left)))


def _taken(place: str, left: dict[Accepted, core.Footnote]) -> tuple[core.Footnote, ...]:
    own = [each for each in left if each.clause == place and place]
    return tuple(left.pop(each) for each in own)


def _note(each: Accepted) -> core.Footnote:
    kind = kind_of(each.found)
    return core.Footnote(f"已知：{each.found.message}。{each.reason.rstrip('。')}。", (kind,) if kind else ())
