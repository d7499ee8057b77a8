"""Which clause of the old version became which of the new one: by its place, and where it moved, by its sentence.

In: two policies. Out: pairs of clauses in the order of the new version, what is gone after what it followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from compiler import core
from compiler.compare.pairs.rewrite import bare
from dsl.folding import fold

Pair = tuple[core.Clause | None, core.Clause | None]
NEAR = 0.6  # how alike two sentences are, of 1, to be one that was moved
_HERE = 0.4  # the same at one place, where less will do


def pairs(old: core.Policy, new: core.Policy) -> tuple[Pair, ...]:
    """Return every clause of both versions, with its counterpart or None."""
    before, after = {c.id: c for c in old.clauses()}, {c.id: c for c in new.clauses()}
    became: dict[str, str] = {}
    for passing in (_same_place(before, after, _kept), _alike(before, after), _same_place(before, after, _any)):
        for first, second in passing:
            if first not in became and second not in became.values():
                became[first] = second
    return tuple(_in_order(before, after, became))


def _words(clause: core.Clause) -> str:
    return fold(clause.quote or clause.title).replace(" ", "").replace("\n", "")


def _likeness(old: core.Clause, new: core.Clause) -> float:
    first, second = _words(old), _words(new)
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _HERE else 0.0


def _kept(old: core.Clause, new: core.Clause) -> bool:
    return _likeness(old, new) >= _HERE or bare(old) == bare(new)


def _any(old: core.Clause, new: core.Clause) -> bool:
    """A clause written anew at its place is still that clause, where its title says so or it is about the same."""
    return True


def _same_place(
    before: dict[str, core.Clause], after: dict[str, core.Clause], fits: Callable[[core.Clause, core.Clause], bool]
) -> Iterator[tuple[str, str]]:
    # A sentence that stands word for word elsewhere has moved there, whatever stands at its old place now.
    moved = _exact(before, after)
    yield from moved.items()
    taken = {*moved.values()}
    for name, clause in before.items():
        if name in after and name not in moved and name not in taken and fits(clause, after[name]):
            yield name, name


def _exact(before: dict[str, core.Clause], after: dict[str, core.Clause]) -> dict[str, str]:
    first, second = (_by_words(clauses) for clauses in (before, after))
    found: dict[str, str] = {}
    for words, names in first.items():
        others = second.get(words, [])
        here = [name for name in names if name in others]
        found |= {name: name for name in here}
        if words and len(names) == 1 and len(others) == 1 and not here:
            found[names[0]] = others[0]
    return found


def _by_words(clauses: dict[str, core.Clause]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, clause in clauses.items():
        found.setdefault(_words(clause), []).append(name)
    return found


def _alike(before: dict[str, core.Clause], after: dict[str, core.Clause]) -> Iterator[tuple[str, str]]:
    """Yield the likeliest counterparts first; only of clauses whose place does not tell."""
    kept = {name for name in before if name in after and _kept(before[name], after[name])}
    gone = {name: clause for name, clause in before.items() if name not in kept}
    come = {name: clause for name, clause in after.items() if name not in kept}
    found = [(_likeness(a, b), first, second) for first, a in gone.items() for second, b in come.items()]
    near = sorted((each for each in found if each[0] >= NEAR), key=lambda each: (-each[0], each[1:]))
    yield from ((first, second) for _, first, second in near)


def _in_order(before: dict[str, core.Clause], after: dict[str, core.Clause], became: dict[str, str]) -> Iterator[Pair]:
    origin = {second: first for first, second in became.items()}
    left = [name for name in before if name not in became]
    order = list(before)
    for name, clause in after.items():
        first = origin.get(name)
        while first is not None and left and order.index(left[0]) < order.index(first):
            yield before[left.pop(0)], None
        yield (before[first] if first is not None else None), clause
    yield from ((before[name], None) for name in left)
