"""A policy prepared, and the straight pass over it that scores a unit.

In: Core, once; then units. Out: ``Result`` values, equal to those of ``compiler/meaning/plain.py``.
"""

from __future__ import annotations

from attrs import define, field, frozen

from compiler import core
from compiler.meaning import plain
from compiler.meaning.interpret import Unit
from compiler.meaning.prepared.kinds import OfKind, of_kind
from compiler.meaning.result import Result

_KINDS = 64  # kinds remembered: a policy has a few, a caller may invent any number


@define(repr=False, eq=False)
class _Kept:
    """What was worked out of a policy; it does not hold the policy, which holds it."""

    plain_only: bool
    kinds: dict[str, OfKind] = field(factory=dict)


@frozen(repr=False, eq=False)
class Prepared:
    """A policy whose order, facts, tables and branches are worked out, kind by kind as the units ask for them."""

    policy: core.Policy
    _kept: _Kept

    def score(self, unit: Unit) -> Result:
        """Score one unit: value for value as ``plain.score``."""
        if self._kept.plain_only:
            return plain.score(self.policy, unit)
        kinds = self._kept.kinds
        found = kinds.get(unit.kind)
        if found is None:
            if len(kinds) >= _KINDS:
                kinds.clear()
            found = kinds[unit.kind] = of_kind(self.policy, unit.kind)
        return found.score(self.policy, unit)


def prepare(policy: core.Policy) -> Prepared:
    """Return the policy prepared; what was worked out lives as long as the policy itself."""
    kept = policy.kept.get(_Kept)
    if kept is None:
        names = [clause.id for clause in policy.clauses()]
        kept = policy.kept[_Kept] = _Kept(plain_only=len(names) != len(set(names)))
    return Prepared(policy, kept)
