"""What is quoted, cut into the cells of the official table: the heading, the sentence, and what stands in other columns.

In: a clause of Core and the headings around it. Out: plain strings.
"""

from __future__ import annotations

import re

from compiler import core


def standard_of(clause: core.Clause, policy: core.Policy) -> str:
    """The official sentence of a clause, without the headings around it."""
    return cells_of(clause, (*_trail(policy.root, clause), clause))[1]


def _trail(group: core.Group, clause: core.Clause) -> tuple[core.Group, ...]:
    for child in group.children:
        if isinstance(child, core.Group) and clause in _clauses(child):
            return (child, *_trail(child, clause))
    return ()


def _clauses(group: core.Group) -> list[core.Clause]:
    below = (child for child in group.children if isinstance(child, core.Group))
    own = [child for child in group.children if isinstance(child, core.Clause)]
    return [*own, *(clause for child in below for clause in _clauses(child))]


def cells_of(clause: core.Clause, trail: tuple[core.Group | core.Clause, ...]) -> tuple[str, str, str]:
    """Cut what is quoted into the cells of the official table: the heading as it is printed there, the sentence, the points
    where they are no number (扣分项). Headings from further up and numbers of points stand in other columns."""
    own = _name(clause.title) or (_name(trail[-2].title) if len(trail) > 1 and trail[-2].id == clause.id else "")
    heads = {_name(part.title) for part in trail if part.title} | {_name(part.id.rpartition("/")[2]) for part in trail}
    cells = [cell.strip() for cell in re.split(r"[\t\n]", re.sub(r"</?p>", "", clause.quote))]
    points = next((cell for cell in cells if cell in _OUTSIDE), "")
    own_cells = [cell for cell in cells if own and _name(cell).startswith(own) and not _gives_points(cell)]
    heads -= {own}
    kept = [c for c in cells if c and c not in _OUTSIDE and _name(c) not in heads and not _POINTS.fullmatch(c)]
    if own_cells and own_cells[0] in kept and len(kept) > 1:
        kept.remove(own_cells[0])
        return _HEAD_POINTS.sub("", own_cells[0]).rstrip("。"), "\n".join(kept), points
    return "", "\n".join(kept or cells), points


_POINTS = re.compile(r"\d+(?:\.\d+)?\s*分")
_HEAD_POINTS = re.compile(r"\s*[(（][^()（）]*分[)）]$")
_NUMBER = re.compile(r"^(?:\d+|[一二三四五六七八九十]+|[(（][一二三四五六七八九十\d]+[)）])[.．、]?")
_OUTSIDE = ("扣分项", "加分项")


def _gives_points(cell: str) -> bool:
    """Whether a cell is a sentence of the rule rather than a heading."""
    return re.search(r"[扣加记计]\s*[\d.]+\s*分", cell) is not None


def bare(text: str) -> str:
    """A heading without blanks and without its points, for comparison."""
    return _HEAD_POINTS.sub("", "".join(text.split())).rstrip("。：:")


def _name(text: str) -> str:
    """A heading without its number: 1、 and 1. are one."""
    plain = bare(text)
    return _NUMBER.sub("", plain) or plain
