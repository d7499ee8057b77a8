"""The effects of a clause judged one by one: where both versions put them together alike, more of each is more of all.

In: a ``Pair``. Out: one smaller pair for every effect, and whether the caps alone may give a unit less or more. Summing, picking the
largest, rounding and holding between limits never turn more into less, so what is proved of every effect holds for the clause.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.compare.pairs.rewrite import bare
from compiler.compare.parts import Pair, exchanged
from compiler.core.walk import facts_in

Two = tuple[core.Effect, core.Effect]


def by_effects(pair: Pair) -> tuple[list[Pair], bool, bool] | None:
    """Return the pairs of effects, whether caps may give less, whether they may give more; None where it does not help."""
    old, new = pair.old_clause, pair.new_clause
    rest = [evolve(bare(each), effects=(), lowest=None, highest=None) for each in (old, new)]
    if rest[0] != rest[1] or old.zeroed is not None or max(len(old.effects), len(new.effects)) < 1:
        return None
    together = len(old.effects) == len(new.effects) == 1
    if together and (old.lowest, old.highest) == (None, None) == (new.lowest, new.highest):
        return None  # it is the effect itself
    down, up = _caps(old, new)
    return [_alone(pair, *two, index) for index, two in enumerate(_matched(old, new))], down, up


def _caps(old: core.Clause, new: core.Clause) -> tuple[bool, bool]:
    """Return whether a cap came down, and whether one went up; no cap at all lies beyond every cap."""
    far = Fraction(10**12)
    lows = [-far if clause.lowest is None else clause.lowest for clause in (old, new)]
    highs = [far if clause.highest is None else clause.highest for clause in (old, new)]
    return lows[1] < lows[0] or highs[1] < highs[0], lows[1] > lows[0] or highs[1] > highs[0]


def _matched(old: core.Clause, new: core.Clause) -> list[Two]:
    """Match equal effects, then those about the same facts, then in order; what is over meets nothing."""
    first, second = list(old.effects), list(new.effects)
    found: list[Two] = []
    for fits in (_same, _same_facts, _any):
        for effect in list(first):
            other = next((each for each in second if fits(effect, each)), None)
            if other is not None:
                first.remove(effect)
                second.remove(other)
                found.append((effect, other))
    return (
        [two for two in found if not _same(*two)]
        + [(each, _nothing(each)) for each in first]
        + [(_nothing(each), each) for each in second]
    )


def _same(old: core.Effect, new: core.Effect) -> bool:
    return bare(old) == bare(new)


def _same_facts(old: core.Effect, new: core.Effect) -> bool:
    return _facts(old) == _facts(new)


def _any(old: core.Effect, new: core.Effect) -> bool:
    return bool(_facts(old) & _facts(new))


def _facts(effect: core.Effect) -> set[str]:
    return {name for branch in effect.branches for root in (branch.test, branch.points) for name in facts_in(root)}


def _nothing(effect: core.Effect) -> core.Effect:
    return evolve(effect, branches=(), measure=None)


def _alone(pair: Pair, old: core.Effect, new: core.Effect, index: int) -> Pair:
    """Return the pair of two effects, without the caps of their clauses."""
    clauses = [
        evolve(clause, effects=(effect,), lowest=None, highest=None, rounding=None)
        for clause, effect in ((pair.old_clause, old), (pair.new_clause, new))
    ]
    both = zip((pair.old, pair.new), clauses, strict=True)
    parts = [evolve(part, policy=exchanged(part.policy, clause)) for part, clause in both]
    return Pair(f"{pair.what}/{index + 1}", parts[0], parts[1], clauses[0], clauses[1])
