"""Every heading gets a path of its own: official documents number twice, or print a heading again."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from dsl.folding import fold
from zhunsheng.draft.writing.clause import Clause

_AGAIN = ["之二", "之三", "之四", "之五", "之六", "之七", "之八", "之九", "之十"]


def unique(clauses: Iterable[Clause]) -> list[Clause]:
    """Return the clauses with levels that step down one at a time and paths that differ."""
    made: list[Clause] = []
    trail: list[tuple[int, str]] = []
    levels: list[int] = []
    seen: set[tuple[str, ...]] = set()
    for clause in clauses:
        while levels and levels[-1] >= clause.level:
            levels.pop()
            trail.pop()
        above = tuple(key for _, key in trail)
        named = _named(clause, above, seen)
        key = _key(named)
        seen.add((*above, key))
        levels.append(clause.level)
        trail.append((clause.level, key))
        made.append(evolve(named, level=len(levels)))
    return made


def _key(clause: Clause) -> str:
    return fold(clause.number).strip("、.:()") or fold(clause.title)


def _named(clause: Clause, above: tuple[str, ...], seen: set[tuple[str, ...]]) -> Clause:
    """The clause with a name that nobody beside it has."""
    if not clause.number and not clause.title:
        clause = evolve(clause, title="条")
    if (*above, _key(clause)) not in seen:
        return clause
    if clause.number and clause.title:
        clause = evolve(clause, number="")
    base = clause.title or clause.number.strip("、.（）()")
    options = [base, *(f"{base}{suffix}" for suffix in _AGAIN), *(f"{base}之{'又' * n}" for n in range(1, 99))]
    titles = (evolve(clause, number="", title=option) for option in options)
    return next(each for each in titles if (*above, _key(each)) not in seen)
